//! Servers that are not reached.

use std::time::Duration;

use serde_json::json;
use tokio::net::TcpSocket;

use super::support::{answering, check, jira, quick};
use crate::{Client, Error, UnreachableCause};

async fn failure(url: &str) -> (UnreachableCause, String) {
    let client = Client::builder(url)
        .no_proxy()
        .retries(quick())
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    cause(client.myself().await.unwrap_err())
}

fn cause(error: Error) -> (UnreachableCause, String) {
    check(&error);
    match error {
        Error::Unreachable { cause, host, .. } => (cause, host),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_name_that_nobody_has() {
    let (cause, host) = failure("http://jira.invalid/jira").await;
    assert_eq!(cause, UnreachableCause::NameNotFound);
    assert_eq!(host, "jira.invalid:80");
}

#[tokio::test]
async fn a_port_that_nobody_listens_on() {
    // Bound, so that nobody else takes it, and not listening.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let (cause, host) = failure(&format!("http://{address}")).await;
    assert_eq!(cause, UnreachableCause::Refused);
    assert_eq!(host, address.to_string());
}

#[tokio::test]
async fn a_server_that_takes_too_long() {
    let late = jira(200)
        .set_body_json(json!({}))
        .set_delay(Duration::from_secs(60));
    let server = answering(late).await;
    let client = Client::builder(&server.uri())
        .no_proxy()
        .timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = client.myself().await.unwrap_err();
    assert!(error.may_have_been_done());
    assert_eq!(cause(error).0, UnreachableCause::AnswerTimeout);
    assert!(server.received_requests().await.unwrap().len() <= 1);
}

#[tokio::test]
async fn a_server_that_speaks_something_else() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let greeting = b"SSH-2.0-OpenSSH_9.6\r\n";
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, greeting).await;
        }
    });
    assert_eq!(failure(&url).await.0, UnreachableCause::Broken);
    serving.abort();
}
