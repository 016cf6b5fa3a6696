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
