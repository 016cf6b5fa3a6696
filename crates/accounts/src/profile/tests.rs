use serde_json::json;
use testkit::{PASSWORD, TestApp};

const PROFILE: &str = "/secure/ViewProfile.jspa";
const TOKENS: &str = "/secure/ViewPersonalAccessTokens.jspa";

#[tokio::test]
async fn users_edit_their_profile() {
    let app = TestApp::new().await;
    let rest = app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let form = fred.get("/secure/EditProfile!default.jspa").await;
    assert!(
        form.text.contains("value=\"Fred Test\"")
            && form.text.contains("value=\"fred@example.com\"")
    );
    let path = "/secure/EditProfile.jspa";
    for (email, password, text) in [
        (
            "no address",
            PASSWORD,
            "You must specify a valid email address.",
        ),
        ("f@x.example", "wrong", "The password is not right."),
        ("f@x.example", "", "The password is not right."),
    ] {
        let sent = [
            ("fullname", "Fred <F>"),
            ("email", email),
            ("password", password),
        ];
        let refused = fred.submit(path, &sent).await;
        assert_eq!(refused.status, 400);
        assert!(refused.text.contains(text), "{}", refused.text);
        assert!(
            refused.text.contains("value=\"Fred &#60;F&#62;\"") && refused.text.contains(email)
        );
        assert!(!refused.text.contains(PASSWORD));
    }
    assert_eq!(
        rest.get("/rest/api/2/myself").await.expect(200)["displayName"],
        "Fred Test"
    );
    let sent = [
        ("fullname", "Fred F"),
        ("email", "f@x.example"),
        ("password", PASSWORD),
    ];
    let done = fred.submit(path, &sent).await;
    assert_eq!((done.status, done.header("location")), (303, PROFILE));
    let page = fred.get(PROFILE).await;
    assert!(page.text.contains("Your profile was updated.") && page.text.contains("Fred F"));
    app.done().await;
}

#[tokio::test]
async fn users_change_their_password() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let (fred, elsewhere) = (app.browser_of("fred").await, app.browser_of("fred").await);
    let path = "/secure/ChangePassword.jspa";
    let form = |current: &'static str, new: &'static str, confirm: &'static str| {
        [
            ("current", current),
            ("password", new),
            ("confirm", confirm),
        ]
    };
    for (sent, text) in [
        (
            form("wrong", "new one", "new one"),
            "The password is not right.",
        ),
        (
            form(PASSWORD, "new one", "other"),
            "The two passwords are not the same.",
        ),
        (form(PASSWORD, "", ""), "You must specify a password."),
    ] {
        let refused = fred.submit(path, &sent).await;
        assert_eq!(refused.status, 400);
        assert!(refused.text.contains(text), "{}", refused.text);
        assert!(!refused.text.contains("new one") && !refused.text.contains(PASSWORD));
    }
    app.client("fred", PASSWORD)
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    let done = fred
        .submit(path, &form(PASSWORD, "new one", "new one"))
        .await;
    assert_eq!(done.status, 303);
    assert!(
        fred.get(PROFILE)
            .await
            .text
            .contains("Your password was changed.")
    );
    assert_eq!(elsewhere.get(PROFILE).await.status, 303);
    app.client("fred", "new one")
        .get("/rest/api/2/myself")
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn tokens_are_made_shown_once_and_revoked() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    assert!(
        fred.get(TOKENS)
            .await
            .text
            .contains("You have no tokens yet.")
    );
    let create = "/secure/CreatePersonalAccessToken.jspa";
    for (name, days) in [(" ", "90"), ("x", "many"), ("x", "-1"), ("x", "9999999")] {
        let refused = fred.submit(create, &[("name", name), ("days", days)]).await;
        assert_eq!(refused.status, 400, "{name:?} {days:?}");
    }
    let made = fred
        .submit(create, &[("name", "my <tool>"), ("days", "30")])
        .await;
    assert_eq!(made.status, 200);
    let secret = made
        .text
        .split('"')
        .find(|part| part.starts_with("bw_"))
        .unwrap();
    let program = app.anonymous().with_token(secret);
    program.get("/rest/api/2/myself").await.expect(200);
    let listed = fred.get(TOKENS).await;
    assert!(listed.text.contains("my &#60;tool&#62;") && !listed.text.contains(secret));
    assert!(listed.text.contains("2024-03-31"));

    fred.submit(create, &[("name", "for ever"), ("days", "")])
        .await
        .expect(200);
    let tokens = program.get("/rest/pat/latest/tokens").await.expect(200);
    let id = tokens[0]["id"].to_string();
    let revoke = "/secure/RevokePersonalAccessToken.jspa";
    let admin = app.browser_of("admin").await;
    assert_eq!(admin.submit(revoke, &[("id", &id)]).await.status, 404);
    let done = fred.submit(revoke, &[("id", &id)]).await;
    assert_eq!((done.status, done.header("location")), (303, TOKENS));
    program.get("/rest/api/2/myself").await.expect(401);
    assert_eq!(tokens.as_array().map(Vec::len), Some(2));
    app.done().await;
}

#[tokio::test]
async fn nothing_here_works_without_the_token_of_the_form() {
    let app = TestApp::new().await;
    let rest = app.member("fred").await;
    let fred = app.browser_of("fred").await;
    for path in [
        "/secure/EditProfile.jspa",
        "/secure/ChangePassword.jspa",
        "/secure/CreatePersonalAccessToken.jspa",
        "/secure/RevokePersonalAccessToken.jspa",
    ] {
        assert_eq!(
            fred.send(path, &[("name", "x")]).await.status,
            403,
            "{path}"
        );
        let nobody = app.browser().submit(path, &[]).await;
        assert_eq!(nobody.status, 303, "{path}");
    }
    let tokens = rest.get("/rest/pat/latest/tokens").await.expect(200);
    assert_eq!(tokens, json!([]));
    app.done().await;
}

#[tokio::test]
async fn whether_the_address_is_verified_is_told_to_its_owner_and_to_administrators() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.member("jane").await;
    let fred = app.browser_of("fred").await;
    let admin = app.admin_browser().await;
    let own = "/secure/ViewProfile.jspa";
    let of_admin = "/secure/admin/user/ViewUser.jspa?name=fred";
    for page in [fred.get(own).await, admin.get(of_admin).await] {
        assert!(page.text.contains(">Not verified</span>"), "{}", page.text);
    }
    let change = [
        ("fullname", "Fred"),
        ("email", "f@example.com"),
        ("password", PASSWORD),
    ];
    let reply = fred.submit("/secure/EditProfile.jspa", &change).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let link: String = {
        let mut tx = app.app().db.read().await.unwrap();
        let sql = "select link from mail where recipient = 'f@example.com'";
        tx.one(sql, &[], |row| row.take()).await.unwrap()
    };
    let token = link.split_once("token=").unwrap().1;
    let verify = [("os_username", "fred"), ("token", token)];
    let reply = fred.submit("/secure/VerifyEmail.jspa", &verify).await;
    assert!(reply.status < 400, "{}", reply.text);
    for page in [fred.get(own).await, admin.get(of_admin).await] {
        assert!(page.text.contains(">Verified</span>"), "{}", page.text);
    }
    let others = app.browser_of("jane").await;
    let page = others.get("/secure/ViewProfile.jspa?name=fred").await;
    assert!(!page.text.contains("erified</span>"), "{}", page.text);
    // Another address is another matter.
    app.admin()
        .put(
            "/rest/api/2/user?username=fred",
            json!({ "emailAddress": "g@example.com" }),
        )
        .await
        .expect(200);
    let page = fred.get(own).await;
    assert!(page.text.contains(">Not verified</span>"), "{}", page.text);
    app.done().await;
}
