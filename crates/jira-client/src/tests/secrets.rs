//! Secrets show nowhere.

use serde_json::json;

use super::support::{PASSWORD, TOKEN, check, jira, refusal_as};
use crate::{Client, CreatedToken, Credential, Error, NewUser, Secret, UserRef};

#[test]
fn in_no_debug_text() {
    let new_user = NewUser {
        name: "gitlab".to_owned(),
        password: Some(Secret::new(PASSWORD)),
        email_address: "gitlab@example.com".to_owned(),
        display_name: "GitLab".to_owned(),
        application_keys: None,
        notification: false,
    };
    let token: CreatedToken =
        serde_json::from_value(json!({ "id": 1, "name": "x", "rawToken": TOKEN })).unwrap();
    let builder = Client::builder("http://jira.test")
        .no_proxy()
        .credential(Credential::bearer(TOKEN));
    let mut texts = vec![format!("{new_user:?} {token:?} {builder:?}")];
    let client = builder.build().unwrap();
    texts.push(format!(
        "{client:?} {:?}",
        Credential::basic("fred", PASSWORD)
    ));
    for text in texts {
        assert!(!text.contains(PASSWORD) && !text.contains(TOKEN), "{text}");
        assert!(text.contains("[secret]"), "{text}");
    }
    assert_eq!(token.raw_token.expose(), TOKEN);
}

#[test]
fn in_no_error_about_an_address() {
    for url in [
        format!("https://fred:{PASSWORD}@jira.example.com"),
        format!("https://jira.example.com?token={TOKEN}"),
        format!("ftp://jira.example.com/{TOKEN}"),
        format!("http://[{TOKEN}"),
        format!("{TOKEN}\u{1b}"),
    ] {
        let error = Client::builder(&url).build().unwrap_err();
        assert!(matches!(error, Error::BadUrl { .. }), "{error:?}");
        check(&error);
    }
    let proxied = Client::builder("http://jira.test").proxy(&format!("http://x:{PASSWORD}@[bad"));
    check(&proxied.build().unwrap_err());
}

#[tokio::test]
async fn where_the_server_repeats_them() {
    let body = json!({
        "errorMessages": [format!("{TOKEN} is no token")],
        "errors": { "password": format!("“{TOKEN}” is too weak") },
    });
    let error = refusal_as(Credential::bearer(TOKEN), jira(400).set_body_json(body)).await;
    assert!(
        error.to_string().contains("[secret] is no token"),
        "{error}"
    );

    // One that is sent in a body, too.
    let new = Secret::new("hunter2-hunter2");
    let body = json!({ "errorMessages": ["hunter2-hunter2 was used before"], "errors": {} });
    let server = super::support::answering(jira(400).set_body_json(body)).await;
    let client = super::support::client(&server.uri());
    let error = client
        .set_password(UserRef::Key("JIRAUSER10100"), &new)
        .await
        .unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains(new.expose()),
        "{error}"
    );
    assert!(error.to_string().contains("was used before"), "{error}");
}

#[tokio::test]
async fn in_a_query_that_was_sent() {
    let server = super::support::answering(jira(403)).await;
    let client = super::support::client(&server.uri());
    let path = format!("/rest/api/2/thing?token={TOKEN}");
    let error = client
        .send(crate::Method::GET, &path, None)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::MissingPermission { .. }),
        "{error:?}"
    );
    check(&error);
}
