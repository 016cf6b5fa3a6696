mod custom;

use base::urls::encode;
use serde_json::json;
use testkit::{Browser, Reply, TestApp};

use super::basic::Basic;
use super::text;
use crate::column::By;
use crate::query::{Help, Problem};

async fn search(browser: &Browser, jql: &str) -> Reply {
    let reply = browser.get(&format!("/issues/?jql={}", encode(jql))).await;
    assert_eq!(reply.status, 200, "{jql}: {}", reply.text);
    reply
}

/// Returns the keys of the rows, in their order.
fn keys(reply: &Reply) -> Vec<String> {
    let rows = reply.text.split("data-row=\"").skip(1);
    rows.map(|row| row.split('"').next().unwrap().to_owned())
        .collect()
}

/// Gives a project a scheme that grants nothing.
async fn hide(app: &TestApp, project: &str) {
    let scheme = json!({"name": "None", "permissions": []});
    let admin = app.admin();
    let made = admin.post("/rest/api/2/permissionscheme", scheme).await;
    let scheme = json!({"id": made.expect(201)["id"]});
    let path = format!("/rest/api/2/project/{project}/permissionscheme");
    admin.put(&path, scheme).await.expect(200);
}

#[tokio::test]
async fn what_is_found_is_what_one_may_browse() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("HID").await;
    let one = app.issue("OPS", "Renew <b>the</b> certificate").await;
    let two = app.issue("OPS", "Buy paper").await;
    let hidden = app.issue("HID", "Secret paper").await;
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let all = search(&fred, "ORDER BY key ASC").await;
    assert_eq!(keys(&all), [hidden.clone(), one.clone(), two.clone()]);
    hide(&app, "HID").await;
    let all = search(&fred, "ORDER BY key DESC").await;
    assert_eq!(keys(&all), [two.clone(), one.clone()]);
    assert!(all.text.contains("<strong>2</strong>"), "{}", all.text);
    for secret in ["Secret", "HID"] {
        assert!(!all.text.contains(secret), "{}", all.text);
    }
    assert!(all.text.contains("Renew &#60;b&#62;the"), "{}", all.text);
    assert!(!all.text.contains("<b>the"));
    let none = search(&fred, &format!("key = {hidden}")).await;
    assert!(none.text.contains("does not exist"), "{}", none.text);
    let nobody = app.browser().get("/issues/").await;
    assert_eq!(nobody.status, 200);
    assert_eq!(keys(&nobody), Vec::<String>::new());
    app.done().await;
}

#[tokio::test]
async fn what_was_likely_meant_is_told_of_what_one_may_browse() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("SECRET").await;
    let client = app.member("fred").await;
    hide(&app, "SECRET").await;
    let fred = app.browser_of("fred").await;
    for (jql, meant) in [
        ("project == OPS", Some("=")),
        ("project = OPS adn type = Bug", Some("AND")),
        ("sumary ~ x", Some("summary")),
        ("order by updatd", Some("updated")),
        ("'Story Point' > 1", Some("Story Points")),
        ("created > startOfDya()", Some("startOfDay")),
        ("project = OSP", Some("OPS")),
        ("project = SECRETT", None),
        ("project = SECRET", None),
        ("status in (Done, inprogress)", Some("In Progress")),
        ("status was Dne", Some("Done")),
        ("type = Bgu", Some("Bug")),
        ("priority = Hihg", Some("High")),
        ("resolution = Wont_Do", Some("Won't Do")),
        ("assignee = fredd", None),
    ] {
        let page = search(&fred, jql).await.text;
        let (_, told) = page.split_once("id=\"jql-problems\"").expect(jql);
        let told = told.split_once("</ul>").unwrap().0;
        let hint = told.split_once("<span class=\"hint\">Did you mean &#39;");
        let hint = hint.map(|(_, hint)| hint.split_once("&#39;?").unwrap().0);
        let meant = meant.map(|meant| meant.replace('\'', "&#39;"));
        assert_eq!(hint, meant.as_deref(), "{jql}: {told}");
        // Who has a program ask is told in the words that programs know.
        let path = format!("/rest/api/2/search?jql={}", encode(jql));
        let answer = client.get(&path).await.expect(400);
        assert!(!answer.to_string().contains("Did you mean"), "{answer}");
    }
    app.done().await;
}

#[tokio::test]
async fn columns_and_order() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let first = app.issue("OPS", "alpha").await;
    let second = app.issue("OPS", "beta").await;
    let admin = app.admin_browser().await;
    let found = search(&admin, "project = OPS ORDER BY summary").await;
    assert_eq!(keys(&found), [first.clone(), second.clone()]);
    assert!(found.text.contains("aria-sort=\"ascending\""));
    let turned = "jql=project%20%3D%20OPS%20ORDER%20BY%20summary%20DESC";
    assert!(found.text.contains(turned), "{}", found.text);
    let form = "/secure/ViewUserIssueColumns.jspa";
    let step = |name: &'static str, value: &'static str| {
        let admin = &admin;
        async move {
            let fields = [(name, value), ("column", "votes")];
            let reply = admin.submit(form, &fields).await;
            assert_eq!(reply.status, 303, "{name}: {}", reply.text);
        }
    };
    step("add", "true").await;
    step("remove", "reporter").await;
    step("up", "votes").await;
    let found = search(&admin, "").await;
    let at = |id: &str| found.text.find(&format!("data-id=\"{id}\""));
    assert!(at("votes").is_some() && at("votes") < at("duedate"));
    assert_eq!(at("reporter"), None);
    let own = app
        .admin()
        .get("/rest/api/2/user/columns")
        .await
        .expect(200);
    assert!(own.to_string().contains("votes"), "{own}");
    step("reset", "true").await;
    let found = search(&admin, "").await;
    assert!(found.text.contains("data-id=\"reporter\""));
    let wrong = [("add", "true"), ("column", "nothing")];
    assert_eq!(admin.submit(form, &wrong).await.status, 400);
    let close = format!("/rest/api/2/issue/{first}/transitions");
    let steps = app.admin().get(&close).await.expect(200);
    let mut done = steps["transitions"].as_array().unwrap().iter();
    let done = done.find(|step| step["to"]["name"] == "Done");
    let done = json!({"transition": {"id": done.unwrap()["id"]}});
    app.admin().post(&close, done).await.expect(204);
    let found = search(&admin, "project = OPS").await;
    assert!(
        found.text.contains(&format!("<s>{first}</s>")),
        "{}",
        found.text
    );
    assert!(!found.text.contains(&format!("<s>{second}</s>")));
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_is_marked_where_it_is() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin_browser().await;
    let check = |jql: &'static str, told: &'static str, marked: &'static str| {
        let admin = &admin;
        async move {
            let found = search(admin, jql).await;
            assert!(found.text.contains(told), "{jql}: {}", found.text);
            let mark = format!("<mark>{marked}</mark>");
            assert!(found.text.contains(&mark), "{jql}: {}", found.text);
            assert!(found.text.contains("aria-invalid"), "{jql}");
        }
    };
    check("project = OPS AND nope = 1", "does not exist", "nope").await;
    check("project = NOPE", "does not exist for the field", "NOPE").await;
    check("project in (OPS, NOPE, 7)", "does not exist", "NOPE").await;
    check("project = OPS ORDER BY nope", "does not exist", "nope").await;
    check("assignee = nofun()", "Unable to find", "nofun()").await;
    check("project OPS", "line 1, character 9", "OPS").await;
    check("status ~ Done", "not supported", "status ~ Done").await;
    check("project = ", "Error in JQL Query", "").await;
    check("a = <b> AND", "Error in", "&#60;").await;
    app.done().await;
}

#[tokio::test]
async fn nothing_found_has_ways_out() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "alpha").await;
    let admin = app.admin_browser().await;
    let none = search(&admin, "project = OPS AND text ~ nowhere ORDER BY key").await;
    assert!(none.text.contains("No issues match"), "{}", none.text);
    assert!(none.text.contains("<code>text ~ nowhere</code>"));
    let way = "jql=project%20%3D%20OPS%20ORDER%20BY%20key\"";
    assert!(none.text.contains(way), "{}", none.text);
    app.done().await;
}

#[tokio::test]
async fn pages_and_their_ends() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let issues: Vec<_> = (0..53)
        .map(|n| {
            json!({"fields": {"project": {"key": "OPS"}, "issuetype": {"name": "Task"},
                "summary": format!("number {n}")}})
        })
        .collect();
    app.admin()
        .post("/rest/api/2/issue/bulk", json!({"issueUpdates": issues}))
        .await
        .expect(201);
    let admin = app.admin_browser().await;
    let first = search(&admin, "project = OPS").await;
    assert_eq!(keys(&first).len(), 50);
    assert!(first.text.contains("startIndex=50"), "{}", first.text);
    let path = "/issues/?jql=project%20%3D%20OPS&startIndex=";
    let second = admin.get(&format!("{path}50")).await;
    assert_eq!(keys(&second).len(), 3);
    let beyond = admin.get(&format!("{path}500")).await;
    assert_eq!(beyond.status, 303);
    assert_eq!(admin.location(&beyond), format!("{path}50"));
    app.done().await;
}

#[tokio::test]
async fn fields_write_a_query_and_old_addresses_lead_here() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin_browser().await;
    let check = |path: &'static str, to: &'static str| {
        let admin = &admin;
        async move {
            let reply = admin.get(path).await;
            assert_eq!(reply.status, 303, "{path}");
            let to = to.split_once("jql=").map_or(to.to_owned(), |(head, jql)| {
                format!("{head}jql={}", encode(jql))
            });
            assert_eq!(admin.location(&reply), to, "{path}");
        }
    };
    check(
        "/issues/?basic=true&jql=order+by+key&project=OPS&type=Bug&status=In+Progress&assignee=currentUser()&text=a+%22b%22",
        r#"/issues/?jql=project = OPS AND issuetype = Bug AND status = "In Progress" AND assignee = currentUser() AND text ~ "a \"b\"" ORDER BY key"#,
    )
    .await;
    check(
        "/secure/IssueNavigator.jspa?reset=true&jqlQuery=project+%3D+OPS",
        "/issues/?jql=project = OPS",
    )
    .await;
    check(
        "/secure/IssueNavigator!executeAdvanced.jspa?jqlQuery=project+%3D+OPS&runQuery=true",
        "/issues/?jql=project = OPS",
    )
    .await;
    check(
        "/secure/IssueNavigator.jspa?mode=hide&requestId=10000",
        "/issues/?filter=10000",
    )
    .await;
    check(
        "/secure/IssueNavigator.jspa?reset=true&pid=10000&status=1&status=3&resolution=-1&query=disk",
        r#"/issues/?jql=project = 10000 AND status in (1, 3) AND resolution is EMPTY AND text ~ "disk""#,
    )
    .await;
    app.done().await;
}

#[test]
fn the_form_shows_what_it_could_have_written() {
    let check = |jql: &str, expected: Option<[&str; 5]>| {
        let query = jql::parse(jql).into_result().unwrap();
        let expected = expected.map(|[project, kind, status, assignee, text]| Basic {
            project: project.to_owned(),
            kind: kind.to_owned(),
            status: status.to_owned(),
            assignee: assignee.to_owned(),
            text: text.to_owned(),
        });
        assert_eq!(Basic::of(&query), expected, "{jql}");
        if let Some(basic) = expected {
            let again = jql::parse(&basic.condition()).into_result().unwrap();
            assert_eq!(Basic::of(&again), Some(basic), "{jql}");
        }
    };
    check("", Some(["", "", "", "", ""]));
    check("project = OPS", Some(["OPS", "", "", "", ""]));
    check(
        "type = Bug AND status = 'In Progress' AND assignee is EMPTY AND text ~ 'a b'",
        Some(["", "Bug", "In Progress", "EMPTY", "a b"]),
    );
    check(
        "assignee = currentUser()",
        Some(["", "", "", "currentUser()", ""]),
    );
    for too_much in [
        "project = OPS OR project = HID",
        "not project = OPS",
        "project != OPS",
        "project in (OPS)",
        "project = OPS AND project = HID",
        "priority = High",
        "status was Open",
    ] {
        check(too_much, None);
    }
}

#[test]
fn a_query_gets_another_order_and_keeps_its_text() {
    let check = |jql: &str, by: &'static str, expected: &str| {
        let query = jql::parse(jql).into_result().unwrap();
        let sorted = text::sorted_by(jql, &query, &By::named(by).unwrap());
        assert_eq!(sorted, expected, "{jql}");
        assert!(jql::parse(&sorted).errors.is_empty());
    };
    check("", "summary", "ORDER BY summary ASC");
    check("a  =  1", "created", "a  =  1 ORDER BY created DESC");
    check(
        "a = 1 order  by summary",
        "summary",
        "a = 1 ORDER BY summary DESC",
    );
    check(
        "\"order by\" = 1 ORDER BY summary desc, created",
        "key",
        "\"order by\" = 1 ORDER BY key ASC, summary desc, created",
    );
    check(
        "ORDER BY Summary DESC, key",
        "key",
        "ORDER BY key ASC, Summary DESC",
    );
    assert!(By::named("text").is_none());
}

#[test]
fn each_clause_can_be_left_out() {
    let check = |jql: &str, expected: &[(&str, &str)]| {
        let query = jql::parse(jql).into_result().unwrap();
        let ways = text::without_each(jql, &query);
        let ways: Vec<(&str, &str)> = ways.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(ways, expected, "{jql}");
    };
    check("a = 1 OR b = 2", &[]);
    check("a = 1 order by key", &[("a = 1", "ORDER BY key")]);
    check(
        "a = 1 AND (b = 2 OR c = 3) AND NOT d = 4",
        &[
            ("a = 1", "(b = 2 OR c = 3) AND NOT d = 4"),
            ("b = 2 OR c = 3", "a = 1 AND NOT d = 4"),
            ("NOT d = 4", "a = 1 AND (b = 2 OR c = 3)"),
        ],
    );
}

#[test]
fn pieces_are_the_text_whatever_is_marked() {
    let jql = "aä = 1";
    let problem = |start, end| Problem {
        text: String::new(),
        span: jql::Span { start, end },
        help: Help::None,
    };
    for problems in [
        vec![],
        vec![problem(0, 3)],
        vec![problem(0, 3), problem(1, 3), problem(7, 7)],
        vec![problem(2, 4), problem(90, 99)],
    ] {
        let pieces = text::pieces(jql, &problems);
        let whole: String = pieces.iter().map(|piece| &*piece.text).collect();
        assert!(
            whole == jql || problems.iter().any(|p| p.span.start == 2),
            "{whole}"
        );
    }
}
