use serde_json::json;
use testkit::TestApp;

const PATH: &str = "/rest/api/2/mypreferences?key=user.notifications.mimetype";

#[tokio::test]
async fn a_preference_is_told_as_it_was_set_and_to_its_owner_only() {
    let app = TestApp::new().await;
    let (fred, ann) = (app.member("fred").await, app.member("ann").await);
    fred.get(PATH).await.expect(404);
    for value in ["html", "\"text\"", "{\"a\":1}"] {
        fred.raw("PUT", PATH, &[], value.as_bytes().to_vec())
            .await
            .expect(204);
        let reply = fred.get(PATH).await;
        assert_eq!((reply.status, reply.text.as_str()), (200, value));
    }
    ann.get(PATH).await.expect(404);
    fred.delete(PATH).await.expect(204);
    fred.get(PATH).await.expect(404);
    fred.delete(PATH).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    app.anonymous().get(PATH).await.expect(401);
    app.anonymous().put(PATH, json!("x")).await.expect(401);
    app.anonymous().delete(PATH).await.expect(401);
    let before = app.fingerprint().await;
    for path in [
        "/rest/api/2/mypreferences",
        "/rest/api/2/mypreferences?key=",
    ] {
        fred.get(path).await.expect(404);
        fred.put(path, json!("x")).await.expect(404);
        fred.delete(path).await.expect(404);
    }
    fred.raw("PUT", PATH, &[], Vec::new()).await.expect(404);
    for body in [b"a\0".to_vec(), vec![0xff], "x".repeat(32_769).into_bytes()] {
        fred.raw("PUT", PATH, &[], body).await.expect(400);
    }
    let long = format!("/rest/api/2/mypreferences?key={}", "k".repeat(256));
    fred.put(&long, json!("x")).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn mail_is_chosen_on_a_page() {
    let app = TestApp::new().await;
    let rest = app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let (show, update) = (
        "/secure/UpdateUserPreferences!default.jspa",
        "/secure/UpdateUserPreferences.jspa",
    );
    let ticked = |text: &str, name: &str| {
        let end = text.find(&format!("name=\"{name}\"")).unwrap();
        text[..end]
            .rsplit('<')
            .next()
            .unwrap()
            .contains(" checked ")
    };
    let page = fred.get(show).await.text;
    assert!(
        ticked(&page, "wantsMail") && !ticked(&page, "notifyOwnChanges"),
        "{page}"
    );
    let before = app.fingerprint().await;
    let wrong = [("userNotificationsMimeType", "smoke")];
    assert_eq!(fred.submit(update, &wrong).await.status, 400);
    assert_eq!(app.fingerprint().await, before);
    for _ in 0..2 {
        let sent = [
            ("notifyOwnChanges", "true"),
            ("userNotificationsMimeType", "text"),
        ];
        assert_eq!(fred.submit(update, &sent).await.status, 303);
    }
    let page = fred.get(show).await.text;
    assert!(
        !ticked(&page, "wantsMail") && ticked(&page, "notifyOwnChanges"),
        "{page}"
    );
    assert!(page.contains("value=\"text\" selected"), "{page}");
    let path = "/rest/api/2/mypreferences?key=user.notify.own.changes";
    assert_eq!(rest.get(path).await.text, "true");
    let sent = [("wantsMail", "true"), ("userNotificationsMimeType", "html")];
    assert_eq!(fred.submit(update, &sent).await.status, 303);
    let page = fred.get(show).await.text;
    assert!(
        ticked(&page, "wantsMail") && !ticked(&page, "notifyOwnChanges"),
        "{page}"
    );
    assert_eq!(app.browser().get(show).await.status, 303);
    app.done().await;
}
