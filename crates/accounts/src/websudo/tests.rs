use testkit::{ADMIN, PASSWORD, TestApp};

/// A page that takes the secure administrator session.
const PAGE: &str = "/secure/admin/user/GroupBrowser.jspa";
const CONFIRM: &str = "/secure/admin/WebSudoAuthenticate.jspa";
const BANNER: &str = "You have temporary access to administrative functions.";

#[tokio::test]
async fn administrators_confirm_before_they_administer() {
    let app = TestApp::new().await;
    let admin = app.browser_of(ADMIN).await;
    let asked = admin.get(&format!("{PAGE}?max=20")).await;
    assert_eq!(asked.status, 303);
    let to = admin.location(&asked);
    assert_eq!(
        to,
        "/secure/admin/WebSudoAuthenticate!default.jspa?webSudoDestination=%2Fsecure%2Fadmin%2Fuser%2FGroupBrowser.jspa%3Fmax%3D20"
    );
    let form = admin.get(&to).await;
    assert_eq!(form.status, 200);
    assert!(form.text.contains("Administrator Access") && !form.text.contains(BANNER));
    assert!(
        form.text
            .contains("value=\"/secure/admin/user/GroupBrowser.jspa?max=20\"")
    );

    let wrong = [("webSudoPassword", "wrong"), ("webSudoDestination", PAGE)];
    let refused = admin.submit(CONFIRM, &wrong).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("The password is not right."));
    assert!(
        refused.text.contains(&format!("value=\"{PAGE}\"")) && !refused.text.contains("\"wrong\"")
    );
    assert_eq!(admin.get(PAGE).await.status, 303);

    let right = [("webSudoPassword", PASSWORD), ("webSudoDestination", PAGE)];
    let done = admin.submit(CONFIRM, &right).await;
    assert_eq!((done.status, done.header("location")), (303, PAGE));
    let page = admin.get(PAGE).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains(BANNER));
    // Another session of the same administrator has to confirm for itself.
    let other = app.browser_of(ADMIN).await;
    assert_eq!(other.get(PAGE).await.status, 303);
    app.done().await;
}

#[tokio::test]
async fn it_lasts_ten_minutes_from_the_last_use() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    for _ in 0..3 {
        app.advance(590);
        assert_eq!(admin.get(PAGE).await.status, 200);
    }
    // The front page is no use of it, and shows it until then.
    app.advance(590);
    assert!(admin.get("/").await.text.contains(BANNER));
    app.advance(10);
    assert!(!admin.get("/").await.text.contains(BANNER));
    assert_eq!(admin.get(PAGE).await.status, 303);
    app.done().await;
}

#[tokio::test]
async fn access_is_dropped() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let form = [("webSudoDestination", PAGE)];
    let refused = admin.send("/secure/admin/WebSudoDrop.jspa", &form).await;
    assert_eq!(refused.status, 403);
    let dropped = admin.submit("/secure/admin/WebSudoDrop.jspa", &form).await;
    assert_eq!((dropped.status, dropped.header("location")), (303, "/"));
    let home = admin.get("/").await;
    assert!(
        home.text
            .contains("You no longer have access to administrative functions.")
    );
    assert!(!home.text.contains(BANNER));
    assert_eq!(admin.get(PAGE).await.status, 303);

    admin.confirm(PASSWORD).await;
    let cookie = format!("JSESSIONID={}", admin.cookie("JSESSIONID").unwrap());
    let by_rest = app.anonymous().with_header("cookie", &cookie);
    by_rest.delete("/rest/auth/1/websudo").await.expect(204);
    assert_eq!(admin.get(PAGE).await.status, 303);
    by_rest.get("/rest/api/2/myself").await.expect(200);
    app.anonymous()
        .delete("/rest/auth/1/websudo")
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn others_are_refused_and_programs_need_none() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    for path in [PAGE, "/secure/admin/WebSudoAuthenticate!default.jspa"] {
        assert_eq!(fred.get(path).await.status, 403);
        let nobody = app.browser().get(path).await;
        assert_eq!(nobody.status, 303);
        assert!(nobody.header("location").starts_with("/login.jsp"));
    }
    let refused = fred.submit(CONFIRM, &[("webSudoPassword", PASSWORD)]).await;
    assert_eq!(refused.status, 403);
    // Basic shows the password with each request.
    app.admin().get(PAGE).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn the_destination_is_one_of_ours() {
    let app = TestApp::new().await;
    let admin = app.browser_of(ADMIN).await;
    for to in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "",
    ] {
        let form = [("webSudoPassword", PASSWORD), ("webSudoDestination", to)];
        let done = admin.submit(CONFIRM, &form).await;
        assert_eq!((done.status, done.header("location")), (303, "/"), "{to}");
    }
    app.done().await;
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::new().await;
    let admin = app.browser_of(ADMIN).await;
    let mut status = 0;
    for _ in 0..20 {
        status = admin
            .submit(CONFIRM, &[("webSudoPassword", "guess")])
            .await
            .status;
    }
    assert_eq!(status, 429);
    assert_eq!(admin.get(PAGE).await.status, 303);
    app.done().await;
}
