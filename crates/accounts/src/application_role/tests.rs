use serde_json::json;
use testkit::TestApp;

const ROLE: &str = "/rest/api/2/applicationrole/jira-software";

#[tokio::test]
async fn the_application_and_its_groups() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let role = app.admin().get(ROLE).await;
    let expected = json!({
        "key": "jira-software",
        "name": "Jira Software",
        "groups": ["jira-administrators", "jira-software-users"],
        "defaultGroups": ["jira-software-users"],
        "selectedByDefault": true,
        "defined": true,
        "numberOfSeats": -1,
        "remainingSeats": -1,
        "userCount": 2,
        "userCountDescription": "2 users",
        "hasUnlimitedSeats": true,
        "platform": false,
    });
    assert_eq!(role.text, expected.to_string());
    let all = app
        .admin()
        .get("/rest/api/2/applicationrole")
        .await
        .expect(200);
    assert_eq!(all, json!([expected]));
    app.admin()
        .get("/rest/api/2/applicationrole/jira-core")
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn groups_are_given_and_taken() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    admin
        .post("/rest/api/2/group", json!({ "name": "staff" }))
        .await
        .expect(201);
    fred.get("/rest/api/2/myself").await.expect(200);
    let edit = json!({ "groups": ["STAFF", "jira-administrators"], "defaultGroups": ["staff"], "selectedByDefault": false });
    let changed = admin.put(ROLE, edit).await.expect(200);
    assert_eq!(changed["groups"], json!(["jira-administrators", "staff"]));
    assert_eq!(changed["defaultGroups"], json!(["staff"]));
    assert_eq!(changed["selectedByDefault"], false);
    fred.get("/rest/api/2/myself").await.expect(401);
    assert_eq!(admin.put(ROLE, json!({})).await.expect(200), changed);
    let none = admin.put(ROLE, json!({ "groups": [] })).await.expect(200);
    assert_eq!(
        (&none["groups"], &none["defaultGroups"]),
        (&json!([]), &json!([]))
    );
    admin.get("/rest/api/2/myself").await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn changes_that_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let before = admin.get(ROLE).await.expect(200);
    for (edit, field) in [
        (json!({ "groups": ["nothing"] }), "groups"),
        (json!({ "defaultGroups": ["nothing"] }), "defaultGroups"),
        (
            json!({ "groups": ["jira-administrators"], "defaultGroups": ["jira-software-users"] }),
            "defaultGroups",
        ),
        (json!({ "groups": vec!["x"; 501] }), "groups"),
    ] {
        let refused = admin.put(ROLE, edit).await.expect(400);
        assert!(refused["errors"][field].is_string(), "{refused}");
    }
    admin.put(ROLE, json!({ "groups": "x" })).await.expect(400);
    admin
        .put("/rest/api/2/applicationrole/x", json!({}))
        .await
        .expect(404);
    assert_eq!(admin.get(ROLE).await.expect(200), before);
    let fred = app.member("fred").await;
    for (client, status) in [(app.anonymous(), 401), (fred, 403)] {
        client.get(ROLE).await.expect(status);
        client
            .get("/rest/api/2/applicationrole")
            .await
            .expect(status);
        client.put(ROLE, json!({})).await.expect(status);
    }
    app.done().await;
}

#[tokio::test]
async fn whom_others_create_becomes_no_system_administrator_by_a_jira_administrator() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let edit = json!({ "defaultGroups": ["jira-administrators"] });
    boss.put(ROLE, edit.clone()).await.expect(403);
    app.admin().put(ROLE, edit).await.expect(200);
    // What is there already stands in nobody's way.
    boss.put(ROLE, json!({ "selectedByDefault": true }))
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn several_are_changed_at_once_as_long_as_nobody_else_did() {
    const ALL: &str = "/rest/api/2/applicationrole";
    let app = TestApp::new().await;
    let admin = app.admin();
    let read = admin.get(ALL).await;
    let version = read.header("etag").to_owned();
    assert!(version.starts_with('"') && version.len() > 10);
    assert_eq!(admin.get(ROLE).await.header("etag"), version);
    let edit = json!([{ "key": "jira-software", "name": "Other", "selectedByDefault": false }]);
    let careful = admin.clone().with_header("if-match", &version);
    let reply = careful.put(ALL, edit.clone()).await;
    let now = reply.header("etag").to_owned();
    assert_ne!(now, version);
    let changed = reply.expect(200);
    assert_eq!(changed[0]["selectedByDefault"], false);
    assert_eq!(changed[0]["name"], "Jira Software");
    careful.put(ALL, edit.clone()).await.expect(412);
    careful.put(ROLE, json!({})).await.expect(412);
    let careful = admin.clone().with_header("if-match", &now);
    careful.put(ROLE, json!({})).await.expect(200);
    admin.put(ALL, json!([])).await.expect(200);
    for (body, status) in [
        (json!([{ "key": "jira-core" }]), 404),
        (json!([{ "groups": [] }]), 404),
        (
            json!([{ "key": "jira-software" }, { "key": "jira-software" }]),
            400,
        ),
        (
            json!([{ "key": "jira-software", "groups": ["nobody"] }]),
            400,
        ),
        (json!("text"), 400),
    ] {
        admin.put(ALL, body).await.expect(status);
    }
    app.anonymous().put(ALL, edit.clone()).await.expect(401);
    let fred = app.member("fred").await;
    fred.put(ALL, edit).await.expect(403);
    app.done().await;
}
