use serde_json::{Value, json};
use testkit::TestApp;

const ROLES: &str = "/rest/api/2/project/OPS/role";
const ADMINS: &str = "/rest/api/2/project/OPS/role/10002";

fn names(role: &Value) -> Vec<String> {
    let actors = role["actors"].as_array().unwrap();
    let names = actors.iter().map(|actor| actor["name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

#[tokio::test]
async fn the_roles_of_a_project_are_links() {
    let app = TestApp::new().await;
    let id = app.project("OPS").await;
    let fred = app.member("fred").await;
    let links = fred.get(ROLES).await.expect(200);
    let url = format!("http://jira.test/rest/api/2/project/{id}/role/10002");
    assert_eq!(links, json!({"Administrators": url}));
    let by_id = format!("/rest/api/2/project/{id}/role");
    assert_eq!(fred.get(&by_id).await.expect(200), links);
    app.anonymous().get(ROLES).await.expect(401);
    fred.get("/rest/api/2/project/NONE/role").await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn members_come_and_go() {
    let app = TestApp::new().await;
    let id = app.project("OPS").await;
    app.member("fred").await;
    let admin = app.admin();
    let role = admin
        .post(ADMINS, json!({"user": ["fred"], "group": null}))
        .await
        .expect(200);
    let fred = &role["actors"][0];
    assert_eq!(
        role["self"],
        format!("http://jira.test/rest/api/2/project/{id}/role/10002")
    );
    assert_eq!(
        fred.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["id", "displayName", "type", "name", "avatarUrl"]
    );
    assert_eq!(fred["type"], "atlassian-user-role-actor");
    assert_eq!(fred["displayName"], "Fred Test");
    assert_eq!(names(&role), ["fred", "jira-administrators"]);
    admin
        .delete(&format!("{ADMINS}?user=fred"))
        .await
        .expect(204);
    admin
        .delete(&format!("{ADMINS}?group=jira-administrators"))
        .await
        .expect(204);
    assert_eq!(admin.get(ADMINS).await.expect(200)["actors"], json!([]));
    app.done().await;
}

#[tokio::test]
async fn setting_the_members_replaces_them() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("fred").await;
    let admin = app.admin();
    let body = json!({"id": 10002, "categorisedActors": {
        "atlassian-user-role-actor": ["fred", "fred"],
        "atlassian-group-role-actor": ["jira-administrators"],
    }});
    let kept = admin.get(ADMINS).await.expect(200)["actors"][0]["id"].clone();
    let role = admin.put(ADMINS, body).await.expect(200);
    assert_eq!(names(&role), ["fred", "jira-administrators"]);
    assert_eq!(role["actors"][1]["id"], kept);
    let body = json!({"categorisedActors": {"atlassian-user-role-actor": ["fred"], "atlassian-group-role-actor": null}});
    assert_eq!(names(&admin.put(ADMINS, body).await.expect(200)), ["fred"]);
    let body = json!({"categorisedActors": {}});
    assert_eq!(
        admin.put(ADMINS, body).await.expect(200)["actors"],
        json!([])
    );
    app.done().await;
}

#[tokio::test]
async fn refusals_leave_the_members_alone() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let before = app.fingerprint().await;
    for (body, status) in [
        (json!({}), 400),
        (
            json!({"user": ["admin"], "group": ["jira-administrators"]}),
            400,
        ),
        (json!({"user": "admin"}), 400),
        (json!({"user": ["admin", "nobody"]}), 410),
        (json!({"group": ["nobodies"]}), 410),
        (json!({"group": ["Jira-Administrators"]}), 400),
    ] {
        let reply = admin.post(ADMINS, body.clone()).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.text);
    }
    for (body, status) in [
        (json!({}), 400),
        (json!({"categorisedActors": {"other": ["admin"]}}), 400),
        (
            json!({"categorisedActors": {"atlassian-user-role-actor": ["nobody"]}}),
            404,
        ),
    ] {
        let reply = admin.put(ADMINS, body.clone()).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.text);
    }
    admin.delete(ADMINS).await.expect(400);
    admin
        .delete(&format!("{ADMINS}?user=nobody"))
        .await
        .expect(410);
    admin
        .delete(&format!("{ADMINS}?user=admin"))
        .await
        .expect(404);
    admin
        .delete(&format!("{ADMINS}?user=admin&group=jira-administrators"))
        .await
        .expect(400);
    for id in ["1", "abc"] {
        admin.get(&format!("{ROLES}/{id}")).await.expect(404);
        admin
            .post(&format!("{ROLES}/{id}"), json!({"user": ["admin"]}))
            .await
            .expect(404);
    }
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn who_is_in_a_role_is_for_administrators_of_the_project() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let members = json!({"categorisedActors": {}});
    for (client, status) in [(&fred, 404), (&app.anonymous(), 401)] {
        client.get(ADMINS).await.expect(status);
        client
            .post(ADMINS, json!({"user": ["fred"]}))
            .await
            .expect(status);
        client.put(ADMINS, members.clone()).await.expect(status);
        client
            .delete(&format!("{ADMINS}?user=admin"))
            .await
            .expect(status);
    }
    app.admin()
        .post(ADMINS, json!({"user": ["fred"]}))
        .await
        .expect(200);
    // From now on Fred administers the project, and may even leave.
    fred.get(ADMINS).await.expect(200);
    fred.delete(&format!("{ADMINS}?user=fred"))
        .await
        .expect(204);
    fred.get(ADMINS).await.expect(404);
    app.done().await;
}
