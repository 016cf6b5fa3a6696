//! Issues and what hangs on them; and what has no method of its own.

use serde_json::{Value, json};

use super::super::support::Exchange;
use crate::{
    CommentVisibility, DoTransition, IssueQuery, Method, NewComment, RemoteLink, RemoteLinkIcon,
    RemoteLinkObject, RemoteLinkStatus, Search,
};

fn issue() -> Value {
    json!({
        "expand": "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
        "id": "10000",
        "self": "http://jira.test/rest/api/2/issue/10000",
        "key": "OPS-1",
        "fields": { "summary": "Try it", "resolution": { "name": "Done" }, "status": { "name": "Closed", "id": "6" } },
        "transitions": [transition()],
    })
}

fn transition() -> Value {
    json!({
        "id": "31",
        "name": "Done",
        "to": {
            "self": "http://jira.test/rest/api/2/status/10001",
            "description": "",
            "name": "Done",
            "id": "10001",
            "statusCategory": { "self": "…", "id": 3, "key": "done", "colorName": "green", "name": "Done" },
        },
        "fields": { "resolution": { "required": true } },
    })
}

#[tokio::test]
async fn issues() {
    let exchange = Exchange::of("GET", "/rest/api/2/issue/OPS-1")
        .await
        .query("fields", "summary,resolution,status")
        .query("expand", "transitions");
    let (_server, client) = exchange.answer(200, issue()).await;
    let query = IssueQuery {
        fields: Some(&["summary", "resolution", "status"]),
        expand: &["transitions"],
    };
    let found = client.issue("OPS-1", query).await.unwrap();
    assert_eq!(
        found.self_url.as_deref(),
        Some("http://jira.test/rest/api/2/issue/10000")
    );
    assert!(found.is_resolved());
    assert_eq!(found.status(), Some("Closed"));
    assert_eq!(found.transitions.unwrap()[0].category(), Some("done"));

    let (server, client) = Exchange::of("GET", "/rest/api/2/issue/10000")
        .await
        .answer(200, issue())
        .await;
    client.issue("10000", IssueQuery::default()).await.unwrap();
    assert_eq!(
        server.received_requests().await.unwrap()[0].url.query(),
        None
    );

    let fields = json!({ "summary": "Try it" });
    let exchange = Exchange::of("POST", "/rest/api/2/issue")
        .await
        .body(json!({ "fields": fields }));
    let made =
        json!({ "id": "10000", "key": "OPS-1", "self": "http://jira.test/rest/api/2/issue/10000" });
    let (_server, client) = exchange.answer(201, made).await;
    assert_eq!(
        client
            .create_issue(fields.as_object().unwrap())
            .await
            .unwrap()
            .key,
        "OPS-1"
    );

    let (_server, client) = Exchange::of("DELETE", "/rest/api/2/issue/OPS-1")
        .await
        .done(204)
        .await;
    client.delete_issue("OPS-1").await.unwrap();
}

#[tokio::test]
async fn comments() {
    let comment = json!({
        "self": "http://jira.test/rest/api/2/issue/10000/comment/10000",
        "id": "10000",
        "author": { "name": "gitlab", "key": "JIRAUSER10200", "displayName": "GitLab", "active": true },
        "body": "Try *it*.",
        "created": "2024-03-01T12:00:00.000+0000",
        "updated": "2024-03-01T12:00:00.000+0000",
        "visibility": { "type": "role", "value": "Administrators" },
    });
    let path = "/rest/api/2/issue/OPS-1/comment";
    let list = json!({ "startAt": 0, "maxResults": 1_048_576, "total": 1, "comments": [comment] });
    let (_server, client) = Exchange::of("GET", path)
        .await
        .query("startAt", "0")
        .answer(200, list)
        .await;
    let found = client.comments("OPS-1", 0, None).await.unwrap();
    assert_eq!(found.comments[0].body, "Try *it*.");

    let (_server, client) = Exchange::of("POST", path)
        .await
        .body(json!({ "body": "Try *it*." }))
        .answer(201, comment.clone())
        .await;
    let made = client
        .add_comment("OPS-1", &"Try *it*.".into())
        .await
        .unwrap();
    assert_eq!(made, found.comments[0]);

    let (_server, client) = Exchange::of("POST", path)
        .await
        .body(json!({ "body": "x", "visibility": { "type": "role", "value": "Administrators" } }))
        .answer(201, comment)
        .await;
    let visibility = CommentVisibility {
        kind: "role".to_owned(),
        value: "Administrators".to_owned(),
    };
    let hidden = NewComment {
        body: "x".to_owned(),
        visibility: Some(visibility),
    };
    client.add_comment("OPS-1", &hidden).await.unwrap();

    let (_server, client) = Exchange::of("DELETE", &format!("{path}/10000"))
        .await
        .done(204)
        .await;
    client.delete_comment("OPS-1", &10000.into()).await.unwrap();
}

#[tokio::test]
async fn remote_links() {
    let sent = json!({
        "globalId": "gitlab/1",
        "relationship": "mentioned on",
        "object": {
            "url": "https://gitlab.example.com/x/-/commit/1",
            "title": "Commit - try it",
            "icon": { "title": "GitLab", "url16x16": "https://gitlab.example.com/favicon.png" },
            "status": { "resolved": false },
        },
    });
    let link = RemoteLink {
        id: Some(1.into()),
        self_url: Some("not sent".to_owned()),
        global_id: Some("gitlab/1".to_owned()),
        relationship: Some("mentioned on".to_owned()),
        object: RemoteLinkObject {
            url: "https://gitlab.example.com/x/-/commit/1".to_owned(),
            title: "Commit - try it".to_owned(),
            summary: None,
            icon: Some(RemoteLinkIcon {
                title: Some("GitLab".to_owned()),
                url: Some("https://gitlab.example.com/favicon.png".to_owned()),
            }),
            status: Some(RemoteLinkStatus {
                resolved: Some(false),
            }),
        },
    };
    let path = "/rest/api/2/issue/OPS-1/remotelink";
    let made =
        json!({ "id": 10000, "self": "http://jira.test/rest/api/2/issue/OPS-1/remotelink/10000" });
    let (_server, client) = Exchange::of("POST", path)
        .await
        .body(sent.clone())
        .answer(201, made)
        .await;
    assert_eq!(
        client.create_remote_link("OPS-1", &link).await.unwrap().id,
        "10000"
    );

    let mut stored = sent.clone();
    stored["id"] = json!(10000);
    stored["application"] = json!({});
    let (_server, client) = Exchange::of("GET", path)
        .await
        .answer(200, json!([stored]))
        .await;
    let found = client.remote_links("OPS-1").await.unwrap();
    assert_eq!(found[0].object, link.object);
    assert_eq!(found[0].id, Some(10000.into()));

    let one = format!("{path}/10000");
    let (_server, client) = Exchange::of("PUT", &one).await.body(sent).done(204).await;
    client
        .update_remote_link("OPS-1", &10000.into(), &link)
        .await
        .unwrap();

    let (_server, client) = Exchange::of("DELETE", &one).await.done(204).await;
    client
        .delete_remote_link("OPS-1", &10000.into())
        .await
        .unwrap();
}

#[tokio::test]
async fn transitions() {
    let path = "/rest/api/2/issue/OPS-1/transitions";
    let exchange = Exchange::of("GET", path)
        .await
        .query("expand", "transitions.fields");
    let list = json!({ "expand": "transitions", "transitions": [transition()] });
    let (_server, client) = exchange.answer(200, list).await;
    let found = client.transitions("OPS-1").await.unwrap();
    assert!(found[0].fields.as_ref().unwrap().contains_key("resolution"));

    let exchange = Exchange::of("POST", path)
        .await
        .body(json!({ "transition": { "id": "31" } }));
    let (_server, client) = exchange.done(204).await;
    client
        .transition("OPS-1", &DoTransition::from(&found[0].id))
        .await
        .unwrap();

    let fields = json!({ "resolution": { "name": "Done" } });
    let exchange = Exchange::of("POST", path).await.body(json!({
        "transition": { "id": "31" },
        "fields": fields,
        "update": { "comment": [{ "add": { "body": "Done." } }] },
    }));
    let (_server, client) = exchange.done(204).await;
    let with_more = DoTransition {
        id: 31.into(),
        fields: fields.as_object().unwrap().clone(),
        comment: Some("Done.".to_owned()),
    };
    client.transition("OPS-1", &with_more).await.unwrap();
}

#[tokio::test]
async fn search() {
    let exchange = Exchange::of("GET", "/rest/api/2/search")
        .await
        .query("jql", "project = OPS & \"x\" order by created")
        .query("startAt", "100")
        .query("maxResults", "50")
        .query("fields", "summary");
    let found = json!({ "expand": "names,schema", "startAt": 100, "maxResults": 50, "total": 101, "issues": [issue()] });
    let (_server, client) = exchange.answer(200, found).await;
    let search = Search {
        jql: "project = OPS & \"x\" order by created".to_owned(),
        start_at: 100,
        max_results: Some(50),
        fields: Some(vec!["summary".to_owned()]),
    };
    let found = client.search(&search).await.unwrap();
    assert_eq!((found.total, found.issues[0].key.as_str()), (101, "OPS-1"));
}

#[tokio::test]
async fn anything_else() {
    let exchange = Exchange::of("PUT", "/rest/api/2/thing/1")
        .await
        .query("a", "b c");
    let (_server, client) = exchange
        .body(json!({ "x": 1 }))
        .answer(200, json!([1]))
        .await;
    let path = "/rest/api/2/thing/1?a=b%20c";
    let answer = client
        .send(Method::PUT, path, Some(&json!({ "x": 1 })))
        .await
        .unwrap();
    assert_eq!(answer, json!([1]));

    let (_server, client) = Exchange::of("DELETE", "/rest/api/2/thing")
        .await
        .done(204)
        .await;
    let answer = client
        .send(Method::DELETE, "/rest/api/2/thing", None)
        .await
        .unwrap();
    assert_eq!(answer, Value::Null);
}
