//! What is sent again, and what is not.

use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::support::{client, jira, messages, quick};
use crate::retry::retry_after;
use crate::{Client, Error, Method, Result, Retries, UnreachableCause};

/// Answers once like this, then with 200.
async fn once(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(answer)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(any())
        .respond_with(jira(200).set_body_json(json!({})))
        .mount(&server)
        .await;
    server
}

async fn ask(client: &Client, method: Method) -> Result<serde_json::Value> {
    client.send(method, "/rest/api/2/thing", None).await
}

#[tokio::test]
async fn what_may_be_repeated_is() {
    for status in [429, 502, 503, 504] {
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let server = once(ResponseTemplate::new(status)).await;
            ask(&client(&server.uri()), method).await.unwrap();
            assert_eq!(server.received_requests().await.unwrap().len(), 2);
        }
    }
}

#[tokio::test]
async fn other_refusals_are_not_repeated() {
    for status in [400, 403, 404, 409, 500, 501] {
        let server = once(jira(status).set_body_json(messages(&["no"]))).await;
        ask(&client(&server.uri()), Method::GET).await.unwrap_err();
        assert_eq!(server.received_requests().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_post_is_repeated_only_if_nothing_was_done() {
    for (status, wanted, n_requests) in [
        (429, Some("0"), 2),
        (503, Some("0"), 2),
        (503, Some("Wed, 21 Oct 2015 07:28:00 GMT"), 2),
        (429, None, 1),
        (503, None, 1),
        (502, Some("0"), 1),
        (504, Some("0"), 1),
        (500, Some("0"), 1),
    ] {
        let mut answer = ResponseTemplate::new(status);
        if let Some(wanted) = wanted {
            answer = answer.insert_header("Retry-After", wanted);
        }
        let server = once(answer).await;
        let done = ask(&client(&server.uri()), Method::POST).await;
        assert_eq!(done.is_ok(), n_requests == 2, "{status} {wanted:?}");
        assert_eq!(server.received_requests().await.unwrap().len(), n_requests);
    }
}

#[tokio::test]
async fn a_server_that_wants_more_time_than_there_is_gets_its_error_returned() {
    for wanted in ["3600", "Tue, 01 Jan 2999 00:00:00 GMT"] {
        let server = once(ResponseTemplate::new(429).insert_header("Retry-After", wanted)).await;
        let error = ask(&client(&server.uri()), Method::GET).await.unwrap_err();
        assert!(matches!(
            error,
            Error::RateLimited {
                retry_after_seconds: Some(3600..),
                ..
            }
        ));
        assert_eq!(server.received_requests().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn there_is_an_end() {
    let server = super::support::answering(ResponseTemplate::new(503)).await;
    let error = ask(&client(&server.uri()), Method::GET).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { status: 503, .. }));
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
    let once = Client::builder(&server.uri())
        .no_proxy()
        .retries(Retries::never())
        .build()
        .unwrap();
    ask(&once, Method::GET).await.unwrap_err();
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_repeated_delete_that_finds_nothing_has_been_done() {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(502))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let gone = jira(404).set_body_json(messages(&["not there"]));
    Mock::given(any()).respond_with(gone).mount(&server).await;
    let client = client(&server.uri());
    client.delete_comment("OPS-1", &"1".into()).await.unwrap();
    // One that finds nothing the first time is told so.
    assert!(
        client
            .delete_comment("OPS-1", &"1".into())
            .await
            .unwrap_err()
            .is_not_found()
    );
}

/// Breaks the first connections, then answers. Returns its address, and how often it was connected to
/// when it is done.
async fn breaking(n_broken: usize) -> (String, tokio::task::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        for _ in 0..n_broken {
            let (mut stream, _) = listener.accept().await.unwrap();
            // The request has arrived; its answer never does.
            let n_read = stream.read(&mut [0; 1024]).await.unwrap();
            assert!(n_read > 0);
        }
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 1024]).await.unwrap();
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        match stream.write_all(answer).await {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => panic!("{error}"),
            _ => n_broken + 1,
        }
    });
    (url, serving)
}

#[tokio::test]
async fn a_broken_connection() {
    let (url, serving) = breaking(2).await;
    ask(&client(&url), Method::GET).await.unwrap();
    assert_eq!(serving.await.unwrap(), 3);

    let (url, serving) = breaking(1).await;
    let client = client(&url);
    let error = ask(&client, Method::POST).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unreachable {
                cause: UnreachableCause::Broken,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.may_have_been_done());
    // The server counts this one second: the POST came once.
    ask(&client, Method::GET).await.unwrap();
    assert_eq!(serving.await.unwrap(), 2);
}

#[test]
fn how_long() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_445_412_470);
    for (header, expected) in [
        ("0", Some(0)),
        (" 120 ", Some(120)),
        ("Wed, 21 Oct 2015 07:28:00 GMT", Some(10)),
        ("Wed, 21 Oct 2015 07:27:00 GMT", Some(0)),
        ("-1", None),
        ("soon", None),
        ("", None),
    ] {
        assert_eq!(
            retry_after(header, now),
            expected.map(Duration::from_secs),
            "{header}"
        );
    }
}

#[test]
fn how_patiently() {
    let retries = Retries::default();
    let seconds = Duration::from_secs;
    assert_eq!(retries.wait(1, None), Some(Duration::from_millis(200)));
    assert_eq!(retries.wait(2, None), Some(Duration::from_millis(400)));
    assert_eq!(retries.wait(3, None), None);
    assert_eq!(retries.wait(1, Some(seconds(30))), Some(seconds(30)));
    assert_eq!(retries.wait(1, Some(seconds(31))), None);
    assert_eq!(Retries::never().wait(1, Some(seconds(0))), None);
    assert_eq!(quick().wait(1, None), Some(Duration::from_millis(5)));
}
