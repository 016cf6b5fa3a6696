//! A server of recorded answers, and clients of it.

use std::time::Duration;

use serde_json::{Value, json};
use wiremock::matchers::{any, body_json, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{Client, Credential, Error, Retries, UserRef};

pub const PASSWORD: &str = "tr0ub4dor&3";
pub const TOKEN: &str = "NzY1NDMyMTA5ODc2OmV4YW1wbGU";

/// A client by password, which repeats without waiting.
pub fn client(url: &str) -> Client {
    client_as(url, Credential::basic("fred", PASSWORD))
}

pub fn client_as(url: &str, credential: Credential) -> Client {
    Client::builder(url)
        .credential(credential)
        .no_proxy()
        .retries(quick())
        .build()
        .unwrap()
}

/// Three attempts, with hardly a wait between.
pub fn quick() -> Retries {
    Retries {
        attempts: 3,
        longest_wait: Duration::from_millis(5),
    }
}

/// Jira's headers of an answer to somebody.
pub fn jira(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status)
        .insert_header("X-AREQUESTID", "277x41x1")
        .insert_header("X-AUSERNAME", "fred")
        .insert_header("X-Seraph-LoginReason", "OK")
}

/// Jira's shape of a refusal.
pub fn messages(texts: &[&str]) -> Value {
    json!({ "errorMessages": texts, "errors": {} })
}

/// A page.
pub fn html(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, "text/html;charset=UTF-8")
}

/// What every request is answered with.
pub async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// Returns the error that reading a user is, if this is the answer.
pub async fn refusal(answer: ResponseTemplate) -> Error {
    refusal_as(Credential::basic("fred", PASSWORD), answer).await
}

pub async fn refusal_as(credential: Credential, answer: ResponseTemplate) -> Error {
    let server = answering(answer).await;
    let client = client_as(&server.uri(), credential);
    let error = client.user(UserRef::Name("wilma")).await.unwrap_err();
    check(&error);
    error
}

/// What is true of every error.
pub fn check(error: &Error) {
    let all = format!("{error} {error:?} {}", error.remedy());
    for secret in [PASSWORD, TOKEN, "Authorization: "] {
        assert!(!all.contains(secret), "{all}");
    }
    assert!(!all.contains('\u{1b}'), "{all}");
    let remedy = error.remedy();
    assert!(remedy.ends_with('.'), "{remedy}");
    assert!(!remedy.contains("  "), "{remedy}");
    assert!(!error.to_string().contains("  "), "{error}");
}

/// One exchange: what must be asked, and what is answered.
pub struct Exchange {
    server: MockServer,
    mock: wiremock::MockBuilder,
}

impl Exchange {
    /// Begins an exchange: the client must ask this.
    pub async fn of(verb: &str, at: &str) -> Self {
        Self {
            server: MockServer::start().await,
            mock: Mock::given(method(verb)).and(path(at)),
        }
    }

    /// With this parameter.
    pub fn query(self, name: &str, value: &str) -> Self {
        Self {
            mock: self.mock.and(query_param(name, value)),
            ..self
        }
    }

    /// With this body, exactly.
    pub fn body(self, body: impl serde::Serialize) -> Self {
        Self {
            mock: self.mock.and(body_json(body)),
            ..self
        }
    }

    /// Answers with data. Ends the exchange: everything else is answered with 404, and asking less or more
    /// than once fails the test.
    pub async fn answer(self, status: u16, data: Value) -> (MockServer, Client) {
        self.end(jira(status).set_body_json(data)).await
    }

    /// Answers with nothing.
    pub async fn done(self, status: u16) -> (MockServer, Client) {
        self.end(jira(status)).await
    }

    async fn end(self, answer: ResponseTemplate) -> (MockServer, Client) {
        let mock = self.mock.respond_with(answer).expect(1);
        mock.mount(&self.server).await;
        let client = client(&self.server.uri());
        (self.server, client)
    }
}
