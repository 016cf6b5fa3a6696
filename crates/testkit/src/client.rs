//! Somebody who asks the server.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::BodyExt as _;
use serde_json::Value;
use server::Server;

/// Somebody who asks the server.
#[derive(Clone)]
pub struct Client {
    server: Arc<Server>,
    headers: Vec<(String, String)>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, if it is JSON; null otherwise.
    pub body: Value,
    /// The body as text.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Client {
    pub(crate) fn new(server: &Arc<Server>) -> Self {
        Self {
            server: Arc::clone(server),
            headers: Vec::new(),
        }
    }

    /// Returns the client with a further header in each request.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the client with HTTP Basic.
    #[must_use]
    pub fn with_basic(self, name: &str, password: &str) -> Self {
        self.with_header(
            "authorization",
            &format!("Basic {}", STANDARD.encode(format!("{name}:{password}"))),
        )
    }

    /// Returns the client with a personal access token.
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        self.with_header("authorization", &format!("Bearer {token}"))
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Reply {
        self.raw("GET", path, &[], Vec::new()).await
    }

    /// Deletes.
    pub async fn delete(&self, path: &str) -> Reply {
        self.raw("DELETE", path, &[], Vec::new()).await
    }

    /// Sends a JSON body with POST.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.raw(
            "POST",
            path,
            &[("content-type", "application/json")],
            body.to_string().into_bytes(),
        )
        .await
    }

    /// Sends a JSON body with PUT.
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.raw(
            "PUT",
            path,
            &[("content-type", "application/json")],
            body.to_string().into_bytes(),
        )
        .await
    }

    /// Attaches files to an issue, each a name, a type and a content.
    pub async fn attach(&self, issue: &str, files: &[(&str, &str, &[u8])]) -> Reply {
        let path = format!("/rest/api/2/issue/{issue}/attachments");
        let headers = [
            ("x-atlassian-token", "no-check"),
            ("content-type", "multipart/form-data; boundary=AaB03x"),
        ];
        self.raw("POST", &path, &headers, form("file", files)).await
    }

    /// Sends anything.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Reply {
        self.send(method, path, headers, Body::from(body)).await
    }

    /// Sends a body that arrives in pieces.
    pub async fn raw_in_pieces(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        pieces: Vec<Vec<u8>>,
    ) -> Reply {
        let pieces = pieces.into_iter().map(Ok::<_, std::io::Error>);
        let body = Body::from_stream(futures_util::stream::iter(pieces));
        self.send(method, path, headers, body).await
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Reply {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap();
        let address = Some([127, 0, 0, 1].into());
        // On a task of its own, as behind a real socket: a panic would end that task only.
        let server = Arc::clone(&self.server);
        let response = tokio::spawn(async move { server.answer(request, address).await })
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
            bytes: bytes.to_vec(),
        }
    }
}

/// Returns the body of a form whose parts of this name bring files, with the boundary `AaB03x`.
#[must_use]
pub fn form(part: &str, files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, kind, content) in files {
        let head = format!(
            "--AaB03x\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\
             Content-Type: {kind}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--AaB03x--\r\n");
    body
}

impl Reply {
    /// Returns the body, if the status is the one expected.
    ///
    /// # Panics
    /// With the whole answer, if it is another one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert!(
            self.status == status,
            "expected {status}, got {}: {}",
            self.status,
            self.text
        );
        self.body
    }

    /// Returns a header's text, empty if it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Returns the texts of a refusal as a whole, joined.
    #[must_use]
    pub fn messages(&self) -> String {
        let messages = self.body["errorMessages"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        messages
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" | ")
    }

    /// Returns what a refusal says of a field, empty if nothing.
    #[must_use]
    pub fn error(&self, field: &str) -> &str {
        self.body["errors"][field].as_str().unwrap_or_default()
    }
}
