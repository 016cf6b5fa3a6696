//! Making issues by form, and reading them as programs do.

use serde_json::{Value, json};
use testkit::TestApp;

use super::{error, fields};
use crate::field::custom::tests::World;
use crate::tests::{configure, grant, grant_members, hide, history, revoke, secure};

const POST: &str = "/secure/CreateIssueDetails.jspa";
const INIT: &str = "/secure/CreateIssueDetails!init.jspa?pid=10000&issuetype=10002";
const TASK: [(&str, &str); 2] = [("pid", "10000"), ("issuetype", "10002")];

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app
}

#[tokio::test]
async fn an_issue_with_every_kind_of_field() {
    let world = World::new().await;
    let app = &world.app;
    app.member("fred").await;
    let admin = app.admin();
    let version = json!({ "name": "1.0", "project": "OPS" });
    let version = admin.post("/rest/api/2/version", version).await.expect(201);
    let component = json!({ "name": "Engine", "project": "OPS" });
    let component = admin
        .post("/rest/api/2/component", component)
        .await
        .expect(201);
    let (version, component) = (
        version["id"].as_str().unwrap(),
        component["id"].as_str().unwrap(),
    );
    secure(app, "OPS").await;
    let browser = app.admin_browser().await;
    let shown = browser.get(INIT).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let cascade = format!("{}:1", world.id("cascadingselect"));
    let sent: Vec<(&str, &str)> = vec![
        TASK[0],
        TASK[1],
        ("summary", "All of it"),
        ("description", "h1. One\r\ntwo"),
        ("environment", "here"),
        ("priority", "1"),
        ("duedate", "24/Dec/26"),
        ("assignee", "-1"),
        ("assignee_other", "admin"),
        ("reporter", "fred"),
        ("labels", "two  one"),
        ("components", ""),
        ("components", component),
        ("versions", ""),
        ("versions", version),
        ("fixVersions", ""),
        ("fixVersions", version),
        ("security", "910"),
        ("timetracking_originalestimate", "2d"),
        ("timetracking_remainingestimate", "1d"),
        (world.id("textfield"), "a <b>"),
        (world.id("textarea"), "*b*\r\n"),
        (world.id("url"), "https://x.test/"),
        (world.id("float"), "1.5"),
        (world.id("datepicker"), "2026-08-14"),
        (world.id("datetime"), "2026-08-14T11:32"),
        (world.id("select"), "10501"),
        (world.id("multiselect"), ""),
        (world.id("multiselect"), "10511"),
        (world.id("multiselect"), "10510"),
        (world.id("multicheckboxes"), ""),
        (world.id("multicheckboxes"), "10520"),
        (world.id("radiobuttons"), "10530"),
        (&cascade, "10545"),
        (world.id("userpicker"), "fred"),
        (world.id("multiuserpicker"), "admin, fred, "),
        (world.id("grouppicker"), "jira-administrators"),
        (world.id("multigrouppicker"), "jira-administrators"),
        (world.id("version"), version),
        (world.id("multiversion"), ""),
        (world.id("multiversion"), version),
        (world.id("project"), "10000"),
        (world.id("labels"), "x y"),
    ];
    // Each of them is on the form, as it is sent.
    for (name, _) in sent.iter() {
        assert!(
            shown.text.contains(&format!("name=\"{name}\"")),
            "{name}: {}",
            shown.text
        );
    }
    let made = browser.submit(POST, &sent).await;
    assert_eq!(
        (made.status, browser.location(&made).as_str()),
        (303, "/browse/OPS-1"),
        "{}",
        made.text
    );
    let has = fields(app, "OPS-1").await;
    let expect = |field: &str, pointer: &str, value: Value| {
        let id = if world_has(&world, field) {
            world.id(field)
        } else {
            field
        };
        assert_eq!(
            has[id].pointer(pointer),
            Some(&value),
            "{field}: {}",
            has[id]
        );
    };
    for (field, pointer, value) in [
        ("summary", "", json!("All of it")),
        ("description", "", json!("h1. One\ntwo")),
        ("environment", "", json!("here")),
        ("priority", "/id", json!("1")),
        ("duedate", "", json!("2026-12-24")),
        ("assignee", "/name", json!("admin")),
        ("reporter", "/name", json!("fred")),
        ("creator", "/name", json!("admin")),
        ("components", "/0/name", json!("Engine")),
        ("versions", "/0/name", json!("1.0")),
        ("fixVersions", "/0/name", json!("1.0")),
        ("security", "/id", json!("910")),
        ("timetracking", "/originalEstimate", json!("2d")),
        ("timetracking", "/remainingEstimate", json!("1d")),
        ("textfield", "", json!("a <b>")),
        ("textarea", "", json!("*b*\n")),
        ("url", "", json!("https://x.test/")),
        ("float", "", json!(1.5)),
        ("datepicker", "", json!("2026-08-14")),
        ("datetime", "", json!("2026-08-14T11:32:00.000+0000")),
        ("select", "/value", json!("Green")),
        ("multiselect", "/1/value", json!("Green")),
        ("multicheckboxes", "/0/value", json!("Red")),
        ("radiobuttons", "/value", json!("Red")),
        ("cascadingselect", "/value", json!("Red")),
        ("cascadingselect", "/child/value", json!("Dark")),
        ("userpicker", "/name", json!("fred")),
        ("multiuserpicker", "/1/name", json!("fred")),
        ("grouppicker", "/name", json!("jira-administrators")),
        ("multigrouppicker", "/0/name", json!("jira-administrators")),
        ("version", "/name", json!("1.0")),
        ("multiversion", "/0/name", json!("1.0")),
        ("project", "/key", json!("OPS")),
    ] {
        expect(field, pointer, value);
    }
    assert_eq!(has["labels"], json!(["one", "two"]));
    assert_eq!(has[world.id("labels")], json!(["x", "y"]));
    // The form to edit it stands with all of that, and sent back as it stands changes nothing.
    let edit = browser.get("/secure/EditIssue!default.jspa?id=OPS-1").await;
    assert_eq!(edit.status, 200, "{}", edit.text);
    let mut again: Vec<(&str, &str)> = sent[2..].to_vec();
    again.push(("id", "OPS-1"));
    let saved = browser.submit("/secure/EditIssue.jspa", &again).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert_eq!(history(app, "OPS-1").await.len(), 0);
    app.done().await;
}

fn world_has(world: &World, kind: &str) -> bool {
    let own = ["labels", "description", "environment", "priority"];
    !own.contains(&kind)
        && std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.id(kind).len())).is_ok()
}

#[tokio::test]
async fn where_there_is_nothing_to_choose_nothing_is_asked() {
    let app = world().await;
    let browser = app.admin_browser().await;
    // The link that GitLab has on its page, with one project: only the type is to be chosen.
    let first = browser
        .get("/secure/CreateIssue!default.jspa?atlOrigin=x")
        .await;
    assert_eq!(first.status, 200);
    assert!(
        first.text.contains("id=\"issue-create-next\""),
        "{}",
        first.text
    );
    app.project("WEB").await;
    let second = browser.get("/secure/CreateIssue!default.jspa").await;
    assert!(second.text.contains("id=\"issue-create-next\"") && second.text.contains("WEB"));
    let form = browser
        .get("/secure/CreateIssue.jspa?pid=WEB&issuetype=Bug")
        .await;
    assert_eq!(form.status, 200);
    assert!(
        form.text.contains("id=\"issue-create-submit\""),
        "{}",
        form.text
    );
    let missing = browser
        .get("/secure/CreateIssue.jspa?pid=WEB&issuetype=77")
        .await;
    assert_eq!(missing.status, 400);
    assert!(error(&missing, "issuetype").contains("issue type selected is invalid"));
    let hidden = browser
        .get("/secure/CreateIssueDetails!init.jspa?pid=777&summary=kept")
        .await;
    assert_eq!(hidden.status, 400);
    assert!(!error(&hidden, "pid").is_empty());
    assert!(hidden.text.contains("name=\"summary\" value=\"kept\""));
    app.done().await;
}

#[tokio::test]
async fn what_an_address_says_is_filled_in() {
    let app = world().await;
    let admin = app.admin();
    for name in ["1.0", "2.0"] {
        let version = json!({ "name": name, "project": "OPS" });
        admin.post("/rest/api/2/version", version).await.expect(201);
    }
    app.member("fred").await;
    let browser = app.browser_of("fred").await;
    // As GitLab makes it of a vulnerability.
    let path = "/secure/CreateIssueDetails!init.jspa?pid=10000&issuetype=10004&summary=Investigate+vulnerability%3A+x%2Fy\
                &description=h3.+Description%3A%0A%0A%7Bcode%7Da%7Bcode%7D&priority=High&labels=a&labels=b\
                &fixVersions=2.0&fixVersions=nope&duedate=25/Dec/26&assignee=fred&unknown=1";
    let form = browser.get(path).await;
    assert_eq!(form.status, 200);
    for part in [
        "value=\"Investigate vulnerability: x/y\"",
        "h3. Description:\n\n{code}a{code}</textarea>",
        "selected>High</option>",
        "name=\"labels\" aria",
        "value=\"2026-12-25\"",
        "selected>Fred",
    ] {
        let part = part.replace("name=\"labels\" aria", "value=\"a b\"");
        assert!(
            form.text.to_lowercase().contains(&part.to_lowercase()),
            "{part}: {}",
            form.text
        );
    }
    let ticked = form.text.matches("checked>").count();
    assert_eq!(ticked, 1, "{}", form.text);
    app.done().await;
}

#[tokio::test]
async fn scripts_in_an_address_stay_text() {
    let app = world().await;
    let browser = app.admin_browser().await;
    let bad = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3C/textarea%3E%3Cimg%20src=x%20onerror=alert(1)%3E";
    let names = [
        "summary",
        "description",
        "environment",
        "labels",
        "reporter",
        "assignee_other",
        "duedate",
        "priority",
        "pid",
    ];
    for name in names {
        for path in [
            INIT,
            "/secure/CreateIssue!default.jspa?x=1",
            "/secure/CreateSubTaskIssue!default.jspa?parentIssueId=1",
        ] {
            let form = browser.get(&format!("{path}&{name}={bad}")).await;
            assert!(!form.text.contains("<script>alert"), "{name} {path}");
            assert!(!form.text.contains("<img src=x"), "{name} {path}");
        }
    }
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let app = world().await;
    let browser = app.admin_browser().await;
    let mut sent = TASK.to_vec();
    sent.extend([
        ("summary", " "),
        ("description", "<kept> & kept"),
        ("duedate", "soon"),
        ("reporter", "nobody"),
        ("labels", "one"),
        ("timetracking_originalestimate", "much"),
        ("assignee_other", "ghost"),
        ("assignee", ""),
    ]);
    let refused = browser.submit(POST, &sent).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    for (id, text) in [
        ("summary", "You must specify a summary of the issue."),
        ("duedate", "Error parsing date string: soon"),
        ("reporter", "reporter"),
        ("timetracking", "much"),
        ("assignee", "ghost"),
    ] {
        assert!(
            error(&refused, id).contains(text),
            "{id}: {}",
            error(&refused, id)
        );
    }
    for kept in [
        "&#60;kept&#62; &#38; kept",
        "value=\"soon\"",
        "value=\"nobody\"",
        "value=\"much\"",
        "value=\"ghost\"",
        "value=\"one\"",
    ] {
        assert!(refused.text.contains(kept), "{kept}: {}", refused.text);
    }
    assert!(refused.text.contains("role=\"alert\""));
    let none = app.admin().get("/rest/api/2/issue/OPS-1").await;
    assert_eq!(none.status, 404);
    app.done().await;
}

#[tokio::test]
async fn another_type_keeps_what_was_typed_and_another_issue_what_it_was_about() {
    let app = world().await;
    let browser = app.admin_browser().await;
    let sent = [
        ("pid", "10000"),
        ("issuetype", "10004"),
        ("summary", "kept"),
        ("labels", "x"),
        ("reload", "true"),
    ];
    let again = browser.submit(POST, &sent).await;
    assert_eq!(again.status, 200, "{}", again.text);
    assert!(again.text.contains("value=\"kept\"") && again.text.contains("selected>Bug</option>"));
    let sent = [
        ("pid", "10000"),
        ("issuetype", "10004"),
        ("summary", "one"),
        ("labels", "x"),
        ("another", "true"),
    ];
    let made = browser.submit(POST, &sent).await;
    let to = browser.location(&made);
    assert_eq!(made.status, 303, "{}", made.text);
    let next = browser.get(&to).await;
    assert!(
        next.text.contains("Issue OPS-1 was created."),
        "{}",
        next.text
    );
    assert!(
        next.text
            .contains("name=\"another\" value=\"true\" checked")
            && next.text.contains("value=\"x\"")
    );
    assert!(!next.text.contains("value=\"one\""));
    // By the script: no page, but where the issue is.
    let sent = [
        ("pid", "10000"),
        ("issuetype", "10004"),
        ("summary", "two"),
        ("dialog", "true"),
    ];
    let made = browser.submit(POST, &sent).await;
    assert_eq!(
        (made.status, browser.location(&made).as_str()),
        (201, "/browse/OPS-2")
    );
    app.done().await;
}

#[tokio::test]
async fn parts_of_an_issue() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let project =
        json!({ "key": "SUB", "name": "Sub", "projectTypeKey": "software", "lead": "admin" });
    admin.post("/rest/api/2/project", project).await.expect(201);
    app.issue("SUB", "the whole").await;
    let browser = app.admin_browser().await;
    let form = browser
        .get("/secure/CreateSubTaskIssue!default.jspa?parentIssueId=SUB-1")
        .await;
    assert_eq!(form.status, 200, "{}", form.text);
    assert!(
        form.text.contains("selected>Sub-task</option>") && !form.text.contains(">Bug</option>")
    );
    let sent = [
        ("parentIssueId", "SUB-1"),
        ("issuetype", ""),
        ("summary", "a part"),
    ];
    let made = browser
        .submit("/secure/CreateSubTaskIssueDetails.jspa", &sent)
        .await;
    assert_eq!(made.status, 303, "{}", made.text);
    assert_eq!(fields(&app, "SUB-2").await["parent"]["key"], "SUB-1");
    // A part has no parts; an issue that is not to be seen has none either.
    let sent = [
        ("parentIssueId", "SUB-2"),
        ("issuetype", ""),
        ("summary", "a part of a part"),
    ];
    let refused = browser
        .submit("/secure/CreateSubTaskIssueDetails.jspa", &sent)
        .await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    let missing = browser
        .get("/secure/CreateSubTaskIssue!default.jspa?parentIssueId=SUB-77")
        .await;
    assert_eq!(missing.status, 404);
    app.done().await;
}

#[tokio::test]
async fn who_may_not_is_offered_nothing() {
    let app = world().await;
    app.project("WEB").await;
    app.member("fred").await;
    let browser = app.browser_of("fred").await;
    let first = browser.get("/secure/CreateIssue!default.jspa").await;
    assert!(first.text.contains("(OPS)") && first.text.contains("id=\"create_link\""));
    // What needs a permission is not on the form, and refused when sent all the same.
    revoke(&app, "MODIFY_REPORTER").await;
    let form = browser.get(INIT).await;
    assert!(!form.text.contains("name=\"reporter\""), "{}", form.text);
    hide(&app).await;
    for path in ["/secure/CreateIssue!default.jspa", INIT] {
        let refused = browser.get(path).await;
        assert_eq!(refused.status, 403, "{path}");
        assert!(!refused.text.contains("OPS"), "{path}");
        assert!(!refused.text.contains("id=\"create_link\""));
    }
    let mut sent = TASK.to_vec();
    sent.push(("summary", "x"));
    assert_eq!(browser.submit(POST, &sent).await.status, 403);
    let nobody = app.browser();
    let asked = nobody
        .get("/secure/CreateIssue!default.jspa?pid=10000")
        .await;
    assert_eq!(asked.status, 303);
    assert!(
        nobody.location(&asked).starts_with("/login.jsp"),
        "{}",
        nobody.location(&asked)
    );
    app.done().await;
}

#[tokio::test]
async fn a_project_one_cannot_create_in_is_not_listed() {
    let app = world().await;
    app.project("WEB").await;
    configure(&app, &[
        "insert into permission_scheme (id, name, lower_name, description, has_extended_administration)
             values (50, 'None', 'none', '', false)",
        "update project set permission_scheme_id = 50 where key = 'WEB'",
    ]).await;
    grant_members(&app, "CREATE_ISSUES").await;
    app.member("fred").await;
    let browser = app.browser_of("fred").await;
    let first = browser.get("/secure/CreateIssue!default.jspa").await;
    assert_eq!(first.status, 200);
    assert!(!first.text.contains("WEB"), "{}", first.text);
    let refused = browser
        .get("/secure/CreateIssue.jspa?pid=WEB&issuetype=10002")
        .await;
    assert_eq!(refused.status, 400);
    assert!(!refused.text.contains("WEB"), "{}", refused.text);
    app.done().await;
}

#[tokio::test]
async fn sprints_of_boards_one_sees() {
    let app = world().await;
    let admin = app.admin();
    let filter = json!({ "name": "Ours", "jql": "project = OPS" });
    let filter = admin.post("/rest/api/2/filter", filter).await.expect(200);
    let board = json!({ "name": "Board", "type": "scrum", "filterId": filter["id"].as_str().unwrap().parse::<i64>().unwrap() });
    let board = admin.post("/rest/agile/1.0/board", board).await.expect(201);
    let sprint = json!({ "name": "Sprint of few", "originBoardId": board["id"] });
    let sprint = admin
        .post("/rest/agile/1.0/sprint", sprint)
        .await
        .expect(201);
    let sprint = sprint["id"].to_string();
    let field = admin.get("/rest/api/2/field").await.expect(200);
    let field = field.as_array().unwrap().iter();
    let mut field = field.filter(|field| field["name"] == "Sprint");
    let field = field.next().unwrap()["id"].as_str().unwrap().to_owned();
    admin
        .post(
            &format!("/rest/api/2/screens/addToDefault/{field}"),
            json!({}),
        )
        .await;
    let browser = app.admin_browser().await;
    let form = browser.get(INIT).await;
    let option = format!("<option value=\"{sprint}\">Sprint of few</option>");
    assert!(form.text.contains(&option), "{}", form.text);
    let mut sent = TASK.to_vec();
    sent.extend([("summary", "planned"), (field.as_str(), sprint.as_str())]);
    let made = browser.submit(POST, &sent).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let has = fields(&app, "OPS-1").await;
    let text = has[&field][0].as_str().unwrap_or_default().to_owned();
    assert!(text.contains("name=Sprint of few"), "{has}");
    let edit = browser.get("/secure/EditIssue!default.jspa?id=OPS-1").await;
    let chosen = option.replace("\">", "\" selected>");
    assert!(edit.text.contains(&chosen), "{}", edit.text);
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let form = fred.get(INIT).await;
    assert!(!form.text.contains("Sprint of few"), "{}", form.text);
    app.done().await;
}

#[tokio::test]
async fn nobody_may_where_everybody_may() {
    let app = world().await;
    let nobody = app.browser();
    let mut sent = TASK.to_vec();
    sent.push(("summary", "from outside"));
    let refused = nobody.submit(POST, &sent).await;
    assert!(nobody.location(&refused).starts_with("/login.jsp"));
    for permission in ["BROWSE_PROJECTS", "CREATE_ISSUES"] {
        grant(&app, permission, "anyone").await;
    }
    let form = nobody.get(INIT).await;
    assert_eq!(form.status, 200, "{}", form.text);
    assert!(form.text.contains("id=\"create_link\""));
    // Without what the form brings along it is not taken.
    assert_eq!(nobody.send(POST, &sent).await.status, 403);
    let made = nobody.submit(POST, &sent).await;
    assert_eq!(made.status, 303, "{}", made.text);
    assert_eq!(fields(&app, "OPS-1").await["creator"], Value::Null);
    app.done().await;
}
