//! What the page shows to whom.

use serde_json::json;
use testkit::TestApp;

use super::{id_of, say, world};
use crate::tests::{configure, grant, hide, revoke, secure, task};

const PAGE: &str = "/browse/OPS-1";

#[tokio::test]
async fn everything_of_an_issue_is_shown() {
    let app = world().await;
    let admin = app.admin();
    for (what, name) in [("component", "Server"), ("version", "1.0")] {
        let body = json!({ "name": name, "project": "OPS" });
        admin
            .post(&format!("/rest/api/2/{what}"), body)
            .await
            .expect(201);
    }
    let story = json!({ "fields": { "issuetype": { "name": "Story" } } });
    admin
        .put("/rest/api/2/issue/OPS-1", story)
        .await
        .expect(204);
    let fields = json!({ "fields": {
        "description": "It *expires*, says [~fred].", "environment": "Linux", "labels": ["tls"],
        "components": [{ "name": "Server" }], "fixVersions": [{ "name": "1.0" }],
        "duedate": "2024-04-01", "assignee": { "name": "fred" },
        "timetracking": { "originalEstimate": "1d", "remainingEstimate": "4h" },
        "customfield_10107": 3,
    } });
    admin
        .put("/rest/api/2/issue/OPS-1", fields)
        .await
        .expect(204);
    let subtask = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" }, "summary": "Ask for it",
        "parent": { "key": "OPS-1" },
    } });
    admin.post("/rest/api/2/issue", subtask).await.expect(201);
    app.issue("OPS", "Blocked by it").await;
    let link = json!({ "type": { "name": "Blocks" }, "inwardIssue": { "key": "OPS-1" },
                       "outwardIssue": { "key": "OPS-3" } });
    admin.post("/rest/api/2/issueLink", link).await.expect(201);
    let remote = json!({ "relationship": "mentioned on", "object": {
        "url": "https://gl.test/c/1", "title": "Commit - fix", "status": { "resolved": true },
        "icon": { "title": "GitLab", "url16x16": "https://gl.test/favicon.png" } } });
    admin
        .post("/rest/api/2/issue/OPS-1/remotelink", remote)
        .await
        .expect(201);
    admin
        .attach("OPS-1", &[("notes.txt", "text/plain", b"hello")])
        .await
        .expect(200);
    let work = json!({ "timeSpent": "2h", "comment": "looked around" });
    admin
        .post("/rest/api/2/issue/OPS-1/worklog", work)
        .await
        .expect(201);
    say(&admin, "OPS-1", "Hello _there_").await;
    let browser = app.browser_of("fred").await;
    let page = browser.get(PAGE).await;
    assert_eq!(page.status, 200, "{}", page.text);
    for part in [
        "<title>[OPS-1] Renew the certificate",
        "<h1 id=\"summary-val\" data-field=\"summary\" data-editable>Renew the certificate</h1>",
        "href=\"/projects/OPS/summary\">Project OPS</a>",
        "It <b>expires</b>, says",
        ">Fred Test</a>",
        "Linux",
        "/issues/?jql=labels%20%3D%20%22tls%22",
        "project%20%3D%20%22OPS%22%20AND%20component%20%3D%20%22Server%22",
        "fixVersion%20%3D%20%221.0%22",
        "01/Apr/24",
        "data-field=\"assignee\" data-editable",
        "<dt>Story Points</dt><dd data-field=\"customfield_10107\"",
        ">3</dd>",
        "OPS-2</span> <span class=\"summary\">Ask for it",
        "0 of 1 done",
        "<h3>blocks</h3>",
        "OPS-3</span> <span class=\"summary\">Blocked by it",
        "<h3>mentioned on</h3>",
        "class=\"other resolved\" href=\"https://gl.test/c/1\" rel=\"nofollow noopener noreferrer\"",
        "notes.txt",
        "0.0 kB",
        "Hello <em>there</em>",
        "id=\"comment-10000\"",
        "id=\"action_id_",
        "/secure/EditIssue!default.jspa?id=",
        "/secure/CreateSubTaskIssue!default.jspa?parentIssueId=",
        "2h",
        "1d",
    ] {
        assert!(page.text.contains(part), "{part}\n{}", page.text);
    }
    // Nothing comes from another host.
    assert!(!page.text.contains("favicon.png"), "{}", page.text);
    assert!(!page.text.contains("PermissionHelper"), "{}", page.text);
    let helped = app.admin_browser().await.get(PAGE).await;
    let helper = "/secure/admin/PermissionHelper.jspa?issueKey=OPS-1&amp;username=admin";
    assert!(helped.text.contains(helper), "{}", helped.text);
    let work = browser
        .get("/browse/OPS-1?page=com.atlassian.jira.plugin.system.issuetabpanels:worklog-tabpanel")
        .await;
    assert!(work.text.contains("logged <strong>2 hours</strong>"));
    assert!(!work.text.contains("id=\"comment-10000\""));
    let history = browser
        .get("/browse/OPS-1?page=com.atlassian.jira.plugin.system.issuetabpanels:changehistory-tabpanel")
        .await;
    assert!(history.text.contains("<th scope=\"row\">Assignee</th>"));
    let all = browser
        .get("/browse/OPS-1?page=com.atlassian.jira.plugin.system.issuetabpanels:all-tabpanel")
        .await;
    for part in ["id=\"comment-10000\"", "logged <strong>", "Assignee</th>"] {
        assert!(all.text.contains(part), "{part}");
    }
    app.done().await;
}

#[tokio::test]
async fn keys_lead_to_the_page() {
    let app = world().await;
    let browser = app.browser_of("fred").await;
    let check = async |from: &str, to: &str| {
        let reply = browser.get(from).await;
        assert_eq!(reply.status, 303, "{from}: {}", reply.text);
        assert_eq!(browser.location(&reply), to, "{from}");
    };
    let id = id_of(&app, "OPS-1").await;
    check("/browse/ops-1?page=x", "/browse/OPS-1?page=x").await;
    check(&format!("/browse/{id}"), PAGE).await;
    check("/browse/OPS", "/projects/OPS/summary").await;
    check("/browse/ops", "/projects/OPS/summary").await;
    for path in [
        "/browse/OPS-99",
        "/browse/NOPE-1",
        "/browse/-",
        "/browse/OPS-01",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    let nobody = app.browser().get(PAGE).await;
    assert_eq!(nobody.status, 303);
    assert!(
        nobody
            .header("location")
            .contains("/login.jsp?os_destination=%2Fbrowse%2FOPS-1")
    );
    app.done().await;
}

#[tokio::test]
async fn a_secret_issue_is_not_there() {
    let app = world().await;
    secure(&app, "OPS").await;
    let level = json!({ "fields": { "security": { "id": "910" } } });
    app.admin()
        .put("/rest/api/2/issue/OPS-1", level)
        .await
        .expect(204);
    app.issue("OPS", "See OPS-1").await;
    let link = json!({ "type": { "name": "Blocks" }, "inwardIssue": { "key": "OPS-1" },
                       "outwardIssue": { "key": "OPS-2" } });
    app.admin()
        .post("/rest/api/2/issueLink", link)
        .await
        .expect(201);
    let body = json!({ "fields": { "description": "Like OPS-1 and OPS-2." } });
    app.admin()
        .put("/rest/api/2/issue/OPS-2", body)
        .await
        .expect(204);
    let fred = app.browser_of("fred").await;
    assert_eq!(fred.get(PAGE).await.status, 404);
    let other = fred.get("/browse/OPS-2").await;
    assert_eq!(other.status, 200);
    assert!(!other.text.contains("/browse/OPS-1"), "{}", other.text);
    assert!(
        !other.text.contains("Renew the certificate"),
        "{}",
        other.text
    );
    assert!(other.text.contains("title=\"See OPS-1\""), "{}", other.text);
    let known = app.admin_browser().await.get("/browse/OPS-2").await;
    assert!(known.text.contains("/browse/OPS-1\""), "{}", known.text);
    assert!(
        known.text.contains("<h3>is blocked by</h3>"),
        "{}",
        known.text
    );
    let shown = app.admin_browser().await.get(PAGE).await;
    assert!(
        shown
            .text
            .contains("<span class=\"lozenge warn\">Secret</span>")
    );
    app.done().await;
}

#[tokio::test]
async fn comments_are_for_whom_they_are_for() {
    let app = world().await;
    let admin = app.admin();
    let path = "/rest/api/2/issue/OPS-1/comment";
    for (body, kind, value) in [
        ("for administrators", "group", "jira-administrators"),
        ("for the role", "role", "Administrators"),
    ] {
        let comment = json!({ "body": body, "visibility": { "type": kind, "value": value } });
        admin.post(path, comment).await.expect(201);
    }
    say(&admin, "OPS-1", "for all").await;
    let seen = app.admin_browser().await.get(PAGE).await;
    for part in [
        "for administrators",
        "for the role",
        "for all",
        "Role: Administrators",
    ] {
        assert!(seen.text.contains(part), "{part}\n{}", seen.text);
    }
    let fred = app.browser_of("fred").await.get(PAGE).await;
    assert!(fred.text.contains("for all"));
    for part in ["for administrators", "for the role", "Role: Administrators"] {
        assert!(!fred.text.contains(part), "{part}\n{}", fred.text);
    }
    // Nor does its place in the address show it.
    let focused = app.browser_of("fred").await;
    let focused = focused.get("/browse/OPS-1?focusedCommentId=10000").await;
    assert_eq!(focused.status, 200);
    assert!(!focused.text.contains("for administrators"));
    app.done().await;
}

#[tokio::test]
async fn what_one_may_not_do_is_not_offered() {
    let app = world().await;
    let admin = app.admin();
    say(&admin, "OPS-1", "mine").await;
    let work = json!({ "timeSpent": "2h" });
    admin
        .post("/rest/api/2/issue/OPS-1/worklog", work)
        .await
        .expect(201);
    let offers = [
        ("EDIT_ISSUES", "/secure/EditIssue!default.jspa"),
        ("ASSIGN_ISSUES", "/secure/AssignIssue!default.jspa"),
        ("ASSIGNABLE_USER", "id=\"assign-to-me\""),
        ("ADD_COMMENTS", "/secure/AddComment.jspa"),
        ("CREATE_ATTACHMENTS", "/secure/AttachFile.jspa"),
        ("LINK_ISSUES", "/secure/LinkJiraIssue!default.jspa"),
        ("WORK_ON_ISSUES", "/secure/CreateWorklog!default.jspa"),
        ("CREATE_ISSUES", "/secure/CreateSubTaskIssue!default.jspa"),
        (
            "TRANSITION_ISSUES",
            "/secure/CommentAssignIssue!default.jspa",
        ),
        (
            "VIEW_VOTERS_AND_WATCHERS",
            "/secure/ViewVoters!default.jspa",
        ),
    ];
    let fred = app.browser_of("fred").await;
    let before = fred.get(PAGE).await;
    for (permission, offer) in offers {
        assert!(
            before.text.contains(offer),
            "{permission}: {offer}\n{}",
            before.text
        );
    }
    // It is another's, and not one's own.
    for part in [
        "EditComment!",
        "DeleteComment!",
        "UpdateWorklog!",
        "DeleteIssue!",
    ] {
        assert!(!before.text.contains(part), "{part}");
    }
    for (permission, _) in offers {
        revoke(&app, permission).await;
    }
    let after = fred.get(PAGE).await;
    assert_eq!(after.status, 200);
    for (permission, offer) in offers {
        assert!(!after.text.contains(offer), "{permission}: {offer}");
    }
    assert!(!after.text.contains("data-editable"), "{}", after.text);
    let mine = app.admin_browser().await.get(PAGE).await;
    assert!(mine.text.contains("EditComment!"), "{}", mine.text);
    app.done().await;
}

#[tokio::test]
async fn nobody_reads_what_is_open_to_anyone() {
    let app = world().await;
    configure(
        &app,
        &["insert into permission_grant (id, scheme_id, permission, holder) values (901, 0, 'BROWSE_PROJECTS', 'anyone')"],
    )
    .await;
    say(&app.admin(), "OPS-1", "Hello [~fred]").await;
    let page = app.browser().get(PAGE).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("Log In"));
    for part in [
        "/secure/EditIssue",
        "/secure/VoteOrWatch",
        "/secure/AttachFile",
        "Fred Test",
    ] {
        assert!(!page.text.contains(part), "{part}\n{}", page.text);
    }
    hide(&app).await;
    assert_eq!(app.browser().get(PAGE).await.status, 303);
    app.done().await;
}

#[tokio::test]
async fn an_archived_issue_is_only_read() {
    let app = world().await;
    grant(&app, "ARCHIVE_ISSUES", "applicationRole").await;
    app.admin()
        .raw("PUT", "/rest/api/2/issue/OPS-1/archive", &[], Vec::new())
        .await
        .expect(204);
    let page = app.admin_browser().await.get(PAGE).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("This issue is archived"));
    for part in [
        "id=\"edit-issue\"",
        "AddComment",
        "AttachFile",
        "VoteOrWatch",
        "data-editable",
    ] {
        assert!(!page.text.contains(part), "{part}\n{}", page.text);
    }
    app.done().await;
}

/// Says so much to the issue, all at once.
async fn say_much(app: &TestApp, first: i64, n: i64) {
    let rows: Vec<String> = (first..first + n)
        .map(|id| {
            let at = 1_709_294_400_000 + id;
            format!(
                "({id}, (select id from issue where number = 1), (select id from app_user where name = 'fred'),
                  (select id from app_user where name = 'admin'), 'number {id} of [~fred] on OPS-1', {at}, {at})"
            )
        })
        .collect();
    let sql = format!(
        "insert into issue_comment (id, issue_id, author_id, update_author_id, body, created_at, updated_at) values {}",
        rows.join(", ")
    );
    configure(app, &[&sql]).await;
}

#[tokio::test]
async fn many_comments_take_as_many_statements_as_few() {
    let app = world().await;
    let browser = app.browser_of("fred").await;
    say_much(&app, 1000, 1).await;
    // What is kept in memory is read, and the view noted.
    browser.get(PAGE).await;
    let db = &app.app().db;
    let count = async || {
        let before = db.n_statements();
        let page = browser.get(PAGE).await;
        assert_eq!(page.status, 200);
        (db.n_statements() - before, page)
    };
    let (few, _) = count().await;
    say_much(&app, 2000, 199).await;
    browser.get(PAGE).await;
    let (many, page) = count().await;
    assert_eq!(many, few);
    assert!(few < 40, "{few}");
    // The last fifty, the oldest of them first.
    assert_eq!(page.text.matches("<article").count(), 50);
    let place = |n: i64| page.text.find(&format!("number {n} of"));
    assert!(place(2149).unwrap() < place(2198).unwrap());
    assert_eq!(place(2148), None);
    assert!(page.text.contains("Show 150 older"), "{}", page.text);
    let focused = browser.get("/browse/OPS-1?focusedCommentId=1000").await;
    assert!(
        focused
            .text
            .contains("<article class=\"entry focused\" id=\"comment-1000\" data-focused>")
    );
    assert!(focused.text.contains("Show newer"));
    let start = "/browse/OPS-1?page=com.atlassian.jira.plugin.system.issuetabpanels:comment-tabpanel&start=50&actionOrder=desc";
    let part = browser.get(start).await;
    let place = |n: i64| part.text.find(&format!("number {n} of"));
    assert!(place(2148).unwrap() < place(2099).unwrap());
    app.done().await;
}

#[tokio::test]
async fn looking_is_noted() {
    let app = world().await;
    let other = app
        .admin()
        .post("/rest/api/2/issue", task(json!({})))
        .await
        .expect(201);
    assert_eq!(other["key"], "OPS-2");
    let fred = app.browser_of("fred").await;
    fred.get(PAGE).await;
    let path = "/rest/api/2/search?jql=issue%20in%20issueHistory()";
    let found = app
        .client("fred", testkit::PASSWORD)
        .get(path)
        .await
        .expect(200);
    assert_eq!(found["total"], 1);
    assert_eq!(found["issues"][0]["key"], "OPS-1");
    app.done().await;
}
