use serde_json::json;
use testkit::{PASSWORD, TestApp};

const USER: &str = "/rest/api/2/user";
const HOUR: i64 = 3600;

/// Returns the links that wait in the queue, the oldest first, without the server's address.
async fn links(app: &TestApp) -> Vec<String> {
    let mut tx = app.app().db.read().await.unwrap();
    let links: Vec<String> = tx
        .rows(
            "select link from mail where link is not null order by id",
            &[],
            |row| row.take(),
        )
        .await
        .unwrap();
    let base = app.app().settings.urls.base();
    links
        .into_iter()
        .map(|link| link.strip_prefix(base).unwrap().to_owned())
        .collect()
}

/// Invites a user by REST; returns the path of their link.
async fn invited(app: &TestApp, name: &str) -> String {
    let user = json!({
        "name": name,
        "emailAddress": format!("{name}@example.com"),
        "displayName": "Some One",
        "notification": "true",
    });
    app.admin().post(USER, user).await.expect(201);
    links(app).await.pop().unwrap()
}

fn token(link: &str) -> &str {
    link.split_once("token=").unwrap().1
}

async fn set(app: &TestApp, link: &str, name: &str, passwords: (&str, &str)) -> testkit::Reply {
    let browser = app.browser();
    let form = [
        ("os_username", name),
        ("token", token(link)),
        ("password", passwords.0),
        ("confirm", passwords.1),
    ];
    browser.submit("/secure/ResetPassword.jspa", &form).await
}

#[tokio::test]
async fn an_invitation_sets_the_password_once() {
    let app = TestApp::new().await;
    let link = invited(&app, "fred").await;
    assert!(link.starts_with("/secure/ResetPassword!default.jspa?os_username=fred&token="));
    // Programs that look into mail open links, too.
    for _ in 0..2 {
        let page = app.browser().get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("Choose your password"), "{}", page.text);
    }

    let refused = set(&app, &link, "fred", ("one", "another")).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("The two passwords are not the same."));
    let refused = set(&app, &link, "fred", ("", "")).await;
    assert_eq!(refused.status, 400);

    let done = set(&app, &link, "fred", ("new password", "new password")).await;
    assert_eq!(done.status, 303, "{}", done.text);
    assert!(done.header("location").ends_with("/login.jsp"));
    let fred = app.client("fred", "new password");
    fred.get("/rest/api/2/myself").await.expect(200);

    for reply in [
        app.browser().get(&link).await,
        set(&app, &link, "fred", ("another", "another")).await,
    ] {
        assert_eq!(reply.status, 410);
        assert!(
            reply.text.contains("has been used already"),
            "{}",
            reply.text
        );
    }
    fred.get("/rest/api/2/myself").await.expect(200);
    assert!(links(&app).await.is_empty(), "the link is not kept");
    app.done().await;
}

#[tokio::test]
async fn only_true_asks_for_a_notification() {
    let app = TestApp::new().await;
    for (at, (notification, n_mails)) in [
        (json!(null), 0),
        (json!("false"), 0),
        (json!(false), 0),
        (json!(7), 0),
        (json!(true), 1),
        (json!("TRUE"), 2),
    ]
    .into_iter()
    .enumerate()
    {
        let user = json!({
            "name": format!("u{at}"),
            "emailAddress": "u@example.com",
            "displayName": "U",
            "notification": notification,
        });
        app.admin().post(USER, user).await.expect(201);
        assert_eq!(links(&app).await.len(), n_mails, "{notification}");
    }
    app.done().await;
}

#[tokio::test]
async fn the_form_of_a_new_user_has_a_tick_for_it() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let form = |name: &'static str| [("username", name), ("email", "new@example.com")];
    let path = "/secure/admin/user/AddUser.jspa";
    assert_eq!(admin.submit(path, &form("one")).await.status, 303);
    assert!(links(&app).await.is_empty());
    let mut ticked = form("two").to_vec();
    ticked.push(("sendEmail", "true"));
    assert_eq!(admin.submit(path, &ticked).await.status, 303);
    assert!(links(&app).await[0].contains("os_username=two"));
    app.done().await;
}

#[tokio::test]
async fn a_link_is_good_for_a_day() {
    let app = TestApp::new().await;
    let link = invited(&app, "fred").await;
    app.advance(24 * HOUR - 1);
    assert_eq!(app.browser().get(&link).await.status, 200);
    app.advance(1);
    for reply in [
        app.browser().get(&link).await,
        set(&app, &link, "fred", ("new", "new")).await,
    ] {
        assert_eq!(reply.status, 410);
        assert!(reply.text.contains("too old"), "{}", reply.text);
    }
    assert_eq!(
        app.client("fred", "new")
            .get("/rest/api/2/myself")
            .await
            .status,
        401
    );

    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    super::sweep(&mut tx, cx.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(links(&app).await.is_empty(), "housekeeping forgets it");
    app.done().await;
}

#[tokio::test]
async fn a_link_is_bound_to_user_purpose_and_address() {
    let app = TestApp::new().await;
    app.member("jane").await;
    let link = invited(&app, "fred").await;
    let token = token(&link);
    for path in [
        format!("/secure/ResetPassword!default.jspa?os_username=jane&token={token}"),
        format!("/secure/ResetPassword!default.jspa?token={token}"),
        format!("/secure/ResetPassword!default.jspa?os_username=fred&token={token}x"),
        "/secure/ResetPassword!default.jspa".to_owned(),
        format!("/secure/VerifyEmail!default.jspa?os_username=fred&token={token}"),
    ] {
        let page = app.browser().get(&path).await;
        assert_eq!(page.status, 410, "{path}");
        assert!(page.text.contains("not valid"), "{}", page.text);
    }
    assert_eq!(set(&app, &link, "jane", ("new", "new")).await.status, 410);

    let path = format!("{USER}?username=fred");
    let edit = json!({ "emailAddress": "other@example.com" });
    app.admin().put(&path, edit).await.expect(200);
    assert_eq!(app.browser().get(&link).await.status, 410);
    let edit = json!({ "emailAddress": "FRED@example.com" });
    app.admin().put(&path, edit).await.expect(200);
    assert_eq!(app.browser().get(&link).await.status, 200);
    app.admin()
        .put(&path, json!({ "active": false }))
        .await
        .expect(200);
    assert_eq!(app.browser().get(&link).await.status, 410);
    app.done().await;
}

#[tokio::test]
async fn setting_the_password_ends_sessions_and_other_links() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    assert_eq!(fred.get("/secure/ViewProfile.jspa").await.status, 200);
    let cx = app.cx_of("admin").await;
    for _ in 0..2 {
        let mut tx = cx.write().await.unwrap();
        let user = base::refs::user_by_name(&mut tx, "fred")
            .await
            .unwrap()
            .unwrap();
        let user = base::guard::account(&cx, &mut tx, user).await.unwrap();
        super::send_password(&cx, &mut tx, &user).await.unwrap();
        tx.commit().await.unwrap();
    }
    let sent = links(&app).await;
    assert_eq!(
        set(&app, &sent[0], "fred", ("new", "new")).await.status,
        303
    );
    assert_eq!(fred.get("/secure/ViewProfile.jspa").await.status, 303);
    assert_eq!(
        set(&app, &sent[1], "fred", ("newer", "newer")).await.status,
        410
    );
    assert!(links(&app).await.is_empty());

    let link = invited(&app, "jane").await;
    let password = json!({ "password": "chosen by the administrator" });
    let path = format!("{USER}/password?username=jane");
    app.admin().put(&path, password).await.expect(204);
    assert_eq!(app.browser().get(&link).await.status, 410);
    app.done().await;
}

#[tokio::test]
async fn a_changed_address_is_verified() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let same = json!({ "emailAddress": "fred@example.com", "password": PASSWORD });
    fred.put("/rest/api/2/myself", same).await.expect(200);
    assert!(links(&app).await.is_empty());
    let other = json!({ "emailAddress": "f@example.com", "password": PASSWORD });
    fred.put("/rest/api/2/myself", other).await.expect(200);
    let link = links(&app).await.pop().unwrap();
    assert!(
        link.starts_with("/secure/VerifyEmail!default.jspa?"),
        "{link}"
    );
    let browser = app.browser();
    assert_eq!(browser.get(&link).await.status, 200);
    assert_eq!(set(&app, &link, "fred", ("new", "new")).await.status, 410);
    let form = [("os_username", "fred"), ("token", token(&link))];
    let path = "/secure/VerifyEmail.jspa";
    assert_eq!(browser.submit(path, &form).await.status, 303);
    assert_eq!(browser.submit(path, &form).await.status, 410);
    let mut tx = app.app().db.read().await.unwrap();
    let verified: String = tx
        .one("select lower_email from verified_email", &[], |row| {
            row.take()
        })
        .await
        .unwrap();
    assert_eq!(verified, "f@example.com");
    drop(tx);
    app.done().await;
}

#[tokio::test]
async fn secrets_are_not_stored_and_forms_need_their_token() {
    let app = TestApp::new().await;
    let link = invited(&app, "fred").await;
    let mut tx = app.app().db.read().await.unwrap();
    let hash: String = tx
        .one("select secret_hash from mail_link", &[], |row| row.take())
        .await
        .unwrap();
    drop(tx);
    assert_eq!(hash, base::secret::hash(token(&link)));
    let form = [
        ("os_username", "fred"),
        ("token", token(&link)),
        ("password", "x"),
        ("confirm", "x"),
    ];
    let reply = app
        .browser()
        .send("/secure/ResetPassword.jspa", &form)
        .await;
    assert_eq!(reply.status, 403);
    assert_eq!(app.browser().get(&link).await.status, 200);
    app.done().await;
}
