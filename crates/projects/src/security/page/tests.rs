//! Black-box tests of the pages of issue security schemes.

use serde_json::{Value, json};
use testkit::{Browser, Reply, TestApp};

const LIST: &str = "/secure/admin/ViewIssueSecuritySchemes.jspa";
const PAGE: &str = "/secure/admin/EditIssueSecurities!default.jspa?schemeId=10000";

#[track_caller]
fn has(reply: &Reply, text: &str) {
    assert!(
        reply.text.contains(text),
        "{text:?} is not in\n{}",
        reply.text
    );
}

/// Sends a form that is to be refused beside its field, and changes nothing.
async fn refused(app: &TestApp, b: &Browser, path: &str, values: &[(&str, &str)], text: &str) {
    let before = app.fingerprint().await;
    let reply = b.submit(path, values).await;
    assert_eq!(reply.status, 400, "{path} {values:?}: {}", reply.text);
    has(&reply, text);
    has(&reply, "Nothing was changed yet");
    assert_eq!(app.fingerprint().await, before, "{path} {values:?}");
}

async fn done(b: &Browser, path: &str, values: &[(&str, &str)]) -> String {
    let reply = b.submit(path, values).await;
    assert_eq!(reply.status, 303, "{path} {values:?}: {}", reply.text);
    b.location(&reply)
}

/// Makes the scheme Secrets (10000) with the levels Leads (10000) and Staff (10001).
async fn secrets(b: &Browser) {
    let add = "/secure/admin/AddIssueSecurityScheme.jspa";
    let values = [("name", "Secrets"), ("description", "What for")];
    assert_eq!(done(b, add, &values).await, PAGE);
    let add = "/secure/admin/EditIssueSecurities!addLevel.jspa";
    for name in ["Leads", "Staff"] {
        let values = [("schemeId", "10000"), ("name", name), ("description", "D")];
        assert_eq!(done(b, add, &values).await, PAGE);
    }
}

async fn scheme(app: &TestApp) -> Value {
    let path = "/rest/api/2/issuesecurityschemes/10000";
    app.admin().get(path).await.expect(200)
}

async fn audited(app: &TestApp, text: &str) -> bool {
    let path = "/rest/api/2/auditing/record?limit=100";
    let log = app.admin().get(path).await.expect(200);
    log.to_string().contains(text)
}

#[tokio::test]
async fn a_scheme_is_made_filled_and_used() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    app.project("OPS").await;
    let b = app.admin_browser().await;
    has(&b.get(LIST).await, "There is no issue security scheme");
    secrets(&b).await;
    let page = b.get(PAGE).await;
    has(&page, "<h1>Secrets</h1>");
    has(&page, "Used by 0 projects");
    has(&page, ">Nobody</span>");

    let add = "/secure/admin/AddIssueSecurity.jspa";
    let form = b.get("/secure/admin/AddIssueSecurity!default.jspa?security=10000");
    has(&form.await, "<label for=\"type_group\">Group</label>");
    let lead = [("security", "10000"), ("type", "lead")];
    assert_eq!(done(&b, add, &lead).await, PAGE);
    let admins = [
        ("security", "10001"),
        ("type", "group"),
        ("group", "Jira-Administrators"),
    ];
    done(&b, add, &admins).await;
    let page = b.get(PAGE).await;
    has(&page, "Project lead</span>");
    has(&page, "Group jira-administrators</span>");
    assert!(audited(&app, "Leads: projectLead").await);

    let default = "/secure/admin/EditIssueSecurities!makeDefaultLevel.jspa";
    done(&b, default, &[("schemeId", "10000"), ("levelId", "10001")]).await;
    assert_eq!(scheme(&app).await["defaultSecurityLevelId"], 10001);
    done(&b, default, &[("schemeId", "10000"), ("levelId", "")]).await;
    assert!(scheme(&app).await.get("defaultSecurityLevelId").is_none());

    let choose = "/secure/project/SelectProjectIssueSecurityScheme.jspa";
    let form = b.get(&format!("{choose}?projectId=10000")).await;
    has(&form, "<option value=\"-1\" selected>None</option>");
    let of_project = "/plugins/servlet/project-config/OPS/issuesecurity";
    let values = [("projectId", "10000"), ("schemeId", "10000")];
    assert_eq!(done(&b, choose, &values).await, of_project);
    has(&b.get(of_project).await, "Group jira-administrators");
    has(&b.get(PAGE).await, "Used by 1 project<");

    // Who is taken out of the level no longer sees its issues: the policy follows at once.
    let path = "/rest/api/2/issue";
    let issue = json!({"fields": {"project": {"key": "OPS"}, "issuetype": {"name": "Task"},
        "summary": "hidden", "security": {"id": "10001"}}});
    let grant = json!({"holder": {"type": "applicationRole"}, "permission": "SET_ISSUE_SECURITY"});
    let grants = "/rest/api/2/permissionscheme/0/permission";
    app.admin().post(grants, grant).await.expect(201);
    app.admin().post(path, issue).await.expect(201);
    let issue = "/rest/api/2/issue/OPS-1";
    fred.get(issue).await.expect(404);
    let one = [("security", "10001"), ("type", "user"), ("user", "fred")];
    done(&b, add, &one).await;
    fred.get(issue).await.expect(200);
    let remove = "/secure/admin/DeleteIssueSecurity!default.jspa?schemeId=10000&id=10002";
    has(&b.get(remove).await, "Single user Fred Test (fred) would");
    let remove = "/secure/admin/DeleteIssueSecurity.jspa";
    let values = [("schemeId", "10000"), ("id", "10002")];
    assert_eq!(done(&b, remove, &values).await, PAGE);
    fred.get(issue).await.expect(404);
    assert_eq!(b.submit(remove, &values).await.status, 404);
    app.done().await;
}

#[tokio::test]
async fn forms_say_what_is_wrong_and_keep_what_was_typed() {
    let app = TestApp::new().await;
    let b = app.admin_browser().await;
    secrets(&b).await;
    let long = "x".repeat(256);
    let add = "/secure/admin/AddIssueSecurityScheme.jspa";
    let edit = "/secure/admin/EditIssueSecurityScheme.jspa";
    for (name, text) in [
        ("", "1 to 255 characters"),
        (" ", "1 to 255 characters"),
        (long.as_str(), "1 to 255 characters"),
        ("SECRETS", "A scheme named &#39;SECRETS&#39; exists."),
    ] {
        refused(
            &app,
            &b,
            add,
            &[("name", name), ("description", "kept")],
            text,
        )
        .await;
    }
    let values = [("name", "<b>"), ("description", "kept")];
    let other = done(&b, add, &values).await;
    let (_, other) = other.split_once("schemeId=").unwrap();
    let taken = [
        ("schemeId", other),
        ("name", "secrets"),
        ("description", "kept"),
    ];
    refused(&app, &b, edit, &taken, ">\nkept</textarea>").await;
    has(&b.get(LIST).await, "&#60;b&#62;");
    has(&b.get(&format!("{LIST}?filter=SECR")).await, "Secrets");
    assert!(
        !b.get(&format!("{LIST}?filter=SECR"))
            .await
            .text
            .contains("&#60;b&#62;")
    );

    let level = "/secure/admin/EditIssueSecurities!addLevel.jspa";
    let values = |name| [("schemeId", "10000"), ("name", name)];
    refused(
        &app,
        &b,
        level,
        &values("leads"),
        "level named &#39;leads&#39;",
    )
    .await;
    refused(&app, &b, level, &values(""), "id=\"name-error\"").await;
    let edit = "/secure/admin/EditSecurityLevel.jspa";
    let values = |name| [("levelId", "10001"), ("name", name)];
    refused(
        &app,
        &b,
        edit,
        &values("LEADS"),
        "level named &#39;LEADS&#39;",
    )
    .await;
    // Its own name is not taken.
    done(&b, edit, &values("STAFF")).await;
    assert_eq!(scheme(&app).await["levels"][1]["name"], "STAFF");

    let add = "/secure/admin/AddIssueSecurity.jspa";
    let none = [("security", "10000"), ("group", "kept")];
    refused(&app, &b, add, &none, "Choose whom to grant to.").await;
    let group = [("security", "10000"), ("type", "group"), ("group", "jira")];
    refused(&app, &b, add, &group, "jira-administrators").await;
    let lead = [("security", "10000"), ("type", "lead")];
    done(&b, add, &lead).await;
    refused(&app, &b, add, &lead, "is in the security level").await;

    for path in [
        "/secure/admin/EditIssueSecurities!default.jspa?schemeId=77",
        "/secure/admin/EditIssueSecurities!default.jspa",
        "/secure/admin/EditIssueSecurityScheme!default.jspa?schemeId=x",
        "/secure/admin/DeleteIssueSecurityScheme!default.jspa?schemeId=77",
        "/secure/admin/EditSecurityLevel!default.jspa?levelId=77",
        "/secure/admin/DeleteIssueSecurityLevel!default.jspa?levelId=77",
        "/secure/admin/AddIssueSecurity!default.jspa?security=77",
        "/secure/admin/DeleteIssueSecurity!default.jspa?schemeId=10000&id=77",
    ] {
        assert_eq!(b.get(path).await.status, 404, "{path}");
    }
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    for path in [LIST, PAGE, add] {
        assert_eq!(fred.get(path).await.status, 403, "{path}");
    }
    app.done().await;
}

/// Makes issues in OPS: one without a level, one Leads, one Staff.
async fn three_issues(app: &TestApp) {
    let grant = json!({"holder": {"type": "applicationRole"}, "permission": "SET_ISSUE_SECURITY"});
    let admin = app.admin();
    admin
        .post("/rest/api/2/permissionscheme/0/permission", grant)
        .await
        .expect(201);
    admin
        .put(
            "/rest/api/2/project/OPS",
            json!({"issueSecurityScheme": 10000}),
        )
        .await
        .expect(200);
    for level in [Value::Null, json!({"id": "10000"}), json!({"id": "10001"})] {
        let issue = json!({"fields": {"project": {"key": "OPS"}, "issuetype": {"name": "Task"},
            "summary": "s", "security": level}});
        admin.post("/rest/api/2/issue", issue).await.expect(201);
    }
}

async fn levels(app: &TestApp) -> Vec<Value> {
    let mut levels = Vec::new();
    for key in ["OPS-1", "OPS-2", "OPS-3"] {
        let path = format!("/rest/api/2/issue/{key}?fields=security");
        let issue = app.admin().get(&path).await.expect(200);
        levels.push(issue["fields"]["security"]["name"].clone());
    }
    levels
}

/// Puts everybody who is signed in into all levels, so that the tests see the issues.
async fn open(b: &Browser, levels: &[&str]) {
    let add = "/secure/admin/AddIssueSecurity.jspa";
    for level in levels {
        done(b, add, &[("security", level), ("type", "applicationRole")]).await;
    }
}

#[tokio::test]
async fn a_level_with_issues_is_deleted_by_giving_them_another() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let b = app.admin_browser().await;
    secrets(&b).await;
    open(&b, &["10000", "10001"]).await;
    three_issues(&app).await;
    let ask = "/secure/admin/DeleteIssueSecurityLevel!default.jspa?levelId=10000";
    has(&b.get(ask).await, "Issues that have it: 1.");
    let delete = "/secure/admin/DeleteIssueSecurityLevel.jspa";
    for swap in ["", "10000", "77", "x"] {
        let values = [("levelId", "10000"), ("swapLevel", swap)];
        refused(&app, &b, delete, &values, "choose what they get instead").await;
    }
    let values = [("levelId", "10000"), ("swapLevel", "10001")];
    assert_eq!(done(&b, delete, &values).await, PAGE);
    assert_eq!(
        levels(&app).await,
        [json!(null), json!("Staff"), json!("Staff")]
    );
    let values = [("levelId", "10001"), ("swapLevel", "none")];
    done(&b, delete, &values).await;
    assert_eq!(levels(&app).await, [json!(null), json!(null), json!(null)]);
    assert!(audited(&app, "2 with Staff").await);

    let delete = "/secure/admin/DeleteIssueSecurityScheme.jspa";
    let values = [("schemeId", "10000")];
    refused(
        &app,
        &b,
        delete,
        &values,
        "Choose another one for them first",
    )
    .await;
    let choose = "/secure/project/SelectProjectIssueSecurityScheme.jspa";
    done(&b, choose, &[("projectId", "10000"), ("schemeId", "-1")]).await;
    assert_eq!(done(&b, delete, &values).await, LIST);
    app.done().await;
}

#[tokio::test]
async fn another_scheme_asks_what_the_issues_get() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let b = app.admin_browser().await;
    secrets(&b).await;
    done(
        &b,
        "/secure/admin/AddIssueSecurityScheme.jspa",
        &[("name", "Other")],
    )
    .await;
    let add = "/secure/admin/EditIssueSecurities!addLevel.jspa";
    for name in ["Staff", "Inner circle"] {
        done(&b, add, &[("schemeId", "10001"), ("name", name)]).await;
    }
    open(&b, &["10000", "10001", "10002", "10003"]).await;
    three_issues(&app).await;
    let choose = "/secure/project/SelectProjectIssueSecurityScheme.jspa";
    let mut values = vec![("projectId", "10000"), ("schemeId", "10001")];
    let ask = b.submit(choose, &values).await;
    assert_eq!(ask.status, 200, "{}", ask.text);
    has(&ask, "Issues without a level (1)");
    has(&ask, "Issues with level Leads (1)");
    // A level of the same name is probably meant.
    has(&ask, "<option value=\"10002\" selected>Staff</option>");
    assert_eq!(
        levels(&app).await,
        [json!(null), json!("Leads"), json!("Staff")]
    );
    values.push(("confirmed", "true"));
    refused(&app, &b, choose, &values, "Choose for each security level").await;
    let mut wrong = values.clone();
    wrong.extend([
        ("level_none", "-1"),
        ("level_10000", "10001"),
        ("level_10001", "-1"),
    ]);
    refused(&app, &b, choose, &wrong, "Choose for each security level").await;
    // Those without a level and those that lose it do not mix.
    values.extend([
        ("level_none", "10003"),
        ("level_10000", "-1"),
        ("level_10001", "10002"),
    ]);
    done(&b, choose, &values).await;
    assert_eq!(
        levels(&app).await,
        [json!("Inner circle"), json!(null), json!("Staff")]
    );
    refused(
        &app,
        &b,
        choose,
        &[("projectId", "10000"), ("schemeId", "77")],
        "no scheme with id",
    )
    .await;
    assert_eq!(
        b.submit(choose, &[("projectId", "77"), ("schemeId", "10001")])
            .await
            .status,
        404
    );
    app.done().await;
}
