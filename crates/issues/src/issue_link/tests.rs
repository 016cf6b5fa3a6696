use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::tests::{history, members, revoke, secure, task};

const NEW: &str = "/rest/api/2/issueLink";
const ISSUE: &str = "/rest/api/2/issue";

/// An instance with the issues OPS-1 to OPS-3.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    for summary in ["one", "two", "three"] {
        app.issue("OPS", summary).await;
    }
    app
}

fn link(name: &str, from: &str, to: &str) -> Value {
    json!({ "type": { "name": name }, "inwardIssue": { "key": from }, "outwardIssue": { "key": to } })
}

async fn links(client: &Client, key: &str) -> Value {
    let issue = client.get(&format!("{ISSUE}/{key}")).await.expect(200);
    issue["fields"]["issuelinks"].clone()
}

#[tokio::test]
async fn either_issue_shows_the_link() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.advance(60);
    let made = fred.post(NEW, link("Blocks", "OPS-1", "OPS-2")).await;
    assert_eq!(made.text, "");
    made.expect(201);
    let of_one = links(&fred, "OPS-1").await;
    assert_eq!(members(&of_one[0]), ["id", "self", "type", "outwardIssue"]);
    assert_eq!(of_one[0]["id"], "10000");
    assert_eq!(
        of_one[0]["self"],
        "http://jira.test/rest/api/2/issueLink/10000"
    );
    assert_eq!(of_one[0]["type"]["outward"], "blocks");
    let other = &of_one[0]["outwardIssue"];
    assert_eq!(members(other), ["id", "key", "self", "fields"]);
    assert_eq!(
        members(&other["fields"]),
        ["summary", "status", "priority", "issuetype"]
    );
    assert_eq!(
        (&other["key"], &other["fields"]["summary"]),
        (&json!("OPS-2"), &json!("two"))
    );
    let of_two = links(&fred, "OPS-2").await;
    assert_eq!(members(&of_two[0]), ["id", "self", "type", "inwardIssue"]);
    assert_eq!(of_two[0]["inwardIssue"]["key"], "OPS-1");
    let alone = fred.get(&format!("{NEW}/10000")).await.expect(200);
    assert_eq!(
        members(&alone),
        ["id", "self", "type", "inwardIssue", "outwardIssue"]
    );
    assert_eq!(alone["inwardIssue"], of_two[0]["inwardIssue"]);
    assert_eq!(alone["outwardIssue"], of_one[0]["outwardIssue"]);
    assert_eq!(alone["type"], of_one[0]["type"]);

    let issue = fred
        .get(&format!("{ISSUE}/OPS-2?expand=changelog"))
        .await
        .expect(200);
    assert_eq!(
        issue["changelog"]["histories"][0]["items"],
        json!([{ "field": "Link", "fieldtype": "jira", "from": null, "fromString": null,
                 "to": "OPS-1", "toString": "This issue is blocked by OPS-1" }])
    );
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(history(&app, "OPS-1").await, [["Link"]]);

    let found = fred
        .get("/rest/api/2/search?jql=project=OPS+order+by+key")
        .await
        .expect(200);
    let of_first = &found["issues"][0]["fields"]["issuelinks"];
    assert_eq!(of_first[0]["outwardIssue"]["key"], "OPS-2");
    app.done().await;
}

#[tokio::test]
async fn the_same_link_is_made_once() {
    let app = world().await;
    let fred = app.member("fred").await;
    fred.post(NEW, link("Blocks", "OPS-1", "OPS-2"))
        .await
        .expect(201);
    let before = app.fingerprint().await;
    // By id, by number, by words; types named by their words, too.
    let id = app.admin().get(&format!("{ISSUE}/OPS-1")).await.expect(200)["id"].clone();
    let body = json!({
        "type": { "id": 10000 }, "inwardIssue": { "id": id }, "outwardIssue": { "key": "ops-2" },
    });
    fred.post(NEW, body).await.expect(201);
    fred.post(NEW, link("blocks", "OPS-1", "OPS-2"))
        .await
        .expect(201);
    fred.post(NEW, link("is blocked by", "OPS-1", "OPS-2"))
        .await
        .expect(201);
    assert_eq!(app.fingerprint().await, before);
    // The other way round is another one.
    fred.post(NEW, link("Blocks", "OPS-2", "OPS-1"))
        .await
        .expect(201);
    assert_eq!(links(&fred, "OPS-1").await.as_array().unwrap().len(), 2);
    app.done().await;
}

#[tokio::test]
async fn a_comment_comes_with_it() {
    let app = world().await;
    let fred = app.member("fred").await;
    let mut body = link("Relates", "OPS-1", "OPS-2");
    body["comment"] = json!({ "body": "see there" });
    fred.post(NEW, body.clone()).await.expect(201);
    let issue = fred.get(&format!("{ISSUE}/OPS-1")).await.expect(200);
    assert_eq!(
        issue["fields"]["comment"]["comments"][0]["body"],
        "see there"
    );
    let before = app.fingerprint().await;
    body["outwardIssue"] = json!({ "key": "OPS-3" });
    body["comment"] = json!({ "body": " " });
    fred.post(NEW, body.clone()).await.expect(400);
    revoke(&app, "ADD_COMMENTS").await;
    body["comment"] = json!({ "body": "x" });
    fred.post(NEW, body).await.expect(403);
    let rows = |all: Vec<(String, i64)>| {
        let rows = all
            .into_iter()
            .filter(|(name, _)| !matches!(name.as_str(), "policy" | "permission_grant"));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(rows(app.fingerprint().await), rows(before));
    app.done().await;
}

#[tokio::test]
async fn a_link_is_deleted() {
    let app = world().await;
    let fred = app.member("fred").await;
    fred.post(NEW, link("Blocks", "OPS-1", "OPS-2"))
        .await
        .expect(201);
    let path = format!("{NEW}/10000");
    fred.delete(&path).await.expect(204);
    fred.delete(&path).await.expect(404);
    fred.get(&path).await.expect(404);
    assert_eq!(links(&fred, "OPS-1").await, json!([]));
    let issue = fred
        .get(&format!("{ISSUE}/OPS-1?expand=changelog"))
        .await
        .expect(200);
    assert_eq!(
        issue["changelog"]["histories"][1]["items"],
        json!([{ "field": "Link", "fieldtype": "jira", "from": "OPS-2",
                 "fromString": "This issue blocks OPS-2", "to": null, "toString": null }])
    );
    for id in ["x", "-1"] {
        fred.get(&format!("{NEW}/{id}")).await.expect(400);
        fred.delete(&format!("{NEW}/{id}")).await.expect(400);
        app.anonymous()
            .get(&format!("{NEW}/{id}"))
            .await
            .expect(401);
    }
    app.anonymous().get(&format!("{NEW}/77")).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let app = world().await;
    let fred = app.member("fred").await;
    let before = app.fingerprint().await;
    for (body, status) in [
        (json!({}), 400),
        (json!({ "type": { "name": "Blocks" } }), 400),
        (
            json!({ "inwardIssue": { "key": "OPS-1" }, "outwardIssue": { "key": "OPS-2" } }),
            400,
        ),
        (
            json!({ "type": {}, "inwardIssue": { "key": "OPS-1" }, "outwardIssue": { "key": "OPS-2" } }),
            400,
        ),
        (
            json!({ "type": { "name": "Blocks" }, "inwardIssue": {}, "outwardIssue": { "key": "OPS-2" } }),
            400,
        ),
        (json!({ "type": "Blocks" }), 400),
        (link("Blocks", "OPS-1", "OPS-1"), 400),
        (link("Blocks", "OPS-1", "OPS-9"), 404),
        (link("Blocks", "OPS-9", "OPS-1"), 404),
        (link("Nope", "OPS-1", "OPS-2"), 404),
    ] {
        let reply = fred.post(NEW, body.clone()).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.text);
    }
    let reply = fred.post(NEW, link("Nope", "OPS-1", "OPS-2")).await;
    assert_eq!(
        reply.messages(),
        "No issue link type with name 'Nope' found."
    );
    app.anonymous()
        .post(NEW, link("Blocks", "OPS-1", "OPS-2"))
        .await
        .expect(401);
    app.anonymous().post(NEW, json!({})).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn who_may_not_link_does_neither() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.admin()
        .post(NEW, link("Blocks", "OPS-1", "OPS-2"))
        .await
        .expect(201);
    revoke(&app, "LINK_ISSUES").await;
    let reply = fred.post(NEW, link("Blocks", "OPS-1", "OPS-3")).await;
    assert_eq!(
        reply.messages(),
        "No Link Issue Permission for issue 'OPS-1'"
    );
    reply.expect(403);
    fred.delete(&format!("{NEW}/10000")).await.expect(403);
    fred.get(&format!("{NEW}/10000")).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn links_to_what_one_may_not_see_are_absent() {
    let app = world().await;
    let fred = app.member("fred").await;
    let admin = app.admin();
    admin
        .post(NEW, link("Blocks", "OPS-1", "OPS-2"))
        .await
        .expect(201);
    admin
        .post(NEW, link("Blocks", "OPS-3", "OPS-1"))
        .await
        .expect(201);
    secure(&app, "OPS").await;
    let secret = json!({ "fields": { "security": { "id": "910" } } });
    admin
        .put(&format!("{ISSUE}/OPS-2"), secret)
        .await
        .expect(204);
    assert_eq!(links(&admin, "OPS-1").await.as_array().unwrap().len(), 2);
    let seen = links(&fred, "OPS-1").await;
    assert_eq!(seen.as_array().unwrap().len(), 1);
    assert_eq!(seen[0]["inwardIssue"]["key"], "OPS-3");
    let path = format!("{NEW}/10000");
    let reply = fred.get(&path).await;
    assert_eq!(reply.messages(), "No issue link with id '10000' exists.");
    reply.expect(404);
    fred.delete(&path).await.expect(404);
    fred.post(NEW, link("Relates", "OPS-1", "OPS-2"))
        .await
        .expect(404);
    admin.get(&path).await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn links_come_with_an_issue() {
    let app = world().await;
    let fred = app.member("fred").await;
    let mut body = task(json!({}));
    body["update"] = json!({ "issuelinks": [
        { "add": { "type": { "name": "Blocks" }, "outwardIssue": { "key": "OPS-1" } } },
    ] });
    fred.post(ISSUE, body).await.expect(201);
    assert_eq!(
        links(&fred, "OPS-4").await[0]["outwardIssue"]["key"],
        "OPS-1"
    );
    let edit = json!({ "update": { "issuelinks": [
        { "add": { "type": { "name": "Blocks" }, "inwardIssue": { "key": "OPS-3" }, "comment": { "body": "x" } } },
    ] } });
    fred.put(&format!("{ISSUE}/OPS-4"), edit).await.expect(204);
    assert_eq!(
        links(&fred, "OPS-3").await[0]["outwardIssue"]["key"],
        "OPS-4"
    );
    let before = app.fingerprint().await;
    for add in [
        json!({ "type": { "name": "Blocks" } }),
        json!({ "type": { "name": "Blocks" }, "inwardIssue": { "key": "OPS-1" }, "outwardIssue": { "key": "OPS-2" } }),
        json!("OPS-1"),
    ] {
        let edit =
            json!({ "fields": { "summary": "new" }, "update": { "issuelinks": [{ "add": add }] } });
        fred.put(&format!("{ISSUE}/OPS-4"), edit).await.expect(400);
    }
    let many = vec![
        json!({ "add": { "type": { "name": "Blocks" }, "outwardIssue": { "key": "OPS-2" } } });
        11
    ];
    fred.put(
        &format!("{ISSUE}/OPS-4"),
        json!({ "update": { "issuelinks": many } }),
    )
    .await
    .expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn links_go_with_an_issue() {
    let app = world().await;
    let admin = app.admin();
    admin
        .post(NEW, link("Blocks", "OPS-1", "OPS-2"))
        .await
        .expect(201);
    admin.delete(&format!("{ISSUE}/OPS-2")).await.expect(204);
    assert_eq!(links(&admin, "OPS-1").await, json!([]));
    admin.get(&format!("{NEW}/10000")).await.expect(404);
    app.done().await;
}
