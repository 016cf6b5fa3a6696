use serde_json::{Value, json};
use testkit::{Client, PASSWORD, TestApp};

const USER: &str = "/rest/api/2/user";

fn jane() -> Value {
    json!({
        "name": "jane",
        "password": "secret",
        "emailAddress": "jane@example.com",
        "displayName": "Jane Doe",
        "notification": "true",
        "unknown": [1],
    })
}

fn with(member: &str, value: impl Into<Value>) -> Value {
    let mut user = jane();
    user[member] = value.into();
    user
}

async fn refused(client: &Client, body: Value) -> Value {
    let body = client.post(USER, body).await.expect(400);
    assert_eq!(body["errorMessages"], json!([]));
    body["errors"].clone()
}

#[tokio::test]
async fn an_administrator_makes_a_user() {
    let app = TestApp::new().await;
    let made = app.admin().post(USER, jane()).await;
    let mut expected = json!({
        "self": "http://jira.test/rest/api/2/user?username=jane",
        "key": "JIRAUSER10001",
        "name": "jane",
        "emailAddress": "jane@example.com",
        "avatarUrls": {
            "48x48": "http://jira.test/secure/useravatar?ownerId=JIRAUSER10001",
            "24x24": "http://jira.test/secure/useravatar?size=small&ownerId=JIRAUSER10001",
            "16x16": "http://jira.test/secure/useravatar?size=xsmall&ownerId=JIRAUSER10001",
            "32x32": "http://jira.test/secure/useravatar?size=medium&ownerId=JIRAUSER10001",
        },
        "displayName": "Jane Doe",
        "active": true,
        "deleted": false,
        "timeZone": "Etc/UTC",
        "locale": "en_US",
        "groups": { "size": 1, "items": [] },
        "applicationRoles": { "size": 1, "items": [] },
        "expand": "groups,applicationRoles",
    });
    assert_eq!(made.text, expected.to_string());
    assert_eq!(made.status, 201);
    let jane = app.client("jane", "secret");
    assert_eq!(
        jane.get("/rest/api/2/user?username=JANE").await.expect(200),
        expected
    );
    assert_eq!(
        jane.get("/rest/api/2/user?key=JIRAUSER10001")
            .await
            .expect(200),
        expected
    );
    expected["groups"]["items"] = json!([{
        "name": "jira-software-users",
        "self": "http://jira.test/rest/api/2/group?groupname=jira-software-users",
    }]);
    expected["applicationRoles"]["items"] =
        json!([{ "key": "jira-software", "name": "Jira Software" }]);
    let expanded = jane
        .get("/rest/api/2/user?username=jane&expand=groups,applicationRoles")
        .await;
    assert_eq!(expanded.text, expected.to_string());
    app.done().await;
}

#[tokio::test]
async fn application_keys_decide_who_may_sign_in() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let none = admin
        .post(USER, with("applicationKeys", json!([])))
        .await
        .expect(201);
    assert_eq!(none["groups"]["size"], 0);
    app.client("jane", "secret")
        .get("/rest/api/2/myself")
        .await
        .expect(401);
    let mut one = with("name", "june");
    one["applicationKeys"] = json!(["jira-software"]);
    admin.post(USER, one).await.expect(201);
    app.client("june", "secret")
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    let errors = refused(&admin, with("applicationKeys", json!(["jira-core"]))).await;
    assert_eq!(
        errors["applicationKeys"],
        "There is no application with the key 'jira-core'."
    );
    let mut none = with("name", "joan");
    none["password"] = Value::Null;
    admin.post(USER, none).await.expect(201);
    for password in ["", "secret", "null"] {
        app.client("joan", password)
            .get("/rest/api/2/myself")
            .await
            .expect(401);
    }
    app.done().await;
}

#[tokio::test]
async fn users_that_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin();
    assert_eq!(
        refused(&admin, json!({})).await,
        json!({
            "username": "You must specify a username.",
            "fullname": "You must specify a full name.",
            "email": "You must specify an email address.",
        })
    );
    let errors = refused(&admin, with("emailAddress", "jane")).await;
    assert_eq!(
        errors,
        json!({ "email": "You must specify a valid email address." })
    );
    for name in ["a<b", "a>b", "a&b", " a", "a ", "a\tb", &"a".repeat(256)] {
        let errors = refused(&admin, with("name", name)).await;
        assert!(
            errors["username"]
                .as_str()
                .unwrap()
                .starts_with("A username has"),
            "{name:?}"
        );
    }
    for name in ["a\nb", &"a".repeat(256)] {
        assert!(refused(&admin, with("displayName", name)).await["fullname"].is_string());
    }
    let errors = refused(&admin, with("password", "a".repeat(129))).await;
    assert_eq!(
        errors["password"],
        "A password must not be longer than 128 characters."
    );
    for body in [
        with("name", 1),
        with("name", "a\0b"),
        with("applicationKeys", "x"),
        json!("x"),
    ] {
        admin.post(USER, body).await.expect(400);
    }
    let errors = refused(&admin, with("name", "ADMIN")).await;
    assert_eq!(
        errors,
        json!({ "username": "A user with that username already exists." })
    );
    let found = admin
        .get("/rest/api/2/user/search?username=.")
        .await
        .expect(200);
    assert_eq!(found.as_array().unwrap().len(), 1);
    app.done().await;
}

#[tokio::test]
async fn users_that_are_not_there() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let check = async |path: &str, text: &str| {
        let body = admin.get(path).await.expect(404);
        assert_eq!(body, json!({ "errorMessages": [text], "errors": {} }));
    };
    check(
        "/rest/api/2/user?username=x'y",
        "The user named 'x'y' does not exist",
    )
    .await;
    check(
        "/rest/api/2/user?key=fred",
        "The user with the key 'fred' does not exist",
    )
    .await;
    admin.get(USER).await.expect(400);
    admin.get("/rest/api/2/user?username=").await.expect(400);
    admin
        .get("/rest/api/2/user?username=a%00b")
        .await
        .expect(400);
    admin
        .put("/rest/api/2/user?username=x", json!({}))
        .await
        .expect(404);
    admin
        .delete("/rest/api/2/user?username=x")
        .await
        .expect(404);
    admin
        .put(
            "/rest/api/2/user/password?username=x",
            json!({ "password": "p" }),
        )
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn others_may_read_and_no_more() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/user?username=admin";
    assert_eq!(
        fred.get(path).await.expect(200)["emailAddress"],
        "admin@example.com"
    );
    app.anonymous().get(path).await.expect(401);
    for (client, status) in [(app.anonymous(), 401), (fred, 403)] {
        client.post(USER, jane()).await.expect(status);
        client
            .put(path, json!({ "displayName": "x" }))
            .await
            .expect(status);
        client.delete(path).await.expect(status);
        client
            .put(
                "/rest/api/2/user/password?username=admin",
                json!({ "password": "p" }),
            )
            .await
            .expect(status);
        let path = "/rest/api/2/user/application?username=admin&applicationKey=jira-software";
        client.post(path, json!({})).await.expect(status);
        client.delete(path).await.expect(status);
    }
    app.done().await;
}

#[tokio::test]
async fn a_user_is_changed_and_renamed() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    fred.get("/rest/api/2/myself").await.expect(200);
    let path = "/rest/api/2/user?username=fred";
    let changed = admin
        .put(path, json!({ "displayName": "Frederick" }))
        .await
        .expect(200);
    assert_eq!(changed["displayName"], "Frederick");
    assert_eq!(changed["emailAddress"], "fred@example.com");
    let edit = json!({ "name": "freddy", "emailAddress": "f@x", "password": "ignored" });
    let changed = admin.put(path, edit).await.expect(200);
    assert_eq!(
        (&changed["name"], &changed["key"]),
        (&json!("freddy"), &json!("JIRAUSER10001"))
    );
    fred.get("/rest/api/2/myself").await.expect(401);
    app.client("freddy", PASSWORD)
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    admin.get(path).await.expect(404);
    let path = "/rest/api/2/user?key=JIRAUSER10001";
    for edit in [
        json!({ "name": "Admin" }),
        json!({ "name": "" }),
        json!({ "emailAddress": "x" }),
        json!({ "active": "x" }),
    ] {
        admin.put(path, edit).await.expect(400);
    }
    assert_eq!(
        admin.put(path, json!({})).await.expect(200)["name"],
        "freddy"
    );
    assert_eq!(
        admin
            .put(path, json!({ "name": "Freddy" }))
            .await
            .expect(200)["name"],
        "Freddy"
    );
    app.done().await;
}

#[tokio::test]
async fn a_deactivated_user_is_out_at_once() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    fred.get("/rest/api/2/myself").await.expect(200);
    let path = "/rest/api/2/user?username=fred";
    assert_eq!(
        admin
            .put(path, json!({ "active": false }))
            .await
            .expect(200)["active"],
        false
    );
    fred.get("/rest/api/2/myself").await.expect(401);
    assert_eq!(
        admin.put(path, json!({ "active": true })).await.expect(200)["active"],
        true
    );
    fred.get("/rest/api/2/myself").await.expect(200);
    let path = "/rest/api/2/user?username=admin";
    let refused = admin
        .put(path, json!({ "active": false }))
        .await
        .expect(400);
    assert_eq!(
        refused["errorMessages"][0],
        "You cannot deactivate your own account."
    );
    app.done().await;
}

#[tokio::test]
async fn a_project_lead_stays_active() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.member("fred").await;
    let project =
        json!({ "key": "OPS", "name": "Operations", "projectTypeKey": "software", "lead": "fred" });
    admin.post("/rest/api/2/project", project).await.expect(201);
    let path = "/rest/api/2/user?username=fred";
    let refused = admin
        .put(path, json!({ "active": false }))
        .await
        .expect(400);
    let text = "Cannot deactivate user 'fred': they lead the projects OPS. Name other leads first.";
    assert_eq!(refused["errorMessages"][0], text);
    let refused = admin.delete(path).await.expect(400);
    let text = "Cannot delete user 'fred': other things refer to them (projects led: 1). Deactivate them instead.";
    assert_eq!(refused["errorMessages"][0], text);
    app.done().await;
}

#[tokio::test]
async fn a_user_to_whom_nothing_refers_is_deleted() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    fred.post("/rest/pat/latest/tokens", json!({ "name": "t" }))
        .await
        .expect(201);
    let path = "/rest/api/2/user?username=fred";
    let gone = admin.delete(path).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    admin.get(path).await.expect(404);
    fred.get("/rest/api/2/myself").await.expect(401);
    let refused = admin
        .delete("/rest/api/2/user?username=admin")
        .await
        .expect(400);
    assert_eq!(
        refused["errorMessages"][0],
        "You cannot delete your own account."
    );
    app.done().await;
}

#[tokio::test]
async fn a_reporter_is_not_deleted() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    app.project("OPS").await;
    let issue = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Task" }, "summary": "s",
    }});
    fred.post("/rest/api/2/issue", issue).await.expect(201);
    let refused = admin
        .delete("/rest/api/2/user?username=fred")
        .await
        .expect(400);
    let text = refused["errorMessages"][0].as_str().unwrap();
    assert!(text.contains("(issues reported: 1)"), "{text}");
    app.done().await;
}

#[tokio::test]
async fn a_password_is_set() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    fred.get("/rest/api/2/myself").await.expect(200);
    let path = "/rest/api/2/user/password?username=fred";
    let set = admin
        .put(path, json!({ "password": "new: pässword" }))
        .await;
    assert_eq!((set.status, set.text.as_str()), (204, ""));
    fred.get("/rest/api/2/myself").await.expect(401);
    app.client("fred", "new: pässword")
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    for body in [
        json!({}),
        json!({ "password": "" }),
        json!({ "password": "a".repeat(129) }),
    ] {
        let refused = admin.put(path, body).await.expect(400);
        assert!(refused["errors"]["password"].is_string());
    }
    app.done().await;
}

#[tokio::test]
async fn a_jira_administrator_does_not_touch_a_system_administrator() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let path = "/rest/api/2/user?username=admin";
    boss.put(path, json!({ "displayName": "x" }))
        .await
        .expect(403);
    boss.put(path, json!({ "active": false })).await.expect(403);
    boss.delete(path).await.expect(403);
    boss.put(
        "/rest/api/2/user/password?username=admin",
        json!({ "password": "p" }),
    )
    .await
    .expect(403);
    let application = "/rest/api/2/user/application?username=admin&applicationKey=jira-software";
    boss.delete(application).await.expect(403);
    boss.post(USER, jane()).await.expect(201);
    boss.put("/rest/api/2/user?username=jane", json!({ "active": false }))
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn an_application_is_given_and_taken() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.stranger("fred").await;
    let path = "/rest/api/2/user/application?username=fred&applicationKey=jira-software";
    admin.post(path, json!({})).await.expect(200);
    admin.post(path, json!({})).await.expect(200);
    fred.get("/rest/api/2/myself").await.expect(200);
    admin.delete(path).await.expect(204);
    fred.get("/rest/api/2/myself").await.expect(401);
    for query in [
        "username=x&applicationKey=jira-software",
        "username=fred&applicationKey=x",
        "username=fred",
        "",
    ] {
        let path = format!("/rest/api/2/user/application?{query}");
        admin.post(&path, json!({})).await.expect(400);
        admin.delete(&path).await.expect(400);
    }
    let path = "/rest/api/2/user/application?username=admin&applicationKey=jira-software";
    admin.delete(path).await.expect(400);
    admin.get("/rest/api/2/myself").await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn changes_are_in_the_audit_log_and_passwords_are_not() {
    let app = TestApp::new().await;
    app.admin().post(USER, jane()).await.expect(201);
    let path = "/rest/api/2/user/password?username=jane";
    app.admin()
        .put(path, json!({ "password": "hunter2" }))
        .await
        .expect(204);
    let mut tx = app.app().db.read().await.unwrap();
    let sql =
        "select summary, actor_name, object_name, changes from audit order by id desc limit 4";
    let rows: Vec<[String; 4]> = tx
        .rows(sql, &[], |row| {
            Ok([row.take()?, row.take()?, row.take()?, row.take()?])
        })
        .await
        .unwrap();
    assert_eq!(rows[0], ["User's password changed", "admin", "jane", "[]"]);
    assert_eq!(rows[1][0], "Invitation sent");
    assert_eq!(rows[2][0], "User added to group");
    assert_eq!(rows[3][..3], ["User created", "admin", "jane"]);
    assert_eq!(
        rows[3][3],
        r#"[{"fieldName":"Username","changedFrom":null,"changedTo":"jane"},{"fieldName":"Full name","changedFrom":null,"changedTo":"Jane Doe"},{"fieldName":"Email","changedFrom":null,"changedTo":"jane@example.com"}]"#
    );
    drop(tx);
    app.done().await;
}

#[tokio::test]
async fn an_edit_leaves_alone_what_was_changed_since_the_user_was_read() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let cx = app.cx_of(testkit::ADMIN).await;
    let mut tx = cx.read().await.unwrap();
    let fred = base::refs::user_by_name(&mut tx, "fred").await.unwrap();
    let fred = base::guard::account(&cx, &mut tx, fred.unwrap())
        .await
        .unwrap();
    drop(tx);
    let path = "/rest/api/2/user?username=fred";
    let admin = app.admin();
    admin
        .put(path, json!({ "active": false }))
        .await
        .expect(200);

    let edit = super::Edit {
        display_name: Some("Frederick"),
        ..super::Edit::default()
    };
    let mut tx = cx.write().await.unwrap();
    super::ops::update(&cx, &mut tx, &fred, edit).await.unwrap();
    tx.commit().await.unwrap();
    let user = admin.get(path).await.expect(200);
    assert_eq!(
        (&user["displayName"], &user["active"]),
        (&json!("Frederick"), &json!(false))
    );

    admin.delete(path).await.expect(204);
    let mut tx = cx.write().await.unwrap();
    let gone = super::ops::update(&cx, &mut tx, &fred, edit).await;
    assert!(matches!(gone, Err(base::Error::Retry)), "{gone:?}");
    drop(tx);
    app.done().await;
}
