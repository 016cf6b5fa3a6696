use serde_json::{Value, json};
use testkit::TestApp;

const ROLE: &str = "/rest/api/2/role";

fn names(actors: &Value) -> Vec<String> {
    let actors = actors["actors"].as_array().unwrap();
    let names = actors.iter().map(|actor| actor["name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

#[tokio::test]
async fn the_role_of_administrators_is_there_from_the_start() {
    let app = TestApp::new().await;
    let roles = app.admin().get(ROLE).await.expect(200);
    assert_eq!(
        roles,
        json!([{
            "self": "http://jira.test/rest/api/2/role/10002",
            "name": "Administrators",
            "id": 10002,
            "description": "People who administer a project.",
            "actors": [{
                "id": 10000,
                "displayName": "jira-administrators",
                "type": "atlassian-group-role-actor",
                "name": "jira-administrators",
            }],
        }])
    );
    let one = app.admin().get("/rest/api/2/role/10002").await;
    let keys: Vec<_> = one.body.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["self", "name", "id", "description", "actors"]);
    assert_eq!(one.expect(200), roles[0]);
    app.done().await;
}

#[tokio::test]
async fn a_role_is_made_changed_and_deleted() {
    let app = TestApp::new().await;
    let admin = app.jira_admin("boss").await;
    let role = admin
        .post(
            ROLE,
            json!({"name": "Testers", "description": "They test.", "other": 1}),
        )
        .await
        .expect(200);
    assert_eq!(role["id"], 10100);
    assert_eq!(role["actors"], json!([]));
    let path = "/rest/api/2/role/10100";
    let renamed = admin
        .post(path, json!({"name": "Checkers"}))
        .await
        .expect(200);
    assert_eq!(renamed["description"], "They test.");
    let replaced = json!({"name": "Checkers", "description": ""});
    admin.put(path, replaced).await.expect(200);
    assert_eq!(admin.get(path).await.expect(200)["description"], "");
    admin.delete(path).await.expect(204);
    admin.get(path).await.expect(404);
    admin.delete(path).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn names_of_roles_have_rules() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let before = app.fingerprint().await;
    let long = "x".repeat(256);
    for name in ["", "  ", " a", "a ", "a\nb", &long] {
        let reply = admin.post(ROLE, json!({"name": name})).await;
        assert_eq!(
            (reply.status, reply.error("name").is_empty()),
            (400, false),
            "{name:?}"
        );
    }
    let taken = admin.post(ROLE, json!({"name": "ADMINISTRATORS"})).await;
    assert!(taken.messages().contains("exists"), "{}", taken.text);
    assert_eq!(taken.status, 409);
    admin.post(ROLE, json!({})).await.expect(400);
    admin.post(ROLE, json!({"name": 7})).await.expect(400);
    admin.post(ROLE, json!({"name": "a\0b"})).await.expect(400);
    let long = json!({"name": "a", "description": "x".repeat(32_768)});
    admin.post(ROLE, long).await.expect(400);
    let path = "/rest/api/2/role/10002";
    admin.post(path, json!({})).await.expect(400);
    admin.put(path, json!({"name": "A"})).await.expect(400);
    admin
        .put(path, json!({"description": "A"}))
        .await
        .expect(400);
    admin
        .put(
            "/rest/api/2/role/1",
            json!({"name": "A", "description": ""}),
        )
        .await
        .expect(404);
    admin.get("/rest/api/2/role/abc").await.expect(404);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn a_role_in_use_needs_a_swap() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let reply = admin.delete("/rest/api/2/role/10002").await;
    assert_eq!(reply.status, 409);
    assert!(reply.messages().contains("swap"), "{}", reply.text);
    for swap in ["10002", "1", "abc"] {
        let path = format!("/rest/api/2/role/10002?swap={swap}");
        admin.delete(&path).await.expect(400);
    }
    admin.post(ROLE, json!({"name": "Leads"})).await.expect(200);
    // One grant that would be there twice afterwards.
    let twin = json!({
        "holder": {"type": "projectRole", "parameter": 10100},
        "permission": "DELETE_ISSUES",
    });
    let grants = "/rest/api/2/permissionscheme/0/permission";
    admin.post(grants, twin).await.expect(201);
    admin
        .delete("/rest/api/2/role/10002?swap=10100")
        .await
        .expect(204);
    let grants = admin.get(grants).await.expect(200);
    let holders: Vec<_> = grants["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|grant| grant["holder"]["type"] == "projectRole")
        .map(|grant| (&grant["holder"]["parameter"], &grant["permission"]))
        .collect();
    assert_eq!(holders.len(), 10);
    assert!(
        holders.iter().all(|(role, _)| **role == "10100"),
        "{holders:?}"
    );
    app.done().await;
}

#[tokio::test]
async fn new_projects_start_with_the_default_members() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.member("fred").await;
    let path = "/rest/api/2/role/10002/actors";
    let actors = admin
        .post(path, json!({"user": ["FRED"]}))
        .await
        .expect(200);
    assert_eq!(names(&actors), ["fred", "jira-administrators"]);
    app.project("OPS").await;
    let role = admin
        .get("/rest/api/2/project/OPS/role/10002")
        .await
        .expect(200);
    assert_eq!(names(&role), ["fred", "jira-administrators"]);
    let left = admin.delete(&format!("{path}?user=fred")).await.expect(200);
    assert_eq!(names(&left), ["jira-administrators"]);
    // The project has its own members by now.
    let role = admin
        .get("/rest/api/2/project/OPS/role/10002")
        .await
        .expect(200);
    assert_eq!(names(&role), ["fred", "jira-administrators"]);
    app.done().await;
}

#[tokio::test]
async fn default_members_have_rules() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let path = "/rest/api/2/role/10002/actors";
    let before = app.fingerprint().await;
    for (body, said) in [
        (json!({}), "either"),
        (json!({"user": [], "group": []}), "either"),
        (
            json!({"user": ["admin"], "group": ["jira-administrators"]}),
            "either",
        ),
        (json!({"user": ["admin", "nobody"]}), "nobody"),
        (json!({"group": ["nobodies"]}), "nobodies"),
        (json!({"group": ["jira-administrators"]}), "already"),
    ] {
        let reply = admin.post(path, body).await;
        assert_eq!(reply.status, 400, "{}", reply.text);
        assert!(reply.messages().contains(said), "{}", reply.text);
    }
    admin.delete(path).await.expect(400);
    admin
        .delete(&format!("{path}?user=admin"))
        .await
        .expect(400);
    admin
        .delete(&format!("{path}?user=nobody"))
        .await
        .expect(400);
    admin.get("/rest/api/2/role/1/actors").await.expect(404);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn only_administrators_see_and_change_roles() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/role/10002";
    for (client, status) in [(&fred, 403), (&app.anonymous(), 401)] {
        client.get(ROLE).await.expect(status);
        client.post(ROLE, json!({"name": "A"})).await.expect(status);
        client.get(path).await.expect(status);
        client.post(path, json!({"name": "A"})).await.expect(status);
        client.put(path, json!({"name": "A"})).await.expect(status);
        client.delete(path).await.expect(status);
        let actors = format!("{path}/actors");
        client.get(&actors).await.expect(status);
        client
            .post(&actors, json!({"user": ["fred"]}))
            .await
            .expect(status);
        client
            .delete(&format!("{actors}?user=fred"))
            .await
            .expect(status);
    }
    app.done().await;
}
