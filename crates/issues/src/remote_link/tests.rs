use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{hide, history, members, revoke};

const LIST: &str = "/rest/api/2/issue/OPS-1/remotelink";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "linked").await;
    app
}

/// What GitLab sends.
fn gitlab(url: &str, resolved: bool) -> Value {
    json!({
        "GlobalID": "GitLab",
        "relationship": "mentioned on",
        "object": {
            "url": url,
            "title": "Commit - OPS-1 fix",
            "status": { "resolved": resolved },
            "icon": { "title": "GitLab", "url16x16": "https://gl/assets/favicon.png" },
        },
    })
}

async fn links(client: &Client) -> Vec<Value> {
    let links = client.get(LIST).await.expect(200);
    links.as_array().unwrap().clone()
}

#[tokio::test]
async fn gitlab_links_a_commit() {
    let app = world().await;
    let fred = app.member("fred").await;
    let url = "https://gl/g/p/-/commit/9f1c?x=%20&y#note_1";
    app.advance(60);
    let made = fred.post(LIST, gitlab(url, false)).await.expect(201);
    let issue = fred.get("/rest/api/2/issue/OPS-1").await.expect(200);
    let self_url = format!("{}/remotelink/10000", issue["self"].as_str().unwrap());
    assert_eq!(made, json!({ "id": 10000, "self": self_url }));
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    let link = json!({
        "id": 10000,
        "self": self_url,
        "application": {},
        "relationship": "mentioned on",
        "object": {
            "url": url,
            "title": "Commit - OPS-1 fix",
            "icon": { "url16x16": "https://gl/assets/favicon.png", "title": "GitLab" },
            "status": { "resolved": false, "icon": {} },
        },
    });
    let all = links(&fred).await;
    assert_eq!(all, std::slice::from_ref(&link));
    assert_eq!(
        members(&all[0]),
        ["id", "self", "application", "relationship", "object"]
    );
    assert_eq!(fred.get(&format!("{LIST}/10000")).await.expect(200), link);
    assert_eq!(history(&app, "OPS-1").await, [["RemoteIssueLink"]]);

    // The same again leaves no trace; resolved does.
    app.advance(60);
    let path = self_url.strip_prefix("http://jira.test").unwrap();
    fred.put(path, gitlab(url, false)).await.expect(204);
    let issue = fred.get("/rest/api/2/issue/OPS-1").await.expect(200);
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(history(&app, "OPS-1").await.len(), 1);
    fred.put(path, gitlab(url, true)).await.expect(204);
    assert_eq!(links(&fred).await[0]["object"]["status"]["resolved"], true);
    assert_eq!(history(&app, "OPS-1").await.len(), 2);
    app.done().await;
}

#[tokio::test]
async fn links_of_gitlab_do_not_overwrite_each_other() {
    let app = world().await;
    let admin = app.admin();
    for url in ["https://gl/1", "https://gl/2"] {
        admin.post(LIST, gitlab(url, false)).await.expect(201);
    }
    assert_eq!(links(&admin).await.len(), 2);
    app.done().await;
}

#[tokio::test]
async fn a_global_id_names_one_link() {
    let app = world().await;
    app.issue("OPS", "other").await;
    let admin = app.admin();
    let link = |title: &str| {
        json!({
            "globalId": "system=http://x&id=1",
            "application": { "type": "com.acme.tracker", "name": "Acme" },
            "object": { "url": "http://x/1", "title": title, "summary": "All of it" },
        })
    };
    let made = admin.post(LIST, link("one")).await.expect(201);
    let again = admin.post(LIST, link("two")).await.expect(200);
    assert_eq!(made, again);
    assert_eq!(admin.post(LIST, link("two")).await.expect(200), made);
    assert_eq!(history(&app, "OPS-1").await.len(), 2);
    let by_id = format!("{LIST}?globalId=system%3Dhttp%3A%2F%2Fx%26id%3D1");
    let found = admin.get(&by_id).await.expect(200);
    assert_eq!(
        found,
        json!({
            "id": made["id"],
            "self": made["self"],
            "globalId": "system=http://x&id=1",
            "application": { "type": "com.acme.tracker", "name": "Acme" },
            "object": {
                "url": "http://x/1", "title": "two", "summary": "All of it",
                "icon": {}, "status": { "icon": {} },
            },
        })
    );
    let other = "/rest/api/2/issue/OPS-2/remotelink";
    admin.post(other, link("there")).await.expect(201);
    assert_eq!(links(&admin).await.len(), 1);
    let plain = admin.post(LIST, gitlab("https://gl/1", false)).await;
    let plain = plain.expect(201)["id"].clone();
    let reply = admin.put(&format!("{LIST}/{plain}"), link("x")).await;
    assert_eq!(reply.status, 400);
    assert!(!reply.error("globalId").is_empty());

    admin
        .get(&format!("{LIST}?globalId=unknown"))
        .await
        .expect(404);
    admin
        .delete(&format!("{LIST}?globalId=unknown"))
        .await
        .expect(404);
    admin.delete(LIST).await.expect(400);
    admin.delete(&by_id).await.expect(204);
    admin.get(&by_id).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn what_is_no_link_is_refused() {
    let app = world().await;
    let admin = app.admin();
    let reply = admin.post(LIST, json!({})).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.error("url"), "'url' is required.");
    assert_eq!(reply.error("title"), "'title' is required.");
    let object = |url: &str, title: &str| json!({ "object": { "url": url, "title": title } });
    for url in [
        "javascript:alert(1)",
        " https://x",
        "data:text/html,x",
        "//x/y",
        "x",
        "https://x/\ny",
    ] {
        let reply = admin.post(LIST, object(url, "t")).await;
        assert_eq!(reply.status, 400, "{url:?}");
        assert!(!reply.error("url").is_empty());
    }
    let reply = admin
        .post(LIST, object("HTTP://x", &"t".repeat(1001)))
        .await;
    assert!(!reply.error("title").is_empty());
    let mut link = gitlab("https://x", false);
    link["object"]["icon"]["url16x16"] = json!("javascript:1");
    link["relationship"] = json!("r".repeat(256));
    let reply = admin.post(LIST, link).await;
    assert!(!reply.error("icon.url16x16").is_empty());
    assert!(!reply.error("relationship").is_empty());
    for body in [
        json!({ "object": 7 }),
        json!({ "object": { "url": 7, "title": "t" } }),
        json!({ "object": { "url": "http://x", "title": "t", "status": { "resolved": "yes" } } }),
    ] {
        admin.post(LIST, body).await.expect(400);
    }
    assert!(links(&admin).await.is_empty());
    assert_eq!(history(&app, "OPS-1").await.len(), 0);
    app.done().await;
}

#[tokio::test]
async fn links_go_by_their_number() {
    let app = world().await;
    app.issue("OPS", "other").await;
    let admin = app.admin();
    let made = admin.post(LIST, gitlab("https://gl/1", false)).await;
    let id = made.expect(201)["id"].clone();
    for path in [
        format!("{LIST}/7"),
        format!("{LIST}/x"),
        format!("/rest/api/2/issue/OPS-2/remotelink/{id}"),
    ] {
        admin.get(&path).await.expect(404);
        admin.delete(&path).await.expect(404);
        let body = gitlab("https://gl/1", false);
        admin.put(&path, body).await.expect(404);
    }
    admin.delete(&format!("{LIST}/{id}")).await.expect(204);
    assert!(links(&admin).await.is_empty());
    assert_eq!(history(&app, "OPS-1").await.len(), 2);
    app.done().await;
}

#[tokio::test]
async fn who_may_not() {
    let app = world().await;
    let fred = app.member("fred").await;
    let body = gitlab("https://gl/1", false);
    fred.post(LIST, body.clone()).await.expect(201);
    let one = format!("{LIST}/10000");
    app.anonymous().get(LIST).await.expect(401);
    app.anonymous().post(LIST, body.clone()).await.expect(401);
    revoke(&app, "LINK_ISSUES").await;
    fred.get(LIST).await.expect(200);
    for reply in [
        fred.post(LIST, body.clone()).await,
        fred.put(&one, body.clone()).await,
        fred.delete(&one).await,
        fred.delete(&format!("{LIST}?globalId=x")).await,
    ] {
        assert_eq!(reply.status, 403);
        assert_eq!(
            reply.messages(),
            "No Link Issue Permission for issue 'OPS-1'"
        );
    }
    hide(&app).await;
    for reply in [
        fred.get(LIST).await,
        fred.get(&one).await,
        fred.post(LIST, body.clone()).await,
        fred.put(&one, body).await,
        fred.delete(&one).await,
    ] {
        assert_eq!(reply.status, 404);
        assert_eq!(reply.messages(), "Issue Does Not Exist");
    }
    app.done().await;
}
