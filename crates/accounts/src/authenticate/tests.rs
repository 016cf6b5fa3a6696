use serde_json::json;
use testkit::{Client, PASSWORD, TestApp};

const MYSELF: &str = "/rest/api/2/myself";
const TOKENS: &str = "/rest/pat/latest/tokens";

fn with_authorization(app: &TestApp, value: &str) -> Client {
    app.anonymous().with_header("authorization", value)
}

#[tokio::test]
async fn a_wrong_credential_is_401_everywhere() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let wrong = [
        app.client("fred", "wrong"),
        app.client("fred", ""),
        app.client("nobody", PASSWORD),
        app.client("", ""),
        app.client("fr\0ed", PASSWORD),
        app.client("fred", &"x".repeat(10_000)),
        app.stranger("stranger").await,
        app.anonymous().with_token("bw_wrong"),
        with_authorization(&app, ""),
        with_authorization(&app, "Basic"),
        with_authorization(&app, "Basic ***"),
        with_authorization(&app, "Basic ZnJlZA=="),
        with_authorization(&app, "Digest username=fred"),
    ];
    for client in wrong {
        for path in [MYSELF, "/rest/api/2/serverInfo", "/rest/api/2/nothing"] {
            let reply = client.get(path).await;
            assert_eq!(reply.header("x-seraph-loginreason"), "AUTHENTICATED_FAILED");
            let body = reply.expect(401);
            assert_eq!(body["errors"], json!({}));
        }
    }
    app.done().await;
}

#[tokio::test]
async fn basic_says_who_it_was() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let reply = fred.get(MYSELF).await;
    assert_eq!(reply.header("x-ausername"), "fred");
    assert_eq!(reply.expect(200)["name"], "fred");
    let upper = app.client("FRED", PASSWORD).get(MYSELF).await;
    assert_eq!(upper.header("x-ausername"), "fred");
    app.client(" fred", PASSWORD).get(MYSELF).await.expect(401);
    let lower_scheme = with_authorization(&app, "basic ZnJlZDpjb3JyZWN0IGhvcnNlIGJhdHRlcnk=");
    lower_scheme.get(MYSELF).await.expect(200);
    app.anonymous().get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_header_counts_before_cookies() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let cookies = "Max-Age=100; OBBasicAuth=fromDialog; JSESSIONID=stale; SameSite=Lax";
    fred.with_header("cookie", cookies)
        .get(MYSELF)
        .await
        .expect(200);
    app.anonymous()
        .with_header("cookie", cookies)
        .get(MYSELF)
        .await
        .expect(401);
    let others = app
        .anonymous()
        .with_header("cookie", "OBBasicAuth=fromDialog; JSESSIONID=");
    others.get("/rest/auth/1/session").await.expect(401);
    let body = json!({ "username": "fred", "password": PASSWORD });
    let stale = app.anonymous().with_header("cookie", cookies);
    stale.post("/rest/auth/1/session", body).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    for _ in 0..3 {
        app.client("fred", "wrong").get(MYSELF).await.expect(401);
    }
    fred.get(MYSELF).await.expect(200);
    for name in ["jane", "nobody"] {
        if name == "jane" {
            app.member(name).await;
        }
        for _ in 0..10 {
            app.client(name, "wrong").get(MYSELF).await.expect(401);
        }
        let slowed = app.client(name, PASSWORD).get(MYSELF).await;
        assert_eq!(slowed.header("retry-after"), "60");
        assert_eq!(
            slowed.header("x-seraph-loginreason"),
            "AUTHENTICATION_DENIED"
        );
        slowed.expect(429);
    }
    let body = json!({ "username": "jane", "password": PASSWORD });
    app.anonymous()
        .post("/rest/auth/1/session", body)
        .await
        .expect(429);
    fred.get(MYSELF).await.expect(200);
    app.advance(60);
    app.client("jane", PASSWORD).get(MYSELF).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn the_right_password_of_somebody_who_may_not_sign_in_counts_as_wrong() {
    let app = TestApp::new().await;
    let stranger = app.stranger("stranger").await;
    for _ in 0..10 {
        stranger.get(MYSELF).await.expect(401);
    }
    stranger.get(MYSELF).await.expect(429);
    app.done().await;
}

#[tokio::test]
async fn another_node_learns_of_a_change() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let token = fred.post(TOKENS, json!({ "name": "t" })).await.expect(201);
    let node = app.second_node().await;
    let there = node
        .anonymous()
        .with_token(token["rawToken"].as_str().unwrap());
    there.get(MYSELF).await.expect(200);
    let path = "/rest/api/2/user?username=fred";
    app.admin()
        .put(path, json!({ "active": false }))
        .await
        .expect(200);
    node.app().refresh().await.unwrap();
    there.get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_remembered_credential_is_judged_by_the_policy_in_force() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let path = "/rest/api/2/group/user?groupname=jira-software-users&username=boss";
    app.admin().delete(path).await.expect(200);
    boss.get(MYSELF).await.expect(200);
    app.admin()
        .delete("/rest/api/2/group?groupname=test-admins")
        .await
        .expect(200);
    boss.get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn many_requests_with_the_right_password_are_not_guessing() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let requests: Vec<_> = (0..30)
        .map(|_| {
            let fred = fred.clone();
            tokio::spawn(async move { fred.get(MYSELF).await.status })
        })
        .collect();
    for request in requests {
        assert_eq!(request.await.unwrap(), 200);
    }
    app.done().await;
}

#[tokio::test]
async fn many_wrong_passwords_at_once_are() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let requests: Vec<_> = (0..30)
        .map(|n| {
            let wrong = app.client("fred", &format!("wrong {n}"));
            tokio::spawn(async move { wrong.get(MYSELF).await.status })
        })
        .collect();
    let mut n_looked_at = 0;
    for request in requests {
        n_looked_at += i32::from(request.await.unwrap() == 401);
    }
    // Two are looked at together, so one more than ten may be.
    assert!((10..=11).contains(&n_looked_at), "{n_looked_at}");
    app.done().await;
}

#[tokio::test]
async fn two_credentials_in_headers_are_none() {
    // Whoever stands in front of the server may have looked at the other one.
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let both = fred.with_basic(testkit::ADMIN, PASSWORD);
    both.get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_taken_over_is_made_and_nobody_is_answered_by_what_was() {
    let app = TestApp::on_sqlite().await;
    let admin = app.admin();
    let cx = base::Cx::internal(app.app(), "test");
    let mut tx = cx.write().await.unwrap();
    tx.change_policy().await.unwrap();
    // What cannot be read, as a disk that fails just after the commit.
    let broken = "update config_version set version = 'x' where area = 'accounts'";
    tx.execute(broken, &[]).await.unwrap();
    tx.commit().await.unwrap();
    admin.get(MYSELF).await.expect(500);

    let mut tx = app.app().db.write().await.unwrap();
    let repaired = "update config_version set version = 7 where area = 'accounts'";
    tx.execute(repaired, &[]).await.unwrap();
    tx.commit().await.unwrap();
    admin.get(MYSELF).await.expect(200);
    app.done().await;
}
