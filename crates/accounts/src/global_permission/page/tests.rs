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
    let asked = "globalPermType=ADMINISTER&groupName=jira-software-users";
    let link = format!(
        "href=\"{PATH}?action=confirm&amp;{}\"",
        asked.replace('&', "&amp;")
    );
    assert!(page.text.contains(&link), "{}", page.text);
    let page = admin.get(&format!("{PATH}?action=confirm&{asked}")).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("id=\"delete_submit\"") && page.text.contains("jira-software-users")
    );
    let reply = admin
        .submit(PATH, &values("del", "ADMINISTER", "jira-software-users"))
        .await;
    assert_eq!(reply.status, 303);
    admin
        .get(&format!("{PATH}?action=confirm&{asked}"))
        .await
        .expect(404);
    let page = admin
        .get(&format!("{PATH}?action=confirm&groupName=nope"))
        .await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("globalPermType-error") && page.text.contains("groupName-error"));
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
    assert!(
        reply.text.contains("Delete global permission"),
        "{}",
        reply.text
    );
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn before_a_grant_is_deleted_it_is_said_who_loses_by_it() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    app.jira_admin("boss").await;
    app.member("fred").await;
    let told = async |permission: &str, group: &str| {
        let path = format!("{PATH}?action=confirm&globalPermType={permission}&{group}");
        let page = admin.get(&path).await;
        assert_eq!(page.status, 200, "{}", page.text);
        page.text
    };
    // The first administrator is in jira-administrators, which has SYSTEM_ADMIN; so is the boss in a group of
    // his own.
    let text = told("ADMINISTER", "groupName=test-admins").await;
    assert!(text.contains("group=test-admins\">1</a>"), "{text}");
    assert!(
        text.contains("1 of them would lose the permission."),
        "{text}"
    );
    let grant = values("add", "ADMINISTER", "jira-software-users");
    assert_eq!(admin.submit(PATH, &grant).await.status, 303);
    let text = told("ADMINISTER", "groupName=test-admins").await;
    assert!(text.contains("in another way too."), "{text}");
    let text = told("ADMINISTER", "groupName=jira-software-users").await;
    // Fred only: the others administer by other groups.
    assert!(
        text.contains("1 of them would lose the permission."),
        "{text}"
    );
    let grant = values("add", "USER_PICKER", " anyone");
    assert_eq!(admin.submit(PATH, &grant).await.status, 303);
    let text = told("USER_PICKER", "anyone=true").await;
    assert!(
        text.contains("Anyone on the web") && text.contains("name=\"anyone\""),
        "{text}"
    );
    app.done().await;
}
