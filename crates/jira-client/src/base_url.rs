//! The address of a server, as people paste it.

use reqwest::Url;

use crate::error::{Error, Result};

/// The address of a server: scheme, host, port, context path; nothing behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self> {
        // The address itself is not repeated: it may hold a password.
        let refuse = |reason: &str| {
            Err(Error::BadUrl {
                reason: reason.to_owned(),
            })
        };
        let mut url = match Url::parse(text.trim()) {
            Ok(url) => url,
            Err(error) => return refuse(&error.to_string()),
        };
        if !matches!(url.scheme(), "http" | "https") {
            return refuse("it must begin with http:// or https://");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("a name or password does not belong into it");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("it must end before any ? or #");
        }
        if url.host_str().is_none_or(str::is_empty) {
            return refuse("it names no host");
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// Returns the address without a slash at its end.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Returns whether it is reached by TLS.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Returns the parsed address.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Returns the context path, empty or beginning with a slash.
    pub fn context_path(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }

    /// Returns scheme, host and port.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Returns the address of a path below the context path. The path begins with a slash and may have
    /// a query.
    pub fn join(&self, path: &str) -> Result<Url> {
        if !path.starts_with('/') {
            return Err(Error::BadArgument {
                detail: "a path must begin with a slash".to_owned(),
            });
        }
        Url::parse(&format!("{}{path}", self.as_str())).map_err(|error| Error::BadArgument {
            detail: format!("the path means nothing: {error}"),
        })
    }
}
