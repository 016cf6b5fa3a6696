use testkit::TestApp;

use super::MOVED;

#[tokio::test]
async fn bookmarks_lead_to_pages_and_carry_what_matters() {
    let app = TestApp::new().await;
    let elsewhere = TestApp::at("http://jira.test/jira").await;
    let admin = app.admin_browser().await;
    let nobody = elsewhere.browser();
    for bookmark in MOVED {
        let query = "name=admin&id=10002&os_destination=http%3A%2F%2Fevil.test";
        let path = format!("{}?{query}", bookmark.from);
        let reply = nobody.get(&format!("/jira{path}")).await;
        assert_eq!(reply.status, 303, "{path}");
        let to = nobody.location(&reply);
        assert!(
            to.starts_with(&format!("/jira{}", bookmark.to)),
            "{path}: {to}"
        );
        assert!(!to.contains("evil"), "{path}: {to}");
        assert_eq!(to.contains('?'), !bookmark.keeps.is_empty(), "{path}: {to}");
        let told = admin.follow(&path).await.status;
        // No group is called so.
        let expected = if bookmark.to.contains("ViewGroup") {
            404
        } else {
            200
        };
        assert_eq!(told, expected, "{path}");
    }
    let to = nobody
        .get("/jira/secure/admin/user/ViewGroup!default.jspa?name=a%26b%20%3Fc")
        .await;
    assert_eq!(
        nobody.location(&to),
        "/jira/secure/admin/user/ViewGroup.jspa?name=a%26b%20%3Fc"
    );
    elsewhere.done().await;
    app.done().await;
}

#[tokio::test]
async fn what_is_not_here_is_said_to_who_may_ask() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("fred").await;
    let admin = app.admin_browser().await;
    let (nobody, fred) = (app.browser(), app.browser_of("fred").await);
    let project = "/plugins/servlet/project-config/OPS/notifications";
    for (path, text) in [
        (
            "/secure/admin/user/EditNestedGroups!default.jspa",
            "not other groups",
        ),
        (
            "/secure/admin/ViewNotificationSchemes.jspa",
            "Notification Scheme tells the assignee",
        ),
        (project, "Notification Scheme tells the assignee"),
    ] {
        let page = admin.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains(text) && page.text.matches("<h1").count() == 1);
        assert_eq!(fred.get(path).await.status, 403, "{path}");
        assert!(
            nobody
                .location(&nobody.get(path).await)
                .starts_with("/login.jsp"),
            "{path}"
        );
    }
    admin
        .get("/plugins/servlet/project-config/NONE/notifications")
        .await
        .expect(404);
    let page = nobody.get("/secure/Signup!default.jspa").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("Ask an administrator") && page.text.contains("href=\"/login.jsp\"")
    );
    assert!(!page.text.contains("InviteUser"));
    let page = admin.get("/secure/Signup!default.jspa").await;
    assert!(page.text.contains("InviteUser!default.jspa"));
    app.done().await;
}
