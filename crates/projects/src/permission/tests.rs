use serde_json::{Value, json};
use testkit::{Client, TestApp};

const OWN: &str = "/rest/api/2/mypermissions";

async fn has(client: &Client, query: &str, key: &str) -> bool {
    let own = client.get(&format!("{OWN}{query}")).await.expect(200);
    own["permissions"][key]["havePermission"].as_bool().unwrap()
}

#[tokio::test]
async fn all_permissions_are_listed_for_administrators() {
    let app = TestApp::new().await;
    let path = "/rest/api/2/permissions";
    let all = app.jira_admin("boss").await.get(path).await.expect(200);
    let browse = &all["permissions"]["BROWSE_PROJECTS"];
    assert_eq!(
        browse.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["key", "name", "type", "description"]
    );
    assert_eq!(browse["type"], "PROJECT");
    assert_eq!(all["permissions"]["ADMINISTER"]["type"], "GLOBAL");
    assert_eq!(all["permissions"]["BROWSE"], Value::Null);
    app.member("fred").await.get(path).await.expect(403);
    app.anonymous().get(path).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn one_s_own_permissions_have_old_keys_too() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let own = fred.get(&format!("{OWN}?projectKey=OPS")).await.expect(200);
    let own = own["permissions"].as_object().unwrap();
    assert!(own.len() > 50);
    let browse = own["BROWSE_PROJECTS"].as_object().unwrap();
    assert_eq!(
        browse.keys().collect::<Vec<_>>(),
        ["id", "key", "name", "type", "description", "havePermission"]
    );
    assert_eq!(
        (&browse["id"], &browse["havePermission"]),
        (&json!("10"), &json!(true))
    );
    let old = &own["BROWSE"];
    assert_eq!(
        (&old["id"], &old["deprecatedKey"]),
        (&json!("10"), &json!(true))
    );
    assert_eq!(own["MANAGE_SPRINTS_PERMISSION"]["id"], "-1");
    assert_eq!(own["ADMINISTER_PROJECTS"]["havePermission"], false);
    assert_eq!(own["ADMINISTER"]["havePermission"], false);
    assert_eq!(own["USER_PICKER"]["havePermission"], true);
    app.done().await;
}

#[tokio::test]
async fn without_a_context_a_permission_in_any_project_counts() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    assert!(!has(&fred, "", "BROWSE_PROJECTS").await);
    let id = app.project("OPS").await;
    assert!(has(&fred, "", "BROWSE_PROJECTS").await);
    assert!(has(&fred, &format!("?projectId={id}"), "CREATE_ISSUES").await);
    assert!(!has(&fred, "", "DELETE_ISSUES").await);
    assert!(has(&app.admin(), "", "SYSTEM_ADMIN").await);
    app.done().await;
}

#[tokio::test]
async fn an_issue_settles_what_depends_on_it() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let grant = json!({"holder": {"type": "reporter"}, "permission": "DELETE_ISSUES"});
    let path = "/rest/api/2/permissionscheme/0/permission";
    app.admin().post(path, grant).await.expect(201);
    assert!(has(&fred, "?projectKey=OPS", "DELETE_ISSUES").await);
    let key = app.issue("OPS", "By the administrator").await;
    assert!(!has(&fred, &format!("?issueKey={key}"), "DELETE_ISSUES").await);
    assert!(has(&fred, &format!("?issueKey={key}"), "ADD_COMMENTS").await);
    app.done().await;
}

#[tokio::test]
async fn what_one_may_not_see_has_no_permissions() {
    let app = TestApp::new().await;
    let id = app.project("OPS").await;
    let key = app.issue("OPS", "Secret").await;
    let fred = app.member("fred").await;
    // An empty scheme hides the project from everybody but administrators.
    let scheme = app
        .admin()
        .post("/rest/api/2/permissionscheme", json!({"name": "Empty"}))
        .await
        .expect(201);
    let path = "/rest/api/2/project/OPS/permissionscheme";
    app.admin()
        .put(path, json!({"id": scheme["id"]}))
        .await
        .expect(200);
    for (query, status) in [
        ("?projectKey=OPS".to_owned(), 404),
        (format!("?projectId={id}"), 404),
        (format!("?issueKey={key}"), 404),
        ("?projectKey=NONE".to_owned(), 404),
        ("?projectId=1".to_owned(), 404),
        ("?issueId=1".to_owned(), 404),
        ("?issueKey=OPS-99".to_owned(), 404),
        ("?projectId=abc".to_owned(), 400),
        ("?issueId=abc".to_owned(), 400),
    ] {
        let reply = fred.get(&format!("{OWN}{query}")).await;
        assert_eq!(reply.status, status, "{query}: {}", reply.text);
    }
    app.anonymous().get(OWN).await.expect(401);
    app.anonymous()
        .get(&format!("{OWN}?projectKey=OPS"))
        .await
        .expect(401);
    app.done().await;
}
