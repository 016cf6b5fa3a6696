//! Every refusal: the answer as servers give it, and the error it must be.

use std::collections::BTreeMap;

use serde_json::json;
use wiremock::ResponseTemplate;

use super::support::{TOKEN, html, jira, messages, refusal, refusal_as};
use crate::{Credential, Error};

#[tokio::test]
async fn wrong_password() {
    let answer = ResponseTemplate::new(401)
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
        .insert_header("WWW-Authenticate", "OAuth realm=\"http%3A%2F%2Fjira\"")
        .set_body_raw(
            "<html><title>Unauthorized (401)</title></html>",
            "text/html",
        );
    let error = refusal(answer).await;
    assert!(matches!(&error, Error::WrongPassword { username, .. } if username == "fred"));
    assert!(error.is_credential_refused());
    assert!(error.remedy().contains("sent once"));
}

#[tokio::test]
async fn wrong_password_without_a_reason() {
    let says = "You are not authenticated. Authentication required to perform this operation.";
    for body in [
        messages(&[says]),
        json!({ "message": says, "status-code": 401 }),
    ] {
        let error = refusal(ResponseTemplate::new(401).set_body_json(body)).await;
        assert_eq!(
            error,
            Error::WrongPassword {
                username: "fred".to_owned(),
                messages: vec![says.to_owned()]
            }
        );
    }
}

#[tokio::test]
async fn captcha() {
    let answer = html(
        403,
        "<html><body>Basic Authentication Failure - Reason : AUTHENTICATION_DENIED</body></html>",
    )
    .insert_header("X-Seraph-LoginReason", "AUTHENTICATION_DENIED")
    .insert_header(
        "X-Authentication-Denied-Reason",
        "CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp",
    );
    let error = refusal(answer).await;
    let expected = Error::Captcha {
        username: "fred".to_owned(),
        login_url: Some("https://jira.example.com/login.jsp".to_owned()),
    };
    assert_eq!(error, expected);
    assert!(
        error
            .remedy()
            .contains("https://jira.example.com/login.jsp")
    );
    assert!(error.remedy().contains("Reset failed login count"));
}

#[tokio::test]
async fn captcha_beside_a_failed_password() {
    let answer = html(403, "<html></html>")
        .insert_header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
        .insert_header(
            "X-Authentication-Denied-Reason",
            "CAPTCHA_CHALLENGE; login-url=",
        );
    assert!(matches!(refusal(answer).await, Error::Captcha { .. }));
}

#[tokio::test]
async fn captcha_of_which_only_the_reason_is_left() {
    for answer in [
        html(401, "").insert_header("X-Seraph-LoginReason", "AUTHENTICATION_DENIED"),
        ResponseTemplate::new(403).set_body_json(messages(&["Login denied"])),
    ] {
        let error = refusal(answer).await;
        assert!(
            matches!(
                error,
                Error::Captcha {
                    login_url: None,
                    ..
                }
            ),
            "{error:?}"
        );
        assert!(error.is_credential_refused());
    }
}

#[tokio::test]
async fn no_access_to_an_application() {
    let answer =
        html(403, "<html></html>").insert_header("X-Seraph-LoginReason", "AUTHORISATION_FAILED");
    let error = refusal(answer).await;
    let username = "fred".to_owned();
    assert_eq!(error, Error::LoginNotAllowed { username });
    assert!(error.remedy().contains("Application access"));
}

#[tokio::test]
async fn invalid_token() {
    let answer = ResponseTemplate::new(401).set_body_json(messages(&[]));
    let error = refusal_as(Credential::bearer(TOKEN), answer).await;
    assert_eq!(error, Error::InvalidToken { messages: vec![] });
    assert!(error.is_credential_refused());
}

#[tokio::test]
async fn a_token_that_is_ignored() {
    let answer = ResponseTemplate::new(200)
        .insert_header("X-AUSERNAME", "anonymous")
        .set_body_json(json!({ "name": "wilma" }));
    let error = refusal_as(Credential::bearer(TOKEN), answer.clone()).await;
    let caller = "a token".to_owned();
    assert_eq!(error, Error::CredentialIgnored { caller });

    // Whoever sent nothing is answered as nobody, and that is right.
    let server = super::support::answering(answer).await;
    let client = super::support::client_as(&server.uri(), Credential::Anonymous);
    client.user(crate::UserRef::Name("wilma")).await.unwrap();
}

#[tokio::test]
async fn authentication_required() {
    let answer = ResponseTemplate::new(401).set_body_json(messages(&["Log in first."]));
    let error = refusal_as(Credential::Anonymous, answer).await;
    assert!(
        matches!(&error, Error::AuthenticationRequired { messages, .. } if messages == &["Log in first."])
    );
    assert!(!error.is_credential_refused());
}

#[tokio::test]
async fn secure_session() {
    let answer = jira(401).set_body_json(messages(&["No websudo session."]));
    let error = refusal(answer).await;
    assert!(
        matches!(error, Error::SecureSessionRequired { .. }),
        "{error:?}"
    );
    assert!(!error.is_credential_refused());
}

#[tokio::test]
async fn a_proxy_refuses() {
    for status in [401, 403, 407] {
        let answer = html(
            status,
            "<html><head><title>403 Forbidden</title></head></html>",
        )
        .insert_header("Server", "nginx");
        let error = refusal(answer).await;
        let Error::RefusedByProxy {
            server,
            status: found,
            ..
        } = &error
        else {
            panic!("{error:?}");
        };
        assert_eq!(server.as_deref(), Some("nginx"));
        assert_eq!(*found, status);
    }
}

#[tokio::test]
async fn xsrf() {
    let answer = jira(403).set_body_raw("XSRF check failed", "text/plain");
    let error = refusal(answer).await;
    assert!(matches!(error, Error::Xsrf { .. }), "{error:?}");
    assert!(!error.is_credential_refused());
}

#[tokio::test]
async fn missing_permission() {
    let says = "Client must be authenticated as an administrator to access this resource.";
    let error = refusal(jira(403).set_body_json(messages(&[says]))).await;
    assert!(matches!(&error, Error::MissingPermission { messages, .. } if messages == &[says]));
    assert_eq!(
        error.to_string(),
        format!("cannot read the user (GET /rest/api/2/user): not permitted: {says}")
    );
    let remedy = error.remedy();
    assert!(
        remedy.contains("the global permission Browse Users"),
        "{remedy}"
    );
    assert!(remedy.contains("fred"), "{remedy}");
    assert!(!error.is_credential_refused());
}

#[tokio::test]
async fn not_found() {
    let says = "The user named 'wilma' does not exist";
    let error = refusal(jira(404).set_body_json(messages(&[says]))).await;
    assert!(matches!(&error, Error::NotFound { messages, .. } if messages == &[says]));
    assert!(error.is_not_found());
    // Of roles, for a group that does not exist.
    let error = refusal(jira(410).set_body_json(messages(&["gone"]))).await;
    assert!(error.is_not_found(), "{error:?}");
}

#[tokio::test]
async fn validation() {
    let body = json!({
        "errorMessages": ["Look below."],
        "errors": { "email": "You must specify an email address.", "username": "Taken." },
    });
    let error = refusal(jira(400).set_body_json(body)).await;
    let Error::Invalid {
        messages, fields, ..
    } = &error
    else {
        panic!("{error:?}");
    };
    assert_eq!(messages, &["Look below."]);
    let expected = BTreeMap::from([
        (
            "email".to_owned(),
            "You must specify an email address.".to_owned(),
        ),
        ("username".to_owned(), "Taken.".to_owned()),
    ]);
    assert_eq!(fields, &expected);
    assert_eq!(
        error.to_string(),
        "cannot read the user (GET /rest/api/2/user): not accepted: Look below.: \
         email: You must specify an email address.; username: Taken."
    );
}

#[tokio::test]
async fn conflict() {
    for status in [409, 412] {
        let error = refusal(jira(status).set_body_json(messages(&["Changed meanwhile."]))).await;
        assert!(matches!(error, Error::Conflict { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn read_only_directory() {
    for (status, body) in [
        (
            403,
            messages(&["Cannot edit user, the user's directory is read-only."]),
        ),
        (
            400,
            json!({ "errorMessages": [], "errors": { "general": "All directories are read only." } }),
        ),
        (
            500,
            messages(&["Cannot add user, all the user directories are read-only."]),
        ),
    ] {
        let error = refusal(jira(status).set_body_json(body)).await;
        assert!(
            matches!(&error, Error::ReadOnlyDirectory { messages, .. } if messages.len() == 1),
            "{error:?}"
        );
    }
}
