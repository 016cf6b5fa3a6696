//! Black-box tests of the pages of workflows: one is made, filled in, used, and goes again.

use serde_json::json;
use testkit::TestApp;

const PAGES: &str = "/secure/admin/workflows";

#[tokio::test]
async fn a_workflow_is_made_and_issues_follow_it() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let b = app.admin_browser().await;
    let list = format!("{PAGES}/ListWorkflows.jspa");
    let shown = b.get(&list).await;
    assert!(shown.text.contains("Software Simplified Workflow") && shown.text.contains("In use"));
    let view = format!("{PAGES}/ViewWorkflowSteps.jspa?workflowName=Tickets");
    let to_view = |reply: &testkit::Reply| {
        assert_eq!(reply.status, 303, "{}", reply.text);
        assert_eq!(b.location(reply), view);
    };
    let path = format!("{PAGES}/AddNewWorkflow.jspa");
    let values = [
        ("name", "Tickets"),
        ("description", "few words"),
        ("initialStatus", "1"),
    ];
    to_view(&b.submit(&path, &values).await);
    let name = ("workflowName", "Tickets");
    for status in ["3", "6"] {
        let path = format!("{PAGES}/AddWorkflowStep.jspa");
        to_view(&b.submit(&path, &[name, ("status", status)]).await);
    }
    for (transition, from, to, screen) in [
        ("Start", "1", "3", ""),
        ("Close", "", "6", "3"),
        ("Again", "6", "1", ""),
    ] {
        let path = format!("{PAGES}/AddWorkflowTransition.jspa");
        let mut values = vec![name, ("name", transition), ("to", to), ("screen", screen)];
        if !from.is_empty() {
            values.push(("from", from));
        }
        to_view(&b.submit(&path, &values).await);
    }
    let shown = b.get(&view).await.text;
    for text in [
        "few words",
        "Start",
        "Any status",
        "Resolve Issue Screen",
        "New issues",
    ] {
        assert!(shown.contains(text), "{text}");
    }
    let rule = format!("{PAGES}/AddWorkflowTransitionRule.jspa");
    let number = ("workflowTransition", "21");
    for (kind, key, argument) in [
        ("condition", "permission", "CLOSE_ISSUES"),
        ("condition", "in-role", "10002"),
        ("condition", "only-reporter", ""),
        ("function", "assign", "lead"),
        ("function", "set-resolution", "10002"),
    ] {
        let values = [
            name,
            number,
            ("kind", kind),
            ("rule", key),
            ("argument", argument),
        ];
        let reply = b.submit(&rule, &values).await;
        assert_eq!(reply.status, 303, "{}", reply.text);
    }
    for (kind, key, argument) in [
        ("condition", "in-group", "nope"),
        ("condition", "permission", "NOPE"),
        ("function", "assign", "somebody"),
        ("function", "nope", ""),
    ] {
        let values = [
            name,
            number,
            ("kind", kind),
            ("rule", key),
            ("argument", argument),
        ];
        assert_eq!(b.submit(&rule, &values).await.status, 400, "{key}");
    }
    let page =
        format!("{PAGES}/ViewWorkflowTransition.jspa?workflowName=Tickets&workflowTransition=21");
    let shown = b.get(&page).await.text;
    for text in [
        "Only users with a permission: Close Issues",
        "Only users in a project role: Administrators",
        "Only the reporter",
        "Assign the issue to: The project lead",
        "Set the resolution to: Duplicate",
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }

    // A scheme with it, for a project whose issues have statuses that it has.
    let path = "/secure/admin/AddWorkflowScheme.jspa";
    let values = [
        ("name", "Ours"),
        ("defaultWorkflow", "Tickets"),
        ("type_10004", "jira"),
    ];
    let reply = b.submit(path, &values).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let admin = app.admin();
    let scheme = admin
        .get("/rest/api/2/workflowscheme/10001")
        .await
        .expect(200);
    assert_eq!(scheme["defaultWorkflow"], "Tickets");
    assert_eq!(scheme["issueTypeMappings"], json!({ "10004": "jira" }));
    let project = admin.get("/rest/api/2/project/OPS").await.expect(200);
    let project = ("projectId", project["id"].as_str().unwrap());
    let path = "/secure/project/SelectProjectWorkflowScheme.jspa";
    app.issue("OPS", "the first").await;
    let refused = b.submit(path, &[project, ("schemeId", "10001")]).await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.text.contains("which the workflow"),
        "{}",
        refused.text
    );
    admin.delete("/rest/api/2/issue/OPS-1").await.expect(204);
    let chosen = b.submit(path, &[project, ("schemeId", "10001")]).await;
    assert_eq!(chosen.status, 303, "{}", chosen.text);
    app.issue("OPS", "the second").await;
    let path = "/rest/api/2/issue/OPS-2/transitions";
    let steps = admin.get(path).await.expect(200);
    let names: Vec<_> = steps["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["name"].clone())
        .collect();
    assert_eq!(names, ["Start", "Close"], "{steps}");

    // What is in use stays.
    let delete = format!("{PAGES}/DeleteWorkflow.jspa");
    assert_eq!(b.submit(&delete, &[name]).await.status, 400);
    let remove = format!("{PAGES}/DeleteWorkflowStep.jspa");
    assert_eq!(
        b.submit(&remove, &[name, ("status", "1")]).await.status,
        400
    );
    let edit = format!("{PAGES}/EditWorkflowStep.jspa");
    to_view(
        &b.submit(&edit, &[name, ("status", "1"), ("editable", "false")])
            .await,
    );
    let summary = json!({ "fields": { "summary": "x" } });
    admin
        .put("/rest/api/2/issue/OPS-2", summary)
        .await
        .expect(400);
    app.done().await;
}

#[tokio::test]
async fn a_copy_goes_its_own_way() {
    let app = TestApp::new().await;
    let b = app.admin_browser().await;
    let path = format!("{PAGES}/CloneWorkflow.jspa");
    let values = [
        ("workflowName", "jira"),
        ("name", "Classic"),
        ("description", ""),
    ];
    let reply = b.submit(&path, &values).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let name = ("workflowName", "Classic");
    let number = ("workflowTransition", "301");
    let path = format!("{PAGES}/DeleteWorkflowTransitions.jspa");
    assert_eq!(b.submit(&path, &[name, number]).await.status, 303);
    let gone = b.submit(&path, &[name, number]).await;
    assert_eq!(gone.status, 404);
    let path = format!("{PAGES}/EditWorkflowTransition.jspa");
    let values = [
        name,
        ("workflowTransition", "4"),
        ("name", "Begin"),
        ("to", "3"),
    ];
    assert_eq!(b.submit(&path, &values).await.status, 303);
    let view =
        format!("{PAGES}/ViewWorkflowTransition.jspa?workflowName=Classic&workflowTransition=4");
    let shown = b.get(&view).await.text;
    assert!(
        shown.contains("Begin")
            && shown.contains("Any status")
            && shown.contains("Only the assignee")
    );
    let path = format!("{PAGES}/EditWorkflow.jspa");
    let values = [
        name,
        ("name", "Modern"),
        ("description", "x"),
        ("initialStatus", "3"),
    ];
    assert_eq!(b.submit(&path, &values).await.status, 303);
    // The original is as it was, and cannot be changed.
    let view =
        format!("{PAGES}/ViewWorkflowTransition.jspa?workflowName=jira&workflowTransition=301");
    assert_eq!(b.get(&view).await.status, 200);
    let before = app.fingerprint().await;
    let values = [
        ("workflowName", "jira"),
        ("name", "x"),
        ("initialStatus", "1"),
    ];
    assert_eq!(b.submit(&path, &values).await.status, 400);
    assert_eq!(app.fingerprint().await, before);
    let path = format!("{PAGES}/DeleteWorkflow.jspa");
    let modern = ("workflowName", "Modern");
    assert_eq!(b.submit(&path, &[modern]).await.status, 303);
    assert_eq!(b.submit(&path, &[modern]).await.status, 404);
    let simplified = ("workflowName", "Software Simplified Workflow");
    assert_eq!(b.submit(&path, &[simplified]).await.status, 400);
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let list = format!("{PAGES}/ListWorkflows.jspa");
    assert_eq!(fred.get(&list).await.status, 403);
    app.done().await;
}
