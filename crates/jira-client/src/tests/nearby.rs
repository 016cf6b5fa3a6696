//! An address that leads elsewhere: is Jira near?

use serde_json::json;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::support::{answering, check, client, html, jira, messages};
use crate::Error;

/// A web server that has Jira under a path, and pages everywhere else.
async fn with_jira_at(place: &str, elsewhere: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    let info = json!({ "baseUrl": "http://jira.test", "version": "8.20.7" });
    Mock::given(path(format!("{place}/rest/api/2/serverInfo")))
        .respond_with(ResponseTemplate::new(200).set_body_json(info))
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(elsewhere)
        .with_priority(9)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn jira_is_found_near_the_address() {
    let not_found = || html(404, "<html><title>Not Found</title></html>");
    let dead_link = || html(404, "<html></html>").insert_header("X-AREQUESTID", "1x1x1");
    let dashboard = || {
        html(
            200,
            "<html><title>Dashboard - Jira</title><div id=\"jira\"></html>",
        )
    };
    let says_so = || jira(404).set_body_json(messages(&["There is nothing at this address."]));
    for (given, place, elsewhere) in [
        ("/browse", "", says_so()),
        ("", "/jira", not_found()),
        ("/browse/OPS-1", "", dead_link()),
        ("/secure/Dashboard.jspa", "", dashboard()),
        ("/tools/jira/browse/OPS-1", "/tools/jira", not_found()),
        (
            "/wiki",
            "/jira",
            html(200, "<html><title>Welcome</title></html>"),
        ),
    ] {
        let server = with_jira_at(place, elsewhere).await;
        let client = client(&format!("{}{given}", server.uri()));
        let error = client.server_info().await.unwrap_err();
        check(&error);
        let (Error::WrongContextPath { suggestion, .. } | Error::NotJira { suggestion, .. }) =
            &error
        else {
            panic!("{given}: {error:?}");
        };
        let expected = format!("{}{place}", server.uri());
        assert_eq!(suggestion.as_ref(), Some(&expected), "{given}");
        assert!(error.remedy().contains(&expected));
        // Whoever looks around does so as nobody.
        let requests = server.received_requests().await.unwrap();
        let n_with_credential = requests
            .iter()
            .filter(|request| request.headers.contains_key("authorization"))
            .count();
        assert_eq!(n_with_credential, 1);
    }
}

#[tokio::test]
async fn what_is_not_jira() {
    for answer in [
        html(200, "<html><title>Welcome to nginx!</title></html>"),
        html(404, "<html><title>404 Not Found</title></html>"),
        ResponseTemplate::new(404).set_body_json(json!({ "error": "not found" })),
        ResponseTemplate::new(200).set_body_json(json!({ "status": "ok" })),
        ResponseTemplate::new(200).set_body_string("pong"),
    ] {
        let server = answering(answer).await;
        let error = client(&server.uri()).server_info().await.unwrap_err();
        check(&error);
        assert!(
            matches!(
                error,
                Error::NotJira {
                    suggestion: None,
                    ..
                }
            ),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn other_refusals_are_left_as_they_are() {
    let server = answering(html(200, "<html><input type=\"password\"></html>")).await;
    let error = client(&server.uri()).server_info().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Html {
                kind: crate::HtmlKind::Login,
                ..
            }
        ),
        "{error:?}"
    );
    let server = answering(jira(500)).await;
    let error = client(&server.uri()).server_info().await.unwrap_err();
    assert!(matches!(error, Error::Server { .. }), "{error:?}");
}

#[tokio::test]
async fn a_part_that_is_missing_is_no_wrong_context_path_where_jira_answered() {
    let server = with_jira_at("", html(404, "<html></html>")).await;
    Mock::given(path("/rest/api/2/myself"))
        .respond_with(jira(200).set_body_json(json!({ "name": "fred" })))
        .mount(&server)
        .await;
    let client = client(&server.uri());
    client.myself().await.unwrap();
    let error = client.application_roles().await.unwrap_err();
    assert!(matches!(error, Error::NotSupported { .. }), "{error:?}");
}
