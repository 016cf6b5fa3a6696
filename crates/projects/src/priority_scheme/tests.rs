use serde_json::{Value, json};
use testkit::TestApp;

const LIST: &str = "/rest/api/2/priorityschemes";
const OF_OPS: &str = "/rest/api/2/project/OPS/priorityscheme";

fn default(project_keys: Option<Value>) -> Value {
    let mut scheme = json!({
        "expand": "projectKeys", "self": "http://jira.test/rest/api/2/priorityschemes/10001",
        "id": 10001, "name": "Default priority scheme",
        "description": "All priorities. Projects that have no other scheme use it.",
        "defaultOptionId": "3", "optionIds": ["1", "2", "3", "4", "5"], "defaultScheme": true,
    });
    if let Some(keys) = project_keys {
        scheme["projectKeys"] = keys;
    }
    scheme
}

#[tokio::test]
async fn a_project_has_the_default_scheme_until_it_gets_another() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("DEV").await;
    let boss = app.jira_admin("boss").await;
    let list = boss.get(LIST).await.expect(200);
    let page = json!({
        "expand": "schemes", "schemes": [default(None)],
        "startAt": 0, "maxResults": 100, "total": 1,
    });
    assert_eq!(list, page);
    let shown = boss
        .get(&format!("{OF_OPS}?expand=projectKeys"))
        .await
        .expect(200);
    assert_eq!(shown, default(Some(json!(["DEV", "OPS"]))));

    let body = json!({ "name": "Two", "optionIds": [5, "1"], "defaultOptionId": "5" });
    let made = boss.post(LIST, body).await.expect(201);
    assert_eq!(
        (&made["id"], &made["defaultScheme"]),
        (&json!(10100), &json!(false))
    );
    assert_eq!(made["optionIds"], json!(["5", "1"]));
    let set = boss
        .put(
            &format!("{OF_OPS}?expand=projectKeys"),
            json!({ "id": 10100 }),
        )
        .await
        .expect(200);
    assert_eq!(set["projectKeys"], json!(["OPS"]));
    assert_eq!(boss.get(OF_OPS).await.expect(200)["name"], "Two");
    let list = boss
        .get(&format!(
            "{LIST}?expand=schemes.projectKeys&startAt=1&maxResults=1"
        ))
        .await
        .expect(200);
    assert_eq!(list["schemes"][0]["projectKeys"], json!(["OPS"]));
    assert_eq!((&list["total"], &list["startAt"]), (&json!(2), &json!(1)));

    boss.delete(&format!("{OF_OPS}/10001")).await.expect(400);
    let other = "/rest/api/2/project/DEV/priorityscheme/10100";
    boss.delete(other).await.expect(400);
    boss.delete(&format!("{OF_OPS}/77")).await.expect(404);
    let gone = boss.delete(&format!("{OF_OPS}/10100")).await.expect(200);
    assert_eq!(gone["name"], "Two");
    assert_eq!(boss.get(OF_OPS).await.expect(200), default(None));
    app.done().await;
}

#[tokio::test]
async fn a_scheme_has_what_the_issues_of_its_projects_have() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "of medium priority").await;
    let boss = app.jira_admin("boss").await;
    let body = json!({ "name": "Two", "optionIds": ["5", "1"] });
    boss.post(LIST, body).await.expect(201);
    let before = app.fingerprint().await;
    let reply = boss.put(OF_OPS, json!({ "id": "10100" })).await;
    assert!(reply.error("projects").contains("OPS"), "{}", reply.text);
    reply.expect(400);
    boss.put(OF_OPS, json!({ "id": 77 })).await.expect(404);
    boss.put(OF_OPS, json!({})).await.expect(404);
    for body in [
        json!({ "name": "two", "optionIds": ["1"] }),
        json!({ "name": "x", "optionIds": ["77"] }),
        json!({ "name": "x", "optionIds": ["1"], "defaultOptionId": "2" }),
        json!({ "name": "x" }),
        json!({ "optionIds": ["1"] }),
    ] {
        boss.post(LIST, body).await.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    let body = json!({ "optionIds": ["1", "3"] });
    boss.put(&format!("{LIST}/10100"), body).await.expect(200);
    boss.put(OF_OPS, json!({ "id": "10100" })).await.expect(200);
    let body = json!({ "optionIds": ["1"] });
    let reply = boss.put(&format!("{LIST}/10100"), body).await;
    assert!(reply.error("optionIds").contains("OPS"));
    reply.expect(400);
    boss.delete(&format!("{LIST}/10100")).await.expect(204);
    assert_eq!(boss.get(OF_OPS).await.expect(200)["id"], 10001);
    boss.delete(&format!("{LIST}/10001")).await.expect(403);
    boss.delete(&format!("{LIST}/10100")).await.expect(404);
    // The default of the default scheme is what issues get that name none.
    let low = json!({ "defaultOptionId": "4" });
    boss.put(&format!("{LIST}/10001"), low).await.expect(200);
    app.issue("OPS", "of low priority").await;
    let issue = boss.get("/rest/api/2/issue/OPS-2").await.expect(200);
    assert_eq!(issue["fields"]["priority"]["name"], "Low");
    app.done().await;
}

#[tokio::test]
async fn who_may() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    for path in [LIST, "/rest/api/2/priorityschemes/10001", OF_OPS] {
        fred.get(path).await.expect(403);
        app.anonymous().get(path).await.expect(401);
    }
    fred.put(OF_OPS, json!({ "id": 10001 })).await.expect(403);
    fred.post(LIST, json!({ "name": "x" })).await.expect(403);
    fred.delete(&format!("{OF_OPS}/10001")).await.expect(403);
    app.admin()
        .get("/rest/api/2/project/NONE/priorityscheme")
        .await
        .expect(404);
    app.done().await;
}
