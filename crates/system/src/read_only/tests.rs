use serde_json::json;
use testkit::{PASSWORD, TestApp};

const PATH: &str = "/rest/api/2/readonly-mode";

#[tokio::test]
async fn nothing_is_changed_while_it_is_on() {
    let app = TestApp::new().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    app.project("OPS").await;
    let other = app.second_node().await;
    let mode = fred.get(PATH).await.expect(200);
    assert_eq!(mode["enabled"], false);

    let on = json!({
        "enabled": true, "message": "We move house.",
        "endTime": "2026-06-30T18:00", "timeZone": "Asia/Beirut",
    });
    let mode = admin.put(PATH, on.clone()).await.expect(200);
    assert_eq!(fred.get(PATH).await.expect(200), mode);
    assert_eq!(mode, on);

    other.app().refresh().await.unwrap();
    let before = app.fingerprint().await;
    let group = json!({ "name": "staff" });
    for client in [&admin, &other.admin()] {
        let reply = client.post("/rest/api/2/group", group.clone()).await;
        assert_eq!(reply.status, 503);
        assert_eq!(
            reply.messages(),
            "We move house. (until about 2026-06-30T18:00, Asia/Beirut)"
        );
    }
    // Who may not is told so, and who asks is answered.
    fred.post("/rest/api/2/group", group.clone())
        .await
        .expect(403);
    fred.get("/rest/api/2/project").await.expect(200);
    fred.post("/rest/api/2/search", json!({ "jql": "" }))
        .await
        .expect(200);
    let sign_in = json!({ "username": "fred", "password": PASSWORD });
    app.anonymous()
        .post("/rest/auth/1/session", sign_in)
        .await
        .expect(200);
    assert_eq!(app.fingerprint().await, before);

    // What is left out stays, what is empty goes.
    let off = json!({ "enabled": false, "endTime": "" });
    let mode = other.admin().put(PATH, off).await.expect(200);
    assert_eq!(mode["message"], "We move house.");
    assert_eq!(mode["endTime"], json!(null));
    assert_eq!(mode["timeZone"], "Asia/Beirut");
    app.app().refresh().await.unwrap();
    admin.post("/rest/api/2/group", group).await.expect(201);
    app.done().await;
}

#[tokio::test]
async fn who_may_turn_it_on_and_with_what() {
    let app = TestApp::new().await;
    let (admin, boss) = (app.admin(), app.jira_admin("boss").await);
    let before = app.fingerprint().await;
    app.anonymous().get(PATH).await.expect(401);
    app.anonymous()
        .put(PATH, json!({ "enabled": true }))
        .await
        .expect(401);
    boss.put(PATH, json!({ "enabled": true })).await.expect(403);
    for body in [
        json!({}),
        json!({ "enabled": "x" }),
        json!({ "enabled": true, "endTime": "soon" }),
        json!({ "enabled": true, "timeZone": "Moon/Base" }),
        json!({ "enabled": true, "message": "x".repeat(1001) }),
        json!({ "enabled": true, "message": "a\u{1}b" }),
    ] {
        admin.put(PATH, body).await.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    admin
        .post("/rest/api/2/group", json!({ "name": "staff" }))
        .await
        .expect(201);
    app.done().await;
}
