//! Black-box tests of the pages of workflow schemes: a draft is made, refused, published.

use serde_json::json;
use testkit::TestApp;

const LIST: &str = "/secure/admin/ViewWorkflowSchemes.jspa";

#[tokio::test]
async fn a_scheme_in_use_is_changed_and_published() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let b = app.admin_browser().await;
    let admin = app.admin();
    let shown = b.get(LIST).await;
    assert!(
        shown
            .text
            .contains("OPS: Software Simplified Workflow Scheme")
    );
    let scheme = ("schemeId", "10000");
    let values = [
        scheme,
        ("name", "Ours <1>"),
        ("description", "words"),
        ("defaultWorkflow", "jira"),
        ("type_10004", "Software Simplified Workflow"),
    ];
    let path = "/secure/admin/EditWorkflowScheme.jspa";
    let reply = b.submit(path, &values).await;
    assert_eq!((reply.status, b.location(&reply).as_str()), (303, LIST));
    let one = "/rest/api/2/workflowscheme/10000";
    let live = admin.get(one).await.expect(200);
    assert_eq!(live["name"], "Ours <1>");
    assert_eq!(live["defaultWorkflow"], "Software Simplified Workflow");
    let draft = admin.get(&format!("{one}/draft")).await.expect(200);
    assert_eq!(draft["defaultWorkflow"], "jira");
    assert_eq!(
        draft["issueTypeMappings"],
        json!({ "10004": "Software Simplified Workflow" })
    );
    assert!(b.get(LIST).await.text.contains("Publish draft"));

    // A task in To Do would be nowhere in the other workflow.
    app.issue("OPS", "the first").await;
    let publish = "/secure/admin/PublishDraftWorkflowScheme.jspa";
    let before = app.fingerprint().await;
    let refused = b.submit(publish, &[scheme]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("&#39;To Do&#39;"), "{}", refused.text);
    assert_eq!(app.fingerprint().await, before);
    admin.delete("/rest/api/2/issue/OPS-1").await.expect(204);
    assert_eq!(b.submit(publish, &[scheme]).await.status, 303);
    assert_eq!(admin.get(one).await.expect(200)["defaultWorkflow"], "jira");
    admin.get(&format!("{one}/draft")).await.expect(404);
    assert_eq!(b.submit(publish, &[scheme]).await.status, 404);
    let key = app.issue("OPS", "the second").await;
    let issue = admin.get(&format!("/rest/api/2/issue/{key}")).await;
    assert_eq!(issue.expect(200)["fields"]["status"]["name"], "Open");

    let created = admin.post(&format!("{one}/createdraft"), json!({})).await;
    created.expect(201);
    let discard = "/secure/admin/DiscardDraftWorkflowScheme.jspa";
    assert_eq!(b.submit(discard, &[scheme]).await.status, 303);
    assert_eq!(b.submit(discard, &[scheme]).await.status, 404);
    let delete = "/secure/admin/DeleteWorkflowScheme.jspa";
    assert_eq!(b.submit(delete, &[scheme]).await.status, 400);
    app.done().await;
}
