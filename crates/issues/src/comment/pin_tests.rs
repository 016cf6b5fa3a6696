//! Tests of what is kept with comments: that they are pinned, and properties.

use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{hide, members, revoke};

const LIST: &str = "/rest/api/2/issue/OPS-1/comment";
const PINNED: &str = "/rest/api/2/issue/OPS-1/pinned-comments";

/// Makes OPS-1 with the comments 10000 and 10001, and 10002, which is for administrators.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "talk").await;
    let visibility = json!({ "type": "group", "value": "jira-administrators" });
    for comment in [
        json!({ "body": "first" }),
        json!({ "body": "second" }),
        json!({ "body": "secret", "visibility": visibility }),
    ] {
        app.admin().post(LIST, comment).await.expect(201);
    }
    app
}

fn bodies(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one["comment"]["body"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn comments_are_pinned() {
    let app = world().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let pin = |id: i64| format!("{LIST}/{id}/pin");
    assert_eq!(fred.get(PINNED).await.expect(200), json!([]));
    let reply = fred.put(&pin(10001), json!(true)).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    app.advance(60);
    admin.put(&pin(10000), json!(true)).await.expect(204);
    admin.put(&pin(10002), json!(true)).await.expect(204);
    // Again changes nothing.
    app.advance(60);
    admin.put(&pin(10001), json!(true)).await.expect(204);
    let pinned = fred.get(PINNED).await.expect(200);
    assert_eq!(bodies(&pinned), ["second", "first"]);
    assert_eq!(members(&pinned[0]), ["comment", "pinnedBy", "pinnedDate"]);
    assert_eq!(pinned[0]["pinnedBy"], "fred");
    assert_eq!(pinned[0]["pinnedDate"], "2024-03-01T12:00:00.000+0000");
    let one = fred.get(&format!("{LIST}/10001")).await.expect(200);
    assert_eq!(pinned[0]["comment"], one);
    let pinned = admin.get(PINNED).await.expect(200);
    assert_eq!(bodies(&pinned), ["second", "first", "secret"]);

    fred.put(&pin(10001), json!(false)).await.expect(204);
    fred.put(&pin(10001), json!(false)).await.expect(204);
    admin.delete(&format!("{LIST}/10000")).await.expect(204);
    assert_eq!(fred.get(PINNED).await.expect(200), json!([]));
    app.done().await;
}

#[tokio::test]
async fn who_may_pin() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = format!("{LIST}/10000/pin");
    for id in ["10002", "77", "x"] {
        fred.put(&format!("{LIST}/{id}/pin"), json!(true))
            .await
            .expect(404);
    }
    for body in [json!("true"), json!(1), json!({}), json!(null)] {
        fred.put(&path, body).await.expect(400);
    }
    app.anonymous().put(&path, json!(true)).await.expect(401);
    app.anonymous().get(PINNED).await.expect(401);
    revoke(&app, "EDIT_ISSUES").await;
    fred.put(&path, json!(true)).await.expect(403);
    hide(&app).await;
    fred.put(&path, json!(true)).await.expect(404);
    fred.get(PINNED).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_comment_has_properties() {
    let app = world().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let list = "/rest/api/2/comment/10000/properties";
    let path = format!("{list}/key");
    admin.put(&path, json!({ "a": 1 })).await.expect(201);
    admin.put(&path, json!({ "a": 2 })).await.expect(200);
    let one = fred.get(&path).await.expect(200);
    assert_eq!(one, json!({ "key": "key", "value": { "a": 2 } }));
    let self_url = "http://jira.test/rest/api/2/comment/10000/properties/key";
    assert_eq!(
        fred.get(list).await.expect(200),
        json!({ "keys": [{ "self": self_url, "key": "key" }] })
    );
    // The comment is not theirs.
    fred.put(&path, json!(1)).await.expect(403);
    fred.delete(&path).await.expect(403);
    fred.post(LIST, json!({ "body": "mine" })).await.expect(201);
    let own = "/rest/api/2/comment/10003/properties/key";
    fred.put(own, json!(1)).await.expect(201);
    for id in ["10002", "77", "x"] {
        let path = format!("/rest/api/2/comment/{id}/properties");
        let reply = fred.get(&path).await;
        assert_eq!(
            reply.messages(),
            fred.get(&format!("{LIST}/{id}")).await.messages()
        );
        reply.expect(404);
        fred.put(&format!("{path}/key"), json!(1)).await.expect(404);
    }
    app.anonymous().get(list).await.expect(401);
    app.anonymous().put(&path, json!(1)).await.expect(401);
    admin.delete(&path).await.expect(204);
    admin.delete(&path).await.expect(404);
    hide(&app).await;
    fred.get(own).await.expect(404);
    app.done().await;
}
