//! What is read of answers: only so much, and of every version.

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::support::{Exchange, answering, jira};
use crate::base_url::BaseUrl;
use crate::{Client, Error, Id, Issue, Page, PermissionScheme, Project, ServerInfo, User};

#[tokio::test]
async fn an_answer_that_announces_too_much() {
    let server = answering(jira(200).set_body_json(json!({ "baseUrl": "x".repeat(200) }))).await;
    let small = Client::builder(&server.uri())
        .no_proxy()
        .max_answer_bytes(100)
        .build()
        .unwrap();
    let error = small.myself().await.unwrap_err();
    assert!(
        matches!(error, Error::TooLarge { limit: 100, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_answer_that_goes_on_and_on() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 1024]).await.unwrap();
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        stream.write_all(head).await.unwrap();
        // Ends because the client closes the connection, or the test does not end.
        while stream
            .write_all(b"10\r\n0123456789abcdef\r\n")
            .await
            .is_ok()
        {}
    });
    let small = Client::builder(&url)
        .no_proxy()
        .max_answer_bytes(1000)
        .build()
        .unwrap();
    let error = small.myself().await.unwrap_err();
    assert!(
        matches!(error, Error::TooLarge { limit: 1000, .. }),
        "{error:?}"
    );
    serving.await.unwrap();
}

#[test]
fn ids_of_both_kinds() {
    let ids: Vec<Id> = serde_json::from_value(json!([10000, "10000", "customfield_1"])).unwrap();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[2], "customfield_1");
    assert_eq!(serde_json::to_value(&ids[0]).unwrap(), json!("10000"));
    assert_eq!(ids[0].to_number(), json!(10000));
    serde_json::from_value::<Id>(json!(null)).unwrap_err();
    serde_json::from_value::<Id>(json!(1.5)).unwrap_err();
}

#[test]
fn answers_of_several_versions() {
    // 7.x had no `deleted`; 9.x adds the last login; lists leave members out.
    for user in [
        json!({ "name": "fred" }),
        json!({ "key": "JIRAUSER10100", "name": "fred", "active": true, "lastLoginTime": "2024-01-01T00:00:00+0000" }),
        json!({ "name": "fred", "emailAddress": null, "groups": { "size": 2, "items": [] } }),
        json!({ "name": "fred", "groups": { "size": 0, "max-results": 50, "backingListSize": 0 } }),
    ] {
        let user: User = serde_json::from_value(user).unwrap();
        assert_eq!(user.name, "fred");
        assert!(user.active && !user.deleted);
        assert!(user.group_names().is_empty());
    }
    let scheme: PermissionScheme = serde_json::from_value(json!({
        "id": "0", "name": "Default", "attributes": [],
        "permissions": [{ "id": 1, "holder": { "type": "applicationRole", "value": null }, "permission": "BROWSE_PROJECTS" }],
    }))
    .unwrap();
    assert_eq!(scheme.permissions.unwrap()[0].holder.parameter, None);
    let project: Project = serde_json::from_value(json!({ "id": 10000, "key": "OPS" })).unwrap();
    assert!(!project.archived);
    let issue: Issue = serde_json::from_value(json!({ "id": 10000, "key": "OPS-1" })).unwrap();
    assert!(!issue.is_resolved() && issue.status().is_none());
    let info: ServerInfo = serde_json::from_value(
        json!({ "baseUrl": "http://jira.test", "version": "9.12.0", "versionNumbers": [9, 12, 0] }),
    )
    .unwrap();
    assert!(info.is_at_least(8, 14) && info.is_at_least(9, 12) && !info.is_at_least(9, 13));
    assert!(!info.is_cloud());
}

#[test]
fn pages() {
    let page = |value| {
        serde_json::from_value::<Page<u64>>(value)
            .unwrap()
            .next_start()
    };
    assert_eq!(
        page(json!({ "startAt": 2, "values": [1, 2], "isLast": false })),
        Some(4)
    );
    assert_eq!(
        page(json!({ "startAt": 2, "values": [1, 2], "isLast": true })),
        None
    );
    assert_eq!(page(json!({ "values": [1, 2], "total": 3 })), Some(2));
    assert_eq!(
        page(json!({ "startAt": 1, "values": [1, 2], "total": 3 })),
        None
    );
    // A server that claims more but gives nothing is not asked forever.
    assert_eq!(
        page(json!({ "values": [], "isLast": false, "total": 9 })),
        None
    );
}

#[test]
fn addresses() {
    for (text, expected) in [
        ("https://jira.example.com", "https://jira.example.com"),
        (
            " https://JIRA.example.com:443/ ",
            "https://jira.example.com",
        ),
        (
            "http://example.com:8080/jira//",
            "http://example.com:8080/jira",
        ),
        ("http://[::1]:2990/a/b", "http://[::1]:2990/a/b"),
    ] {
        let base = BaseUrl::parse(text).unwrap();
        assert_eq!(base.as_str(), expected);
        let joined = base.join("/rest/api/2/user?username=a%2Fb").unwrap();
        assert_eq!(
            joined.as_str(),
            format!("{expected}/rest/api/2/user?username=a%2Fb")
        );
    }
    for text in [
        "",
        "jira.example.com",
        "/jira",
        "https://",
        "file:///etc",
        "https://a@b.example",
    ] {
        BaseUrl::parse(text).unwrap_err();
    }
    let base = BaseUrl::parse("https://jira.example.com").unwrap();
    for path in ["", "rest", "@evil.example/", "https://evil.example/"] {
        assert!(
            matches!(base.join(path), Err(Error::BadArgument { .. })),
            "{path}"
        );
    }
    let inside = base.join("//evil.example/").unwrap();
    assert_eq!(inside.host_str(), Some("jira.example.com"));
}

#[tokio::test]
async fn names_with_meaning_in_addresses() {
    let (_server, client) = Exchange::of("GET", "/rest/api/2/project/a%2Fb%3Fc%23d%25")
        .await
        .answer(200, json!({ "id": "1", "key": "X" }))
        .await;
    client.project("a/b?c#d%").await.unwrap();
    let (_server, client) = Exchange::of("GET", "/rest/api/2/group/member")
        .await
        .query("groupname", "a&b=c +ü%/")
        .answer(200, json!({ "values": [] }))
        .await;
    client
        .group_members("a&b=c +ü%/", crate::Members::default())
        .await
        .unwrap();
    for key in ["", ".", ".."] {
        let error = client.project(key).await.unwrap_err();
        assert!(matches!(error, Error::BadArgument { .. }), "{error:?}");
    }
}
