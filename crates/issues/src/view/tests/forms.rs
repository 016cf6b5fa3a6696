//! The forms of the page, without JavaScript.

use base::urls::encode;
use serde_json::{Value, json};
use testkit::{Browser, TestApp};

use super::{id_of, say, world};
use crate::tests::{hide, revoke};

const PAGE: &str = "/browse/OPS-1";

async fn issue(app: &TestApp) -> Value {
    app.admin().get("/rest/api/2/issue/OPS-1").await.expect(200)
}

/// Sends a form that is accepted; returns the page it leads to.
async fn done(browser: &Browser, path: &str, values: &[(&str, &str)]) -> String {
    let reply = browser.submit(path, values).await;
    assert_eq!(reply.status, 303, "{path}: {}", reply.text);
    let to = browser.location(&reply);
    let page = browser.follow(to.split('#').next().unwrap()).await;
    assert_eq!(page.status, 200, "{to}: {}", page.text);
    page.text
}

/// Sends a form with one of its values replaced, which is refused beside that field; returns the form.
async fn refused_beside(
    browser: &Browser,
    path: &str,
    values: &[(&str, &str)],
    (field, value, beside): (&str, &str, &str),
) -> String {
    let kept = values.iter().copied().filter(|(name, _)| *name != field);
    let bad: Vec<(&str, &str)> = kept.chain([(field, value)]).collect();
    let reply = browser.submit(path, &bad).await;
    assert_eq!(reply.status, 400, "{field} {value}: {}", reply.text);
    assert!(
        reply.text.contains(&format!("id=\"{beside}\"")),
        "{field} {value}: {}",
        reply.text
    );
    reply.text
}

#[tokio::test]
async fn comments_are_added_changed_and_deleted() {
    let app = world().await;
    let id = id_of(&app, "OPS-1").await;
    let fred = app.browser_of("fred").await;
    let add = "/secure/AddComment.jspa";
    let page = done(&fred, add, &[("id", &id), ("comment", "It is *late*")]).await;
    assert!(page.contains("It is <b>late</b>"), "{page}");
    assert!(page.contains("Your comment was added."), "{page}");
    assert!(
        page.contains("<article class=\"entry focused\" id=\"comment-10000\""),
        "{page}"
    );
    let empty = fred.submit(add, &[("id", &id), ("comment", " ")]).await;
    assert_eq!(empty.status, 400);
    assert!(
        empty.text.contains("Comment body can not be empty!"),
        "{}",
        empty.text
    );
    let form = fred
        .get(&format!(
            "/secure/EditComment!default.jspa?id={id}&commentId=10000"
        ))
        .await;
    assert!(form.text.contains("It is *late*"), "{}", form.text);
    let values = [
        ("id", &*id),
        ("commentId", "10000"),
        ("comment", "It is _late_"),
    ];
    let page = done(&fred, "/secure/EditComment.jspa", &values).await;
    assert!(page.contains("It is <em>late</em>"), "{page}");
    let restricted = [
        ("id", &*id),
        ("comment", "for few"),
        ("commentLevel", "group:jira-administrators"),
    ];
    let refused = fred.submit(add, &restricted).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("for few") && refused.text.contains("role=\"alert\""));
    let admin = app.admin_browser().await;
    done(&admin, add, &restricted).await;
    assert!(!fred.get(PAGE).await.text.contains("for few"));
    // What is another's is not changed, by the form or past it.
    let other = say(&app.admin(), "OPS-1", "mine").await;
    let path = format!("/secure/EditComment!default.jspa?id={id}&commentId={other}");
    assert_eq!(fred.get(&path).await.status, 403);
    let path = format!("/secure/DeleteComment!default.jspa?id={id}&commentId={other}");
    assert_eq!(fred.get(&path).await.status, 403);
    let values = [("id", &*id), ("commentId", &*other)];
    let refused = fred.submit("/secure/DeleteComment.jspa", &values).await;
    assert_eq!(refused.status, 403);
    let own = [("id", &*id), ("commentId", "10000")];
    done(&fred, "/secure/DeleteComment.jspa", &own).await;
    let comments = &issue(&app).await["fields"]["comment"];
    assert_eq!(comments["total"], 2, "{comments}");
    app.done().await;
}

#[tokio::test]
async fn a_form_that_is_not_touched_changes_nothing() {
    let app = world().await;
    let id = id_of(&app, "OPS-1").await;
    let comment = say(&app.admin(), "OPS-1", "two\nlines").await;
    let before = app.fingerprint().await;
    let admin = app.admin_browser().await;
    let values = [
        ("id", &*id),
        ("commentId", &*comment),
        ("comment", "two\r\nlines"),
        ("commentLevel", ""),
    ];
    let reply = admin.submit("/secure/EditComment.jspa", &values).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn work_is_logged_changed_and_deleted() {
    let app = world().await;
    let id = id_of(&app, "OPS-1").await;
    let estimate = json!({ "fields": { "timetracking": { "originalEstimate": "8h" } } });
    app.admin()
        .put("/rest/api/2/issue/OPS-1", estimate)
        .await
        .expect(204);
    let admin = app.admin_browser().await;
    let form = admin
        .get(&format!("/secure/CreateWorklog!default.jspa?id={id}"))
        .await;
    assert!(
        form.text.contains("value=\"2024-03-01T12:00\""),
        "{}",
        form.text
    );
    let create = "/secure/CreateWorklog.jspa";
    let values = [
        ("id", &*id),
        ("timeLogged", "2h"),
        ("startDate", "2024-02-29T09:30"),
        ("comment", "looked"),
        ("adjustEstimate", "auto"),
    ];
    let page = done(&admin, create, &values).await;
    assert!(page.contains("logged <strong>2 hours</strong>"), "{page}");
    let fields = &issue(&app).await["fields"];
    assert_eq!(fields["timetracking"]["remainingEstimate"], "6h");
    assert_eq!(
        fields["worklog"]["worklogs"][0]["started"],
        "2024-02-29T09:30:00.000+0000"
    );
    for (field, value, beside) in [
        ("timeLogged", "", "timeLogged-error"),
        ("timeLogged", "2 parsecs", "timeLogged-error"),
        ("startDate", "soon", "startDate-error"),
        ("adjustEstimate", "new", "newEstimate-error"),
        ("adjustEstimate", "manual", "adjustmentAmount-error"),
        ("commentLevel", "role:Nobody", "commentLevel-error"),
    ] {
        let form = refused_beside(&admin, create, &values, (field, value, beside)).await;
        assert!(form.contains("looked"));
    }
    let change = [
        ("id", &*id),
        ("worklogId", "10000"),
        ("timeLogged", "3h"),
        ("startDate", "2024-02-29T09:30"),
        ("comment", "looked"),
        ("adjustEstimate", "leave"),
    ];
    done(&admin, "/secure/UpdateWorklog.jspa", &change).await;
    let fields = &issue(&app).await["fields"];
    assert_eq!(fields["timetracking"]["remainingEstimate"], "6h");
    assert_eq!(fields["timespent"], 3 * 3600);
    let form = admin
        .get(&format!(
            "/secure/DeleteWorklog!default.jspa?id={id}&worklogId=10000"
        ))
        .await;
    assert!(form.text.contains("3h of work"), "{}", form.text);
    let gone = [
        ("id", &*id),
        ("worklogId", "10000"),
        ("adjustEstimate", "manual"),
        ("adjustmentAmount", "1h"),
    ];
    done(&admin, "/secure/DeleteWorklog.jspa", &gone).await;
    let fields = &issue(&app).await["fields"];
    assert_eq!(fields["timetracking"]["remainingEstimate"], "7h");
    assert_eq!(fields["worklog"]["total"], 0);
    app.done().await;
}

#[tokio::test]
async fn files_are_attached_and_deleted() {
    let app = world().await;
    let id = id_of(&app, "OPS-1").await;
    let fred = app.browser_of("fred").await;
    let path = format!("/secure/AttachFile.jspa?id={id}");
    assert_eq!(
        fred.get(&format!("/secure/AttachFile!default.jspa?id={id}"))
            .await
            .status,
        200
    );
    let before = app.fingerprint().await;
    let without = fred
        .submit_files(&path, &[], &[("file", "a.txt", b"hello")])
        .await;
    assert_eq!(without.status, 403, "{}", without.text);
    let token = fred.cookie("atlassian.xsrf.token").unwrap();
    let with = [("atl_token", token.as_str())];
    let none = fred.submit_files(&path, &with, &[("file", "", b"")]).await;
    assert_eq!(none.status, 400);
    assert!(none.text.contains("Choose a file."), "{}", none.text);
    let large = vec![b'x'; usize::try_from(testkit::MAX_ATTACHMENT).unwrap() + 1];
    let large = fred
        .submit_files(&path, &with, &[("file", "a.bin", &large)])
        .await;
    assert_eq!(large.status, 400, "{}", large.text);
    assert!(large.text.contains("id=\"file-error\""), "{}", large.text);
    assert_eq!(app.fingerprint().await, before);
    let two: [(&str, &str, &[u8]); 2] = [("file", "a.txt", b"hello"), ("file", "b.txt", b"bye")];
    let reply = fred.submit_files(&path, &with, &two).await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    assert_eq!(fred.location(&reply), "/browse/OPS-1#attachmentmodule");
    let page = fred.get(PAGE).await;
    assert!(
        page.text.contains("2 files were attached.") && page.text.contains("b.txt"),
        "{}",
        page.text
    );
    let files = &issue(&app).await["fields"]["attachment"];
    let file = files[0]["id"].as_str().unwrap();
    let confirm = fred
        .get(&format!(
            "/secure/DeleteAttachment!default.jspa?id={id}&deleteAttachmentId={file}"
        ))
        .await;
    assert!(confirm.text.contains("a.txt"), "{}", confirm.text);
    let values = [("deleteAttachmentId", file)];
    done(&fred, "/secure/DeleteAttachment.jspa", &values).await;
    let files = &issue(&app).await["fields"]["attachment"];
    assert_eq!(files.as_array().unwrap().len(), 1);
    app.done().await;
}

#[tokio::test]
async fn links_are_made_and_deleted() {
    let app = world().await;
    app.issue("OPS", "Another").await;
    app.issue("OPS", "A third").await;
    let id = id_of(&app, "OPS-1").await;
    let fred = app.browser_of("fred").await;
    let link = "/secure/LinkJiraIssue.jspa";
    let values = [
        ("id", &*id),
        ("linkDesc", "is blocked by"),
        ("issueKeys", "OPS-2, ops-3"),
        ("comment", "see there"),
    ];
    let page = done(&fred, link, &values).await;
    assert!(page.contains("<h3>is blocked by</h3>"), "{page}");
    assert!(page.contains("OPS-2") && page.contains("OPS-3"));
    for (field, value, beside) in [
        ("issueKeys", "", "issueKeys-error"),
        ("issueKeys", "OPS-99", "issueKeys-error"),
        ("issueKeys", "OPS-1", "issueKeys-error"),
        ("linkDesc", "eats", "linkDesc-error"),
    ] {
        refused_beside(&fred, link, &values, (field, value, beside)).await;
    }
    let web = "/secure/AddWebLink.jspa";
    let bad = fred
        .submit(
            web,
            &[("id", &id), ("url", "javascript:alert(1)"), ("title", "x")],
        )
        .await;
    assert_eq!(bad.status, 400);
    let good = [
        ("id", &*id),
        ("url", "https://example.com/a"),
        ("title", "The page"),
    ];
    let page = done(&fred, web, &good).await;
    assert!(
        page.contains("<h3>links to</h3>") && page.contains("The page"),
        "{page}"
    );
    let shown = issue(&app).await;
    let links = shown["fields"]["issuelinks"].as_array().unwrap();
    assert_eq!(links.len(), 2);
    let first = links[0]["id"].as_str().unwrap();
    let confirm = fred
        .get(&format!(
            "/secure/DeleteLink!default.jspa?id={id}&linkId={first}"
        ))
        .await;
    assert!(confirm.text.contains("OPS-2"), "{}", confirm.text);
    done(
        &fred,
        "/secure/DeleteLink.jspa",
        &[("id", &id), ("linkId", first)],
    )
    .await;
    let remote = [("id", &*id), ("remoteIssueLinkId", "10000")];
    let page = done(&fred, "/secure/DeleteLink.jspa", &remote).await;
    assert!(!page.contains("The page"), "{page}");
    assert!(
        page.contains("OPS-3") && !page.contains("\"key\">OPS-2"),
        "{page}"
    );
    app.done().await;
}

#[tokio::test]
async fn one_votes_and_watches() {
    let app = world().await;
    let id = id_of(&app, "OPS-1").await;
    let fred = app.browser_of("fred").await;
    let path = "/secure/VoteOrWatchIssue.jspa";
    let page = done(&fred, path, &[("id", &id), ("vote", "vote")]).await;
    assert!(
        page.contains("Take my vote back") && page.contains("You voted"),
        "{page}"
    );
    done(&fred, path, &[("id", &id), ("watch", "watch")]).await;
    let voters = fred
        .get(&format!("/secure/ViewVoters!default.jspa?id={id}"))
        .await;
    assert!(voters.text.contains("Fred Test"), "{}", voters.text);
    let watchers = format!("/secure/ManageWatchers!default.jspa?id={id}");
    let shown = fred.get(&watchers).await;
    assert!(
        shown.text.contains("Fred Test") && !shown.text.contains("add-watchers"),
        "{}",
        shown.text
    );
    done(&fred, path, &[("id", &id), ("vote", "unvote")]).await;
    let page = done(&fred, path, &[("id", &id), ("watch", "unwatch")]).await;
    assert!(
        page.contains("Vote for this issue") && page.contains("Start watching"),
        "{page}"
    );
    // The reporter does not vote.
    let admin = app.admin_browser().await;
    assert!(!admin.get(PAGE).await.text.contains("Vote for this issue"));
    let start = "/secure/ManageWatchers!startWatchers.jspa";
    done(&admin, start, &[("id", &id), ("userNames", "fred, ")]).await;
    assert!(admin.get(&watchers).await.text.contains("Fred Test"));
    for names in ["", "nobody-there"] {
        let reply = admin
            .submit(start, &[("id", &id), ("userNames", names)])
            .await;
        assert_eq!(reply.status, 400, "{names}: {}", reply.text);
        assert!(
            reply.text.contains("id=\"userNames-error\""),
            "{}",
            reply.text
        );
    }
    let refused = fred
        .submit(start, &[("id", &id), ("userNames", "admin")])
        .await;
    assert_eq!(refused.status, 403);
    let stop = "/secure/ManageWatchers!stopWatchers.jspa";
    done(
        &admin,
        stop,
        &[("id", &id), ("userNames", "fred"), ("userNames", "admin")],
    )
    .await;
    let watches = &issue(&app).await["fields"]["watches"];
    assert_eq!(watches["watchCount"], 0);
    revoke(&app, "VIEW_VOTERS_AND_WATCHERS").await;
    assert_eq!(fred.get(&watchers).await.status, 403);
    app.done().await;
}

#[tokio::test]
async fn an_issue_is_deleted_with_its_parts() {
    let app = world().await;
    let id = id_of(&app, "OPS-1").await;
    let subtask = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "name": "Sub-task" }, "summary": "Ask for it",
        "parent": { "key": "OPS-1" },
    } });
    app.admin()
        .post("/rest/api/2/issue", subtask)
        .await
        .expect(201);
    let fred = app.browser_of("fred").await;
    let show = format!("/secure/DeleteIssue!default.jspa?id={id}");
    assert_eq!(fred.get(&show).await.status, 403);
    let admin = app.admin_browser().await;
    let page = admin.get(&show).await;
    assert!(page.text.contains("and its sub-task"), "{}", page.text);
    let reply = admin
        .submit("/secure/DeleteIssue.jspa", &[("id", &id)])
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text);
    let to = format!(
        "/issues/?jql={}",
        encode("project = \"OPS\" ORDER BY created DESC")
    );
    assert_eq!(admin.location(&reply), to);
    assert_eq!(admin.get(PAGE).await.status, 404);
    assert_eq!(admin.get("/browse/OPS-2").await.status, 404);
    app.done().await;
}

#[tokio::test]
async fn what_is_not_to_be_seen_is_not_there_for_forms() {
    let app = world().await;
    let id = id_of(&app, "OPS-1").await;
    say(&app.admin(), "OPS-1", "hello").await;
    hide(&app).await;
    let fred = app.browser_of("fred").await;
    for page in [
        "AddComment!default.jspa",
        "EditComment!default.jspa",
        "DeleteComment!default.jspa",
        "CreateWorklog!default.jspa",
        "AttachFile!default.jspa",
        "LinkJiraIssue!default.jspa",
        "AddWebLink!default.jspa",
        "ViewVoters!default.jspa",
        "ManageWatchers!default.jspa",
        "DeleteIssue!default.jspa",
    ] {
        let path = format!("/secure/{page}?id={id}&commentId=10000");
        assert_eq!(fred.get(&path).await.status, 404, "{page}");
        let nobody = app.browser().get(&path).await;
        assert_eq!(nobody.status, 303, "{page}");
        assert!(
            nobody.header("location").starts_with("/login.jsp"),
            "{page}"
        );
    }
    let form = [("id", &*id), ("comment", "x")];
    let reply = fred.submit("/secure/AddComment.jspa", &form).await;
    assert_eq!(reply.status, 404);
    app.done().await;
}
