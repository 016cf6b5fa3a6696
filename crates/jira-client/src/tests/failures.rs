//! Servers that fail, pages in place of data, addresses that are not Jira's: the answer, and the error it must be.

use std::collections::BTreeMap;

use serde_json::json;
use wiremock::ResponseTemplate;

use super::support::{check, html, jira, messages, refusal};
use crate::{Error, HtmlKind};

#[tokio::test]
async fn rate_limited() {
    let answer = jira(429)
        .insert_header("Retry-After", "3600")
        .insert_header("X-RateLimit-Limit", "30")
        .set_body_json(json!({ "message": "Rate limit exceeded." }));
    let error = refusal(answer).await;
    assert!(matches!(
        &error,
        Error::RateLimited {
            retry_after_seconds: Some(3600),
            ..
        }
    ));
    assert!(error.remedy().starts_with("Wait 3600 seconds"));
}

#[tokio::test]
async fn unavailable() {
    for status in [502, 503, 504] {
        let page = html(status, "<html><title>502 Bad Gateway</title></html>");
        let error = refusal(page).await;
        assert!(matches!(&error, Error::Unavailable { status: found, .. } if *found == status));
    }
}

#[tokio::test]
async fn server_error() {
    let error = refusal(jira(500).set_body_json(messages(&["Internal server error"]))).await;
    assert!(matches!(&error, Error::Server { status: 500, messages, .. } if messages.len() == 1));
    assert!(error.may_have_been_done());
    let page = html(
        500,
        "<html><title>Oops - an error has occurred</title></html>",
    );
    let error = refusal(page.insert_header("X-AREQUESTID", "1x1x1")).await;
    assert!(matches!(error, Error::Server { .. }), "{error:?}");
}

#[tokio::test]
async fn pages_in_place_of_data() {
    let login = "<!DOCTYPE html><html><head><title>Sign in \n to Example</title></head>\
                 <form><input type=\"password\"></form></html>";
    let own_login = "<html><form><input name=\"os_username\"></form></html>";
    let page = "<html><head><meta name=\"ajs-version-number\" content=\"8.20.7\">\
                <title>System Dashboard - Jira</title></head></html>";
    let proxy = "<HTML><head><TITLE>Gateway</TITLE></head></HTML>";
    for (body, kind, title) in [
        (login, HtmlKind::Login, Some("Sign in to Example")),
        (own_login, HtmlKind::Login, None),
        (page, HtmlKind::Jira, Some("System Dashboard - Jira")),
        (proxy, HtmlKind::Other, Some("Gateway")),
    ] {
        let error = refusal(html(200, body)).await;
        let Error::Html {
            kind: found,
            title: found_title,
            status: 200,
            ..
        } = &error
        else {
            panic!("{error:?}");
        };
        assert_eq!(*found, kind);
        assert_eq!(found_title.as_deref(), title);
    }
    // Sent as if it were data.
    let mislabeled = ResponseTemplate::new(200).set_body_raw(proxy, "application/json");
    assert!(matches!(refusal(mislabeled).await, Error::Html { .. }));
    // A proxy's own 500.
    let error = refusal(html(500, proxy)).await;
    assert!(
        matches!(error, Error::Html { status: 500, .. }),
        "{error:?}"
    );
    let error = refusal(html(400, proxy)).await;
    assert!(
        matches!(error, Error::Html { status: 400, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn wrong_context_path() {
    let dead_link = html(
        404,
        "<html><head><title>Oops, you've found a dead link. - Jira</title></head></html>",
    )
    .insert_header("X-AREQUESTID", "1x1x1");
    let error = refusal(dead_link).await;
    assert!(
        matches!(
            error,
            Error::WrongContextPath {
                is_jira: true,
                suggestion: None,
                ..
            }
        ),
        "{error:?}"
    );
    let error = refusal(html(404, "<html><title>404 Not Found</title></html>")).await;
    assert!(
        matches!(error, Error::WrongContextPath { is_jira: false, .. }),
        "{error:?}"
    );
    let error = refusal(ResponseTemplate::new(404)).await;
    assert!(
        matches!(error, Error::WrongContextPath { is_jira: false, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_operation_that_the_version_does_not_have() {
    let missing =
        json!({ "message": "null for uri: http://jira/rest/api/2/user", "status-code": 404 });
    let error = refusal(jira(404).set_body_json(missing)).await;
    assert!(
        matches!(error, Error::NotSupported { status: 404, .. }),
        "{error:?}"
    );
    let error = refusal(jira(405)).await;
    assert!(
        matches!(error, Error::NotSupported { status: 405, .. }),
        "{error:?}"
    );

    // Before 8.14 there are no tokens: the address is a dead link.
    let page =
        html(404, "<html><title>dead link</title></html>").insert_header("X-AREQUESTID", "1x1x1");
    let server = super::support::answering(page).await;
    let client = super::support::client(&server.uri());
    let error = client.tokens().await.unwrap_err();
    check(&error);
    assert!(matches!(error, Error::NotSupported { .. }), "{error:?}");
    assert!(error.remedy().contains("8.14"));
}

#[tokio::test]
async fn another_refusal() {
    let error = refusal(jira(415).set_body_json(json!({}))).await;
    assert!(
        matches!(error, Error::Refused { status: 415, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_answer_that_is_not_understood() {
    for body in ["[1, 2]", "{\"name\": 1}", "{\"name\": \"wil", "Bye.", ""] {
        let answer = jira(200).set_body_raw(body, "application/json");
        let error = refusal(answer).await;
        assert!(
            matches!(error, Error::NotUnderstood { status: 200, .. }),
            "{body}: {error:?}"
        );
        assert!(!error.to_string().contains("wil"), "{error}");
    }
}

#[tokio::test]
async fn what_the_server_says_is_fit_for_a_terminal() {
    let long = "x".repeat(5000);
    let body = json!({ "errorMessages": ["\u{1b}[31mred\r\n\u{7}", long], "errors": { "a\u{1b}": "\u{1b}b" } });
    let error = refusal(jira(400).set_body_json(body)).await;
    let Error::Invalid {
        messages, fields, ..
    } = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(messages[0], "[31mred");
    assert_eq!(messages[1].chars().count(), 501);
    assert_eq!(fields, BTreeMap::from([("a".to_owned(), "b".to_owned())]));
}
