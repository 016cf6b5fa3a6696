use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{hide, members, revoke};

const LIST: &str = "/rest/api/2/issue/OPS-1/properties";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "one").await;
    app
}

#[tokio::test]
async fn a_property_is_kept_as_it_was_sent() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = format!("{LIST}/my%20key.x");
    let updated = |issue: Value| issue["fields"]["updated"].clone();
    let before = updated(fred.get("/rest/api/2/issue/OPS-1").await.expect(200));
    app.advance(60);
    let value = json!({ "z": [1, null, "ü"], "a": { "b": 1.5 } });
    fred.put(&path, value.clone()).await.expect(201);
    let one = fred.get(&path).await.expect(200);
    assert_eq!(one, json!({ "key": "my key.x", "value": value }));
    assert_eq!(members(&one["value"]), ["z", "a"]);
    fred.put(&path, json!("text")).await.expect(200);
    assert_eq!(fred.get(&path).await.expect(200)["value"], "text");
    fred.put(&format!("{LIST}/other"), Value::Null)
        .await
        .expect(201);
    assert_eq!(
        fred.get(LIST).await.expect(200),
        json!({ "keys": [
            { "self": "http://jira.test/rest/api/2/issue/OPS-1/properties/my%20key.x", "key": "my key.x" },
            { "self": "http://jira.test/rest/api/2/issue/OPS-1/properties/other", "key": "other" },
        ] })
    );
    fred.delete(&path).await.expect(204);
    let reply = fred.get(&path).await;
    assert_eq!(reply.messages(), "The property my key.x does not exist.");
    reply.expect(404);
    fred.delete(&path).await.expect(404);
    assert_eq!(
        updated(fred.get("/rest/api/2/issue/OPS-1").await.expect(200)),
        before
    );
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = format!("{LIST}/key");
    let before = app.fingerprint().await;
    for body in ["", " ", "{", "nope", "\"a\\u0000\"", "\"a\0\""] {
        fred.raw("PUT", &path, &[], body.as_bytes().to_vec())
            .await
            .expect(400);
    }
    fred.put(&path, json!("x".repeat(32_767))).await.expect(400);
    fred.put(&format!("{LIST}/{}", "k".repeat(256)), json!(1))
        .await
        .expect(400);
    fred.put(&format!("{LIST}/%20"), json!(1)).await.expect(400);
    fred.put("/rest/api/2/issue/OPS-9/properties/key", json!(1))
        .await
        .expect(404);
    assert_eq!(app.fingerprint().await, before);
    fred.put(&path, json!("x".repeat(32_766))).await.expect(201);
    app.done().await;
}

#[tokio::test]
async fn who_edits_sets_and_who_browses_reads() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = format!("{LIST}/key");
    fred.put(&path, json!(1)).await.expect(201);
    revoke(&app, "EDIT_ISSUES").await;
    fred.put(&path, json!(2)).await.expect(403);
    fred.delete(&path).await.expect(403);
    fred.get(&path).await.expect(200);
    let nobody = app.anonymous();
    nobody.get(LIST).await.expect(401);
    nobody.get(&path).await.expect(401);
    nobody.put(&path, json!(2)).await.expect(401);
    nobody.delete(&path).await.expect(401);
    hide(&app).await;
    fred.get(LIST).await.expect(404);
    fred.get(&path).await.expect(404);
    app.done().await;
}
