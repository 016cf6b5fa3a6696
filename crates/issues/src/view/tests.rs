//! The page of an issue, and its forms.

mod forms;
mod markup;
mod page;

use serde_json::json;
use testkit::TestApp;

/// Returns a server with a project, an issue OPS-1 of the administrator's, and a member called Fred.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "Renew the certificate").await;
    app.member("fred").await;
    app
}

/// Returns the id of an issue.
async fn id_of(app: &TestApp, key: &str) -> String {
    let path = format!("/rest/api/2/issue/{key}?fields=summary");
    let issue = app.admin().get(&path).await.expect(200);
    issue["id"].as_str().unwrap().to_owned()
}

/// Comments as somebody; returns the comment's id.
async fn say(client: &testkit::Client, key: &str, body: &str) -> String {
    let path = format!("/rest/api/2/issue/{key}/comment");
    let comment = client
        .post(&path, json!({ "body": body }))
        .await
        .expect(201);
    comment["id"].as_str().unwrap().to_owned()
}
