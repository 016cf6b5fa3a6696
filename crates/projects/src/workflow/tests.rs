//! Black-box tests of workflows and the properties of transitions.

use serde_json::json;
use testkit::TestApp;

const WORKFLOWS: &str = "/rest/api/2/workflow";
const SIMPLIFIED: &str = "Software%20Simplified%20Workflow";

fn properties(number: &str, key: &str) -> String {
    let key = if key.is_empty() {
        String::new()
    } else {
        format!("&key={key}")
    };
    format!("{WORKFLOWS}/transitions/{number}/properties?workflowName={SIMPLIFIED}{key}")
}

#[tokio::test]
async fn the_workflows_there_are() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let all = admin.get(WORKFLOWS).await.expect(200);
    assert_eq!(
        all,
        json!([
            {
                "name": "jira",
                "description": "The workflow of schemes that name no other.",
                "steps": 5,
                "default": true,
            },
            {
                "name": "Software Simplified Workflow",
                "description": "Any status can be reached from any other.",
                "steps": 3,
                "default": false,
            },
        ])
    );
    let one = format!("{WORKFLOWS}?workflowName=jira");
    assert_eq!(admin.get(&one).await.expect(200), all[0]);
    let none = format!("{WORKFLOWS}?workflowName=none");
    admin.get(&none).await.expect(404);
    app.member("fred").await.get(WORKFLOWS).await.expect(403);
    app.anonymous().get(WORKFLOWS).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_transition_has_properties() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let (all, one) = (properties("31", ""), properties("31", "jira.i18n.title"));
    assert_eq!(admin.get(&all).await.expect(200), json!([]));
    admin.get(&one).await.expect(404);
    let body = json!({ "value": "some.title" });
    let shown = json!({ "key": "jira.i18n.title", "value": "some.title", "id": "jira.i18n.title" });
    assert_eq!(admin.post(&one, body.clone()).await.expect(200), shown);
    admin.post(&one, body.clone()).await.expect(400);
    assert_eq!(admin.get(&one).await.expect(200), shown);
    assert_eq!(admin.get(&all).await.expect(200), json!([shown]));
    assert_eq!(admin.put(&one, body).await.status, 304);
    let changed = admin.put(&one, json!({ "value": "" })).await.expect(200);
    assert_eq!(changed["value"], "");
    // The workflow tells who changed it.
    let path = format!("{WORKFLOWS}?workflowName={SIMPLIFIED}");
    let workflow = admin.get(&path).await.expect(200);
    assert_eq!(workflow["lastModifiedDate"], "01/Mar/24 12:00 PM");
    assert!(workflow["lastModifiedUser"].is_string());
    assert_eq!(admin.delete(&one).await.status, 200);
    assert_eq!(admin.delete(&one).await.status, 304);
    assert_eq!(admin.get(&all).await.expect(200), json!([]));
    app.done().await;
}

#[tokio::test]
async fn properties_that_cannot_be() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let before = app.fingerprint().await;
    let body = || json!({ "value": "1" });
    for key in ["jira.title", "a%20b", "a%00b", ""] {
        let path = properties("31", key);
        assert_eq!(admin.post(&path, body()).await.status, 400, "{key}");
        assert_eq!(admin.put(&path, body()).await.status, 400, "{key}");
        assert_eq!(admin.delete(&path).await.status, 400, "{key}");
    }
    let long = properties("31", &"x".repeat(256));
    admin.post(&long, body()).await.expect(400);
    let path = properties("31", "key");
    let value = "x".repeat(32_768);
    admin
        .post(&path, json!({ "value": value }))
        .await
        .expect(400);
    admin.post(&path, json!({ "value": 1 })).await.expect(400);
    for number in ["77", "x"] {
        let path = properties(number, "key");
        admin.get(&path).await.expect(404);
        admin.put(&path, body()).await.expect(404);
        admin.delete(&path).await.expect(404);
    }
    let at = format!("{WORKFLOWS}/transitions/5/properties");
    admin.get(&at).await.expect(400);
    let draft = format!("{at}?workflowName=jira&workflowMode=draft");
    admin.get(&draft).await.expect(400);
    let none = format!("{at}?workflowName=none");
    admin.get(&none).await.expect(404);
    // Nobody changes the system's own workflow.
    let system = format!("{at}?workflowName=jira&key=a");
    admin.put(&system, body()).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    let fred = app.member("fred").await;
    fred.get(&properties("31", "")).await.expect(403);
    fred.put(&path, body()).await.expect(403);
    app.done().await;
}
