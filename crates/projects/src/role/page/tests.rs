//! Black-box tests of the pages of project roles.

use serde_json::json;
use testkit::TestApp;

const LIST: &str = "/secure/project/ViewProjectRoles.jspa";

#[tokio::test]
async fn roles_are_added_renamed_and_deleted_with_a_swap() {
    let app = TestApp::new().await;
    let b = app.admin_browser().await;
    assert!(b.get(LIST).await.text.contains("Administrators"));
    let add = "/secure/project/AddProjectRole.jspa";
    let values = [("name", "Developers"), ("description", "They develop.")];
    assert_eq!(b.location(&b.submit(add, &values).await), LIST);
    assert!(b.get(LIST).await.text.contains("They develop."));
    for name in ["", "administrators", &"x".repeat(256)] {
        let reply = b
            .submit(add, &[("name", name), ("description", "kept words")])
            .await;
        assert_eq!(reply.status, 400, "{name}");
        assert!(reply.text.contains("role=\"alert\"") && reply.text.contains("kept words"));
    }
    let edit = "/secure/project/EditProjectRole.jspa";
    let values = [("id", "10100"), ("name", "Devs"), ("description", "")];
    assert_eq!(b.submit(edit, &values).await.status, 303);
    let shown = b
        .get("/secure/project/EditProjectRole!default.jspa?id=10100")
        .await;
    assert!(shown.text.contains("value=\"Devs\""));
    let reply = b.submit(edit, &[("id", "10100"), ("name", "")]).await;
    assert!(reply.status == 400 && reply.text.contains("id=\"name-error\""));

    // The default scheme names the administrators: another role has to take their place.
    let delete = "/secure/project/DeleteProjectRole.jspa";
    let form = b
        .get("/secure/project/DeleteProjectRole!default.jspa?id=10002")
        .await;
    assert!(form.text.contains("Role that takes its place"));
    let reply = b.submit(delete, &[("id", "10002"), ("swap", "")]).await;
    assert!(reply.status == 400 && reply.text.contains("id=\"swap-error\""));
    let reply = b
        .submit(delete, &[("id", "10002"), ("swap", "10100")])
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    assert!(!b.get(LIST).await.text.contains("edit_10002"));
    app.done().await;
}

#[tokio::test]
async fn default_members_come_and_go() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let b = app.admin_browser().await;
    let path = "/secure/project/ViewDefaultProjectRoleActors.jspa";
    let own = format!("{path}?id=10002");
    assert!(b.get(&own).await.text.contains("jira-administrators"));
    let values = [
        ("id", "10002"),
        ("users", "Fred, "),
        ("groups", "jira-software-users"),
    ];
    let reply = b.submit(path, &values).await;
    assert_eq!((reply.status, b.location(&reply)), (303, own.clone()));
    let page = b.get(&own).await;
    assert!(page.text.contains("Fred Test (fred)") && page.text.contains("jira-software-users"));
    for (users, groups, text) in [
        ("", "", "users-error"),
        ("nobody, fred", "", "Not found: nobody"),
        ("", "none", "groups-error"),
        ("fred", "", "is already a member"),
    ] {
        let values = [("id", "10002"), ("users", users), ("groups", groups)];
        let reply = b.submit(path, &values).await;
        assert_eq!(reply.status, 400);
        assert!(reply.text.contains(text), "{}", reply.text);
        assert!(reply.text.contains(&format!("value=\"{users}\"")));
    }
    let actors = app
        .admin()
        .get("/rest/api/2/role/10002/actors")
        .await
        .expect(200);
    assert_eq!(actors["actors"].as_array().unwrap().len(), 3);
    let reply = b
        .submit(path, &[("id", "10002"), ("remove", "group-1")])
        .await;
    assert_eq!(reply.status, 303);
    let actors = app
        .admin()
        .get("/rest/api/2/role/10002/actors")
        .await
        .expect(200);
    assert_eq!(actors["actors"].as_array().unwrap().len(), 2);
    assert_ne!(actors["actors"][0]["name"], json!("jira-administrators"));
    app.done().await;
}

#[tokio::test]
async fn others_and_other_sites_are_refused() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let (b, fred) = (app.admin_browser().await, app.browser_of("fred").await);
    let before = app.fingerprint().await;
    for path in [
        "/secure/project/AddProjectRole.jspa",
        "/secure/project/EditProjectRole.jspa",
        "/secure/project/DeleteProjectRole.jspa",
        "/secure/project/ViewDefaultProjectRoleActors.jspa",
    ] {
        let values = [
            ("id", "10002"),
            ("name", "x"),
            ("users", "fred"),
            ("swap", ""),
        ];
        assert_eq!(b.send(path, &values).await.status, 403, "{path}");
        assert_eq!(fred.submit(path, &values).await.status, 403, "{path}");
    }
    assert_eq!(fred.get(LIST).await.status, 403);
    assert_eq!(
        b.get("/secure/project/ViewDefaultProjectRoleActors.jspa?id=7")
            .await
            .status,
        404
    );
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
