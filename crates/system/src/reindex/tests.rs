use serde_json::json;
use testkit::TestApp;

use super::{is_waiting, note_finished};

const PATH: &str = "/rest/api/2/reindex";

#[tokio::test]
async fn the_index_is_made_anew_beside_everything_else() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    app.issue("OPS", "walrus one").await;
    app.issue("OPS", "walrus two").await;
    issues::text::rebuild(app.app()).await.unwrap();
    note_finished(app.app()).await.unwrap();
    assert!(!is_waiting(app.app()).await.unwrap());
    admin.get(PATH).await.expect(404);

    let begun = admin
        .post(&format!("{PATH}?type=foreground"), json!({}))
        .await
        .expect(202);
    assert_eq!(
        (&begun["type"], &begun["success"]),
        (&json!("FOREGROUND"), &json!(false))
    );
    assert_eq!(begun["currentProgress"], 0);
    let progress = begun["progressUrl"].as_str().unwrap();
    let progress = progress.strip_prefix("http://jira.test").unwrap();
    assert!(is_waiting(app.app()).await.unwrap());
    // The one under way is the one.
    let again = admin.post(PATH, json!({})).await.expect(202);
    assert_eq!(again["progressUrl"], begun["progressUrl"]);
    let summary = admin.get("/rest/api/2/index/summary").await.expect(200);
    assert_eq!(summary["issueIndex"]["countInDatabase"], 2);
    assert_eq!(summary["issueIndex"]["countInIndex"], 0);
    let search = "/rest/api/2/search?jql=text~walrus";
    assert_eq!(admin.get(search).await.expect(200)["total"], 2);
    // It is not done because somebody says so.
    note_finished(app.app()).await.unwrap();
    assert_eq!(admin.get(progress).await.expect(200)["success"], false);

    app.advance(60);
    assert_eq!(issues::text::rebuild(app.app()).await.unwrap(), 2);
    note_finished(app.app()).await.unwrap();
    let done = admin.get(progress).await.expect(200);
    assert_eq!(
        (&done["success"], &done["currentProgress"]),
        (&json!(true), &json!(100))
    );
    assert_eq!(done["finishTime"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(admin.get(PATH).await.expect(200), done);
    assert!(!is_waiting(app.app()).await.unwrap());
    assert_eq!(admin.get(search).await.expect(200)["total"], 2);
    let summary = admin.get("/rest/api/2/index/summary").await.expect(200);
    assert_eq!(summary["issueIndex"]["countInIndex"], 2);
    app.done().await;
}

#[tokio::test]
async fn some_issues_are_made_anew_at_once() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    app.issue("OPS", "walrus").await;
    let path = "/rest/api/2/reindex/issue";
    let done = admin
        .post(&format!("{path}?issueId=OPS-1"), json!({}))
        .await
        .expect(202);
    assert_eq!(
        (&done["success"], &done["currentProgress"]),
        (&json!(true), &json!(100))
    );
    admin.post(path, json!({})).await.expect(400);
    admin
        .post(&format!("{path}?issueId=OPS-9"), json!({}))
        .await
        .expect(404);
    let many = format!("{path}?{}", "issueId=OPS-1&".repeat(51));
    admin.post(&many, json!({})).await.expect(400);
    app.done().await;
}

#[tokio::test]
async fn it_is_for_administrators() {
    let app = TestApp::new().await;
    let (fred, boss) = (app.member("fred").await, app.jira_admin("boss").await);
    boss.post(&format!("{PATH}?type=other"), json!({}))
        .await
        .expect(400);
    boss.get(&format!("{PATH}?taskId=1")).await.expect(404);
    boss.get("/rest/api/2/reindex/request/1").await.expect(404);
    assert_eq!(
        boss.get("/rest/api/2/reindex/request/bulk?requestId=1")
            .await
            .expect(200),
        json!([])
    );
    assert_eq!(
        boss.post("/rest/api/2/reindex/request", json!({}))
            .await
            .expect(200),
        json!([])
    );
    for path in [
        PATH,
        "/rest/api/2/reindex/progress",
        "/rest/api/2/index/summary",
    ] {
        fred.get(path).await.expect(403);
        app.anonymous().get(path).await.expect(401);
    }
    fred.post(PATH, json!({})).await.expect(403);
    fred.post("/rest/api/2/reindex/issue?issueId=OPS-1", json!({}))
        .await
        .expect(403);
    for path in [
        "/rest/api/2/index-snapshot",
        "/rest/api/2/index-snapshot/isRunning",
    ] {
        boss.get(path).await.expect(403);
        app.admin().get(path).await.expect(200);
    }
    app.done().await;
}
