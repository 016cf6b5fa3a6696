use serde_json::json;
use testkit::{Browser, PASSWORD, Reply, TestApp};

const ADD: &str = "/secure/admin/user/AddUser.jspa";
const BROWSER: &str = "/secure/admin/user/UserBrowser.jspa";

/// Asserts that the form came back with this text beside the field.
#[track_caller]
fn refused(reply: &Reply, field: &str, text: &str) {
    assert_eq!(reply.status, 400, "{}", reply.text);
    let beside = format!("id=\"{field}-error\">{}</p>", escaped(text));
    assert!(reply.text.contains(&beside), "{beside}\n{}", reply.text);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('\'', "&#39;")
}

/// Asserts that it was done; returns the page it leads to.
async fn done(browser: &Browser, reply: Reply, text: &str) -> Reply {
    assert_eq!(reply.status, 303, "{}", reply.text);
    let page = browser.get(&browser.location(&reply)).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let flash = format!("role=\"status\">{}</p>", escaped(text));
    assert!(page.text.contains(&flash), "{flash}\n{}", page.text);
    page
}

#[tokio::test]
async fn the_first_steps_of_the_gitlab_tutorial() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    // 1: User management, Create user.
    let page = admin.get(BROWSER).await;
    assert!(page.text.contains(">Create user</a>"), "{}", page.text);
    let page = admin.get("/secure/admin/user/AddUser!default.jspa").await;
    for label in ["Email address", "Full name", "Username", "Password"] {
        assert!(page.text.contains(&format!(">{label}</label>")), "{label}");
    }
    assert!(page.text.contains(">Create user</button>"));
    assert!(
        page.text.contains("value=\"jira-software\" checked"),
        "{}",
        page.text
    );
    let reply = admin
        .submit(
            ADD,
            &[
                ("email", "gitlab@example.com"),
                ("fullname", ""),
                ("username", "gitlab"),
                ("password", "a new password"),
                ("selectedApplications", "jira-software"),
            ],
        )
        .await;
    let page = done(&admin, reply, "User gitlab was created.").await;
    assert!(page.text.contains("jira-software-users"), "{}", page.text);
    // 2: Groups, Add group.
    let page = admin.get("/secure/admin/user/GroupBrowser.jspa").await;
    assert!(page.text.contains(">Add group</h2>") && page.text.contains(">Add group</button>"));
    let reply = admin
        .submit(
            "/secure/admin/user/GroupBrowser!add.jspa",
            &[("addName", "gitlab-developers")],
        )
        .await;
    let page = done(&admin, reply, "Group gitlab-developers was added.").await;
    // 3: Edit members, Add selected users.
    let edit =
        "/secure/admin/user/BulkEditUserGroups!default.jspa?selectedGroupsStr=gitlab-developers";
    assert!(page.text.contains(edit), "{}", page.text);
    let page = admin.get(edit).await;
    assert!(
        page.text.contains("Selected 1 of 3 groups"),
        "{}",
        page.text
    );
    assert!(
        page.text
            .contains(">Add members to selected group(s)</label>")
    );
    assert!(page.text.contains(">Add selected users</button>"));
    let reply = admin
        .submit(
            "/secure/admin/user/BulkEditUserGroups.jspa",
            &[
                ("selectedGroupsStr", "gitlab-developers"),
                ("usersToAssignStr", "gitlab"),
                ("assign", "true"),
            ],
        )
        .await;
    done(&admin, reply, "gitlab was added to gitlab-developers.").await;
    // What came out of it.
    let gitlab = app.client("gitlab", "a new password");
    let myself = gitlab
        .get("/rest/api/2/myself?expand=groups")
        .await
        .expect(200);
    assert_eq!(myself["displayName"], "gitlab");
    let groups = myself["groups"]["items"].as_array().unwrap();
    let names: Vec<_> = groups.iter().map(|group| &group["name"]).collect();
    assert_eq!(names, ["gitlab-developers", "jira-software-users"]);
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_new_user_stands_beside_the_fields() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let before = app.fingerprint().await;
    let reply = admin
        .submit(
            ADD,
            &[
                ("email", "<nobody>"),
                ("fullname", "Fred <F>"),
                ("username", "a&b"),
                ("password", &"x".repeat(129)),
            ],
        )
        .await;
    refused(&reply, "email", "You must specify a valid email address.");
    refused(
        &reply,
        "username",
        "A username has at most 255 characters, none of them <, > or & or a control character, and no blanks at its ends.",
    );
    refused(
        &reply,
        "password",
        "A password must not be longer than 128 characters.",
    );
    for kept in [
        "value=\"Fred &#60;F&#62;\"",
        "value=\"a&#38;b\"",
        "value=\"&#60;nobody&#62;\"",
    ] {
        assert!(reply.text.contains(kept), "{kept}");
    }
    // What was not ticked stays so, and a password is never sent back.
    assert!(
        reply.text.contains("value=\"jira-software\" id="),
        "{}",
        reply.text
    );
    assert!(!reply.text.contains("xxx"));
    let reply = admin.submit(ADD, &[]).await;
    refused(&reply, "email", "You must specify an email address.");
    refused(&reply, "username", "You must specify a username.");
    assert!(!reply.text.contains("fullname-error"));
    let taken = [("email", "a@b"), ("username", "ADMIN")];
    let reply = admin.submit(ADD, &taken).await;
    refused(
        &reply,
        "username",
        "A user with that username already exists.",
    );
    let unknown = [
        ("email", "a@b"),
        ("username", "x"),
        ("selectedApplications", "nope"),
    ];
    let reply = admin.submit(ADD, &unknown).await;
    refused(
        &reply,
        "selectedApplications",
        "There is no application with the key 'nope'.",
    );
    let forged = [("email", "a@b"), ("username", "x"), ("atl_token", "forged")];
    assert_eq!(admin.send(ADD, &forged).await.status, 403);
    assert_eq!(admin.send(ADD, &forged[..2]).await.status, 403);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn create_another_opens_the_form_again() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let reply = admin
        .submit(
            ADD,
            &[
                ("email", "a@b"),
                ("username", "ann"),
                ("createAnother", "true"),
            ],
        )
        .await;
    let page = done(&admin, reply, "User ann was created.").await;
    assert!(page.text.contains("id=\"user-create-submit\""));
    // No tick, no access: said on their page.
    let page = admin.get("/secure/admin/user/ViewUser.jspa?name=ann").await;
    assert!(
        page.text.contains("has access to no application"),
        "{}",
        page.text
    );
    app.done().await;
}

#[tokio::test]
async fn only_administrators_and_only_after_showing_the_password_again() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let paths = [
        BROWSER,
        "/secure/admin/user/AddUser!default.jspa",
        "/secure/admin/user/ViewUser.jspa?name=fred",
        "/secure/admin/user/EditUser!default.jspa?editName=fred",
        "/secure/admin/user/SetPassword!default.jspa?name=fred",
        "/secure/admin/user/EditUserGroups!default.jspa?name=fred",
        "/secure/admin/user/DeleteUser!default.jspa?name=fred",
        "/secure/admin/user/GroupBrowser.jspa",
        "/secure/admin/user/ViewGroup.jspa?name=jira-administrators",
        "/secure/admin/user/DeleteGroup!default.jspa?name=jira-software-users",
        "/secure/admin/user/BulkEditUserGroups!default.jspa",
        "/secure/admin/ApplicationAccess.jspa",
        "/secure/admin/GlobalPermissions!default.jspa",
    ];
    let fred = app.browser_of("fred").await;
    let nobody = app.browser();
    let admin = app.browser_of("admin").await;
    for path in paths {
        assert_eq!(fred.get(path).await.status, 403, "{path}");
        let reply = nobody.get(path).await;
        assert!(nobody.location(&reply).starts_with("/login.jsp"), "{path}");
        let reply = admin.get(path).await;
        let to = admin.location(&reply);
        assert!(
            to.starts_with("/secure/admin/WebSudoAuthenticate"),
            "{path} {to}"
        );
    }
    let before = app.fingerprint().await;
    let values = [("email", "a@b"), ("username", "x")];
    assert_eq!(fred.submit(ADD, &values).await.status, 403);
    assert_eq!(admin.submit(ADD, &values).await.status, 303);
    assert_eq!(app.fingerprint().await, before);
    admin.confirm(PASSWORD).await;
    for path in paths {
        let reply = admin.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        assert_eq!(reply.text.matches("<h1").count(), 1, "{path}");
        assert!(
            !reply.text.contains("style=") && !reply.text.contains("onclick"),
            "{path}"
        );
    }
    app.done().await;
}

#[tokio::test]
async fn the_browser_finds_users() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.member("jane").await;
    app.stranger("sam").await;
    let client = app.admin();
    let inactive = json!({ "active": false });
    client
        .put("/rest/api/2/user?username=jane", inactive)
        .await
        .expect(200);
    let admin = app.admin_browser().await;
    let check = async |query: &str, expected: &[&str]| {
        let page = admin.get(&format!("{BROWSER}?{query}")).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let found: Vec<&str> = ["admin", "fred", "jane", "sam"]
            .into_iter()
            .filter(|name| page.text.contains(&format!("<td>{name}</td>")))
            .collect();
        assert_eq!(found, expected, "{query}");
        page
    };
    let page = check("", &["admin", "fred", "jane", "sam"]).await;
    assert!(page.text.contains("Not recorded"), "{}", page.text);
    assert!(
        page.text.contains("<strong>Count:</strong> 1"),
        "{}",
        page.text
    );
    check("userSearchFilter=FRED", &["fred"]).await;
    check("userSearchFilter=jane%40example", &["jane"]).await;
    check("emailFilter=jane%40", &["jane"]).await;
    check("userSearchFilter=Sam+T", &["sam"]).await;
    check("userSearchFilter=%25", &[]).await;
    check("group=JIRA-administrators", &["admin"]).await;
    check(
        "group=jira-software-users&activeFilter=true",
        &["admin", "fred"],
    )
    .await;
    check("activeFilter=false", &["jane"]).await;
    check("applicationFilter=none", &["sam"]).await;
    check(
        "applicationFilter=jira-software&userSearchFilter=e",
        &["admin", "fred", "jane"],
    )
    .await;
    let page = check("group=nope", &[]).await;
    assert!(
        page.text
            .contains("The group named &#39;nope&#39; does not exist.")
    );
    check("max=All", &["admin", "fred", "jane", "sam"]).await;
    check("max=-5&start=x", &["admin", "fred", "jane", "sam"]).await;
    check("start=20", &[]).await;
    app.done().await;
}

#[tokio::test]
async fn a_long_list_has_pages() {
    let app = TestApp::new().await;
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    for n in 0..30 {
        let sql = format!(
            "insert into app_user (id, key, name, lower_name, email, lower_email, display_name,
                 lower_display_name, active, time_zone, locale, created_at, updated_at)
             values ({n}, 'k{n}', 'n{n:02}', 'n{n:02}', 'e', 'e', 'N {n:02}', 'n {n:02}', true, 'UTC', 'en', 0, 0)"
        );
        tx.execute(&sql, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    let admin = app.admin_browser().await;
    let page = admin.get(&format!("{BROWSER}?userSearchFilter=n")).await;
    assert!(page.text.contains("1–20 of 31"), "{}", page.text);
    assert!(page.text.contains("userSearchFilter=n&#38;") && page.text.contains("start=20"));
    let page = admin
        .get(&format!("{BROWSER}?userSearchFilter=n&start=20"))
        .await;
    assert!(page.text.contains("21–31 of 31") && page.text.contains("<td>n29</td>"));
    app.done().await;
}

#[tokio::test]
async fn editing_renames_and_deactivates() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.project("OPS").await;
    let admin = app.admin_browser().await;
    let path = "/secure/admin/user/EditUser.jspa";
    let page = admin.get(&format!("{path}?editName=fred")).await;
    assert!(page.text.contains("value=\"Fred Test\"") && page.text.contains("checked"));
    let mut values = vec![
        ("editName", "fred"),
        ("username", "freddy"),
        ("fullname", "Frederick"),
        ("email", "f@example.com"),
    ];
    let reply = admin.submit(path, &values).await;
    let page = done(&admin, reply, "User freddy was updated.").await;
    assert!(page.text.contains("Frederick") && page.text.contains("Inactive"));
    app.client("freddy", PASSWORD)
        .get("/rest/api/2/myself")
        .await
        .expect(401);
    values[0].1 = "freddy";
    values.push(("active", "true"));
    let reply = admin.submit(path, &values).await;
    done(&admin, reply, "User freddy was updated.").await;
    app.client("freddy", PASSWORD)
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    assert_eq!(
        admin.get(&format!("{path}?editName=fred")).await.status,
        404
    );

    let before = app.fingerprint().await;
    values[1].1 = "admin";
    values[2].1 = "";
    values[3].1 = "x";
    let reply = admin.submit(path, &values).await;
    refused(&reply, "fullname", "You must specify a full name.");
    refused(&reply, "email", "You must specify a valid email address.");
    values[2].1 = "F";
    values[3].1 = "f@x";
    let reply = admin.submit(path, &values).await;
    refused(
        &reply,
        "username",
        "A user with that username already exists.",
    );
    let own = [
        ("editName", "admin"),
        ("username", "admin"),
        ("fullname", "Ada"),
        ("email", "a@b"),
    ];
    let reply = admin.submit(path, &own).await;
    assert_eq!(reply.status, 400);
    assert!(
        reply
            .text
            .contains("You cannot deactivate your own account.")
    );
    assert_eq!(admin.send(path, &own).await.status, 403);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn a_password_is_set_twice_the_same() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let admin = app.admin_browser().await;
    let path = "/secure/admin/user/SetPassword.jspa";
    let set = async |password: &str, confirm: &str| {
        let values = [
            ("name", "fred"),
            ("password", password),
            ("confirm", confirm),
        ];
        admin.submit(path, &values).await
    };
    let before = app.fingerprint().await;
    refused(
        &set("", "").await,
        "password",
        "You must specify a password.",
    );
    let reply = set("one two three", "one two").await;
    refused(&reply, "confirm", "The two passwords are not the same.");
    assert!(!reply.text.contains("one two"));
    assert_eq!(app.fingerprint().await, before);
    let reply = set("one two three", "one two three").await;
    done(&admin, reply, "The password of fred was set.").await;
    app.client("fred", "one two three")
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    app.client("fred", PASSWORD)
        .get("/rest/api/2/myself")
        .await
        .expect(401);

    // A Jira administrator does not become a system administrator this way.
    app.jira_admin("boss").await;
    let boss = app.browser_of("boss").await;
    boss.confirm(PASSWORD).await;
    let values = [("name", "admin"), ("password", "x"), ("confirm", "x")];
    assert_eq!(boss.submit(path, &values).await.status, 403);
    app.done().await;
}

#[tokio::test]
async fn groups_are_joined_and_left() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let client = app.admin();
    for name in ["devs", "a, b", "ops"] {
        client
            .post("/rest/api/2/group", json!({ "name": name }))
            .await
            .expect(201);
    }
    let admin = app.admin_browser().await;
    let path = "/secure/admin/user/EditUserGroups.jspa";
    let join = async |groups: &str| {
        let values = [("name", "fred"), ("groupsToJoin", groups), ("join", "true")];
        admin.submit(path, &values).await
    };
    let reply = join("DEVS, ops").await;
    done(&admin, reply, "fred was added to devs, ops.").await;
    let reply = join("a, b").await;
    let page = done(&admin, reply, "fred was added to a, b.").await;
    assert!(page.text.contains("value=\"a, b\""));
    let before = app.fingerprint().await;
    refused(
        &join("").await,
        "groupsToJoin",
        "You must choose at least one group.",
    );
    let reply = join("nope").await;
    refused(
        &reply,
        "groupsToJoin",
        "The group named 'nope' does not exist.",
    );
    assert!(reply.text.contains("value=\"nope\""));
    let reply = join("devs").await;
    refused(
        &reply,
        "groupsToJoin",
        "Cannot add user. 'fred' is already a member of 'devs'",
    );
    let reply = admin
        .submit(path, &[("name", "fred"), ("leave", "true")])
        .await;
    refused(
        &reply,
        "groupsToLeave",
        "You must choose at least one group.",
    );
    let last = [
        ("name", "admin"),
        ("groupsToLeave", "jira-administrators"),
        ("leave", "true"),
    ];
    let reply = admin.submit(path, &last).await;
    assert_eq!(reply.status, 400);
    assert!(
        reply
            .text
            .contains("Nobody could administer Jira after this change.")
    );
    assert_eq!(app.fingerprint().await, before);
    let leave = [
        ("name", "fred"),
        ("groupsToLeave", "a, b"),
        ("groupsToLeave", "devs"),
        ("leave", "true"),
    ];
    let reply = admin.submit(path, &leave).await;
    let page = done(&admin, reply, "fred was removed from a, b, devs.").await;
    assert!(!page.text.contains("value=\"devs\"") && page.text.contains("value=\"ops\""));
    app.done().await;
}

#[tokio::test]
async fn deletion_says_what_stands_against_it() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.project("OPS").await;
    app.issue("OPS", "s").await;
    let admin = app.admin_browser().await;
    let path = "/secure/admin/user/DeleteUser.jspa";
    let page = admin.get(&format!("{path}?name=admin")).await;
    assert!(
        page.text.contains("This is your own account."),
        "{}",
        page.text
    );
    let assign = json!({ "fields": { "assignee": { "name": "fred" } } });
    app.admin()
        .put("/rest/api/2/issue/OPS-1", assign)
        .await
        .expect(204);
    let page = admin.get(&format!("{path}?name=fred")).await;
    assert!(page.text.contains("Issues assigned: 1"), "{}", page.text);
    assert!(!page.text.contains("delete_submit"));
    let before = app.fingerprint().await;
    let reply = admin.submit(path, &[("name", "fred")]).await;
    assert_eq!(reply.status, 400);
    assert!(reply.text.contains("issues assigned: 1"), "{}", reply.text);
    assert_eq!(admin.submit(path, &[("name", "admin")]).await.status, 400);
    assert_eq!(admin.submit(path, &[("name", "nope")]).await.status, 404);
    assert_eq!(admin.submit(path, &[]).await.status, 400);
    assert_eq!(app.fingerprint().await, before);
    app.member("jane").await;
    let page = admin.get(&format!("{path}?name=jane")).await;
    assert!(page.text.contains("delete_submit"), "{}", page.text);
    let reply = admin.submit(path, &[("name", "jane")]).await;
    done(&admin, reply, "User jane was deleted.").await;
    app.admin()
        .get("/rest/api/2/user?username=jane")
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn failed_logins_are_counted_anew() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    let sql = "insert into login (user_id, n_logins, n_failed, last_failed_at)
               select id, 0, 3, 5 from app_user where name = 'fred'";
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
    let admin = app.admin_browser().await;
    let page = admin.get(BROWSER).await;
    assert!(page.text.contains("Failed: 3"), "{}", page.text);
    let path = "/secure/admin/user/ResetFailedLoginCount.jspa";
    for away in ["//evil.example", "https://evil.example"] {
        let reply = admin
            .submit(path, &[("name", "fred"), ("returnUrl", away)])
            .await;
        let to = admin.location(&reply);
        assert_eq!(to, "/secure/admin/user/ViewUser.jspa?name=fred");
    }
    let back = "/secure/admin/user/UserBrowser.jspa?max=50";
    let reply = admin
        .submit(path, &[("name", "fred"), ("returnUrl", back)])
        .await;
    assert_eq!(admin.location(&reply), back);
    let page = done(&admin, reply, "The failed logins of fred are counted anew.").await;
    assert!(!page.text.contains("Failed: 3"));
    app.done().await;
}

#[tokio::test]
async fn instead_of_a_password_a_link_is_sent() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let admin = app.admin_browser().await;
    let page = admin
        .get("/secure/admin/user/SetPassword!default.jspa?name=fred")
        .await;
    // Without a mail server the link waits to be passed on.
    assert!(page.text.contains(">Make link</button>"), "{}", page.text);
    let path = "/secure/admin/user/SetPassword.jspa";
    let link = [("name", "fred"), ("sendLink", "true")];
    let reply = admin.submit(path, &link).await;
    let text = "A link with which fred can choose a password was made. No email is sent: open the message \
                and pass it on.";
    let queue = done(&admin, reply, text).await;
    assert!(queue.text.contains("fred@example.com"), "{}", queue.text);
    let stored: String = {
        let mut tx = app.app().db.read().await.unwrap();
        let sql = "select link from mail where recipient = 'fred@example.com'";
        tx.one(sql, &[], |row| row.take()).await.unwrap()
    };
    let path_of_link = stored.strip_prefix("http://jira.test").unwrap();
    assert_eq!(app.browser().get(path_of_link).await.status, 200);
    app.client("fred", PASSWORD)
        .get("/rest/api/2/myself")
        .await
        .expect(200);

    let before = app.fingerprint().await;
    assert_eq!(admin.send(path, &link).await.status, 403);
    let nobody = [("name", "nobody"), ("sendLink", "true")];
    assert_eq!(admin.submit(path, &nobody).await.status, 404);
    assert_eq!(
        app.browser_of("fred")
            .await
            .submit(path, &link)
            .await
            .status,
        403
    );
    assert_eq!(app.fingerprint().await, before);
    app.jira_admin("boss").await;
    let boss = app.browser_of("boss").await;
    boss.confirm(PASSWORD).await;
    let inactive = json!({ "active": false });
    app.admin()
        .put("/rest/api/2/user?username=fred", inactive)
        .await
        .expect(200);
    let before = app.fingerprint().await;
    // With a system administrator's link a Jira administrator would be one.
    let above = [("name", "admin"), ("sendLink", "true")];
    assert_eq!(boss.submit(path, &above).await.status, 403);
    let reply = admin.submit(path, &link).await;
    refused(
        &reply,
        "sendLink",
        "The account is not active, so a link to choose a password would not work. Activate it first.",
    );
    assert!(reply.text.contains("href=\"#sendLink\""));
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
