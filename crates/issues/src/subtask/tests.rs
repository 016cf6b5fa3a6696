//! The order of sub-tasks.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

/// Makes an issue with three sub-tasks; returns its key.
async fn parent(app: &TestApp) -> String {
    let admin = app.admin();
    let project =
        json!({ "key": "SUB", "name": "Sub", "projectTypeKey": "software", "lead": "admin" });
    admin.post("/rest/api/2/project", project).await.expect(201);
    let make = |summary: &str, kind: &str, parent: Value| {
        json!({ "fields": {
            "project": { "key": "SUB" }, "issuetype": { "name": kind }, "summary": summary, "parent": parent,
        } })
    };
    admin
        .post("/rest/api/2/issue", make("All", "Task", Value::Null))
        .await
        .expect(201);
    for summary in ["a", "b", "c"] {
        let new = make(summary, "Sub-task", json!({ "key": "SUB-1" }));
        admin.post("/rest/api/2/issue", new).await.expect(201);
    }
    "SUB-1".to_owned()
}

async fn order(client: &Client, key: &str) -> String {
    let path = format!("/rest/api/2/issue/{key}/subtask");
    let listed = client.get(&path).await.expect(200);
    let path = format!("/rest/api/2/issue/{key}?fields=subtasks");
    let shown = client.get(&path).await.expect(200);
    assert_eq!(shown["fields"]["subtasks"], listed);
    let summaries = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| issue["fields"]["summary"].as_str().unwrap());
    summaries.collect()
}

#[tokio::test]
async fn subtasks_are_moved_up_and_down() {
    let app = TestApp::new().await;
    let key = parent(&app).await;
    let admin = app.admin();
    let path = format!("/rest/api/2/issue/{key}/subtask/move");
    assert_eq!(order(&admin, &key).await, "abc");
    for (original, current, expected) in [
        (0, 2, "bca"),
        (2, 1, "bac"),
        (1, 1, "bac"),
        (2, 0, "cba"),
        (0, 1, "bca"),
    ] {
        let body = json!({ "original": original, "current": current });
        admin.post(&path, body).await.expect(204);
        assert_eq!(
            order(&admin, &key).await,
            expected,
            "{original} to {current}"
        );
    }
    let new = json!({ "fields": {
        "project": { "key": "SUB" }, "issuetype": { "name": "Sub-task" }, "summary": "d", "parent": { "key": key },
    } });
    admin.post("/rest/api/2/issue", new).await.expect(201);
    assert_eq!(order(&admin, &key).await, "bcad");
    app.done().await;
}

#[tokio::test]
async fn there_must_be_such_places() {
    let app = TestApp::new().await;
    let key = parent(&app).await;
    let admin = app.admin();
    let path = format!("/rest/api/2/issue/{key}/subtask/move");
    for body in [
        json!({}),
        json!({ "original": 0 }),
        json!({ "original": 0, "current": 3 }),
        json!({ "original": 3, "current": 0 }),
        json!({ "original": -1, "current": 0 }),
        json!({ "original": "x", "current": 0 }),
    ] {
        admin.post(&path, body).await.expect(400);
    }
    assert_eq!(order(&admin, &key).await, "abc");
    let unknown = "/rest/api/2/issue/SUB-99/subtask";
    admin.get(unknown).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn only_editors_move_them() {
    let app = TestApp::new().await;
    let key = parent(&app).await;
    let path = format!("/rest/api/2/issue/{key}/subtask/move");
    assert_eq!(app.admin().get(&path).await.expect(200), true);
    let nobody = app.anonymous();
    let body = json!({ "original": 0, "current": 1 });
    let refused = nobody.post(&path, body).await.status;
    assert!(matches!(refused, 401 | 403 | 404), "{refused}");
    assert_eq!(order(&app.admin(), &key).await, "abc");
    app.done().await;
}
