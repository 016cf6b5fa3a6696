//! Making many issues at once.

use serde_json::{Value, json};

use super::world;
use crate::tests::{hide, members, task};

const BULK: &str = "/rest/api/2/issue/bulk";

fn many(issues: &[Value]) -> Value {
    json!({ "issueUpdates": issues })
}

#[tokio::test]
async fn those_that_can_be_made_are() {
    let app = world().await;
    let fred = app.member("fred").await;
    let body = many(&[
        task(json!({ "summary": "first" })),
        task(
            json!({ "issuetype": { "name": "InvalidIssueType" }, "priority": { "name": "High" } }),
        ),
        json!({}),
        task(json!({ "summary": "second", "components": [] })),
    ]);
    let made = fred.post(BULK, body).await.expect(201);
    assert_eq!(members(&made), ["issues", "errors"]);
    let keys: Vec<&Value> = made["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["key"])
        .collect();
    assert_eq!(keys, ["OPS-2", "OPS-3"]);
    assert_eq!(members(&made["issues"][0]), ["id", "key", "self"]);
    assert_eq!(
        made["errors"][0],
        json!({
            "status": 400,
            "elementErrors": {
                "errorMessages": [], "errors": { "issuetype": "issue type is required" },
            },
            "failedElementNumber": 1,
        })
    );
    assert_eq!(made["errors"][1]["failedElementNumber"], 2);
    assert_eq!(made["errors"].as_array().unwrap().len(), 2);
    let issue = fred.get("/rest/api/2/issue/OPS-3").await.expect(200);
    assert_eq!(issue["fields"]["summary"], "second");
    app.done().await;
}

#[tokio::test]
async fn an_issue_that_fails_late_leaves_nothing() {
    let app = world().await;
    let fred = app.member("fred").await;
    let with = |add: Value| {
        let mut body = task(json!({}));
        body["update"] = json!({ "issuelinks": [{ "add": add }] });
        body
    };
    let link = |key: &str| json!({ "type": { "name": "Blocks" }, "outwardIssue": { "key": key } });
    let before = app.fingerprint().await;
    let reply = fred.post(BULK, many(&[with(link("OPS-77"))])).await;
    assert_eq!(reply.body["errors"][0]["status"], 404);
    assert_eq!(
        reply.body["errors"][0]["elementErrors"],
        json!({ "errorMessages": ["Issue Does Not Exist"], "errors": {} })
    );
    assert_eq!(reply.body["issues"], json!([]));
    reply.expect(400);
    assert_eq!(app.fingerprint().await, before);
    let body = many(&[with(link("OPS-77")), with(link("OPS-1"))]);
    let made = fred.post(BULK, body).await.expect(201);
    assert_eq!(made["issues"].as_array().unwrap().len(), 1);
    app.done().await;
}

#[tokio::test]
async fn what_is_no_list_of_issues_is_refused() {
    let app = world().await;
    let fred = app.member("fred").await;
    let before = app.fingerprint().await;
    for body in [
        json!({}),
        many(&[]),
        json!({ "issueUpdates": {} }),
        many(&[json!(7)]),
        many(&vec![json!({}); 1001]),
    ] {
        fred.post(BULK, body).await.expect(400);
    }
    app.anonymous()
        .post(BULK, many(&[task(json!({}))]))
        .await
        .expect(401);
    hide(&app).await;
    fred.post(BULK, many(&[task(json!({}))])).await.expect(400);
    let rows = |all: Vec<(String, i64)>| {
        let rows = all
            .into_iter()
            .filter(|(name, _)| !matches!(name.as_str(), "policy" | "permission_grant"));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(rows(app.fingerprint().await), rows(before));
    app.done().await;
}
