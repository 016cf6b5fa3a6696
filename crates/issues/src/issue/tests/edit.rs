//! Changing, assigning and deleting issues.

use serde_json::{Value, json};
use testkit::Client;

use super::{NEW, ONE, world};
use crate::tests::{grant_members, hide, history, revoke, secure, task};

async fn field(client: &Client, name: &str) -> Value {
    let issue = client
        .get(&format!("{ONE}?fields={name}"))
        .await
        .expect(200);
    issue["fields"][name].clone()
}

async fn edit(client: &Client, fields: Value) {
    client
        .put(ONE, json!({ "fields": fields }))
        .await
        .expect(204);
}

/// Returns the items of the last entry of OPS-1's history.
async fn last_items(client: &Client) -> Value {
    let issue = client
        .get(&format!("{ONE}?expand=changelog"))
        .await
        .expect(200);
    let histories = issue["changelog"]["histories"].as_array().unwrap();
    histories.last().unwrap()["items"].clone()
}

#[tokio::test]
async fn an_edit_is_remembered() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.advance(60);
    edit(
        &fred,
        json!({
            "summary": "new", "description": "text", "environment": "prod",
            "priority": { "id": 1 }, "assignee": { "name": "fred" }, "labels": ["b", "a"],
            "duedate": "2024-12-24", "issuetype": { "name": "Bug" }, "components": [],
        }),
    )
    .await;
    let issue = fred
        .get(&format!("{ONE}?expand=changelog"))
        .await
        .expect(200);
    assert_eq!(issue["fields"]["summary"], "new");
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(issue["fields"]["created"], "2024-03-01T12:00:00.000+0000");
    let log = &issue["changelog"];
    assert_eq!(
        (&log["startAt"], &log["maxResults"], &log["total"]),
        (&json!(0), &json!(1), &json!(1))
    );
    let entry = &log["histories"][0];
    assert_eq!(
        crate::tests::members(entry),
        ["id", "author", "created", "items"]
    );
    assert_eq!(entry["author"]["name"], "fred");
    let key = &issue["fields"]["assignee"]["key"];
    let item = |field: &str, from: [Value; 2], to: [Value; 2]| {
        let ([from, from_string], [to, to_string]) = (from, to);
        json!({ "field": field, "fieldtype": "jira", "from": from, "fromString": from_string,
                "to": to, "toString": to_string })
    };
    let no = || Value::Null;
    assert_eq!(
        entry["items"],
        json!([
            item("labels", [no(), json!("")], [no(), json!("a b")]),
            item(
                "issuetype",
                [json!("10002"), json!("Task")],
                [json!("10004"), json!("Bug")]
            ),
            item("summary", [no(), json!("the first")], [no(), json!("new")]),
            item("description", [no(), no()], [no(), json!("text")]),
            item("environment", [no(), no()], [no(), json!("prod")]),
            item(
                "duedate",
                [no(), no()],
                [json!("2024-12-24"), json!("2024-12-24 00:00:00.0")]
            ),
            item(
                "priority",
                [json!("3"), json!("Medium")],
                [json!("1"), json!("Highest")]
            ),
            item("assignee", [no(), no()], [key.clone(), json!("Fred Test")]),
        ])
    );
    app.done().await;
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let app = world().await;
    let admin = app.admin();
    edit(&admin, json!({ "labels": ["a"], "description": "d" })).await;
    app.advance(60);
    let same = json!({
        "summary": "the first", "description": "d", "environment": null, "labels": ["a", "a"],
        "priority": { "name": "medium" }, "assignee": null, "reporter": { "name": "ADMIN" },
        "duedate": null, "issuetype": { "id": "10002" }, "security": null, "fixVersions": [],
    });
    edit(&admin, same).await;
    edit(&admin, json!({})).await;
    admin.put(ONE, json!({})).await.expect(204);
    assert_eq!(
        field(&admin, "updated").await,
        "2024-03-01T12:00:00.000+0000"
    );
    assert_eq!(history(&app, "OPS-1").await.len(), 1);
    app.done().await;
}

#[tokio::test]
async fn update_says_what_to_do() {
    let app = world().await;
    let admin = app.admin();
    edit(&admin, json!({ "labels": ["a", "b"] })).await;
    let update = json!({ "update": {
        "labels": [{ "add": "c" }, { "remove": "a" }],
        "summary": [{ "set": "by update" }],
        "priority": [{ "set": { "name": "Low" } }],
        "assignee": [{ "set": { "name": "admin" } }],
    }});
    admin
        .put(&format!("{ONE}?notifyUsers=false"), update)
        .await
        .expect(204);
    assert_eq!(field(&admin, "labels").await, json!(["b", "c"]));
    assert_eq!(field(&admin, "summary").await, "by update");
    assert_eq!(field(&admin, "assignee").await["name"], "admin");
    for (update, name, text) in [
        (
            json!({ "summary": [{ "add": "x" }] }),
            "summary",
            "cannot be set",
        ),
        (
            json!({ "summary": { "set": "x" } }),
            "summary",
            "not an array",
        ),
        (json!({ "labels": [{ "add": "a b" }] }), "labels", "spaces"),
        (json!({ "labels": ["x"] }), "labels", "not an object"),
        (
            json!({ "comment": [{ "edit": {} }] }),
            "comment",
            "cannot be set",
        ),
        (
            json!({ "comment": [{ "add": { "body": " " } }] }),
            "comment",
            "empty",
        ),
        (
            json!({ "worklog": [{ "edit": {} }] }),
            "worklog",
            "cannot be set",
        ),
    ] {
        let reply = admin.put(ONE, json!({ "update": update })).await;
        assert_eq!(reply.status, 400, "{update}");
        assert!(reply.error(name).contains(text), "{update}: {}", reply.text);
    }
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_as_a_whole() {
    let app = world().await;
    let admin = app.admin();
    let reply = admin
        .put(
            ONE,
            json!({ "fields": {
                "summary": "", "priority": { "id": "77" }, "project": { "key": "OPS" }, "status": {},
                "resolution": { "name": "Done" }, "parent": { "key": "OPS-1" }, "reporter": null,
                "issuetype": { "name": "Sub-task" }, "description": "fine", "security": { "id": "1" },
            }}),
        )
        .await;
    assert_eq!(reply.status, 400);
    for name in [
        "summary",
        "priority",
        "project",
        "status",
        "resolution",
        "parent",
        "reporter",
        "issuetype",
        "security",
    ] {
        assert!(!reply.error(name).is_empty(), "{name}");
    }
    assert_eq!(reply.error("description"), "");
    assert_eq!(field(&admin, "description").await, Value::Null);
    assert_eq!(history(&app, "OPS-1").await.len(), 0);
    app.done().await;
}

#[tokio::test]
async fn some_fields_need_a_permission_of_their_own() {
    let app = world().await;
    let fred = app.member("fred").await;
    for permission in ["ASSIGN_ISSUES", "SCHEDULE_ISSUES"] {
        revoke(&app, permission).await;
    }
    secure(&app, "OPS").await;
    revoke(&app, "SET_ISSUE_SECURITY").await;
    for (name, value) in [
        ("assignee", json!({ "name": "fred" })),
        ("reporter", json!({ "name": "fred" })),
        ("duedate", json!("2024-12-24")),
    ] {
        let reply = fred.put(ONE, json!({ "fields": { name: value } })).await;
        assert_eq!(reply.status, 400, "{name}");
        assert!(reply.error(name).contains("cannot be set"), "{name}");
    }
    let level = json!({ "fields": { "security": { "id": "910" } } });
    let reply = app.admin().put(ONE, level).await;
    assert!(reply.error("security").contains("cannot be set"));
    revoke(&app, "EDIT_ISSUES").await;
    let reply = fred.put(ONE, json!({ "fields": {} })).await;
    assert_eq!(reply.status, 403);
    hide(&app).await;
    fred.put(ONE, json!({})).await.expect(404);
    app.anonymous().put(ONE, json!({})).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_new_level_hides_the_parts_as_well() {
    let app = world().await;
    secure(&app, "OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let part = task(json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": "OPS-1" } }));
    admin.post(NEW, part).await.expect(201);
    edit(&admin, json!({ "security": { "id": "910" } })).await;
    assert_eq!(
        last_items(&admin).await[0],
        json!({ "field": "security", "fieldtype": "jira", "from": null, "fromString": null, "to": "910", "toString": "Secret" })
    );
    fred.get(ONE).await.expect(404);
    fred.get("/rest/api/2/issue/OPS-2").await.expect(404);
    let level = json!({ "fields": { "security": null } });
    let reply = admin.put("/rest/api/2/issue/OPS-2", level).await;
    assert!(reply.error("security").contains("cannot be set"));
    edit(&admin, json!({ "security": null })).await;
    fred.get("/rest/api/2/issue/OPS-2").await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn somebody_is_assigned() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.stranger("sam").await;
    revoke(&app, "ASSIGNABLE_USER").await;
    grant_members(&app, "ASSIGNABLE_USER").await;
    let path = format!("{ONE}/assignee");
    fred.put(&path, json!({ "name": "fred" })).await.expect(204);
    assert_eq!(field(&fred, "assignee").await["name"], "fred");
    fred.put(&path, json!({ "name": "fred" })).await.expect(204);
    assert_eq!(history(&app, "OPS-1").await, [["assignee"]]);
    for (name, text) in [("sam", "cannot be assigned"), ("none", "does not exist")] {
        let reply = fred.put(&path, json!({ "name": name })).await;
        assert_eq!(reply.status, 400);
        assert!(reply.error("assignee").contains(text), "{}", reply.text);
    }
    let reply = fred.put(&path, json!({ "accountId": "x" })).await;
    assert_eq!(reply.status, 400);
    fred.put(&path, json!({ "name": "-1" })).await.expect(204);
    fred.put(&path, json!({ "name": null })).await.expect(204);
    assert_eq!(field(&fred, "assignee").await, Value::Null);
    revoke(&app, "ASSIGN_ISSUES").await;
    let reply = fred.put(&path, json!({ "name": null })).await;
    assert_eq!(reply.status, 403);
    hide(&app).await;
    fred.put(&path, json!({ "name": null })).await.expect(404);
    app.anonymous()
        .put(&path, json!({ "name": null }))
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn an_issue_is_deleted_with_all_that_belongs_to_it() {
    let app = world().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let comment = json!({ "body": "x" });
    admin
        .post(&format!("{ONE}/comment"), comment)
        .await
        .expect(201);
    edit(&admin, json!({ "labels": ["a"] })).await;
    let part = task(json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": "OPS-1" } }));
    admin.post(NEW, part).await.expect(201);

    fred.delete(ONE).await.expect(403);
    app.anonymous().delete(ONE).await.expect(401);
    for query in ["", "?deleteSubtasks=false"] {
        let reply = admin.delete(&format!("{ONE}{query}")).await;
        assert_eq!(reply.status, 400);
        assert!(reply.messages().contains("has subtasks"));
    }
    admin
        .delete(&format!("{ONE}?deleteSubtasks=True"))
        .await
        .expect(204);
    admin.get(ONE).await.expect(404);
    admin.get("/rest/api/2/issue/OPS-2").await.expect(404);
    admin.delete(ONE).await.expect(404);
    // Numbers are never given twice.
    assert_eq!(app.issue("OPS", "next").await, "OPS-3");
    app.done().await;
}
