//! Making issues.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

use super::{NEW, world};
use crate::tests::{configure, grant, grant_members, hide, revoke, secure, task};

async fn make(client: &Client, fields: Value) -> String {
    let made = client.post(NEW, task(fields)).await.expect(201);
    made["key"].as_str().unwrap().to_owned()
}

async fn fields(client: &Client, key: &str) -> Value {
    let issue = client.get(&format!("{NEW}/{key}")).await.expect(200);
    issue["fields"].clone()
}

#[tokio::test]
async fn an_issue_is_made() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.advance(60);
    let body = json!({ "fields": {
        "project": { "id": 10000 },
        "issuetype": { "id": "10004" },
        "summary": "Vulnerability",
        "description": "h2. Found\r\n😀",
        "environment": "prod",
        "priority": { "name": "high" },
        "assignee": { "name": "FRED" },
        "reporter": { "name": "fred" },
        "labels": ["b", "a", "b"],
        "duedate": "2024-12-24",
        "components": [], "versions": [], "fixVersions": null,
    }, "update": {}, "historyMetadata": {}, "unknown": 1 });
    let made = fred.post(NEW, body).await.expect(201);
    let id = made["id"].as_str().unwrap();
    assert_eq!(
        made,
        json!({ "id": id, "key": "OPS-2", "self": format!("http://jira.test/rest/api/2/issue/{id}") })
    );
    let fields = fields(&fred, "OPS-2").await;
    for (field, value) in [
        ("summary", json!("Vulnerability")),
        ("description", json!("h2. Found\r\n😀")),
        ("environment", json!("prod")),
        ("labels", json!(["a", "b"])),
        ("duedate", json!("2024-12-24")),
        ("created", json!("2024-03-01T12:01:00.000+0000")),
        ("updated", json!("2024-03-01T12:01:00.000+0000")),
        ("resolution", Value::Null),
        ("resolutiondate", Value::Null),
    ] {
        assert_eq!(fields[field], value, "{field}");
    }
    for (field, name) in [
        ("issuetype", "Bug"),
        ("priority", "High"),
        ("status", "To Do"),
        ("assignee", "fred"),
        ("reporter", "fred"),
        ("creator", "fred"),
    ] {
        assert_eq!(fields[field]["name"], name, "{field}");
    }
    assert!(fields.get("security").is_none());
    assert!(fields.get("parent").is_none());
    app.done().await;
}

#[tokio::test]
async fn what_is_missing_is_said_at_once() {
    let app = world().await;
    let admin = app.admin();
    let reply = admin.post(NEW, json!({})).await;
    assert_eq!(reply.status, 400);
    assert_eq!(
        reply.body,
        json!({ "errorMessages": [], "errors": { "project": "project is required" } })
    );
    let body = json!({ "fields": { "project": { "key": "OPS" } } });
    let reply = admin.post(NEW, body).await;
    assert_eq!(reply.status, 400);
    assert_eq!(
        reply.body["errors"],
        json!({
            "issuetype": "issue type is required",
            "summary": "You must specify a summary of the issue.",
        })
    );
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_field_by_field() {
    let app = world().await;
    let admin = app.admin();
    for (fields, field, text) in [
        (json!({ "summary": "a\nb" }), "summary", "newline"),
        (json!({ "summary": "s".repeat(256) }), "summary", "255"),
        (json!({ "summary": 7 }), "summary", "must be a string"),
        (json!({ "summary": null }), "summary", "must specify"),
        (
            json!({ "description": "d".repeat(32_768) }),
            "description",
            "32,767",
        ),
        (json!({ "environment": {} }), "environment", "string"),
        (
            json!({ "issuetype": { "id": "7" } }),
            "issuetype",
            "invalid",
        ),
        (json!({ "issuetype": "Bug" }), "issuetype", "not an object"),
        (json!({ "issuetype": {} }), "issuetype", "invalid"),
        (
            json!({ "priority": { "name": "ASAP" } }),
            "priority",
            "invalid",
        ),
        (
            json!({ "assignee": { "name": "nobody" } }),
            "assignee",
            "User 'nobody' does not exist.",
        ),
        (json!({ "assignee": "admin" }), "assignee", "not an object"),
        (
            json!({ "reporter": { "name": "nobody" } }),
            "reporter",
            "not a user",
        ),
        (json!({ "reporter": null }), "reporter", "required"),
        (
            json!({ "labels": ["a b"] }),
            "labels",
            "The label 'a b' contains spaces",
        ),
        (json!({ "labels": "a" }), "labels", "not an array"),
        (json!({ "labels": [7] }), "labels", "string"),
        (
            json!({ "labels": ["l".repeat(256)] }),
            "labels",
            "maximum length",
        ),
        (
            json!({ "duedate": "2024-02-30" }),
            "duedate",
            "Error parsing date string: 2024-02-30",
        ),
        (
            json!({ "duedate": "24/12/2024" }),
            "duedate",
            "Error parsing",
        ),
        (
            json!({ "resolution": { "name": "Done" } }),
            "resolution",
            "cannot be set",
        ),
        (
            json!({ "components": [{ "name": "x" }] }),
            "components",
            "Component name \'x\' is not valid",
        ),
        (
            json!({ "customfield_10000": 1 }),
            "customfield_10000",
            "Field 'customfield_10000' cannot be set. It is not on the appropriate screen, or unknown.",
        ),
        (json!({ "Summary": "x" }), "Summary", "cannot be set"),
        (
            json!({ "security": { "id": "910" } }),
            "security",
            "cannot be set",
        ),
    ] {
        let reply = admin.post(NEW, task(fields.clone())).await;
        assert_eq!(reply.status, 400, "{fields}");
        let errors = reply.body["errors"].as_object().unwrap();
        assert_eq!(errors.len(), 1, "{fields}: {errors:?}");
        assert!(reply.error(field).contains(text), "{fields}: {errors:?}");
    }
    let mut both = task(json!({ "labels": [] }));
    both["update"] = json!({ "labels": [{ "add": "x" }] });
    let reply = admin.post(NEW, both).await;
    assert!(reply.error("labels").contains("both"), "{}", reply.text);
    let many = (0..10_000).map(|n| (format!("field{n}"), json!(n)));
    let many = Value::Object(many.collect());
    let reply = admin.post(NEW, task(many)).await;
    assert_eq!(reply.body["errors"].as_object().unwrap().len(), 100);
    let mut talk = task(json!({}));
    talk["update"] = json!({ "comment": vec![json!({ "add": { "body": "x" } }); 11] });
    let reply = admin.post(NEW, talk).await;
    assert!(reply.error("comment").contains("10"), "{}", reply.text);
    for body in [json!({ "fields": [] }), json!([]), json!({ "update": 7 })] {
        admin.post(NEW, body).await.expect(400);
    }
    // Nothing was half done, not even a number was used.
    assert_eq!(app.issue("OPS", "next").await, "OPS-2");
    app.done().await;
}

#[tokio::test]
async fn a_project_one_cannot_create_in_is_like_none() {
    let app = world().await;
    let fred = app.member("fred").await;
    let in_project = |key: &str| task(json!({ "project": { "key": key } }));
    let missing = fred.post(NEW, in_project("NONE")).await;
    assert_eq!(missing.status, 400);
    revoke(&app, "CREATE_ISSUES").await;
    let closed = fred.post(NEW, in_project("OPS")).await;
    assert_eq!(closed.status, 400);
    hide(&app).await;
    let hidden = fred.post(NEW, in_project("OPS")).await;
    assert_eq!(hidden.status, 400);
    assert_eq!(missing.body, hidden.body);
    assert_eq!(missing.body, closed.body);
    assert!(!missing.error("project").is_empty());
    app.anonymous()
        .post(NEW, in_project("OPS"))
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn some_fields_need_a_permission_of_their_own() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.member("jane").await;
    revoke(&app, "ASSIGN_ISSUES").await;
    revoke(&app, "SCHEDULE_ISSUES").await;
    for (field, value) in [
        ("assignee", json!({ "name": "jane" })),
        ("reporter", json!({ "name": "jane" })),
        ("duedate", json!("2024-12-24")),
    ] {
        let reply = fred.post(NEW, task(json!({ field: value }))).await;
        assert_eq!(reply.status, 400, "{field}");
        assert_eq!(
            reply.error(field),
            format!(
                "Field '{field}' cannot be set. It is not on the appropriate screen, or unknown."
            )
        );
    }
    make(
        &fred,
        json!({ "assignee": { "name": "-1" }, "reporter": { "name": "fred" }, "duedate": null }),
    )
    .await;
    app.done().await;
}

#[tokio::test]
async fn the_assignee_must_be_assignable() {
    let app = world().await;
    let admin = app.admin();
    app.stranger("sam").await;
    revoke(&app, "ASSIGNABLE_USER").await;
    grant_members(&app, "ASSIGNABLE_USER").await;
    let reply = admin
        .post(NEW, task(json!({ "assignee": { "name": "sam" } })))
        .await;
    assert_eq!(
        reply.error("assignee"),
        "User 'sam' cannot be assigned issues."
    );
    let lead = "update project set assignee_type = 'PROJECT_LEAD'";
    configure(&app, &[lead]).await;
    for wanted in [json!({}), json!({ "assignee": { "name": "-1" } })] {
        let key = make(&admin, wanted).await;
        assert_eq!(fields(&admin, &key).await["assignee"]["name"], "admin");
    }
    for wanted in [
        json!({ "assignee": null }),
        json!({ "assignee": { "name": null } }),
        json!({ "assignee": { "name": "" } }),
    ] {
        let key = make(&admin, wanted).await;
        assert_eq!(fields(&admin, &key).await["assignee"], Value::Null);
    }
    revoke(&app, "ASSIGNABLE_USER").await;
    let key = make(&admin, json!({})).await;
    assert_eq!(fields(&admin, &key).await["assignee"], Value::Null);
    let nobody = "update project set assignee_type = 'UNASSIGNED'";
    configure(&app, &[nobody]).await;
    grant(&app, "ASSIGNABLE_USER", "anyone").await;
    let key = make(&admin, json!({})).await;
    assert_eq!(fields(&admin, &key).await["assignee"], Value::Null);
    app.done().await;
}

#[tokio::test]
async fn parts_of_an_issue() {
    let app = world().await;
    app.project("OTHER").await;
    app.issue("OTHER", "elsewhere").await;
    let admin = app.admin();
    let part = |parent: Value| {
        task(json!({ "issuetype": { "name": "Sub-task" }, "summary": "part", "parent": parent }))
    };
    let made = admin.post(NEW, part(json!({ "key": "OPS-1" }))).await;
    let made = made.expect(201);
    let part_fields = fields(&admin, "OPS-2").await;
    let parent = &part_fields["parent"];
    assert_eq!(parent["key"], "OPS-1");
    assert_eq!(
        crate::tests::members(parent),
        ["id", "key", "self", "fields"]
    );
    assert_eq!(
        crate::tests::members(&parent["fields"]),
        ["summary", "status", "priority", "issuetype"]
    );
    assert_eq!(part_fields["subtasks"], json!([]));
    let subtasks = fields(&admin, "OPS-1").await["subtasks"].clone();
    assert_eq!(subtasks[0]["self"], made["self"]);
    assert_eq!(subtasks[0]["fields"]["summary"], "part");

    for (parent, field) in [
        (json!({ "key": "OPS-99" }), "parent"),
        (json!({ "id": "99" }), "parent"),
        (json!({ "key": "OPS-2" }), "parent"),
        (json!({ "key": "OTHER-1" }), "parent"),
        (Value::Null, "issuetype"),
    ] {
        let reply = admin.post(NEW, part(parent.clone())).await;
        assert_eq!(reply.status, 400, "{parent}");
        assert!(!reply.error(field).is_empty(), "{parent}: {}", reply.text);
    }
    let reply = admin
        .post(NEW, task(json!({ "parent": { "key": "OPS-1" } })))
        .await;
    assert_eq!(
        reply.error("issuetype"),
        "The issue type selected is invalid."
    );
    app.done().await;
}

#[tokio::test]
async fn security_levels() {
    let app = world().await;
    secure(&app, "OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let key = make(&admin, json!({ "security": { "id": 910 } })).await;
    assert_eq!(
        fields(&admin, &key).await["security"],
        json!({
            "self": "http://jira.test/rest/api/2/securitylevel/910",
            "id": "910", "description": "For few.", "name": "Secret",
        })
    );
    fred.get(&format!("{NEW}/{key}")).await.expect(404);
    // Not a level one is not in, nor one that is none.
    for level in [json!({ "id": "910" }), json!({ "name": "None" }), json!({})] {
        let reply = fred.post(NEW, task(json!({ "security": level }))).await;
        assert_eq!(reply.status, 400);
        assert!(!reply.error("security").is_empty());
    }
    let mine = make(&fred, json!({ "security": { "name": "Mine" } })).await;
    fred.get(&format!("{NEW}/{mine}")).await.expect(200);
    admin.get(&format!("{NEW}/{mine}")).await.expect(404);
    // A part has the level of the whole.
    let part = make(
        &admin,
        json!({ "issuetype": { "name": "Sub-task" }, "parent": { "key": key } }),
    )
    .await;
    assert_eq!(fields(&admin, &part).await["security"]["id"], "910");
    let default = "update security_scheme set default_level_id = 910";
    configure(&app, &[default]).await;
    let key = make(&admin, json!({})).await;
    assert_eq!(fields(&admin, &key).await["security"]["id"], "910");
    app.done().await;
}

#[tokio::test]
async fn numbers_are_given_once() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let makers = (0..8).map(|_| {
        let admin = admin.clone();
        tokio::spawn(async move { make(&admin, json!({})).await })
    });
    let mut keys = Vec::new();
    for maker in makers.collect::<Vec<_>>() {
        keys.push(maker.await.unwrap());
    }
    keys.sort();
    let expected: Vec<String> = (1..=8).map(|n| format!("OPS-{n}")).collect();
    assert_eq!(keys, expected);
    app.done().await;
}
