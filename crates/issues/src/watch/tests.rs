use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{hide, members, revoke};

const ONE: &str = "/rest/api/2/issue/OPS-1";
const PATH: &str = "/rest/api/2/issue/OPS-1/watchers";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "watched").await;
    app
}

async fn names(client: &Client) -> Vec<String> {
    let list = client.get(PATH).await.expect(200);
    let list = list["watchers"].as_array().unwrap().iter();
    list.map(|user| user["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn shown(client: &Client) -> Value {
    client.get(ONE).await.expect(200)["fields"]["watches"].clone()
}

#[tokio::test]
async fn who_creates_or_comments_watches() {
    let app = world().await;
    let fred = app.member("fred").await;
    assert_eq!(names(&fred).await, ["admin"]);
    assert_eq!(
        shown(&fred).await,
        json!({ "self": "http://jira.test/rest/api/2/issue/OPS-1/watchers", "watchCount": 1, "isWatching": false })
    );
    app.advance(1);
    let comment = json!({ "body": "hello" });
    fred.post(&format!("{ONE}/comment"), comment)
        .await
        .expect(201);
    let list = fred.get(PATH).await.expect(200);
    assert_eq!(
        members(&list),
        ["self", "isWatching", "watchCount", "watchers"]
    );
    assert_eq!(
        list["self"],
        "http://jira.test/rest/api/2/issue/OPS-1/watchers"
    );
    assert_eq!(
        (&list["isWatching"], &list["watchCount"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(names(&fred).await, ["admin", "fred"]);
    assert_eq!(shown(&fred).await["isWatching"], true);
    assert_eq!(
        members(&list["watchers"][1]),
        [
            "self",
            "name",
            "key",
            "emailAddress",
            "avatarUrls",
            "displayName",
            "active",
            "timeZone"
        ]
    );
    app.done().await;
}

#[tokio::test]
async fn one_watches_and_stops_oneself() {
    let app = world().await;
    let fred = app.member("fred").await;
    let updated = fred.get(ONE).await.expect(200)["fields"]["updated"].clone();
    app.advance(60);
    // Without a body, with one's own name, twice.
    fred.raw(
        "POST",
        PATH,
        &[("content-type", "application/json")],
        Vec::new(),
    )
    .await
    .expect(204);
    fred.post(PATH, json!("FRED")).await.expect(204);
    fred.post(PATH, Value::Null).await.expect(204);
    assert_eq!(names(&fred).await, ["admin", "fred"]);
    fred.delete(&format!("{PATH}?username=fred"))
        .await
        .expect(204);
    fred.delete(&format!("{PATH}?username=fred"))
        .await
        .expect(204);
    assert_eq!(names(&fred).await, ["admin"]);
    assert_eq!(
        fred.get(ONE).await.expect(200)["fields"]["updated"],
        updated
    );
    app.done().await;
}

#[tokio::test]
async fn others_need_the_permission() {
    let app = world().await;
    let (fred, _) = (app.member("fred").await, app.member("wilma").await);
    let before = app.fingerprint().await;
    let reply = fred.post(PATH, json!("wilma")).await;
    assert_eq!(
        reply.messages(),
        "You do not have the permission 'Manage Watchers' for issue 'OPS-1'."
    );
    reply.expect(403);
    // Who may not manage them does not learn who there is.
    fred.post(PATH, json!("nobody")).await.expect(403);
    fred.delete(&format!("{PATH}?username=admin"))
        .await
        .expect(403);
    fred.delete(&format!("{PATH}?username=nobody"))
        .await
        .expect(403);
    fred.delete(PATH).await.expect(400);
    for body in [json!(7), json!(["fred"]), json!({ "name": "fred" })] {
        fred.post(PATH, body).await.expect(400);
    }
    let nobody = app.anonymous();
    nobody.get(PATH).await.expect(401);
    nobody.post(PATH, json!("fred")).await.expect(401);
    nobody
        .delete(&format!("{PATH}?username=fred"))
        .await
        .expect(401);
    assert_eq!(app.fingerprint().await, before);

    let admin = app.admin();
    admin.post(PATH, json!("wilma")).await.expect(204);
    assert_eq!(names(&fred).await, ["admin", "wilma"]);
    admin
        .delete(&format!("{PATH}?username=wilma"))
        .await
        .expect(204);
    admin.post(PATH, json!("nobody")).await.expect(404);
    admin
        .delete(&format!("{PATH}?username=nobody"))
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn who_may_not_see_the_issue_does_not_watch_it() {
    let app = world().await;
    let fred = app.member("fred").await;
    let admin = app.admin();
    hide(&app).await;
    let reply = admin.post(PATH, json!("fred")).await;
    assert_eq!(
        reply.messages(),
        "The user 'fred' does not have permission to view this issue, and will not be added to the watchers."
    );
    reply.expect(400);
    fred.get(PATH).await.expect(404);
    fred.post(PATH, json!("fred")).await.expect(404);
    fred.delete(&format!("{PATH}?username=fred"))
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn names_are_for_those_who_may_view_them() {
    let app = world().await;
    let fred = app.member("fred").await;
    revoke(&app, "VIEW_VOTERS_AND_WATCHERS").await;
    let list = fred.get(PATH).await.expect(200);
    assert_eq!(
        (&list["watchCount"], &list["watchers"]),
        (&json!(1), &json!([]))
    );
    app.done().await;
}
