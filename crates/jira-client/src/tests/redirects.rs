//! Redirects are not followed; where they lead says what is wrong.

use wiremock::ResponseTemplate;

use super::support::{answering, client, refusal};
use crate::{Error, UserRef};

fn to(location: &str) -> ResponseTemplate {
    ResponseTemplate::new(302).insert_header("Location", location)
}

#[tokio::test]
async fn to_https() {
    let server = answering(to("https://127.0.0.1/jira/rest/api/2/user?username=wilma")).await;
    let error = client(&server.uri())
        .user(UserRef::Name("wilma"))
        .await
        .unwrap_err();
    let Error::RedirectToHttps { to, base_url, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(to, "https://127.0.0.1/jira/rest/api/2/user");
    assert_eq!(base_url.as_deref(), Some("https://127.0.0.1/jira"));
    assert!(
        error
            .remedy()
            .contains("Use https://127.0.0.1/jira as Jira's address")
    );
}

#[tokio::test]
async fn to_a_single_sign_on() {
    for location in [
        "https://sso.example.com/adfs/ls/?SAMLRequest=secret",
        "https://id.example.com/auth/realms/main/protocol?state=secret",
        "https://example.okta.example/app/jira/x?SAMLRequest=secret",
        "/login.jsp?os_destination=%2Frest%2Fapi",
        "/plugins/servlet/samlsso?redirectTo=/rest",
    ] {
        let error = refusal(to(location)).await;
        let Error::RedirectToLogin { to, .. } = &error else {
            panic!("{location}: {error:?}");
        };
        assert!(!to.contains("secret") && !to.contains('?'), "{to}");
        assert!(error.remedy().contains("single sign-on"));
    }
}

#[tokio::test]
async fn under_the_context_path() {
    let error = refusal(to("/jira/rest/api/2/user")).await;
    let Error::RedirectElsewhere {
        base_url: Some(base_url),
        ..
    } = &error
    else {
        panic!("{error:?}");
    };
    assert!(base_url.starts_with("http://127.0.0.1:") && base_url.ends_with("/jira"));
    assert!(error.remedy().contains(base_url));
}

#[tokio::test]
async fn to_another_host() {
    // Also one whose name sounds like a login: what it leads to is the same call.
    let error = refusal(to("https://sso-jira.example.com/rest/api/2/user")).await;
    let Error::RedirectElsewhere { base_url, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(base_url.as_deref(), Some("https://sso-jira.example.com"));
}

#[tokio::test]
async fn to_a_page() {
    let error = refusal(to("/secure/SetupMode!default.jspa")).await;
    assert!(
        matches!(&error, Error::RedirectElsewhere { base_url: None, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn to_nowhere() {
    let error = refusal(ResponseTemplate::new(304)).await;
    assert!(
        matches!(error, Error::Refused { status: 304, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn is_not_followed() {
    let elsewhere = answering(ResponseTemplate::new(200)).await;
    let server = answering(to(&elsewhere.uri())).await;
    client(&server.uri())
        .user(UserRef::Name("wilma"))
        .await
        .unwrap_err();
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}
