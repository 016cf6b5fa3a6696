use serde_json::json;
use testkit::TestApp;

const LIST: &str = "/rest/api/2/version/10000/remotelink";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let version = json!({ "name": "1.0", "project": "OPS" });
    app.admin()
        .post("/rest/api/2/version", version)
        .await
        .expect(201);
    app
}

#[tokio::test]
async fn links_are_kept_under_names() {
    let app = world().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let one = format!("{LIST}/my%2Fid%201");
    let made = admin.post(&one, json!({ "color": ["red"] })).await;
    let self_url = "http://jira.test/rest/api/2/version/10000/remotelink/my%2Fid%201";
    assert_eq!((made.status, made.text.as_str()), (201, ""));
    assert_eq!(made.header("location"), self_url);
    let link = fred.get(&one).await.expect(200);
    assert_eq!(
        link,
        json!({
            "self": self_url, "name": "1.0",
            "link": { "color": ["red"], "globalId": "my/id 1" },
        })
    );
    admin
        .post(&one, json!({ "globalId": "other", "n": 1 }))
        .await
        .expect(201);
    let link = fred.get(&one).await.expect(200);
    assert_eq!(link["link"], json!({ "globalId": "my/id 1", "n": 1 }));
    let named = json!({ "globalId": "b", "n": 2 });
    admin.post(LIST, named).await.expect(201);
    let made = admin.post(LIST, json!({ "n": 3 })).await;
    assert!(made.header("location").len() > self_url.len());
    made.expect(201);
    let all = fred.get(LIST).await.expect(200);
    assert_eq!(all["links"].as_array().unwrap().len(), 3);
    let found = fred
        .get("/rest/api/2/version/remotelink?globalId=b")
        .await
        .expect(200);
    assert_eq!(found["links"][0]["link"]["n"], 2);
    let none = app
        .anonymous()
        .get("/rest/api/2/version/remotelink?globalId=b")
        .await
        .expect(200);
    assert_eq!(none, json!({ "links": [] }));
    admin.delete(&one).await.expect(204);
    admin.delete(&one).await.expect(404);
    fred.get(&one).await.expect(404);
    admin.delete(LIST).await.expect(204);
    assert_eq!(fred.get(LIST).await.expect(200), json!({ "links": [] }));
    app.done().await;
}

#[tokio::test]
async fn what_is_refused() {
    let app = world().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let before = app.fingerprint().await;
    for body in [
        json!({}),
        json!([]),
        json!({ "globalId": 5 }),
        json!({ "globalId": "" }),
        json!({ "globalId": "a\tb" }),
        json!({ "globalId": "x".repeat(256) }),
        json!({ "x": "y".repeat(32_768) }),
        json!({ "x": "\u{0}" }),
    ] {
        admin.post(LIST, body).await.expect(400);
    }
    admin
        .get("/rest/api/2/version/remotelink")
        .await
        .expect(400);
    for path in [
        "/rest/api/2/version/77/remotelink",
        "/rest/api/2/version/x/remotelink",
    ] {
        admin.get(path).await.expect(404);
        admin.post(path, json!({ "a": 1 })).await.expect(404);
        admin.delete(path).await.expect(404);
    }
    let one = format!("{LIST}/a");
    fred.post(LIST, json!({ "a": 1 })).await.expect(403);
    fred.post(&one, json!({ "a": 1 })).await.expect(403);
    fred.delete(LIST).await.expect(403);
    fred.delete(&one).await.expect(403);
    app.anonymous().get(LIST).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
