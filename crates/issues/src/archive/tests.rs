use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{hide, revoke};

/// Makes OPS-1 with its parts OPS-2 and OPS-3, and OPS-4; whoever browses OPS archives there.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    for permission in ["ARCHIVE_ISSUES", "RESTORE_ISSUES"] {
        let grant = json!({ "holder": { "type": "applicationRole" }, "permission": permission });
        app.admin()
            .post("/rest/api/2/permissionscheme/0/permission", grant)
            .await
            .expect(201);
    }
    app.issue("OPS", "the whole").await;
    for summary in ["a part", "another part"] {
        let fields = json!({
            "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" },
            "parent": { "key": "OPS-1" }, "summary": summary,
        });
        app.admin()
            .post("/rest/api/2/issue", json!({ "fields": fields }))
            .await
            .expect(201);
    }
    app.issue("OPS", "something else").await;
    app
}

async fn found(app: &TestApp) -> Vec<String> {
    let found = app
        .admin()
        .get("/rest/api/2/search?jql=order%20by%20key%20asc&fields=key")
        .await
        .expect(200);
    let issues = found["issues"].as_array().unwrap();
    assert_eq!(found["total"], issues.len());
    let keys = issues.iter().map(|issue| issue["key"].as_str().unwrap());
    keys.map(str::to_owned).collect()
}

async fn archived_at(app: &TestApp, key: &str) -> Value {
    let path = format!("/rest/api/2/issue/{key}");
    app.admin().get(&path).await.expect(200)["fields"]["archiveddate"].clone()
}

#[tokio::test]
async fn an_archived_issue_is_found_by_its_key_only() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/issue/OPS-1/archive";
    let reply = fred.put(path, json!({})).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    assert_eq!(found(&app).await, ["OPS-4"]);
    let issue = fred.get("/rest/api/2/issue/OPS-1").await.expect(200);
    assert_eq!(
        issue["fields"]["archiveddate"],
        "2024-03-01T12:00:00.000+0000"
    );
    assert_eq!(issue["fields"]["archivedby"]["name"], "fred");
    assert_eq!(
        archived_at(&app, "OPS-2").await,
        issue["fields"]["archiveddate"]
    );
    let reply = fred.put(path, json!({})).await;
    assert!(reply.messages().contains("OPS-1"), "{}", reply.text);
    reply.expect(403);

    let back = "/rest/api/2/issue/OPS-2/restore";
    fred.put(back, json!({})).await.expect(403);
    let back = "/rest/api/2/issue/OPS-1/restore";
    fred.put(back, json!({})).await.expect(204);
    assert_eq!(found(&app).await, ["OPS-1", "OPS-2", "OPS-3", "OPS-4"]);
    assert_eq!(archived_at(&app, "OPS-3").await, Value::Null);
    let reply = fred.put(back, json!({})).await;
    assert_eq!(reply.messages(), "The issue OPS-1 is not archived.");
    reply.expect(403);
    app.done().await;
}

#[tokio::test]
async fn an_archived_issue_can_only_be_looked_at() {
    let app = world().await;
    let admin = app.admin();
    let comment = json!({ "body": "before" });
    admin
        .post("/rest/api/2/issue/OPS-1/comment", comment.clone())
        .await
        .expect(201);
    admin
        .put("/rest/api/2/issue/OPS-1/archive", json!({}))
        .await
        .expect(204);
    let before = app.fingerprint().await;
    let edit = json!({ "fields": { "summary": "another" } });
    let worklog = json!({ "timeSpent": "1h" });
    let link = json!({
        "type": { "name": "Blocks" }, "inwardIssue": { "key": "OPS-1" },
        "outwardIssue": { "key": "OPS-4" },
    });
    let issue = "/rest/api/2/issue/OPS-1";
    for (method, path, body) in [
        ("PUT", issue.to_owned(), edit),
        ("POST", format!("{issue}/comment"), comment.clone()),
        ("PUT", format!("{issue}/comment/10000"), comment),
        ("DELETE", format!("{issue}/comment/10000"), Value::Null),
        ("POST", format!("{issue}/worklog"), worklog),
        ("POST", format!("{issue}/votes"), Value::Null),
        ("POST", format!("{issue}/watchers"), json!("admin")),
        (
            "DELETE",
            format!("{issue}/watchers?username=admin"),
            Value::Null,
        ),
        ("PUT", format!("{issue}/assignee"), json!({ "name": null })),
        (
            "POST",
            format!("{issue}/transitions"),
            json!({ "transition": { "id": "21" } }),
        ),
        ("PUT", format!("{issue}/properties/key"), json!(1)),
        ("PUT", format!("{issue}/comment/10000/pin"), json!(true)),
        ("POST", "/rest/api/2/issueLink".to_owned(), link),
        (
            "DELETE",
            format!("{issue}?deleteSubtasks=true"),
            Value::Null,
        ),
    ] {
        let reply = match method {
            "POST" => admin.post(&path, body).await,
            "PUT" => admin.put(&path, body).await,
            _ => admin.delete(&path).await,
        };
        assert!(
            matches!(reply.status, 400 | 401 | 403 | 404),
            "{method} {path}: {} {}",
            reply.status,
            reply.text
        );
    }
    let part = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" },
        "parent": { "key": "OPS-1" }, "summary": "one more",
    } });
    let reply = admin.post("/rest/api/2/issue", part).await;
    assert_eq!(reply.error("parent"), "The parent issue is archived.");
    reply.expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn several_are_archived_at_once_and_each_is_told() {
    let app = world().await;
    app.project("HID").await;
    app.issue("HID", "a secret").await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/issue/archive";
    let named = json!(["OPS-2", "OPS-4", "OPS-99", "x"]);
    let reply = fred.post(path, named).await;
    assert_eq!(
        reply.text,
        "OPS-2: archived\nOPS-4: archived\nOPS-99: Issue Does Not Exist\nx: Issue Does Not Exist\n"
    );
    assert_eq!(reply.status, 200);
    assert_eq!(found(&app).await, ["HID-1", "OPS-1", "OPS-3"]);
    app.advance(1);
    let plain = b"OPS-3, OPS-4\nOPS-1".to_vec();
    let headers = [("content-type", "text/plain")];
    let reply = fred.raw("POST", path, &headers, plain).await;
    assert_eq!(
        reply.text,
        "OPS-3: archived\nOPS-4: The issue OPS-4 is archived and can only be looked at.\nOPS-1: archived\n"
    );
    // OPS-2 went before its parent, and does not come back with it; OPS-3 went at the same time.
    fred.put("/rest/api/2/issue/OPS-1/restore", json!({}))
        .await
        .expect(204);
    assert_eq!(found(&app).await, ["HID-1", "OPS-1", "OPS-3"]);
    let before = app.fingerprint().await;
    let many: Vec<String> = (0..1001).map(|n| format!("OPS-{n}")).collect();
    for body in [json!([]), json!(many), json!([1]), json!(["a\nb"])] {
        fred.post(path, body).await.expect(400);
    }
    app.anonymous()
        .post(path, json!(["OPS-1"]))
        .await
        .expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn who_may() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/issue/OPS-1/archive";
    let back = "/rest/api/2/issue/OPS-1/restore";
    app.anonymous().put(path, json!({})).await.expect(401);
    fred.put("/rest/api/2/issue/OPS-99/archive", json!({}))
        .await
        .expect(404);
    revoke(&app, "ARCHIVE_ISSUES").await;
    fred.put(path, json!({})).await.expect(403);
    revoke(&app, "RESTORE_ISSUES").await;
    fred.put(back, json!({})).await.expect(403);
    hide(&app).await;
    fred.put(path, json!({})).await.expect(404);
    fred.put(back, json!({})).await.expect(404);
    app.done().await;
}
