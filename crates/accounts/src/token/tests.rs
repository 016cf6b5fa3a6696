use serde_json::json;
use testkit::TestApp;

const TOKENS: &str = "/rest/pat/latest/tokens";
const MYSELF: &str = "/rest/api/2/myself";

#[tokio::test]
async fn a_token_is_made_used_and_revoked() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let made = fred
        .post(TOKENS, json!({ "name": "ci", "expirationDuration": 90 }))
        .await;
    let body = made.body.clone();
    let raw = body["rawToken"].as_str().unwrap();
    assert!(raw.starts_with("bw_") && raw.len() == 46);
    let expected = json!({
        "id": 1,
        "name": "ci",
        "createdAt": "2024-03-01T12:00:00.000+0000",
        "expiringAt": "2024-05-30T12:00:00.000+0000",
        "rawToken": raw,
    });
    assert_eq!(made.text, expected.to_string());
    assert_eq!(made.status, 201);

    let program = app.anonymous().with_token(raw);
    let reply = program.get(MYSELF).await;
    assert_eq!(reply.header("x-ausername"), "fred");
    reply.expect(200);
    let mut listed = json!([]);
    // The use is noted after the answer; it is there before long.
    for _ in 0..1000 {
        listed = program.get("/rest/pat/1.0/tokens").await.expect(200);
        if listed[0]["lastAccessedAt"].is_string() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let expected = json!({
        "id": 1,
        "name": "ci",
        "createdAt": "2024-03-01T12:00:00.000+0000",
        "expiringAt": "2024-05-30T12:00:00.000+0000",
        "lastAccessedAt": "2024-03-01T12:00:00.000+0000",
    });
    assert_eq!(listed, json!([expected]));
    assert_eq!(
        program.get("/rest/pat/latest/tokens/1").await.text,
        expected.to_string()
    );

    let revoked = program.delete("/rest/pat/latest/tokens/1").await;
    assert_eq!((revoked.status, revoked.text.as_str()), (204, ""));
    program.get(MYSELF).await.expect(401);
    fred.delete("/rest/pat/latest/tokens/1").await.expect(404);
    assert_eq!(fred.get(TOKENS).await.expect(200), json!([]));
    app.done().await;
}

#[tokio::test]
async fn a_token_ends_in_time_even_if_remembered() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let made = admin
        .post(TOKENS, json!({ "name": "ci", "expirationDuration": 1 }))
        .await;
    let program = app
        .anonymous()
        .with_token(made.expect(201)["rawToken"].as_str().unwrap());
    app.advance(86_400 - 1);
    program.get(MYSELF).await.expect(200);
    app.advance(1);
    program.get(MYSELF).await.expect(401);
    let ever = admin
        .post(TOKENS, json!({ "name": "ever" }))
        .await
        .expect(201);
    assert!(ever.get("expiringAt").is_none());
    let program = app
        .anonymous()
        .with_token(ever["rawToken"].as_str().unwrap());
    app.advance(10 * 365 * 86_400);
    program.get(MYSELF).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn somebody_elses_token_is_not_there() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    app.admin()
        .post(TOKENS, json!({ "name": "ci" }))
        .await
        .expect(201);
    assert_eq!(fred.get(TOKENS).await.expect(200), json!([]));
    for id in ["1", "2", "x", "-1", "99999999999999999999"] {
        let path = format!("{TOKENS}/{id}");
        fred.get(&path).await.expect(404);
        fred.delete(&path).await.expect(404);
    }
    app.anonymous().get(TOKENS).await.expect(401);
    app.anonymous()
        .post(TOKENS, json!({ "name": "x" }))
        .await
        .expect(401);
    app.anonymous()
        .delete("/rest/pat/latest/tokens/1")
        .await
        .expect(401);
    assert_eq!(
        app.admin()
            .get(TOKENS)
            .await
            .expect(200)
            .as_array()
            .unwrap()
            .len(),
        1
    );
    app.done().await;
}

#[tokio::test]
async fn tokens_that_are_refused() {
    let app = TestApp::new().await;
    let admin = app.admin();
    for (body, field) in [
        (json!({}), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": "a".repeat(256) }), "name"),
        (
            json!({ "name": "x", "expirationDuration": 0 }),
            "expirationDuration",
        ),
        (
            json!({ "name": "x", "expirationDuration": -1 }),
            "expirationDuration",
        ),
        (
            json!({ "name": "x", "expirationDuration": 9_000_000_000_000_000_000_i64 }),
            "expirationDuration",
        ),
    ] {
        let refused = admin.post(TOKENS, body).await.expect(400);
        assert!(refused["errors"][field].is_string(), "{refused}");
    }
    for body in [
        json!({ "name": 1 }),
        json!({ "name": "x", "expirationDuration": 1e300 }),
    ] {
        admin.post(TOKENS, body).await.expect(400);
    }
    for _ in 0..100 {
        admin.post(TOKENS, json!({ "name": "x" })).await.expect(201);
    }
    admin.post(TOKENS, json!({ "name": "x" })).await.expect(400);
    app.done().await;
}

#[tokio::test]
async fn a_token_survives_a_new_password_and_not_a_deactivation() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let made = fred.post(TOKENS, json!({ "name": "ci" })).await.expect(201);
    let program = app
        .anonymous()
        .with_token(made["rawToken"].as_str().unwrap());
    let path = "/rest/api/2/user/password?username=fred";
    app.admin()
        .put(path, json!({ "password": "new" }))
        .await
        .expect(204);
    program.get(MYSELF).await.expect(200);
    let path = "/rest/api/2/user?username=fred";
    app.admin()
        .put(path, json!({ "active": false }))
        .await
        .expect(200);
    program.get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_user_who_is_gone_by_now_gets_no_token() {
    let app = TestApp::new().await;
    app.stranger("fred").await;
    let cx = app.cx_of("fred").await;
    let admin = app.admin();
    admin
        .delete("/rest/api/2/user?username=fred")
        .await
        .expect(204);
    let mut tx = cx.write().await.unwrap();
    let new = super::ops::NewToken {
        name: "ci",
        days: None,
    };
    let refused = super::ops::create(&cx, &mut tx, new).await;
    assert!(matches!(refused, Err(base::Error::Unauthorized(_))));
    drop(tx);
    app.done().await;
}
