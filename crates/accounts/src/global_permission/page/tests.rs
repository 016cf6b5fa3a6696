use testkit::{PASSWORD, TestApp};

const PATH: &str = "/secure/admin/GlobalPermissions.jspa";

fn values<'a>(action: &'a str, permission: &'a str, group: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("action", action),
        ("globalPermType", permission),
        ("groupName", group),
    ]
}

#[tokio::test]
async fn permissions_are_added_and_deleted() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let page = admin
        .get("/secure/admin/GlobalPermissions!default.jspa")
        .await;
    for part in [
        ">Permission</th>",
        ">Users/Groups</th>",
        ">Add permission</h2>",
        "Jira System Administrators",
        ">Add</button>",
        "<option value=\"jira-software-users\">",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    let before = app.fingerprint().await;
    for (values, field) in [
        (values("add", "", "jira-software-users"), "globalPermType"),
        (
            values("add", "nope", "jira-software-users"),
            "globalPermType",
        ),
        (values("add", "ADMINISTER", ""), "groupName"),
        (values("add", "ADMINISTER", "nope"), "groupName"),
    ] {
        let reply = admin.submit(PATH, &values).await;
        assert_eq!(reply.status, 400);
        assert!(
            reply.text.contains(&format!("id=\"{field}-error\"")),
            "{values:?}"
        );
    }
    for (action, permission, group) in [
        ("add", "USER_PICKER", "jira-software-users"),
        ("add", "ADMINISTER", " anyone"),
        ("del", "SYSTEM_ADMIN", "jira-administrators"),
    ] {
        let reply = admin.submit(PATH, &values(action, permission, group)).await;
        assert_eq!(reply.status, 400, "{action} {permission} {group}");
        assert!(reply.text.contains("role=\"alert\""));
    }
    let add = values("add", "ADMINISTER", "jira-software-users");
    assert_eq!(admin.send(PATH, &add).await.status, 403);
    assert_eq!(app.fingerprint().await, before);

    let reply = admin.submit(PATH, &add).await;
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(
        page.text
            .contains("jira-software-users has the permission Jira Administrators now."),
        "{}",
        page.text
    );
    assert!(
        page.text
            .contains("id=\"del_ADMINISTER_jira-software-users\"")
    );
    let reply = admin
        .submit(PATH, &values("del", "ADMINISTER", "jira-software-users"))
        .await;
    assert_eq!(reply.status, 303);
    let reply = admin
        .submit(PATH, &values("del", "ADMINISTER", "jira-software-users"))
        .await;
    assert_eq!(reply.status, 404);
    let reply = admin
        .submit(PATH, &values("add", "USER_PICKER", " anyone"))
        .await;
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(
        page.text
            .contains("Anyone on the web has the permission Browse Users now.")
    );
    let reply = admin
        .submit(
            PATH,
            &[
                ("action", "del"),
                ("globalPermType", "USER_PICKER"),
                ("anyone", "true"),
            ],
        )
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    app.done().await;
}

#[tokio::test]
async fn jira_administrators_do_not_touch_system_administrators() {
    let app = TestApp::new().await;
    app.jira_admin("boss").await;
    let boss = app.browser_of("boss").await;
    boss.confirm(PASSWORD).await;
    let page = boss.get(PATH).await;
    assert!(!page.text.contains("<option value=\"SYSTEM_ADMIN\">"));
    assert!(!page.text.contains("id=\"del_SYSTEM_ADMIN"));
    let before = app.fingerprint().await;
    for action in ["add", "del"] {
        let reply = boss
            .submit(PATH, &values(action, "SYSTEM_ADMIN", "test-admins"))
            .await;
        assert_eq!(reply.status, 403);
    }
    // Nor do they take their own right away.
    let reply = boss
        .submit(PATH, &values("del", "ADMINISTER", "test-admins"))
        .await;
    assert_eq!(reply.status, 400);
    assert!(
        reply
            .text
            .contains("You would no longer be an administrator after this change.")
    );
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
