//! Changing, moving on and assigning issues by form.

use serde_json::json;
use testkit::TestApp;

use super::{error, fields, stamp};
use crate::tests::{configure, hide, history, revoke};

const EDIT: &str = "/secure/EditIssue!default.jspa?id=OPS-1";
const SAVE: &str = "/secure/EditIssue.jspa";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "the first").await;
    app.member("fred").await;
    app
}

#[tokio::test]
async fn only_what_differs_is_changed() {
    let app = world().await;
    let fred = app.browser_of("fred").await;
    let form = fred.get(EDIT).await;
    assert_eq!(form.status, 200, "{}", form.text);
    let summary = stamp(&form, "summary");
    let labels = stamp(&form, "labels");
    // Meanwhile somebody else is at work.
    let other = json!({ "fields": { "labels": ["theirs"] } });
    app.admin()
        .put("/rest/api/2/issue/OPS-1", other)
        .await
        .expect(204);
    let sent = [
        ("id", "OPS-1"),
        ("summary", "the second"),
        ("was_summary", &summary),
        ("labels", ""),
        ("was_labels", &labels),
        ("comment", "why"),
    ];
    let saved = fred.submit(SAVE, &sent).await;
    assert_eq!(
        (saved.status, fred.location(&saved).as_str()),
        (303, "/browse/OPS-1"),
        "{}",
        saved.text
    );
    let has = fields(&app, "OPS-1").await;
    assert_eq!(has["summary"], "the second");
    // What fred left as it stood stays as it became.
    assert_eq!(has["labels"], json!(["theirs"]));
    assert_eq!(has["comment"]["comments"][0]["body"], "why");
    assert_eq!(history(&app, "OPS-1").await, [["labels"], ["summary"]]);
    app.done().await;
}

#[tokio::test]
async fn what_two_change_is_told_to_the_second() {
    let app = world().await;
    let fred = app.browser_of("fred").await;
    let was = stamp(&fred.get(EDIT).await, "summary");
    let other = json!({ "fields": { "summary": "<theirs>" } });
    app.admin()
        .put("/rest/api/2/issue/OPS-1", other)
        .await
        .expect(204);
    let sent = [("id", "OPS-1"), ("summary", "mine"), ("was_summary", &*was)];
    let refused = fred.submit(SAVE, &sent).await;
    assert_eq!(refused.status, 400);
    assert!(
        error(&refused, "summary").contains("It is now: &#60;theirs&#62;."),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("value=\"mine\""));
    assert_eq!(fields(&app, "OPS-1").await["summary"], "<theirs>");
    let was = stamp(&refused, "summary");
    let sent = [("id", "OPS-1"), ("summary", "mine"), ("was_summary", &*was)];
    assert_eq!(fred.submit(SAVE, &sent).await.status, 303);
    assert_eq!(fields(&app, "OPS-1").await["summary"], "mine");
    app.done().await;
}

#[tokio::test]
async fn one_field_in_its_place() {
    let app = world().await;
    let fred = app.browser_of("fred").await;
    let path = "/secure/AjaxIssueEditAction!default.jspa?issueId=OPS-1&field=summary";
    let form = fred.get(path).await;
    assert_eq!(form.status, 200, "{}", form.text);
    assert!(form.text.contains("name=\"summary\"") && !form.text.contains("name=\"description\""));
    let was = stamp(&form, "summary");
    let post = "/secure/AjaxIssueEditAction.jspa";
    let base = [
        ("id", "OPS-1"),
        ("field", "summary"),
        ("was_summary", &*was),
        ("dialog", "true"),
    ];
    let with = |more: &[(&'static str, &'static str)]| [&base[..], more].concat();
    let refused = fred.submit(post, &with(&[("summary", "")])).await;
    assert_eq!(refused.status, 400);
    assert!(!error(&refused, "summary").is_empty());
    // Another field than the form's is not taken.
    let saved = fred
        .submit(post, &with(&[("summary", "short"), ("description", "no")]))
        .await;
    assert_eq!(saved.status, 201, "{}", saved.text);
    let has = fields(&app, "OPS-1").await;
    assert_eq!(
        (&has["summary"], &has["description"]),
        (&json!("short"), &json!(null))
    );
    for field in ["status", "comment", "nope", ""] {
        let path = format!("/secure/AjaxIssueEditAction!default.jspa?issueId=OPS-1&field={field}");
        assert_eq!(fred.get(&path).await.status, 400, "{field}");
    }
    let labels = fred.get("/secure/EditLabels!default.jspa?id=OPS-1").await;
    assert_eq!(labels.status, 200);
    let sent = [("id", "OPS-1"), ("labels", "b a")];
    assert_eq!(
        fred.submit("/secure/EditLabels.jspa", &sent).await.status,
        303
    );
    assert_eq!(fields(&app, "OPS-1").await["labels"], json!(["a", "b"]));
    app.done().await;
}

#[tokio::test]
async fn a_transition_asks_for_what_its_screen_has() {
    let app = world().await;
    configure(&app, &[
        "update workflow_transition set screen_id = 3 where workflow_id = 10000 and number = 31",
        "delete from workflow_rule where workflow_id = 10000 and number = 31",
    ]).await;
    let version = json!({ "name": "1.0", "project": "OPS" });
    let admin = app.admin();
    admin.post("/rest/api/2/version", version).await.expect(201);
    let fred = app.browser_of("fred").await;
    let path = "/secure/CommentAssignIssue!default.jspa?id=OPS-1&action=31";
    // A bookmark of the reference does nothing but lead there.
    let bookmark = fred
        .get("/secure/WorkflowUIDispatcher.jspa?id=OPS-1&action=31&atl_token=x")
        .await;
    assert_eq!(
        (bookmark.status, fred.location(&bookmark).as_str()),
        (303, path)
    );
    let form = fred.get(path).await;
    assert_eq!(form.status, 200, "{}", form.text);
    for name in ["resolution", "assignee", "comment", "fixVersions"] {
        assert!(
            form.text.contains(&format!("name=\"{name}\"")),
            "{name}: {}",
            form.text
        );
    }
    assert!(
        form.text.contains("selected>Done</option>"),
        "{}",
        form.text
    );
    assert_eq!(fields(&app, "OPS-1").await["status"]["name"], "To Do");
    let post = "/secure/CommentAssignIssue.jspa";
    let sent = [
        ("id", "OPS-1"),
        ("action", "31"),
        ("resolution", ""),
        ("comment", "kept"),
    ];
    let refused = fred.submit(post, &sent).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    assert!(!error(&refused, "resolution").is_empty());
    assert!(refused.text.contains("kept</textarea>"));
    let sent = [
        ("id", "OPS-1"),
        ("action", "31"),
        ("resolution", "10001"),
        ("assignee", "fred"),
        ("comment", "so"),
    ];
    let done = fred.submit(post, &sent).await;
    assert_eq!(
        (done.status, fred.location(&done).as_str()),
        (303, "/browse/OPS-1"),
        "{}",
        done.text
    );
    let has = fields(&app, "OPS-1").await;
    assert_eq!(
        (&has["status"]["name"], &has["resolution"]["id"]),
        (&json!("Done"), &json!("10001"))
    );
    assert_eq!(
        (&has["assignee"]["name"], &has["comment"]["total"]),
        (&json!("fred"), &json!(1))
    );
    for action in ["77", "x", ""] {
        let path = format!("/secure/CommentAssignIssue!default.jspa?id=OPS-1&action={action}");
        assert_eq!(fred.get(&path).await.status, 400, "{action}");
    }
    app.done().await;
}

#[tokio::test]
async fn giving_an_issue_to_somebody() {
    let app = world().await;
    let fred = app.browser_of("fred").await;
    let form = fred.get("/secure/AssignIssue!default.jspa?id=OPS-1").await;
    assert_eq!(form.status, 200);
    assert!(form.text.contains("(me)</option>"), "{}", form.text);
    let post = "/secure/AssignIssue.jspa";
    let refused = fred
        .submit(
            post,
            &[
                ("id", "OPS-1"),
                ("assignee_other", "ghost"),
                ("comment", "kept"),
            ],
        )
        .await;
    assert_eq!(refused.status, 400);
    assert!(
        error(&refused, "assignee").contains("ghost") && refused.text.contains("kept</textarea>")
    );
    let taken = fred
        .submit(
            post,
            &[("id", "OPS-1"), ("assignee", "fred"), ("comment", "mine")],
        )
        .await;
    assert_eq!(taken.status, 303, "{}", taken.text);
    let has = fields(&app, "OPS-1").await;
    assert_eq!(
        (&has["assignee"]["name"], &has["comment"]["total"]),
        (&json!("fred"), &json!(1))
    );
    let left = fred
        .submit(
            post,
            &[("id", "OPS-1"), ("assignee", ""), ("assignee_other", "")],
        )
        .await;
    assert_eq!(left.status, 303);
    assert_eq!(fields(&app, "OPS-1").await["assignee"], json!(null));
    app.done().await;
}

#[tokio::test]
async fn each_form_asks_the_guard() {
    let app = world().await;
    let id = "OPS-1";
    let forms = [
        ("EDIT_ISSUES", "EditIssue", "", vec![("summary", "x")]),
        (
            "EDIT_ISSUES",
            "AjaxIssueEditAction",
            "&field=summary",
            vec![("field", "summary"), ("summary", "x")],
        ),
        ("EDIT_ISSUES", "EditLabels", "", vec![("labels", "x")]),
        (
            "TRANSITION_ISSUES",
            "CommentAssignIssue",
            "&action=31",
            vec![("action", "31")],
        ),
        (
            "ASSIGN_ISSUES",
            "AssignIssue",
            "",
            vec![("assignee", "fred")],
        ),
    ];
    let fred = app.browser_of("fred").await;
    let nobody = app.browser();
    let before = fields(&app, id).await;
    for (permission, page, query, sent) in &forms {
        let (shown, action) = (
            format!("/secure/{page}!default.jspa?id={id}{query}"),
            format!("/secure/{page}.jspa"),
        );
        let mut sent = sent.clone();
        sent.push(("id", id));
        assert_eq!(fred.get(&shown).await.status, 200, "{page}");
        revoke(&app, permission).await;
        assert_eq!(fred.get(&shown).await.status, 403, "{page}");
        assert_eq!(fred.submit(&action, &sent).await.status, 403, "{page}");
        assert_eq!(nobody.submit(&action, &sent).await.status, 303, "{page}");
        crate::tests::grant(&app, permission, "applicationRole").await;
    }
    hide(&app).await;
    for (_, page, query, sent) in &forms {
        let shown = format!("/secure/{page}!default.jspa?id={id}{query}");
        assert_eq!(fred.get(&shown).await.status, 404, "{page}");
        let mut sent = sent.clone();
        sent.push(("id", id));
        assert_eq!(
            fred.submit(&format!("/secure/{page}.jspa"), &sent)
                .await
                .status,
            404,
            "{page}"
        );
    }
    assert_eq!(fields(&app, id).await, before);
    app.done().await;
}
