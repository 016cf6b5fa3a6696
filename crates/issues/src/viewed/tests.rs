//! What is remembered of whom.

use model::{IssueId, Timestamp};
use serde_json::{Value, json};
use testkit::{Client, TestApp};

async fn look(app: &TestApp, name: &str, issue: i64, at: i64) {
    let cx = app.cx_of(name).await;
    let mut tx = cx.write().await.unwrap();
    let user = cx.user_id().unwrap();
    super::note(&mut tx, user, IssueId(issue), Timestamp(at))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn keys(client: &Client, jql: &str) -> Vec<Value> {
    let query = json!({ "jql": jql, "fields": ["summary"] });
    let found = client.post("/rest/api/2/search", query).await.expect(200);
    let issues = found["issues"].as_array().unwrap().iter();
    issues.map(|issue| issue["key"].clone()).collect()
}

async fn id_of(app: &TestApp, key: &str) -> i64 {
    let issue = app.admin().get(&format!("/rest/api/2/issue/{key}")).await;
    issue.expect(200)["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn queries_know_what_one_looked_at_oneself() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    app.project("OPS").await;
    let mut ids = Vec::new();
    for summary in ["first", "second", "third"] {
        let key = app.issue("OPS", summary).await;
        ids.push(id_of(&app, &key).await);
    }
    // 2024-02-29T00:00:00Z and a day later; then the first one again.
    let day = 1_709_164_800_000;
    look(&app, "fred", ids[0], day).await;
    look(&app, "fred", ids[1], day + 1000).await;
    look(&app, "fred", ids[0], day + 86_400_000).await;
    look(&app, "admin", ids[2], day).await;
    for (jql, expected) in [
        (
            "key in issueHistory() order by lastViewed desc",
            json!(["OPS-1", "OPS-2"]),
        ),
        ("issue not in issueHistory()", json!(["OPS-3"])),
        ("lastViewed < 2024-03-01", json!(["OPS-2"])),
        ("lastViewed is empty", json!(["OPS-3"])),
        (
            "lastViewed is not empty order by lastViewed",
            json!(["OPS-2", "OPS-1"]),
        ),
        ("order by lastViewed", json!(["OPS-2", "OPS-1", "OPS-3"])),
        ("text ~ second order by lastViewed", json!(["OPS-2"])),
    ] {
        assert_eq!(json!(keys(&fred, jql).await), expected, "{jql}");
    }
    let mine = keys(&app.admin(), "key in issueHistory()").await;
    assert_eq!(json!(mine), json!(["OPS-3"]));
    app.done().await;
}

#[tokio::test]
async fn only_the_last_ones_are_remembered() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let issue = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Task" }, "summary": "one of many",
    }});
    let many = json!({ "issueUpdates": vec![issue; 50] });
    let path = "/rest/api/2/issue/bulk";
    let made = app.admin().post(path, many).await.expect(201);
    let last = app.issue("OPS", "and one more").await;
    for (at, issue) in (1..).zip(made["issues"].as_array().unwrap()) {
        let id = issue["id"].as_str().unwrap().parse().unwrap();
        look(&app, "admin", id, at).await;
    }
    look(&app, "admin", id_of(&app, &last).await, 1000).await;
    let query = "/rest/api/2/search?jql=key+in+issueHistory()+order+by+lastViewed&maxResults=1";
    let found = app.admin().get(query).await.expect(200);
    assert_eq!(found["total"], 50);
    assert_eq!(found["issues"][0]["key"], "OPS-2", "the first is forgotten");
    app.done().await;
}
