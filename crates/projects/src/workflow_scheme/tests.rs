//! Black-box tests of workflow schemes and their drafts.

use serde_json::{Value, json};
use testkit::{Client, TestApp};

const SCHEMES: &str = "/rest/api/2/workflowscheme";
const SIMPLIFIED: &str = "Software Simplified Workflow";

fn members(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

/// Makes a scheme that no project has; returns its address.
async fn spare(admin: &Client) -> String {
    let scheme = json!({
        "name": "Spare", "description": "Not in use.", "defaultWorkflow": SIMPLIFIED,
        "issueTypeMappings": { "10004": "jira" },
    });
    let scheme = admin.post(SCHEMES, scheme).await.expect(201);
    format!("{SCHEMES}/{}", scheme["id"])
}

#[tokio::test]
async fn a_new_project_has_a_scheme_of_its_own() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let path = "/rest/api/2/project/OPS/workflowscheme";
    let scheme = admin.get(path).await.expect(200);
    assert_eq!(
        scheme,
        json!({
            "id": 10000,
            "name": "OPS: Software Simplified Workflow Scheme",
            "description": "",
            "defaultWorkflow": SIMPLIFIED,
            "issueTypeMappings": {},
            "draft": false,
            "self": "http://jira.test/rest/api/2/workflowscheme/10000",
        })
    );
    assert_eq!(
        members(&scheme),
        [
            "id",
            "name",
            "description",
            "defaultWorkflow",
            "issueTypeMappings",
            "draft",
            "self"
        ]
    );
    let fred = app.member("fred").await;
    fred.get(path).await.expect(403);
    app.anonymous().get(path).await.expect(401);
    admin
        .get("/rest/api/2/project/NONE/workflowscheme")
        .await
        .expect(404);
    // The scheme goes with its project, and its name is free again.
    admin.delete("/rest/api/2/project/OPS").await.expect(204);
    admin.get(&format!("{SCHEMES}/10000")).await.expect(404);
    app.project("OPS").await;
    let again = admin.get(path).await.expect(200);
    assert_eq!(again["name"], scheme["name"]);
    app.done().await;
}

#[tokio::test]
async fn a_scheme_not_in_use_is_changed_at_once() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let one = spare(&admin).await;
    let made = admin.get(&one).await.expect(200);
    assert_eq!(made["issueTypeMappings"], json!({ "10004": "jira" }));
    assert_eq!(made["description"], "Not in use.");
    let plain = admin.post(SCHEMES, json!({ "name": "Plain" })).await;
    assert_eq!(plain.expect(201)["defaultWorkflow"], "jira");

    let body = json!({ "name": "Other", "issueTypeMappings": { "10001": SIMPLIFIED } });
    let changed = admin.put(&one, body).await.expect(200);
    assert_eq!(changed["name"], "Other");
    assert_eq!(changed["description"], "Not in use.");
    assert_eq!(changed["issueTypeMappings"], json!({ "10001": SIMPLIFIED }));

    let path = format!("{one}/default");
    let default = admin.get(&path).await.expect(200);
    assert_eq!(default, json!({ "workflow": SIMPLIFIED }));
    let changed = admin.delete(&path).await.expect(200);
    assert_eq!(changed["defaultWorkflow"], "jira");
    let body = json!({ "workflow": "software simplified workflow" });
    let changed = admin.put(&path, body).await.expect(200);
    assert_eq!(changed["defaultWorkflow"], SIMPLIFIED);

    let path = format!("{one}/issuetype/10004");
    let shown = admin.get(&path).await.expect(200);
    assert_eq!(
        shown,
        json!({ "issueType": "10004", "workflow": SIMPLIFIED })
    );
    let changed = admin.put(&path, json!({ "workflow": "jira" })).await;
    assert_eq!(
        changed.expect(200)["issueTypeMappings"],
        json!({ "10001": SIMPLIFIED, "10004": "jira" })
    );
    let path = format!("{one}/workflow");
    assert_eq!(
        admin.get(&path).await.expect(200),
        json!([
            { "workflow": SIMPLIFIED, "issueTypes": ["10001"], "defaultMapping": true },
            { "workflow": "jira", "issueTypes": ["10004"], "defaultMapping": false },
        ])
    );
    let named = format!("{path}?workflowName=jira");
    assert_eq!(
        admin.get(&named).await.expect(200),
        json!({ "workflow": "jira", "issueTypes": ["10004"], "defaultMapping": false })
    );
    let body = json!({ "issueTypes": ["10002", "10000"], "defaultMapping": true });
    let changed = admin.put(&named, body).await.expect(200);
    assert_eq!(changed["defaultWorkflow"], "jira");
    assert_eq!(
        changed["issueTypeMappings"],
        json!({ "10000": "jira", "10001": SIMPLIFIED, "10002": "jira" })
    );
    let changed = admin.delete(&named).await.expect(200);
    assert_eq!(changed["issueTypeMappings"], json!({ "10001": SIMPLIFIED }));
    let path = format!("{one}/issuetype/10001");
    let changed = admin.delete(&path).await.expect(200);
    assert_eq!(changed["issueTypeMappings"], json!({}));
    admin.delete(&path).await.expect(404);

    admin.delete(&one).await.expect(204);
    admin.get(&one).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_scheme_in_use_is_changed_by_its_draft() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let one = format!("{SCHEMES}/10000");
    let before = app.fingerprint().await;
    for (path, body) in [
        (one.clone(), json!({ "defaultWorkflow": "jira" })),
        (format!("{one}/default"), json!({ "workflow": "jira" })),
        (
            format!("{one}/issuetype/10004"),
            json!({ "workflow": "jira" }),
        ),
        (
            format!("{one}/workflow?workflowName=jira"),
            json!({ "issueTypes": ["10004"] }),
        ),
    ] {
        let reply = admin.put(&path, body).await;
        assert!(reply.messages().contains("updateDraftIfNeeded"), "{path}");
        reply.expect(400);
    }
    admin.delete(&one).await.expect(400);
    admin.get(&format!("{one}/draft")).await.expect(404);
    admin.delete(&format!("{one}/draft")).await.expect(404);
    assert_eq!(app.fingerprint().await, before);

    let body = json!({ "workflow": "jira", "updateDraftIfNeeded": true });
    let draft = admin
        .put(&format!("{one}/issuetype/10004"), body)
        .await
        .expect(200);
    assert_eq!(draft["draft"], true);
    assert_eq!(draft["issueTypeMappings"], json!({ "10004": "jira" }));
    assert_eq!(draft["originalDefaultWorkflow"], SIMPLIFIED);
    assert_eq!(draft["originalIssueTypeMappings"], json!({}));
    assert_eq!(draft["lastModifiedUser"]["name"], "admin");
    assert_eq!(draft["lastModified"], "01/Mar/24 12:00 PM");
    assert_eq!(
        members(&draft),
        [
            "id",
            "name",
            "description",
            "defaultWorkflow",
            "issueTypeMappings",
            "originalDefaultWorkflow",
            "originalIssueTypeMappings",
            "draft",
            "lastModifiedUser",
            "lastModified",
            "self"
        ]
    );
    assert_eq!(
        draft["self"],
        "http://jira.test/rest/api/2/workflowscheme/10000/draft"
    );
    let path = format!("{one}/draft");
    assert_eq!(admin.get(&path).await.expect(200), draft);
    let asked = format!("{one}?returnDraftIfExists=true");
    assert_eq!(admin.get(&asked).await.expect(200), draft);
    let scheme = admin.get(&one).await.expect(200);
    assert_eq!(scheme["issueTypeMappings"], json!({}));
    assert_eq!(scheme["draft"], false);
    admin
        .post(&format!("{one}/createdraft"), json!({}))
        .await
        .expect(400);

    // Each part of the draft by itself.
    let default = format!("{path}/default");
    let changed = admin.put(&default, json!({ "workflow": "jira" })).await;
    assert_eq!(changed.expect(200)["defaultWorkflow"], "jira");
    assert_eq!(
        admin.get(&default).await.expect(200),
        json!({ "workflow": "jira" })
    );
    let body = json!({ "workflow": SIMPLIFIED });
    admin.put(&default, body).await.expect(200);
    let workflow = format!("{path}/workflow?workflowName=jira");
    let shown = admin.get(&workflow).await.expect(200);
    assert_eq!(shown["issueTypes"], json!(["10004"]));
    let changed = admin.delete(&workflow).await.expect(200);
    assert_eq!(changed["issueTypeMappings"], json!({}));
    let kind = format!("{path}/issuetype/10001");
    admin.delete(&kind).await.expect(404);
    admin
        .put(&kind, json!({ "workflow": "jira" }))
        .await
        .expect(200);
    let shown = admin.get(&kind).await.expect(200);
    assert_eq!(shown["workflow"], "jira");
    admin.delete(&kind).await.expect(200);

    // Its name is its scheme's; the scheme's own name may be changed at any time.
    let body = json!({ "name": "Ours", "description": "" });
    assert_eq!(
        admin.put(&path, body.clone()).await.expect(200)["name"],
        scheme["name"]
    );
    assert_eq!(admin.put(&one, body).await.expect(200)["name"], "Ours");
    admin.delete(&path).await.expect(204);
    admin.get(&path).await.expect(404);
    let draft = admin.post(&format!("{one}/createdraft"), json!({})).await;
    assert_eq!(draft.expect(201)["draft"], true);
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let one = spare(&admin).await;
    let before = app.fingerprint().await;
    let long = "x".repeat(256);
    for (body, field) in [
        (json!({}), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": long }), "name"),
        (json!({ "name": "SPARE" }), "name"),
        (
            json!({ "name": "New", "defaultWorkflow": "none" }),
            "workflow",
        ),
        (
            json!({ "name": "New", "issueTypeMappings": { "77": "jira" } }),
            "issueTypeMappings",
        ),
        (
            json!({ "name": "New", "issueTypeMappings": { "10004": "none" } }),
            "workflow",
        ),
        (
            json!({ "name": "New", "description": "x".repeat(32_768) }),
            "description",
        ),
    ] {
        let reply = admin.post(SCHEMES, body).await;
        assert!(!reply.error(field).is_empty(), "{}", reply.text);
        reply.expect(400);
    }
    for body in [
        json!({ "name": 1 }),
        json!({ "issueTypeMappings": [] }),
        json!({ "name": "a\0b" }),
    ] {
        admin.post(SCHEMES, body).await.expect(400);
    }
    // No draft without a project; the default scheme stays as it is.
    admin
        .post(&format!("{one}/createdraft"), json!({}))
        .await
        .expect(400);
    let zero = format!("{SCHEMES}/0");
    let default = admin.get(&zero).await.expect(200);
    assert_eq!(default["name"], "Default Workflow Scheme");
    let body = json!({ "defaultWorkflow": SIMPLIFIED });
    admin.put(&zero, body).await.expect(400);
    admin.put(&zero, json!({ "name": "x" })).await.expect(400);
    admin.delete(&zero).await.expect(400);
    for path in ["77", "x", "77/default", "77/draft", "77/workflow"] {
        admin.get(&format!("{SCHEMES}/{path}")).await.expect(404);
    }
    admin.get(&format!("{one}/issuetype/77")).await.expect(404);
    let path = format!("{one}/workflow?workflowName=none");
    admin.get(&path).await.expect(404);
    admin.delete(&path).await.expect(404);
    admin.delete(&format!("{one}/workflow")).await.expect(400);
    admin
        .put(&format!("{one}/default"), json!({}))
        .await
        .expect(400);
    assert_eq!(app.fingerprint().await, before);
    let fred = app.member("fred").await;
    for path in [
        one.clone(),
        format!("{one}/default"),
        format!("{one}/draft"),
    ] {
        fred.get(&path).await.expect(403);
        app.anonymous().get(&path).await.expect(401);
    }
    fred.post(SCHEMES, json!({ "name": "x" })).await.expect(403);
    app.done().await;
}
