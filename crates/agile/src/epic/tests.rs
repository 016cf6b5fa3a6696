use serde_json::json;
use testkit::TestApp;

use crate::tests::{AGILE, epic, hide, issue_of, keys, last_change, members, ranked, revoke};

const EPIC: &str = "/rest/agile/1.0/epic";

#[tokio::test]
async fn an_epic_is_shown_and_changed() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let key = epic(&app, "OPS", "Billing").await;
    let path = format!("{EPIC}/{key}");
    let shown = fred.get(&path).await.expect(200);
    let mut expected = json!({
        "id": 10000, "key": "OPS-1", "self": "http://jira.test/rest/agile/1.0/epic/10000",
        "name": "Billing", "summary": "All about Billing", "color": { "key": "color_1" },
        "done": false,
    });
    assert_eq!(shown, expected);
    assert_eq!(
        members(&shown),
        ["id", "key", "self", "name", "summary", "color", "done"]
    );
    assert_eq!(
        fred.get(&format!("{EPIC}/10000")).await.expect(200),
        expected
    );
    let given = json!({
        "name": "Money", "summary": "All of it", "color": { "key": "color_4" }, "done": true,
    });
    let changed = fred.post(&path, given).await.expect(200);
    expected["name"] = json!("Money");
    expected["summary"] = json!("All of it");
    expected["color"]["key"] = json!("color_4");
    expected["done"] = json!(true);
    assert_eq!(changed, expected);
    fred.post(&path, json!({ "done": false })).await.expect(200);
    expected["done"] = json!(false);
    assert_eq!(fred.get(&path).await.expect(200), expected);

    let before = app.fingerprint().await;
    fred.post(&path, json!({ "color": { "key": "color_15" } }))
        .await
        .expect(400);
    fred.post(&path, json!({ "color": { "key": "red" } }))
        .await
        .expect(400);
    fred.post(&path, json!({ "name": "x".repeat(256) }))
        .await
        .expect(400);
    fred.post(&path, json!({ "summary": "" })).await.expect(400);
    fred.post(&path, json!({ "done": "yes" })).await.expect(400);
    let task = app.issue("OPS", "a task").await;
    fred.get(&format!("{EPIC}/{task}")).await.expect(404);
    fred.get(&format!("{EPIC}/OPS-99")).await.expect(404);
    app.anonymous().get(&path).await.expect(401);
    revoke(&app, "EDIT_ISSUES").await;
    fred.post(&path, json!({ "name": "x" })).await.expect(403);
    hide(&app).await;
    assert_eq!(
        fred.get(&path).await.expect(404),
        fred.get(&format!("{EPIC}/OPS-99")).await.expect(404)
    );
    admin.get(&path).await.expect(200);
    drop(before);
    app.done().await;
}

#[tokio::test]
async fn issues_become_part_of_an_epic() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let (one, two) = (
        epic(&app, "OPS", "One").await,
        epic(&app, "OPS", "Two").await,
    );
    let (task, other) = (app.issue("OPS", "a").await, app.issue("OPS", "b").await);
    let subtask = json!({
        "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" }, "summary": "part",
        "parent": { "key": task },
    });
    let subtask = issue_of(&app, subtask).await;
    let of = |epic: &str| format!("{EPIC}/{epic}/issue");
    fred.post(&of(&one), json!({ "issues": [task, other] }))
        .await
        .expect(204);
    assert_eq!(keys(&fred, &of(&one)).await, [task.clone(), other.clone()]);
    assert_eq!(
        last_change(&app, &task).await,
        [json!({
            "field": "Epic Link", "fieldtype": "custom", "from": null, "fromString": null,
            "to": "10000", "toString": "OPS-1",
        })]
    );
    let children = last_change(&app, &one).await;
    assert_eq!(children.len(), 2);
    assert_eq!(
        (&children[0]["field"], &children[0]["toString"]),
        (&json!("Epic Child"), &json!(task))
    );
    // In one epic only.
    fred.post(&of(&two), json!({ "issues": [task] }))
        .await
        .expect(204);
    assert_eq!(keys(&fred, &of(&one)).await, std::slice::from_ref(&other));
    let search = async |jql: &str| {
        let jql = jql
            .replace(' ', "%20")
            .replace('"', "%22")
            .replace('=', "%3D");
        keys(
            &fred,
            &format!("/rest/api/2/search?jql={jql}%20order%20by%20key"),
        )
        .await
    };
    assert_eq!(
        search(&format!("\"Epic Link\" = {two}")).await,
        std::slice::from_ref(&task)
    );
    assert_eq!(
        search(&format!("issue in parentEpic({two})")).await,
        [task.clone(), subtask.clone()]
    );
    assert_eq!(
        search("\"Epic Link\" is not EMPTY").await,
        [task.clone(), other.clone()]
    );
    fred.get("/rest/api/2/search?jql=%22Epic%20Link%22%3DOPS-99")
        .await
        .expect(400);

    let before = app.fingerprint().await;
    for given in [
        json!({}),
        json!({ "issues": [subtask] }),
        json!({ "issues": [task, one] }),
        json!({ "issues": [task, "OPS-99"] }),
    ] {
        let refused = fred.post(&of(&two), given.clone()).await;
        assert_eq!(refused.status, 400, "{given}");
    }
    fred.post(&of(&task), json!({ "issues": [other] }))
        .await
        .expect(404);
    assert_eq!(app.fingerprint().await, before);
    fred.post(&of("none"), json!({ "issues": [task] }))
        .await
        .expect(204);
    assert_eq!(keys(&fred, &of("none")).await, [task.clone(), subtask]);
    app.anonymous()
        .post(&of("none"), json!({ "issues": [task] }))
        .await
        .expect(401);
    // An epic that goes takes no issue with it.
    admin
        .delete(&format!("/rest/api/2/issue/{one}"))
        .await
        .expect(204);
    fred.get(&format!("/rest/api/2/issue/{other}"))
        .await
        .expect(200);
    revoke(&app, "EDIT_ISSUES").await;
    fred.post(&of("none"), json!({ "issues": [task] }))
        .await
        .expect(403);
    app.done().await;
}

#[tokio::test]
async fn epics_are_ranked() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    for name in ["One", "Two", "Three"] {
        epic(&app, "OPS", name).await;
    }
    let rank = |epic: &str| format!("{AGILE}/epic/{epic}/rank");
    fred.put(&rank("OPS-3"), json!({ "rankBeforeEpic": "OPS-1" }))
        .await
        .expect(204);
    assert_eq!(ranked(&app, "OPS").await, ["OPS-3", "OPS-1", "OPS-2"]);
    fred.put(&rank("OPS-3"), json!({ "rankAfterEpic": 10001 }))
        .await
        .expect(204);
    assert_eq!(ranked(&app, "OPS").await, ["OPS-1", "OPS-2", "OPS-3"]);
    fred.put(&rank("OPS-3"), json!({})).await.expect(400);
    let both = json!({ "rankAfterEpic": "OPS-1", "rankBeforeEpic": "OPS-2" });
    fred.put(&rank("OPS-3"), both).await.expect(400);
    fred.put(&rank("OPS-3"), json!({ "rankAfterEpic": "OPS-3" }))
        .await
        .expect(400);
    fred.put(&rank("OPS-3"), json!({ "rankAfterEpic": "OPS-9" }))
        .await
        .expect(404);
    let other = json!({ "rankAfterEpic": "OPS-1", "rankCustomFieldId": 1 });
    fred.put(&rank("OPS-3"), other).await.expect(400);
    revoke(&app, "SCHEDULE_ISSUES").await;
    fred.put(&rank("OPS-3"), json!({ "rankAfterEpic": "OPS-1" }))
        .await
        .expect(403);
    app.done().await;
}
