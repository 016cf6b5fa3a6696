use serde_json::{Value, json};
use testkit::TestApp;

const LIST: &str = "/rest/api/2/issuetypescheme";

fn keys(value: &Value) -> Vec<&str> {
    let keys = value.as_object().unwrap().keys();
    keys.map(String::as_str).collect()
}

fn project_keys(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|known| known["key"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn there_is_a_default_scheme() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let list = boss.get(LIST).await.expect(200);
    assert_eq!(
        list,
        json!({ "expand": "schemes", "schemes": [{
            "expand": "defaultIssueType,issueTypes",
            "self": "http://jira.test/rest/api/2/issuetypescheme/10000", "id": "10000",
            "name": "Default Issue Type Scheme",
            "description": "All issue types. Projects that have no other scheme use it.",
        }] })
    );
    let list = boss
        .get(&format!(
            "{LIST}?expand=schemes.issueTypes,schemes.defaultIssueType"
        ))
        .await
        .expect(200);
    assert_eq!(
        list["schemes"][0]["issueTypes"].as_array().unwrap().len(),
        5
    );
    let path = format!("{LIST}/10000");
    boss.delete(&path).await.expect(403);
    boss.delete(&format!("{path}/associations"))
        .await
        .expect(403);
    app.project("OPS").await;
    boss.delete(&format!("{path}/associations/OPS"))
        .await
        .expect(403);
    let some = json!({ "issueTypeIds": ["10004"] });
    boss.put(&path, some).await.expect(400);
    let named = json!({ "name": "All", "defaultIssueTypeId": "10004" });
    let changed = boss.put(&path, named).await.expect(200);
    assert_eq!(changed["defaultIssueType"]["name"], "Bug");
    app.done().await;
}

#[tokio::test]
async fn a_scheme_is_made_changed_and_deleted() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let body = json!({
        "name": "Support", "description": "What comes in.", "defaultIssueTypeId": 10004,
        "issueTypeIds": ["10004", "10003", "10002"], "unknown": 1,
    });
    let made = boss.post(LIST, body.clone()).await.expect(200);
    assert_eq!(
        keys(&made),
        [
            "expand",
            "self",
            "id",
            "name",
            "description",
            "defaultIssueType",
            "issueTypes"
        ]
    );
    assert_eq!(made["id"], "10100");
    assert_eq!(made["issueTypes"][1]["name"], "Sub-task");
    let path = format!("{LIST}/10100");
    assert_eq!(boss.get(&path).await.expect(200), made);

    let before = app.fingerprint().await;
    let with = |name: &str, value: Value| {
        let mut body = body.clone();
        body["name"] = json!("Other");
        body[name] = value;
        body
    };
    for (body, field) in [
        (body.clone(), "name"),
        (with("name", json!("sUPPORT")), "name"),
        (with("name", json!("  ")), "name"),
        (with("name", json!("x".repeat(256))), "name"),
        (with("issueTypeIds", json!([])), "issueTypeIds"),
        (with("issueTypeIds", json!(null)), "issueTypeIds"),
        (with("issueTypeIds", json!(["77"])), "issueTypeIds"),
        (
            with("issueTypeIds", json!(["10004", "10004"])),
            "issueTypeIds",
        ),
        (
            with("defaultIssueTypeId", json!("10001")),
            "defaultIssueTypeId",
        ),
        (with("defaultIssueTypeId", json!("x")), "defaultIssueTypeId"),
        (
            with("description", json!("x".repeat(32_768))),
            "description",
        ),
    ] {
        let reply = boss.post(LIST, body).await;
        assert!(!reply.error(field).is_empty(), "{field}: {}", reply.text);
        reply.expect(400);
    }
    boss.post(LIST, with("issueTypeIds", json!("10004")))
        .await
        .expect(400);
    boss.post(LIST, with("name", json!("a\u{0}")))
        .await
        .expect(400);
    assert_eq!(app.fingerprint().await, before);

    let less = json!({ "issueTypeIds": ["10004"], "name": "Bugs" });
    let less = boss.put(&path, less).await.expect(200);
    assert_eq!(
        (&less["name"], &less["description"]),
        (&json!("Bugs"), &json!("What comes in."))
    );
    assert_eq!(less["issueTypes"].as_array().unwrap().len(), 1);
    let none = boss
        .put(&path, json!({ "defaultIssueTypeId": "" }))
        .await
        .expect(200);
    assert!(none.get("defaultIssueType").is_none());
    boss.delete(&path).await.expect(204);
    for id in ["10100", "77", "x", "99999999999999999999"] {
        boss.get(&format!("{LIST}/{id}")).await.expect(404);
    }
    boss.delete(&path).await.expect(404);
    boss.put(&path, json!({})).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn projects_take_a_scheme_that_has_what_their_issues_have() {
    let app = TestApp::new().await;
    for key in ["OPS", "DEV", "LAB"] {
        app.project(key).await;
    }
    app.issue("LAB", "a task").await;
    let boss = app.jira_admin("boss").await;
    let body = json!({ "name": "Bugs", "issueTypeIds": ["10004"] });
    boss.post(LIST, body).await.expect(200);
    let path = format!("{LIST}/10100/associations");
    let both = json!({ "idsOrKeys": ["OPS", "dev"] });
    let reply = boss.post(&path, both).await;
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
    let list = boss.get(&path).await.expect(200);
    assert_eq!(project_keys(&list), ["DEV", "OPS"]);
    let default = format!("{LIST}/10000/associations");
    assert_eq!(project_keys(&boss.get(&default).await.expect(200)), ["LAB"]);

    let before = app.fingerprint().await;
    let reply = boss.post(&path, json!({ "idsOrKeys": ["LAB"] })).await;
    assert!(reply.error("projects").contains("LAB"), "{}", reply.text);
    reply.expect(400);
    let reply = boss
        .put(&path, json!({ "idsOrKeys": ["OPS", "LAB"] }))
        .await;
    reply.expect(400);
    for body in [
        json!({}),
        json!({ "idsOrKeys": ["OPS", "NONE"] }),
        json!({ "idsOrKeys": [77] }),
        json!({ "idsOrKeys": "OPS" }),
    ] {
        boss.post(&path, body).await.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);

    let one = json!({ "idsOrKeys": ["OPS"] });
    boss.put(&path, one.clone()).await.expect(200);
    assert_eq!(project_keys(&boss.get(&path).await.expect(200)), ["OPS"]);
    boss.delete(&format!("{path}/DEV")).await.expect(404);
    boss.delete(&format!("{path}/NONE")).await.expect(404);
    boss.delete(&format!("{path}/ops")).await.expect(204);
    boss.put(&path, one).await.expect(200);
    boss.delete(&path).await.expect(204);
    assert_eq!(boss.get(&path).await.expect(200), json!([]));

    // Nor can the scheme lose what issues have.
    let body = json!({ "issueTypeIds": ["10002", "10004"] });
    boss.put(&format!("{LIST}/10100"), body).await.expect(200);
    boss.post(&path, json!({ "idsOrKeys": ["LAB"] }))
        .await
        .expect(200);
    let body = json!({ "issueTypeIds": ["10004"] });
    let reply = boss.put(&format!("{LIST}/10100"), body).await;
    assert!(reply.error("issueTypeIds").contains("LAB"));
    reply.expect(400);
    // With it gone the project has the default one.
    boss.delete(&format!("{LIST}/10100")).await.expect(204);
    let all = boss.get(&default).await.expect(200);
    assert_eq!(project_keys(&all), ["DEV", "LAB", "OPS"]);
    app.done().await;
}

#[tokio::test]
async fn schemes_are_the_administrators() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    for path in ["", "/10000", "/10000/associations"] {
        let path = format!("{LIST}{path}");
        fred.get(&path).await.expect(403);
        app.anonymous().get(&path).await.expect(401);
        fred.put(&path, json!({})).await;
    }
    let body = json!({ "name": "x", "issueTypeIds": ["10004"] });
    fred.post(LIST, body.clone()).await.expect(403);
    fred.put(&format!("{LIST}/10000"), body).await.expect(403);
    fred.delete(&format!("{LIST}/10000")).await.expect(403);
    app.done().await;
}
