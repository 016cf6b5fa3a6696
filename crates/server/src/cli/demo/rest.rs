//! The demo's client of the public REST API.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::cli::Failure;

/// A client of the server, for one credential.
#[derive(Clone)]
pub struct Rest {
    http: reqwest::Client,
    url: String,
    credential: Option<(String, String)>,
    token: Option<String>,
}

/// A request that was refused.
#[derive(Debug)]
pub struct Refused {
    /// The status, if there was an answer at all.
    pub status: Option<StatusCode>,
    text: String,
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self(refused.text)
    }
}

impl Refused {
    /// Returns whether the thing asked for is not there.
    pub fn is_not_found(&self) -> bool {
        self.status == Some(StatusCode::NOT_FOUND)
    }
}

impl Rest {
    /// Returns a client without a credential.
    ///
    /// # Errors
    /// When the system's settings for HTTP mean nothing.
    pub fn new(url: &str) -> Result<Self, Failure> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(|error| Failure(format!("no HTTP client: {error}")))?;
        Ok(Self {
            http,
            url: url.to_owned(),
            credential: None,
            token: None,
        })
    }

    /// Returns the client with a name and password.
    pub fn signed_in(&self, name: &str, password: &str) -> Self {
        Self {
            credential: Some((name.to_owned(), password.to_owned())),
            ..self.clone()
        }
    }

    /// Returns the client with a personal access token.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            credential: None,
            ..self.clone()
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value, Refused> {
        self.send(Method::GET, path, None).await
    }

    /// Sends a body with POST.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, Refused> {
        self.send(Method::POST, path, Some(body)).await
    }

    /// Sends a body with PUT.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Value, Refused> {
        self.send(Method::PUT, path, Some(body)).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Refused> {
        let mut request = self
            .http
            .request(method.clone(), format!("{}{path}", self.url));
        if let Some((name, password)) = &self.credential {
            request = request.basic_auth(name, Some(password));
        }
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let no_answer = |error: reqwest::Error| Refused {
            status: None,
            text: format!("{method} {path}: {error}"),
        };
        let response = request.send().await.map_err(no_answer)?;
        let status = response.status();
        let text = response.text().await.map_err(no_answer)?;
        if !status.is_success() {
            return Err(Refused {
                status: Some(status),
                text: format!("{method} {path}: {status}: {text}"),
            });
        }
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    }
}
