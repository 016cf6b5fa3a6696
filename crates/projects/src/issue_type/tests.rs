use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn types_are_listed_in_the_order_and_shape_of_the_reference() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let types = fred.get("/rest/api/2/issuetype").await.expect(200);
    let names: Vec<_> = types
        .as_array()
        .unwrap()
        .iter()
        .map(|known| known["name"].clone())
        .collect();
    assert_eq!(names, ["Task", "Sub-task", "Story", "Bug", "Epic"]);
    let reply = fred.get("/rest/api/2/issuetype/10004").await;
    let keys: Vec<_> = reply.body.as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        keys,
        [
            "self",
            "id",
            "description",
            "iconUrl",
            "name",
            "subtask",
            "avatarId"
        ]
    );
    let bug = reply.expect(200);
    assert_eq!(
        (&bug["name"], &bug["subtask"]),
        (&json!("Bug"), &json!(false))
    );
    app.done().await;
}

#[tokio::test]
async fn unknown_ids_lead_nowhere_and_nobody_must_sign_in() {
    let app = TestApp::new().await;
    for id in ["1", "abc", "-1", "99999999999999999999"] {
        let reply = app
            .admin()
            .get(&format!("/rest/api/2/issuetype/{id}"))
            .await;
        assert_eq!(reply.status, 404, "{id}");
    }
    app.anonymous()
        .get("/rest/api/2/issuetype")
        .await
        .expect(401);
    app.anonymous()
        .get("/rest/api/2/issuetype/10004")
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn whoever_sees_a_public_project_sees_the_types() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let grant = json!({"holder": {"type": "anyone"}, "permission": "BROWSE_PROJECTS"});
    app.admin()
        .post("/rest/api/2/permissionscheme/0/permission", grant)
        .await
        .expect(201);
    app.anonymous()
        .get("/rest/api/2/issuetype")
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn an_administrator_makes_and_changes_a_type() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let boss = app.jira_admin("boss").await;
    let fred = app.member("fred").await;
    let list = "/rest/api/2/issuetype";
    let new = json!({ "name": "Incident", "description": "It burns.", "type": "standard" });
    let made = boss.post(list, new.clone()).await.expect(201);
    assert_eq!(
        made,
        json!({
            "self": "http://jira.test/rest/api/2/issuetype/10100", "id": "10100",
            "description": "It burns.",
            "iconUrl": "http://jira.test/secure/viewavatar?size=xsmall&avatarId=10300&avatarType=issuetype",
            "name": "Incident", "subtask": false, "avatarId": 10300,
        })
    );
    let sub = json!({ "name": "Step", "type": "subtask" });
    let sub = boss.post(list, sub).await.expect(201);
    assert_eq!(
        (&sub["subtask"], &sub["description"]),
        (&json!(true), &json!(""))
    );
    let project = fred.get("/rest/api/2/project/OPS").await.expect(200);
    assert_eq!(project["issueTypes"][5]["name"], "Incident");

    let before = app.fingerprint().await;
    boss.post(list, json!({ "name": "iNCIDENT" }))
        .await
        .expect(409);
    for (body, field) in [
        (json!({}), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "name": " x" }), "name"),
        (json!({ "name": "a\tb" }), "name"),
        (json!({ "name": "x".repeat(61) }), "name"),
        (json!({ "name": "y", "type": "other" }), "type"),
        (
            json!({ "name": "y", "description": "x".repeat(32_768) }),
            "description",
        ),
    ] {
        let reply = boss.post(list, body).await;
        assert!(!reply.error(field).is_empty(), "{}", reply.text);
        reply.expect(400);
    }
    for body in [json!({ "name": 5 }), json!([]), json!({ "name": "a\u{0}" })] {
        boss.post(list, body).await.expect(400);
    }
    fred.post(list, new.clone()).await.expect(403);
    app.anonymous().post(list, new.clone()).await.expect(401);
    let path = format!("{list}/10100");
    fred.put(&path, json!({ "name": "x" })).await.expect(403);
    boss.put(&path, json!({ "name": "bug" })).await.expect(409);
    boss.put(&format!("{list}/77"), json!({ "name": "x" }))
        .await
        .expect(404);
    assert_eq!(app.fingerprint().await, before);

    let changed = boss.put(&path, json!({ "name": "Fire" })).await.expect(200);
    assert_eq!(
        (&changed["name"], &changed["description"]),
        (&json!("Fire"), &json!("It burns."))
    );
    assert_eq!(fred.get(&path).await.expect(200), changed);
    app.done().await;
}

#[tokio::test]
async fn types_come_in_pages() {
    let app = TestApp::new().await;
    let id = app.project("OPS").await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let page = fred
        .get("/rest/api/2/issuetype/page?query=S&startAt=1&maxResults=1")
        .await
        .expect(200);
    assert_eq!(page["values"][0]["name"], "Sub-task");
    assert_eq!(
        (&page["total"], &page["isLast"]),
        (&json!(3), &json!(false))
    );
    assert_eq!(
        page["nextPage"],
        "http://jira.test/rest/api/2/issuetype/page?query=S&maxResults=1&startAt=2"
    );
    let scheme = json!({ "name": "Bugs", "issueTypeIds": ["10004"] });
    let scheme = admin
        .post("/rest/api/2/issuetypescheme", scheme)
        .await
        .expect(200);
    let path = format!(
        "/rest/api/2/issuetypescheme/{}/associations",
        scheme["id"].as_str().unwrap()
    );
    admin
        .post(&path, json!({ "idsOrKeys": [id] }))
        .await
        .expect(200);
    let project = fred.get("/rest/api/2/project/OPS").await.expect(200);
    let id = project["id"].as_str().unwrap();
    let page = fred
        .get(&format!("/rest/api/2/issuetype/page?projectIds={id}"))
        .await
        .expect(200);
    assert_eq!(
        (&page["total"], &page["values"][0]["name"]),
        (&json!(1), &json!("Bug"))
    );
    // A project that is not there offers nothing.
    let page = fred
        .get("/rest/api/2/issuetype/page?projectIds=77")
        .await
        .expect(200);
    assert_eq!(page["total"], 0);
    for query in ["startAt=x", "maxResults=-1", "startAt=-1"] {
        fred.get(&format!("/rest/api/2/issuetype/page?{query}"))
            .await
            .expect(400);
    }
    for (path, total) in [
        ("priority/page?query=low", 2),
        ("priority/page", 5),
        ("resolution/page?query=dupl", 1),
        ("status/page?query=res", 2),
    ] {
        let path = format!("/rest/api/2/{path}");
        assert_eq!(fred.get(&path).await.expect(200)["total"], total, "{path}");
        app.anonymous().get(&path).await.expect(401);
    }
    app.done().await;
}

#[tokio::test]
async fn a_type_has_properties() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let list = "/rest/api/2/issuetype/10004/properties";
    let path = format!("{list}/a%20b");
    admin.put(&path, json!({ "x": 1 })).await.expect(201);
    admin.put(&path, json!({ "x": 2 })).await.expect(200);
    let one = fred.get(&path).await.expect(200);
    assert_eq!(one, json!({ "key": "a b", "value": { "x": 2 } }));
    let self_url = "http://jira.test/rest/api/2/issuetype/10004/properties/a%20b";
    assert_eq!(
        fred.get(list).await.expect(200),
        json!({ "keys": [{ "self": self_url, "key": "a b" }] })
    );
    fred.put(&path, json!(1)).await.expect(403);
    fred.delete(&path).await.expect(403);
    app.anonymous().get(&path).await.expect(401);
    admin
        .get("/rest/api/2/issuetype/77/properties")
        .await
        .expect(404);
    admin.delete(&path).await.expect(204);
    admin.delete(&path).await.expect(404);
    app.done().await;
}
