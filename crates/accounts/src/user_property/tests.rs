use serde_json::{Value, json};
use testkit::TestApp;

const LIST: &str = "/rest/api/2/user/properties?username=fred";
const ONE: &str = "/rest/api/2/user/properties/my.key?username=fred";

#[tokio::test]
async fn a_property_is_kept_as_it_was_sent() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let value = json!({ "z": [1, null, "ü"], "a": 1.5 });
    fred.put(ONE, value.clone()).await.expect(201);
    fred.put(ONE, value.clone()).await.expect(200);
    let one = app.admin().get(ONE).await.expect(200);
    assert_eq!(one, json!({ "key": "my.key", "value": value }));
    let key = fred.get("/rest/api/2/myself").await.expect(200)["key"].clone();
    let key = key.as_str().unwrap();
    let keys = fred
        .get(&format!("/rest/api/2/user/properties?userKey={key}"))
        .await
        .expect(200);
    let link = format!("http://jira.test/rest/api/2/user/properties/my.key?userKey={key}");
    assert_eq!(keys, json!({ "keys": [{ "self": link, "key": "my.key" }] }));
    let path = link.strip_prefix("http://jira.test").unwrap();
    fred.get(path).await.expect(200);
    fred.delete(ONE).await.expect(204);
    fred.get(ONE).await.expect(404);
    fred.delete(ONE).await.expect(404);
    assert_eq!(fred.get(LIST).await.expect(200), json!({ "keys": [] }));
    app.done().await;
}

#[tokio::test]
async fn nobody_learns_of_others() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let ann = app.member("ann").await;
    let boss = app.jira_admin("boss").await;
    app.admin().put(ONE, json!(1)).await.expect(201);
    let before = app.fingerprint().await;
    for (client, status) in [(app.anonymous(), 401), (ann, 403)] {
        for user in ["fred", "nobody"] {
            let one = format!("/rest/api/2/user/properties/my.key?username={user}");
            client.get(&one).await.expect(status);
            client.put(&one, json!(2)).await.expect(status);
            client.delete(&one).await.expect(status);
        }
        client.get(LIST).await.expect(status);
    }
    boss.get(ONE).await.expect(200);
    boss.get("/rest/api/2/user/properties?username=nobody")
        .await
        .expect(404);
    boss.get("/rest/api/2/user/properties").await.expect(400);
    // Not of a system administrator.
    let of_admin = "/rest/api/2/user/properties/my.key?username=admin";
    boss.put(of_admin, json!(2)).await.expect(403);
    for body in ["", "{", "\"\\u0000\""] {
        boss.raw("PUT", ONE, &[], body.as_bytes().to_vec())
            .await
            .expect(400);
    }
    let long = Value::String("x".repeat(32_768));
    boss.put(ONE, long).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
