use serde_json::json;
use testkit::TestApp;

const LIST: &str = "/rest/api/2/projectCategory";

#[tokio::test]
async fn a_category_is_made_changed_and_deleted() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let fred = app.member("fred").await;
    assert_eq!(fred.get(LIST).await.expect(200), json!([]));
    let body = json!({ "name": "Tools", "description": "What we use." });
    let made = boss.post(LIST, body.clone()).await;
    assert_eq!(
        made.text,
        r#"{"self":"http://jira.test/rest/api/2/projectCategory/10000","id":"10000","name":"Tools","description":"What we use."}"#
    );
    let made = made.expect(201);
    let path = format!("{LIST}/10000");
    assert_eq!(fred.get(&path).await.expect(200), made);
    boss.post(LIST, json!({ "name": "Apps" })).await.expect(201);
    let list = fred.get(LIST).await.expect(200);
    assert_eq!(
        (&list[0]["name"], &list[1]["name"]),
        (&json!("Apps"), &json!("Tools"))
    );

    let before = app.fingerprint().await;
    boss.post(LIST, json!({ "name": "tOOLS" }))
        .await
        .expect(409);
    boss.put(&path, json!({ "name": "apps" })).await.expect(409);
    for (body, field) in [
        (json!({}), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": "x".repeat(256) }), "name"),
        (
            json!({ "name": "x", "description": "x".repeat(32_768) }),
            "description",
        ),
    ] {
        let reply = boss.post(LIST, body).await;
        assert!(!reply.error(field).is_empty(), "{}", reply.text);
        reply.expect(400);
    }
    boss.post(LIST, json!({ "name": "a\u{0}" }))
        .await
        .expect(400);
    boss.post(LIST, json!({ "name": 1 })).await.expect(400);
    fred.post(LIST, body.clone()).await.expect(403);
    fred.put(&path, body.clone()).await.expect(403);
    fred.delete(&path).await.expect(403);
    for id in ["77", "x", "-1"] {
        let path = format!("{LIST}/{id}");
        boss.get(&path).await.expect(404);
        boss.put(&path, json!({})).await.expect(404);
        boss.delete(&path).await.expect(404);
    }
    for path in [LIST, &path] {
        app.anonymous().get(path).await.expect(401);
    }
    assert_eq!(app.fingerprint().await, before);

    let changed = boss.put(&path, json!({ "name": "Kit" })).await.expect(200);
    assert_eq!(
        (&changed["name"], &changed["description"]),
        (&json!("Kit"), &json!("What we use."))
    );
    boss.delete(&path).await.expect(204);
    fred.get(&path).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_project_may_have_one() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    boss.post(LIST, json!({ "name": "Tools", "description": "" }))
        .await
        .expect(201);
    let body = json!({ "key": "OPS", "name": "Operations", "lead": "boss", "categoryId": 10000 });
    boss.post("/rest/api/2/project", body).await.expect(201);
    let ops = "/rest/api/2/project/OPS";
    let project = boss.get(ops).await.expect(200);
    assert_eq!(project["projectCategory"]["name"], "Tools");
    let list = boss.get("/rest/api/2/project").await.expect(200);
    assert_eq!(list[0]["projectCategory"], project["projectCategory"]);
    let none = boss.put(ops, json!({ "categoryId": -1 })).await.expect(200);
    assert!(none.get("projectCategory").is_none());
    let again = boss
        .put(ops, json!({ "categoryId": "10000" }))
        .await
        .expect(200);
    assert_eq!(again["projectCategory"]["id"], "10000");
    let reply = boss.put(ops, json!({ "categoryId": 77 })).await;
    assert!(reply.error("categoryId").contains("77"));
    reply.expect(400);
    // Who administers the project only may not sort it.
    let fred = app.member("fred").await;
    let role = json!({ "user": ["fred"] });
    boss.post(&format!("{ops}/role/10002"), role)
        .await
        .expect(200);
    fred.put(ops, json!({ "categoryId": -1 })).await.expect(403);
    fred.put(ops, json!({ "categoryId": 10000 }))
        .await
        .expect(200);
    boss.delete(&format!("{LIST}/10000")).await.expect(204);
    let project = boss.get(ops).await.expect(200);
    assert!(project.get("projectCategory").is_none());
    app.done().await;
}
