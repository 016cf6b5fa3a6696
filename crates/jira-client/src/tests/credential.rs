//! A credential that was refused is sent once, whatever is tried afterwards.

use std::time::Duration;

use serde_json::json;
use wiremock::matchers::{any, header, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::support::{PASSWORD, TOKEN, answering, client, client_as, html, jira, messages};
use crate::{Credential, Error, Method, UserRef};

async fn n_requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

fn wrong_password() -> ResponseTemplate {
    ResponseTemplate::new(401)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
        .set_body_json(messages(&["Login failed"]))
}

#[tokio::test]
async fn a_refused_password_is_sent_exactly_once() {
    let captcha =
        html(403, "").insert_header("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE");
    let no_access = html(403, "").insert_header("X-Seraph-LoginReason", "AUTHORISATION_FAILED");
    for answer in [wrong_password(), captcha, no_access] {
        let server = answering(answer).await;
        let client = client(&server.uri());
        let first = client.myself().await.unwrap_err();
        assert!(first.is_credential_refused());
        let copy = client.clone();
        assert_eq!(copy.server_info().await.unwrap_err(), first);
        assert_eq!(
            copy.delete_user(UserRef::Name("x")).await.unwrap_err(),
            first
        );
        assert_eq!(
            client
                .send(Method::POST, "/rest/api/2/group", Some(&json!({})))
                .await
                .unwrap_err(),
            first
        );
        assert_eq!(n_requests(&server).await, 1);
    }
}

#[tokio::test]
async fn a_refused_password_is_sent_once_by_calls_at_the_same_time() {
    // The answer is late, so that all calls have begun before it comes.
    let server = answering(wrong_password().set_delay(Duration::from_millis(50))).await;
    let client = client(&server.uri());
    let calls = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.myself().await.unwrap_err() })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(matches!(call.await.unwrap(), Error::WrongPassword { .. }));
    }
    assert_eq!(n_requests(&server).await, 1);
}

#[tokio::test]
async fn a_refused_token_is_sent_once() {
    for answer in [
        ResponseTemplate::new(401),
        jira(200).insert_header("X-AUSERNAME", "anonymous"),
    ] {
        let server = answering(answer.set_body_json(json!({}))).await;
        let client = client_as(&server.uri(), Credential::bearer(TOKEN));
        let first = client.myself().await.unwrap_err();
        assert_eq!(client.myself().await.unwrap_err(), first);
        assert_eq!(n_requests(&server).await, 1);
    }
}

#[tokio::test]
async fn a_password_that_stops_to_be_right_is_given_up() {
    let server = MockServer::start().await;
    let user = jira(200).set_body_json(json!({ "name": "fred" }));
    Mock::given(any())
        .respond_with(user)
        .up_to_n_times(2)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(wrong_password())
        .mount(&server)
        .await;
    let client = client(&server.uri());
    client.myself().await.unwrap();
    client.myself().await.unwrap();
    client.myself().await.unwrap_err();
    client.myself().await.unwrap_err();
    assert_eq!(n_requests(&server).await, 3);
}

#[tokio::test]
async fn other_refusals_do_not_count() {
    let server = MockServer::start().await;
    for answer in [
        jira(403).set_body_json(messages(&["no"])),
        jira(401).set_body_json(messages(&["no websudo session"])),
        jira(403).set_body_raw("XSRF check failed", "text/plain"),
        html(403, "<html>forbidden</html>"),
    ] {
        Mock::given(any())
            .respond_with(answer)
            .up_to_n_times(1)
            .mount(&server)
            .await;
    }
    let user = jira(200).set_body_json(json!({ "name": "fred" }));
    Mock::given(any()).respond_with(user).mount(&server).await;
    let client = client(&server.uri());
    for _ in 0..4 {
        assert!(!client.myself().await.unwrap_err().is_credential_refused());
    }
    client.myself().await.unwrap();
}

#[tokio::test]
async fn another_credential_has_its_own_standing() {
    let server = MockServer::start().await;
    Mock::given(header("Authorization", &*format!("Bearer {TOKEN}")))
        .respond_with(jira(200).set_body_json(json!({ "name": "fred" })))
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(wrong_password())
        .mount(&server)
        .await;
    let by_password = client(&server.uri());
    by_password.myself().await.unwrap_err();
    let by_token = by_password
        .with_credential(Credential::bearer(TOKEN))
        .unwrap();
    by_token.myself().await.unwrap();
    assert_eq!(by_token.caller().as_deref(), Some("a token"));
    by_password.myself().await.unwrap_err();
    assert_eq!(n_requests(&server).await, 2);
}

#[tokio::test]
async fn what_is_sent() {
    let server = MockServer::start().await;
    Mock::given(path("/rest/api/2/myself"))
        // fred:tr0ub4dor&3
        .and(header("Authorization", "Basic ZnJlZDp0cjB1YjRkb3ImMw=="))
        .and(header("Accept", "application/json"))
        .respond_with(jira(200).set_body_json(json!({ "name": "fred" })))
        .expect(1)
        .mount(&server)
        .await;
    client(&server.uri()).myself().await.unwrap();
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    for credential in [
        Credential::basic("", PASSWORD),
        Credential::basic("fred", ""),
        Credential::basic("fr:ed", PASSWORD),
        Credential::basic("fred", "secret\n"),
        Credential::bearer(""),
        Credential::bearer("abc def"),
        Credential::bearer("abcdef\n"),
    ] {
        let built = crate::Client::builder("http://jira.test")
            .no_proxy()
            .credential(credential)
            .build();
        let error = built.unwrap_err();
        assert!(matches!(error, Error::BadArgument { .. }), "{error:?}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
