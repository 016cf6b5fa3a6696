//! One request, before it is sent.

use std::fmt::Write as _;

use reqwest::Method;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::secret::Secret;

/// A request: what for, where to, with what.
pub struct Call<'a> {
    /// In words, for messages.
    pub what: &'static str,
    /// The permission it needs, in words.
    pub needs: &'static str,
    /// The method.
    pub method: Method,
    /// The body.
    pub body: Option<Vec<u8>>,
    /// What the body is.
    pub content_type: &'static str,
    /// Secrets in the body, which no message may repeat.
    pub secrets: Vec<&'a Secret>,
    path: String,
    bad: Option<String>,
}

impl<'a> Call<'a> {
    /// Returns a request to a path below `/rest/api/2`, given by its segments.
    pub fn new(method: Method, what: &'static str, segments: &[&str]) -> Self {
        Self::at(method, what, "/rest/api/2", segments)
    }

    /// Returns a request to a path below another root.
    pub fn at(method: Method, what: &'static str, root: &str, segments: &[&str]) -> Self {
        let mut path = root.to_owned();
        let mut bad = None;
        for segment in segments {
            // An empty one, or one that an address knows as "up", would ask for something else.
            if matches!(*segment, "" | "." | "..") {
                bad = Some(format!("cannot {what}: “{segment}” names nothing"));
            }
            path.push('/');
            encode(segment, &mut path);
        }
        Self {
            what,
            needs: "",
            method,
            body: None,
            content_type: "application/json",
            secrets: Vec::new(),
            path,
            bad,
        }
    }

    /// Returns a request to a path as it stands, with its query.
    pub fn raw(method: Method, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..Self::at(method, "send the request", "", &[])
        }
    }

    pub fn get(what: &'static str, segments: &[&str]) -> Self {
        Self::new(Method::GET, what, segments)
    }

    pub fn post(what: &'static str, segments: &[&str]) -> Self {
        Self::new(Method::POST, what, segments)
    }

    pub fn put(what: &'static str, segments: &[&str]) -> Self {
        Self::new(Method::PUT, what, segments)
    }

    pub fn delete(what: &'static str, segments: &[&str]) -> Self {
        Self::new(Method::DELETE, what, segments)
    }

    /// Says which permission is needed.
    pub fn needs(mut self, needs: &'static str) -> Self {
        self.needs = needs;
        self
    }

    /// Adds a parameter to the query.
    pub fn query(mut self, name: &str, value: &(impl ToString + ?Sized)) -> Self {
        self.path
            .push(if self.path.contains('?') { '&' } else { '?' });
        encode(name, &mut self.path);
        self.path.push('=');
        encode(&value.to_string(), &mut self.path);
        self
    }

    /// Adds a parameter to the query if there is one.
    pub fn query_if(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.query(name, &value),
            None => self,
        }
    }

    /// Sets the body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => self.body = Some(body),
            Err(error) => self.bad = Some(format!("the body cannot be written: {error}")),
        }
        self
    }

    /// Sets a body that is plain text.
    pub fn text(mut self, body: &str) -> Self {
        self.body = Some(body.as_bytes().to_vec());
        self.content_type = "text/plain";
        self
    }

    /// Names a secret in the body.
    pub fn hide(mut self, secret: Option<&'a Secret>) -> Self {
        self.secrets.extend(secret);
        self
    }

    /// Returns the path with its query, encoded.
    pub fn path(&self) -> Result<&str> {
        match &self.bad {
            Some(detail) => Err(Error::BadArgument {
                detail: detail.clone(),
            }),
            None => Ok(&self.path),
        }
    }
}

/// Appends a text so that nothing in it means anything in an address.
fn encode(text: &str, to: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            to.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(to, "%{byte:02X}");
        }
    }
}
