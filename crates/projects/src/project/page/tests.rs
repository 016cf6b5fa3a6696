//! Black-box tests of the pages of projects: the list, the summary, and what a project shows of its schemes.

use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn the_list_is_searched_by_name_key_and_scheme() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("WEB").await;
    let scheme = json!({ "name": "Of the web" });
    app.admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    let id = json!({ "id": 10000 });
    app.admin()
        .put("/rest/api/2/project/WEB/permissionscheme", id)
        .await
        .expect(200);
    let b = app.admin_browser().await;
    let shown = |query: &'static str| {
        let b = &b;
        async move {
            let path = format!("/secure/project/ViewProjects.jspa{query}");
            let text = b.get(&path).await.text;
            (text.contains("Project OPS"), text.contains("Project WEB"))
        }
    };
    assert_eq!(shown("").await, (true, true));
    assert_eq!(shown("?filter=ops").await, (true, false));
    assert_eq!(shown("?filter=project%20w").await, (false, true));
    assert_eq!(shown("?schemeId=10000").await, (false, true));
    assert_eq!(shown("?schemeId=0").await, (true, false));
    assert_eq!(shown("?filter=%25").await, (false, false));
    assert_eq!(shown("?start=50").await, (false, false));
    app.done().await;
}

#[tokio::test]
async fn a_projects_administrator_sees_its_pages_and_others_do_not() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("boss").await;
    app.member("fred").await;
    let role = "/rest/api/2/project/OPS/role/10002";
    app.admin()
        .post(role, json!({ "user": ["boss"] }))
        .await
        .expect(200);
    let (boss, fred) = (app.browser_of("boss").await, app.browser_of("fred").await);
    for (part, text) in [
        ("summary", "Ada Admin (admin)"),
        ("permissions", "Default Permission Scheme"),
        ("roles", "Boss Test (boss)"),
        ("issuesecurity", "has no issue security scheme"),
    ] {
        let path = format!("/plugins/servlet/project-config/OPS/{part}");
        let page = boss.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains(text), "{path}: {}", page.text);
        assert!(!page.text.contains("Use a different scheme"));
        assert_eq!(fred.get(&path).await.status, 403, "{path}");
        assert_eq!(app.browser().get(&path).await.status, 303, "{path}");
        let path = format!("/plugins/servlet/project-config/NONE/{part}");
        assert_eq!(boss.get(&path).await.status, 404, "{path}");
    }
    let admin = app.admin_browser().await;
    let page = admin
        .get("/plugins/servlet/project-config/OPS/permissions")
        .await;
    assert!(page.text.contains("Use a different scheme"));
    assert_eq!(
        fred.get("/secure/project/ViewProjects.jspa").await.status,
        403
    );
    app.done().await;
}
