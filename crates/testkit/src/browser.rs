//! Somebody who uses the pages: keeps cookies and sends forms as a browser does.

use std::collections::BTreeMap;
use std::sync::Mutex;

use base::urls::encode;

use crate::{Client, Reply, TestApp};

/// Somebody who uses the pages with a browser without JavaScript. Redirects are not followed, so that a
/// test sees them; [`Browser::follow`] does.
pub struct Browser {
    client: Client,
    origin: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    pub(crate) fn new(app: &TestApp) -> Self {
        Self {
            client: app.anonymous(),
            origin: app.app().settings.urls.origin().to_owned(),
            cookies: Mutex::default(),
        }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, None).await
    }

    /// Opens a page and goes on while it sends somewhere else.
    pub async fn follow(&self, path: &str) -> Reply {
        let mut reply = self.get(path).await;
        for _ in 0..5 {
            if reply.status != 303 {
                break;
            }
            reply = self.get(&self.location(&reply)).await;
        }
        reply
    }

    /// Sends a form, with `atl_token` as the page would have it. A name may occur several times.
    pub async fn submit(&self, path: &str, values: &[(&str, &str)]) -> Reply {
        if self.cookie("atlassian.xsrf.token").is_none() {
            // A form was on a page, which has set the cookie.
            self.get("/login.jsp").await;
        }
        let token = self.cookie("atlassian.xsrf.token").unwrap_or_default();
        let mut values = values.to_vec();
        values.push(("atl_token", &token));
        self.send(path, &values).await
    }

    /// Sends a form exactly as given: without `atl_token`, unless it is among the values.
    pub async fn send(&self, path: &str, values: &[(&str, &str)]) -> Reply {
        let pairs = values
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let kind = "application/x-www-form-urlencoded";
        self.ask("POST", path, Some((kind, body.into_bytes())))
            .await
    }

    /// Sends a form with files, exactly as given: fields first, then part, name and content of each file.
    pub async fn submit_files(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Reply {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--AaB03x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (part, name, content) in files {
            let head = format!(
                "--AaB03x\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--AaB03x--\r\n");
        let kind = "multipart/form-data; boundary=AaB03x";
        self.ask("POST", path, Some((kind, body))).await
    }

    /// Returns where an answer sends to, without the origin.
    #[must_use]
    pub fn location(&self, reply: &Reply) -> String {
        let to = reply.header("location");
        to.strip_prefix(&self.origin).unwrap_or(to).to_owned()
    }

    /// Returns the value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Sets a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().unwrap();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Signs in by the page.
    ///
    /// # Panics
    /// If name and password are not right.
    pub async fn log_in(&self, name: &str, password: &str) {
        let reply = self
            .submit(
                "/login.jsp",
                &[("os_username", name), ("os_password", password)],
            )
            .await;
        assert_eq!(reply.status, 303, "{}", reply.text);
    }

    /// Begins a secure administrator session by its page.
    ///
    /// # Panics
    /// If the password is not right.
    pub async fn confirm(&self, password: &str) {
        let path = "/secure/admin/WebSudoAuthenticate.jspa";
        let reply = self.submit(path, &[("webSudoPassword", password)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text);
    }

    async fn ask(&self, method: &str, path: &str, form: Option<(&str, Vec<u8>)>) -> Reply {
        let cookies = {
            let cookies = self.cookies.lock().unwrap();
            let pairs = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"));
            pairs.collect::<Vec<_>>().join("; ")
        };
        let mut headers = vec![(
            "accept",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        )];
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        if let Some((kind, _)) = &form {
            headers.push(("content-type", kind));
            headers.push(("origin", &self.origin));
        }
        let body = form.map(|(_, body)| body).unwrap_or_default();
        let reply = self.client.raw(method, path, &headers, body).await;
        self.keep_cookies(&reply);
        reply
    }

    fn keep_cookies(&self, reply: &Reply) {
        let mut cookies = self.cookies.lock().unwrap();
        for set in reply.headers.get_all("set-cookie") {
            let Ok(set) = set.to_str() else { continue };
            let pair = set.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            if set.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
