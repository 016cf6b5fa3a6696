//! Black-box tests of the pages of projects: the list, the summary, and what a project shows of its schemes.

use serde_json::json;
use testkit::{Browser, TestApp};

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

/// Sends a form that is to be refused beside its field, and changes nothing.
async fn refused(app: &TestApp, b: &Browser, path: &str, values: &[(&str, &str)], text: &str) {
    let before = app.fingerprint().await;
    let reply = b.submit(path, values).await;
    assert_eq!(reply.status, 400, "{path} {values:?}: {}", reply.text);
    assert!(
        reply.text.contains(text),
        "{text:?} is not in {}",
        reply.text
    );
    assert_eq!(app.fingerprint().await, before, "{path} {values:?}");
}

#[tokio::test]
async fn a_project_is_created_on_its_page() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let b = app.admin_browser().await;
    let list = b.get("/secure/project/ViewProjects.jspa").await;
    assert!(
        list.text
            .contains("AddProject!default.jspa\">Create project</a>")
    );
    let form = b.get("/secure/admin/AddProject!default.jspa").await;
    assert!(form.text.contains("value=\"admin\""), "{}", form.text);
    assert!(
        form.text
            .contains("<option value=\"0\" selected>Default Permission Scheme")
    );

    let add = "/secure/admin/AddProject.jspa";
    let name = ("name", "Office of Public Safety");
    // A key is looked at before it is taken: OOPS, then, as that is free.
    let values = [
        name,
        ("key", ""),
        ("lead", "admin"),
        ("description", "kept"),
    ];
    refused(&app, &b, add, &values, "value=\"OOPS\"").await;
    refused(&app, &b, add, &values, "This key is suggested").await;
    refused(&app, &b, add, &values, ">\nkept</textarea>").await;
    refused(
        &app,
        &b,
        add,
        &[("name", "Ops"), ("lead", "admin")],
        "value=\"OPS2\"",
    )
    .await;
    for (values, text) in [
        (
            [name, ("key", "OPS"), ("lead", "admin")],
            "Project &#39;Project OPS&#39; uses this project key.",
        ),
        (
            [name, ("key", "1A"), ("lead", "admin")],
            "Project keys must start",
        ),
        (
            [name, ("key", "ABCDEFGHIJK"), ("lead", "admin")],
            "must not exceed 10",
        ),
        (
            [name, ("key", "OOPS"), ("lead", "nobody")],
            "no active user &#39;nobody&#39;",
        ),
        ([name, ("key", "OOPS"), ("lead", "")], "id=\"lead-error\""),
        (
            [("name", "project ops"), ("key", "OOPS"), ("lead", "admin")],
            "that name already exists",
        ),
        (
            [("name", ""), ("key", ""), ("lead", "admin")],
            "id=\"name-error\"",
        ),
        (
            [("name", "日本"), ("key", ""), ("lead", "admin")],
            "id=\"key-error\"",
        ),
    ] {
        refused(&app, &b, add, &values, text).await;
    }
    let scheme = [
        name,
        ("key", "OOPS"),
        ("lead", "admin"),
        ("permissionScheme", "77"),
    ];
    refused(&app, &b, add, &scheme, "There is no scheme with id").await;
    let kind = [
        name,
        ("key", "OOPS"),
        ("lead", "admin"),
        ("projectType", "x"),
    ];
    refused(&app, &b, add, &kind, "There is no project type").await;

    let made = json!({ "name": "Own" });
    app.admin()
        .post("/rest/api/2/permissionscheme", made)
        .await
        .expect(201);
    let values = [
        name,
        ("key", " oops "),
        ("lead", "admin"),
        ("projectType", "business"),
        ("permissionScheme", "10000"),
        ("description", "What it is for"),
    ];
    let reply = b.submit(add, &values).await;
    let own = "/plugins/servlet/project-config/OOPS/summary";
    assert_eq!((reply.status, b.location(&reply).as_str()), (303, own));
    let project = app
        .admin()
        .get("/rest/api/2/project/OOPS")
        .await
        .expect(200);
    assert_eq!(project["name"], "Office of Public Safety");
    assert_eq!(project["projectTypeKey"], "business");
    assert_eq!(project["lead"]["name"], "admin");
    let scheme = "/rest/api/2/project/OOPS/permissionscheme";
    assert_eq!(app.admin().get(scheme).await.expect(200)["id"], 10000);
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    assert_eq!(fred.get(add).await.status, 403);
    assert_eq!(fred.submit(add, &values).await.status, 403);
    app.done().await;
}

#[tokio::test]
async fn a_projects_details_are_changed_by_its_administrators() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("WEB").await;
    app.member("boss").await;
    app.member("fred").await;
    let role = "/rest/api/2/project/OPS/role/10002";
    app.admin()
        .post(role, json!({ "user": ["boss"] }))
        .await
        .expect(200);
    let (boss, fred) = (app.browser_of("boss").await, app.browser_of("fred").await);
    let edit = "/secure/project/EditProject.jspa";
    let form = boss
        .get("/secure/project/EditProject!default.jspa?pid=10000")
        .await;
    assert!(form.text.contains("value=\"Project OPS\""), "{}", form.text);
    assert!(
        !form.text.contains("projectType"),
        "for Jira administrators"
    );
    let values = |name, url, lead, assignee| {
        [
            ("pid", "10000"),
            ("name", name),
            ("url", url),
            ("description", "New words"),
            ("lead", lead),
            ("assigneeType", assignee),
        ]
    };
    let lead = "PROJECT_LEAD";
    for (values, text) in [
        (values("", "", "boss", lead), "id=\"name-error\""),
        (
            values("Project WEB", "", "boss", lead),
            "that name already exists",
        ),
        (values("A", "ftp://x", "boss", lead), "id=\"url-error\""),
        (
            values("A", "javascript:alert(1)", "boss", lead),
            "id=\"url-error\"",
        ),
        (values("A", "", "nobody", lead), "id=\"lead-error\""),
        (values("A", "", "boss", "X"), "id=\"assigneeType-error\""),
    ] {
        refused(&app, &boss, edit, &values, text).await;
        refused(&app, &boss, edit, &values, ">\nNew words</textarea>").await;
    }
    let good = values("Operations", "https://example.com/", "boss", "UNASSIGNED");
    assert_eq!(fred.submit(edit, &good).await.status, 403);
    let reply = app.browser().submit(edit, &good).await;
    assert_eq!(reply.status, 303, "to sign in");
    let mut kind = good.to_vec();
    kind.push(("projectType", "business"));
    assert_eq!(boss.submit(edit, &kind).await.status, 403);
    let reply = boss.submit(edit, &good).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let project = app.admin().get("/rest/api/2/project/OPS").await.expect(200);
    let shown = |name: &str| project[name].as_str().unwrap().to_owned();
    assert_eq!(shown("name"), "Operations");
    assert_eq!(shown("url"), "https://example.com/");
    assert_eq!(shown("description"), "New words");
    assert_eq!(shown("assigneeType"), "UNASSIGNED");
    assert_eq!(shown("projectTypeKey"), "software");
    assert_eq!(project["lead"]["name"], "boss");
    for pid in ["77", "x", ""] {
        let path = format!("{edit}?pid={pid}");
        assert_eq!(boss.get(&path).await.status, 404, "{path}");
    }
    app.done().await;
}

#[tokio::test]
async fn a_project_is_deleted_once_its_key_is_typed() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "the only one").await;
    let b = app.admin_browser().await;
    let path = "/secure/project/DeleteProject!default.jspa?pid=10000";
    assert!(b.get(path).await.text.contains("with its one issue"));
    let delete = "/secure/project/DeleteProject.jspa";
    for key in ["", "WEB"] {
        let values = [("pid", "10000"), ("key", key)];
        refused(&app, &b, delete, &values, "Type OPS").await;
    }
    let values = [("pid", "10000"), ("key", "ops")];
    let reply = b.submit(delete, &values).await;
    let list = "/secure/project/ViewProjects.jspa";
    assert_eq!((reply.status, b.location(&reply).as_str()), (303, list));
    app.admin().get("/rest/api/2/project/OPS").await.expect(404);
    assert_eq!(b.submit(delete, &values).await.status, 404);
    app.done().await;
}
