use serde_json::json;
use testkit::{PASSWORD, TestApp};

const ADD: &str = "/secure/admin/user/GroupBrowser!add.jspa";
const BULK: &str = "/secure/admin/user/BulkEditUserGroups.jspa";

async fn group(app: &TestApp, name: &str) {
    let body = json!({ "name": name });
    app.admin()
        .post("/rest/api/2/group", body)
        .await
        .expect(201);
}

#[tokio::test]
async fn groups_are_added_and_found() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let before = app.fingerprint().await;
    for (name, text) in [
        ("", "You must specify a group name."),
        (
            "Jira-Administrators",
            "A group or user with this name already exists.",
        ),
        (" x", "A group name has at most 255 characters"),
    ] {
        let reply = admin.submit(ADD, &[("addName", name)]).await;
        assert_eq!(reply.status, 400);
        let (_, error) = reply.text.split_once("id=\"addName-error\">").unwrap();
        assert!(error.starts_with(text), "{error}");
        assert!(reply.text.contains(&format!("value=\"{name}\"")));
    }
    assert_eq!(admin.send(ADD, &[("addName", "x")]).await.status, 403);
    assert_eq!(app.fingerprint().await, before);
    for n in 0..60 {
        group(&app, &format!("g{n:02}")).await;
    }
    let reply = admin.submit(ADD, &[("addName", "zoo <&> ü")]).await;
    // The list opens where the new one is.
    assert_eq!(
        admin.location(&reply),
        "/secure/admin/user/GroupBrowser.jspa?start=50"
    );
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(
        page.text.contains(">zoo &#60;&#38;&#62; ü</a>"),
        "{}",
        page.text
    );
    assert!(
        page.text
            .contains("selectedGroupsStr=zoo%20%3C%26%3E%20%C3%BC")
    );
    assert!(page.text.contains("51–63 of 63"));
    let page = admin
        .get("/secure/admin/user/GroupBrowser.jspa?nameFilter=ADMIN")
        .await;
    assert!(page.text.contains("jira-administrators") && !page.text.contains(">g00<"));
    let page = admin
        .get("/secure/admin/user/GroupBrowser.jspa?nameFilter=nope")
        .await;
    assert!(
        page.text.contains("No group&#39;s name contains")
            || page.text.contains("No group's name contains")
    );
    app.done().await;
}

#[tokio::test]
async fn members_of_several_groups_change_together() {
    let app = TestApp::new().await;
    for name in ["fred", "jane", "sam"] {
        app.member(name).await;
    }
    group(&app, "devs").await;
    group(&app, "ops").await;
    let admin = app.admin_browser().await;
    let add = async |users: &str| {
        let values = [
            ("selectedGroupsStr", "devs"),
            ("selectedGroupsStr", "OPS"),
            ("usersToAssignStr", users),
            ("assign", "true"),
        ];
        admin.submit(BULK, &values).await
    };
    let members = async |group: &str| {
        let path = format!("/rest/api/2/group/member?groupname={group}");
        let page = app.admin().get(&path).await.expect(200);
        let values = page["values"].as_array().unwrap();
        let names = values
            .iter()
            .map(|user| user["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let reply = add("fred, JANE").await;
    assert_eq!(
        admin.location(&reply),
        "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=devs&selectedGroupsStr=ops"
    );
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(
        page.text.contains("2 users were added to devs, ops."),
        "{}",
        page.text
    );
    assert!(page.text.contains("Selected 2 of 4 groups"));
    assert!(page.text.contains("Fred Test (fred)"));
    assert_eq!(members("devs").await, ["fred", "jane"]);
    assert_eq!(members("ops").await, ["fred", "jane"]);

    // All or nothing, and what is wrong says of whom.
    let before = app.fingerprint().await;
    let reply = add("sam nope\nnobody").await;
    assert_eq!(reply.status, 400);
    assert!(
        reply.text.contains("id=\"usersToAssignStr-error\">The users named &#39;nope&#39;, &#39;nobody&#39; do not exist</p>"),
        "{}",
        reply.text
    );
    assert!(reply.text.contains("value=\"sam nope\nnobody\""));
    assert!(reply.text.contains("Selected 2 of 4 groups"));
    let reply = add("sam, fred").await;
    assert!(
        reply
            .text
            .contains("&#39;fred&#39; is already a member of &#39;devs, ops&#39;")
    );
    let reply = add(" , ").await;
    assert!(
        reply
            .text
            .contains("You must specify at least one username.")
    );
    let nowhere = [("usersToAssignStr", "sam"), ("assign", "true")];
    let reply = admin.submit(BULK, &nowhere).await;
    assert!(reply.text.contains("You must choose at least one group."));
    let gone = [("selectedGroupsStr", "gone"), ("usersToAssignStr", "sam")];
    let reply = admin.submit(BULK, &gone).await;
    assert!(
        reply
            .text
            .contains("The group named &#39;gone&#39; does not exist.")
    );
    assert_eq!(admin.send(BULK, &nowhere).await.status, 403);
    assert_eq!(app.fingerprint().await, before);

    // Who is in one of them joins the other.
    app.admin()
        .post(
            "/rest/api/2/group/user?groupname=devs",
            json!({ "name": "sam" }),
        )
        .await
        .expect(201);
    assert_eq!(add("sam").await.status, 303);
    assert_eq!(members("ops").await, ["fred", "jane", "sam"]);

    let leave = [
        ("selectedGroupsStr", "devs"),
        ("selectedGroupsStr", "ops"),
        ("usersToUnassign", "fred"),
        ("usersToUnassign", "jane"),
        ("unassign", "true"),
    ];
    let reply = admin.submit(BULK, &leave).await;
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(
        page.text.contains("2 users were removed from devs, ops."),
        "{}",
        page.text
    );
    assert_eq!(members("ops").await, ["sam"]);
    let reply = admin.submit(BULK, &leave).await;
    assert_eq!(reply.status, 400);
    assert!(
        reply
            .text
            .contains("id=\"usersToUnassign-error\">Cannot remove user &#39;fred&#39;")
    );
    let last = [
        ("selectedGroupsStr", "jira-administrators"),
        ("usersToUnassign", "admin"),
        ("unassign", "true"),
    ];
    let reply = admin.submit(BULK, &last).await;
    assert_eq!(reply.status, 400);
    assert!(
        reply
            .text
            .contains("Nobody could administer Jira after this change.")
    );
    app.done().await;
}

#[tokio::test]
async fn names_with_commas_and_blanks() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    group(&app, "a, b").await;
    group(&app, "c").await;
    for name in ["ann lee", "bob"] {
        let user = json!({ "name": name, "emailAddress": "a@b", "displayName": "x" });
        app.admin().post("/rest/api/2/user", user).await.expect(201);
    }
    let page = admin
        .get("/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=a%2C+b&groupFilter=c")
        .await;
    assert!(
        page.text.contains("Selected 1 of 4 groups"),
        "{}",
        page.text
    );
    let values = [
        ("selectedGroupsStr", "a, b"),
        ("usersToAssignStr", "ann lee, bob"),
    ];
    let reply = admin.submit(BULK, &values).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let page = admin
        .get("/secure/admin/user/BulkEditUserGroups.jspa?selectedGroupsStr=c,jira-administrators")
        .await;
    assert!(
        page.text.contains("Selected 2 of 4 groups"),
        "{}",
        page.text
    );
    let page = admin
        .get("/secure/admin/user/BulkEditUserGroups.jspa?selectedGroupsStr=gone")
        .await;
    assert_eq!(page.status, 400);
    assert!(
        page.text.contains("Selected 0 of 4 groups"),
        "{}",
        page.text
    );
    app.done().await;
}

#[tokio::test]
async fn jira_administrators_do_not_make_system_administrators() {
    let app = TestApp::new().await;
    app.jira_admin("boss").await;
    let boss = app.browser_of("boss").await;
    boss.confirm(PASSWORD).await;
    let before = app.fingerprint().await;
    let values = [
        ("selectedGroupsStr", "jira-administrators"),
        ("usersToAssignStr", "boss"),
        ("assign", "true"),
    ];
    assert_eq!(boss.submit(BULK, &values).await.status, 403);
    let path = "/secure/admin/user/DeleteGroup.jspa";
    let reply = boss.submit(path, &[("name", "jira-administrators")]).await;
    assert_eq!(reply.status, 403);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn a_group_is_shown_and_deleted() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let page = admin
        .get("/secure/admin/user/ViewGroup.jspa?name=Jira-Administrators")
        .await;
    for part in [
        "Jira Software",
        "Jira System Administrators",
        "Group: jira-administrators",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    assert_eq!(
        admin
            .get("/secure/admin/user/ViewGroup.jspa?name=x")
            .await
            .status,
        404
    );
    assert_eq!(
        admin.get("/secure/admin/user/ViewGroup.jspa").await.status,
        400
    );
    group(&app, "devs").await;
    group(&app, "ops").await;
    app.project("OPS").await;
    app.issue("OPS", "s").await;
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    let sql = "insert into issue_comment (id, issue_id, body, group_id, created_at, updated_at)
               select 1, i.id, 'x', g.id, 0, 0 from issue i cross join user_group g where g.name = 'devs'";
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();

    let path = "/secure/admin/user/DeleteGroup.jspa";
    let page = admin.get(&format!("{path}?name=ops")).await;
    assert!(!page.text.contains("Swap group") && page.text.contains("nothing is granted to it"));
    let page = admin.get(&format!("{path}?name=devs")).await;
    assert!(page.text.contains(">Swap group</label>"), "{}", page.text);
    let before = app.fingerprint().await;
    for swap in ["", "devs", "nope"] {
        let values = [("name", "devs"), ("swapGroup", swap)];
        let reply = admin.submit(path, &values).await;
        assert_eq!(reply.status, 400);
        assert!(
            reply.text.contains("id=\"swapGroup-error\""),
            "{swap}: {}",
            reply.text
        );
        assert!(reply.text.contains(&format!("value=\"{swap}\"")));
    }
    let last = admin.submit(path, &[("name", "jira-administrators")]).await;
    assert_eq!(last.status, 400);
    assert_eq!(admin.send(path, &[("name", "ops")]).await.status, 403);
    assert_eq!(app.fingerprint().await, before);
    let reply = admin
        .submit(path, &[("name", "devs"), ("swapGroup", "ops")])
        .await;
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(
        page.text.contains("Group devs was deleted."),
        "{}",
        page.text
    );
    app.done().await;
}
