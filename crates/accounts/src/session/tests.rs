use serde_json::{Value, json};
use testkit::{Client, PASSWORD, Reply, TestApp};

const SESSION: &str = "/rest/auth/1/session";
const MYSELF: &str = "/rest/api/2/myself";

async fn sign_in(app: &TestApp, name: &str) -> Reply {
    let body = json!({ "username": name, "password": PASSWORD });
    app.anonymous().post(SESSION, body).await
}

fn by_cookie(app: &TestApp, signed_in: &Value) -> Client {
    let secret = signed_in["session"]["value"].as_str().unwrap();
    app.anonymous()
        .with_header("cookie", &format!("JSESSIONID={secret}"))
}

fn cookies(reply: &Reply) -> Vec<String> {
    let cookies = reply.headers.get_all("set-cookie").into_iter();
    cookies
        .map(|cookie| cookie.to_str().unwrap().to_owned())
        .collect()
}

fn is_plain(text: &str) -> bool {
    text.len() >= 43
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[tokio::test]
async fn a_session_is_opened_used_and_closed() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let opened = sign_in(&app, "FRED").await;
    let set = cookies(&opened);
    let body = opened.expect(200);
    let secret = body["session"]["value"].as_str().unwrap();
    assert!(is_plain(secret));
    assert_eq!(
        body,
        json!({
            "session": { "name": "JSESSIONID", "value": secret },
            "loginInfo": { "failedLoginCount": 0, "loginCount": 1 },
        })
    );
    assert_eq!(set.len(), 2);
    assert_eq!(
        set[0],
        format!("JSESSIONID={secret}; Path=/; HttpOnly; SameSite=Lax")
    );
    let token = set[1].strip_prefix("atlassian.xsrf.token=").unwrap();
    let token = token.strip_suffix("; Path=/; SameSite=Lax").unwrap();
    assert!(is_plain(token) && token != secret);

    let fred = by_cookie(&app, &body);
    let reply = fred.get(MYSELF).await;
    assert_eq!(reply.header("x-ausername"), "fred");
    reply.expect(200);
    let current = fred.get(SESSION).await;
    let expected = json!({
        "self": "http://jira.test/rest/api/latest/user?username=fred",
        "name": "fred",
        "loginInfo": { "failedLoginCount": 0, "loginCount": 1 },
    });
    assert_eq!(current.text, expected.to_string());

    let closed = fred.delete(SESSION).await;
    assert_eq!(
        cookies(&closed),
        ["JSESSIONID=; Path=/; HttpOnly; Max-Age=0; SameSite=Lax"]
    );
    assert_eq!((closed.status, closed.text.as_str()), (204, ""));
    for method in ["GET", "DELETE"] {
        fred.raw(method, SESSION, &[], Vec::new()).await.expect(401);
    }
    fred.get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn cookies_follow_the_base_url() {
    let app = TestApp::at("https://h.example/jira").await;
    let body = json!({ "username": "admin", "password": PASSWORD });
    let opened = app
        .anonymous()
        .post("/jira/rest/auth/1/session", body)
        .await;
    for cookie in cookies(&opened) {
        assert!(
            cookie.contains("; Path=/jira;") && cookie.ends_with("; SameSite=Lax; Secure"),
            "{cookie}"
        );
    }
    app.done().await;
}

#[tokio::test]
async fn a_failed_sign_in_is_counted() {
    let app = TestApp::new().await;
    app.member("fred").await;
    for (body, status) in [
        (json!({ "username": "fred", "password": "wrong" }), 401),
        (json!({ "username": "nobody", "password": "wrong" }), 401),
        (json!({}), 401),
        (json!({ "username": 1 }), 400),
    ] {
        let refused = app.anonymous().post(SESSION, body).await;
        if status == 401 {
            assert_eq!(
                refused.header("x-seraph-loginreason"),
                "AUTHENTICATED_FAILED"
            );
        }
        assert!(cookies(&refused).is_empty());
        let body = refused.expect(status);
        if status == 401 {
            assert_eq!(
                body,
                json!({ "errorMessages": ["Login failed"], "errors": {} })
            );
        }
    }
    app.advance(90);
    let mut info = Value::Null;
    // The count is written after the answer; it is there before long.
    for _ in 0..1000 {
        info = sign_in(&app, "fred").await.expect(200)["loginInfo"].take();
        if info["failedLoginCount"] == 1 {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(info["failedLoginCount"], 1);
    assert_eq!(info["lastFailedLoginTime"], "2024-03-01T12:00:00.000+0000");
    let again = sign_in(&app, "fred").await.expect(200);
    assert_eq!(
        again["loginInfo"]["previousLoginTime"],
        "2024-03-01T12:01:30.000+0000"
    );
    app.done().await;
}

#[tokio::test]
async fn a_session_ends_after_five_hours_without_use() {
    let app = TestApp::new().await;
    let signed_in = sign_in(&app, "admin").await.expect(200);
    let admin = by_cookie(&app, &signed_in);
    app.advance(5 * 60 * 60 - 1);
    admin.get(MYSELF).await.expect(200);
    // The use is noted after the answer; it is there before long.
    for _ in 0..1000 {
        let mut tx = app.app().db.read().await.unwrap();
        let used: i64 = tx
            .one("select used_at from session", &[], |row| row.take())
            .await
            .unwrap();
        if used == app.app().now().0 {
            break;
        }
        drop(tx);
        tokio::task::yield_now().await;
    }
    app.advance(5 * 60 * 60 - 1);
    admin.get(MYSELF).await.expect(200);
    app.advance(6 * 60 * 60);
    admin.get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_new_password_ends_other_sessions() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let one = by_cookie(&app, &sign_in(&app, "fred").await.expect(200));
    let other = by_cookie(&app, &sign_in(&app, "fred").await.expect(200));
    other.get(MYSELF).await.expect(200);
    let change = json!({ "password": "new", "currentPassword": PASSWORD });
    one.put("/rest/api/2/myself/password", change)
        .await
        .expect(204);
    one.get(MYSELF).await.expect(200);
    other.get(MYSELF).await.expect(401);
    let path = "/rest/api/2/user/password?username=fred";
    app.admin()
        .put(path, json!({ "password": "newer" }))
        .await
        .expect(204);
    one.get(MYSELF).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn secrets_are_not_stored() {
    let app = TestApp::new().await;
    let signed_in = sign_in(&app, "admin").await.expect(200);
    let secret = signed_in["session"]["value"].as_str().unwrap();
    let mut tx = app.app().db.read().await.unwrap();
    let stored: String = tx
        .one("select secret_hash from session", &[], |row| row.take())
        .await
        .unwrap();
    assert_eq!(stored, base::secret::hash(secret));
    drop(tx);
    app.done().await;
}

#[tokio::test]
async fn who_came_with_a_password_has_no_session() {
    let app = TestApp::new().await;
    let admin = app.admin();
    assert_eq!(admin.get(SESSION).await.expect(200)["name"], "admin");
    admin.delete(SESSION).await.expect(204);
    app.anonymous().get(SESSION).await.expect(401);
    app.anonymous().delete(SESSION).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_node_that_remembers_an_old_password_opens_no_session_with_it() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let other = app.second_node().await;
    other.client("fred", PASSWORD).get(MYSELF).await.expect(200);
    let new = json!({ "password": "another one", "currentPassword": PASSWORD });
    fred.put("/rest/api/2/myself/password", new)
        .await
        .expect(204);
    // The other node has not taken the change over yet.
    sign_in(&other, "fred").await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn an_administrator_ends_the_sessions_of_others() {
    const END: &str = "/rest/api/2/user/session/fred";
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let sign_in = serde_json::json!({ "username": "fred", "password": PASSWORD });
    let opened = app
        .anonymous()
        .post("/rest/auth/1/session", sign_in)
        .await
        .expect(200);
    let cookie = format!(
        "JSESSIONID={}",
        opened["session"]["value"].as_str().unwrap()
    );
    let browser = app.anonymous().with_header("cookie", &cookie);
    browser.get("/rest/api/2/myself").await.expect(200);
    fred.delete(END).await.expect(403);
    app.anonymous().delete(END).await.expect(401);
    browser.get("/rest/api/2/myself").await.expect(200);
    let boss = app.jira_admin("boss").await;
    boss.delete("/rest/api/2/user/session/nobody")
        .await
        .expect(404);
    boss.delete("/rest/api/2/user/session/admin")
        .await
        .expect(403);
    boss.delete(END).await.expect(200);
    browser.get("/rest/api/2/myself").await.expect(401);
    // Their password stays good, and ending nothing is no mistake.
    fred.get("/rest/api/2/myself").await.expect(200);
    boss.delete(END).await.expect(200);
    app.done().await;
}
