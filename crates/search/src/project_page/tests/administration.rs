//! Changing, ordering, releasing and deleting versions and components, by those who administer the project.

use serde_json::{Value, json};
use testkit::{Browser, TestApp};

use super::{edit, resolve, version};

/// A project that boss administers and fred works in.
async fn project(app: &TestApp) -> (Browser, Browser) {
    app.member("boss").await;
    app.member("fred").await;
    app.project("OPS").await;
    let role = "/rest/api/2/project/OPS/role/10002";
    app.admin()
        .post(role, json!({ "user": ["boss"] }))
        .await
        .expect(200);
    (app.browser_of("boss").await, app.browser_of("fred").await)
}

async fn names(app: &TestApp, issue: &str, field: &str) -> Vec<String> {
    let path = format!("/rest/api/2/issue/{issue}?fields={field}");
    let issue = app.admin().get(&path).await.expect(200);
    let held = issue["fields"][field].as_array().unwrap().clone();
    let name = |one: &Value| one["name"].as_str().unwrap().to_owned();
    held.iter().map(name).collect()
}

/// Returns the names of versions as the list has them.
async fn listed(browser: &Browser) -> Vec<String> {
    let list = browser.get("/projects/OPS/versions").await.text;
    let rows = list
        .split("<th scope=\"row\"><a href=\"/projects/OPS/versions/")
        .skip(1);
    let name = |row: &str| {
        let (_, row) = row.split_once('>').unwrap();
        row.split('<').next().unwrap().to_owned()
    };
    rows.map(name).collect()
}

/// Each of these is for administrators of the project alone, offered to nobody else, and about this project.
async fn is_closed(app: &TestApp, fred: &Browser, path: &str) {
    assert_eq!(fred.get(path).await.status, 403, "{path}");
    assert_eq!(fred.submit(path, &[("name", "x")]).await.status, 403);
    assert_eq!(app.browser().get(path).await.status, 303, "{path}");
    let elsewhere = path.replace("/OPS/", "/WEB/");
    let admin = app.admin_browser().await;
    assert_eq!(admin.get(&elsewhere).await.status, 404, "{elsewhere}");
    let sent = admin.submit(&elsewhere, &[("name", "x")]).await;
    assert_eq!(sent.status, 404, "{elsewhere}");
}

#[tokio::test]
async fn versions_are_changed_and_ordered() {
    let app = TestApp::new().await;
    let (boss, fred) = project(&app).await;
    app.project("WEB").await;
    let first = version(&app, "OPS", "1.0", json!({ "description": "The <first>" })).await;
    for name in ["2.0", "3.0"] {
        version(&app, "OPS", name, json!({})).await;
    }
    let one = format!("/projects/OPS/versions/{first}");
    let path = format!("{one}/edit");
    is_closed(&app, &fred, &path).await;
    for page in [&one, "/projects/OPS/versions"] {
        let seen = fred.get(page).await.text;
        let offers = ["/edit", "/delete", "Move ", "<form class=\"actions\""];
        assert!(offers.iter().all(|offer| !seen.contains(offer)), "{seen}");
        let seen = boss.get(page).await.text;
        assert!(seen.contains("/edit") && seen.contains("/delete"), "{seen}");
    }
    let form = boss.get(&path).await.text;
    assert!(form.contains("The &#60;first&#62;"), "{form}");
    let wrong = [
        ("name", "2.0"),
        ("description", "kept"),
        ("startDate", "2030-01-02"),
    ];
    let refused = boss.submit(&path, &wrong).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("already exists") && refused.text.contains("kept"));
    let good = [
        ("name", "1.1"),
        ("description", ""),
        ("startDate", "2030-01-02"),
        ("releaseDate", "2030-02-03"),
    ];
    assert_eq!(boss.submit(&path, &good).await.status, 303);
    let shown = boss.get(&one).await.text;
    assert!(shown.contains("Version 1.1 was changed.") && shown.contains("2030-02-03"));
    assert!(!shown.contains("first"), "{shown}");

    assert_eq!(listed(&boss).await, ["3.0", "2.0", "1.1"]);
    let with = |place| [("name", "1.1"), ("place", place)];
    assert_eq!(boss.submit(&path, &with("Last")).await.status, 303);
    assert_eq!(listed(&boss).await, ["1.1", "3.0", "2.0"]);
    // The version 2.0.
    assert_eq!(boss.submit(&path, &with("10001")).await.status, 303);
    assert_eq!(listed(&boss).await, ["3.0", "1.1", "2.0"]);
    assert_eq!(boss.submit(&path, &with("First")).await.status, 303);
    assert_eq!(listed(&boss).await, ["3.0", "2.0", "1.1"]);
    // Nothing of a form is kept if its place is none.
    let refused = boss
        .submit(&path, &[("name", "9"), ("place", "77777")])
        .await;
    assert_eq!(refused.status, 400);
    assert_eq!(listed(&boss).await, ["3.0", "2.0", "1.1"]);

    // As the buttons of the list do.
    let list = boss.get("/projects/OPS/versions").await.text;
    assert!(list.contains("aria-label=\"Move 1.1 up\""), "{list}");
    assert!(!list.contains("Move 1.1 down") && !list.contains("Move 3.0 up"));
    let step = [
        ("action", "move"),
        ("after", "10001"),
        ("status", "unreleased"),
    ];
    let moved = boss.submit(&one, &step).await;
    assert!(boss.location(&moved).contains("status=unreleased"));
    assert_eq!(listed(&boss).await, ["3.0", "1.1", "2.0"]);
    assert_eq!(fred.submit(&one, &step).await.status, 403);
    app.done().await;
}

#[tokio::test]
async fn what_is_not_done_moves_when_a_version_is_released() {
    let app = TestApp::new().await;
    let (boss, fred) = project(&app).await;
    app.project("WEB").await;
    let first = version(&app, "OPS", "1.0", json!({})).await;
    let second = version(&app, "OPS", "2.0", json!({})).await;
    let foreign = version(&app, "WEB", "1.0", json!({})).await;
    let one = format!("/projects/OPS/versions/{first}");
    let path = format!("{one}/release");
    is_closed(&app, &fred, &path).await;
    assert!(boss.get(&one).await.text.contains("value=\"release\""));
    let (done, open) = (
        app.issue("OPS", "Is done").await,
        app.issue("OPS", "Is open").await,
    );
    for issue in [&done, &open] {
        let fields = json!({ "fixVersions": [{ "id": first }] });
        edit(&app.admin(), issue, fields).await;
    }
    resolve(&app, &done, "31").await;
    let shown = boss.get(&one).await.text;
    assert!(shown.contains(&path) && !shown.contains("value=\"release\""));
    let form = boss.get(&path).await.text;
    assert!(
        form.contains(">1 issue</a>") && form.contains("Move to 2.0"),
        "{form}"
    );
    for (field, value) in [
        ("moveUnfixedTo", "nope"),
        ("moveUnfixedTo", &*foreign),
        ("moveUnfixedTo", &*first),
        ("releaseDate", "soon"),
    ] {
        let refused = boss.submit(&path, &[(field, value)]).await;
        assert_eq!(refused.status, 400, "{field} {value}");
        let text = format!("id=\"{field}-error\"");
        assert!(refused.text.contains(&text), "{text} in {}", refused.text);
    }
    assert_eq!(names(&app, &open, "fixVersions").await, ["1.0"]);
    let sent = [("releaseDate", "2020-02-03"), ("moveUnfixedTo", &*second)];
    assert_eq!(boss.submit(&path, &sent).await.status, 303);
    let shown = boss.get(&one).await.text;
    assert!(shown.contains("Version 1.0 was released.") && shown.contains("2020-02-03"));
    assert_eq!(names(&app, &open, "fixVersions").await, ["2.0"]);
    assert_eq!(names(&app, &done, "fixVersions").await, ["1.0"]);
    let history = format!("/rest/api/2/issue/{open}?expand=changelog");
    let history = app.admin().get(&history).await.expect(200);
    let last = history["changelog"]["histories"].as_array().unwrap();
    let items = &last.last().unwrap()["items"];
    assert_eq!(items[0]["fromString"], "1.0", "{items}");
    assert_eq!(items[1]["toString"], "2.0", "{items}");
    // It is released: there is nothing more to ask.
    assert_eq!(boss.get(&path).await.status, 303);
    app.done().await;
}

#[tokio::test]
async fn issues_of_a_version_that_goes_move_or_lose_it() {
    let app = TestApp::new().await;
    let (boss, fred) = project(&app).await;
    app.project("WEB").await;
    let first = version(&app, "OPS", "1.0", json!({})).await;
    let second = version(&app, "OPS", "2.0", json!({})).await;
    let path = format!("/projects/OPS/versions/{first}/delete");
    is_closed(&app, &fred, &path).await;
    assert!(boss.get(&path).await.text.contains("No issue has it."));
    let issue = app.issue("OPS", "Is there").await;
    let held = json!([{ "id": first }]);
    edit(
        &app.admin(),
        &issue,
        json!({ "fixVersions": held, "versions": held }),
    )
    .await;
    let form = boss.get(&path).await.text;
    for text in [
        "1 issue to be fixed in it",
        "1 issue affected by it",
        "Move to 2.0",
    ] {
        assert!(form.contains(text), "{text} in {form}");
    }
    for field in ["moveFixIssuesTo", "moveAffectedIssuesTo"] {
        let refused = boss.submit(&path, &[(field, "nope")]).await;
        assert_eq!(refused.status, 400, "{field}");
        let text = format!("id=\"{field}-error\"");
        assert!(refused.text.contains(&text), "{}", refused.text);
    }
    let sent = [("moveFixIssuesTo", &*second)];
    let gone = boss.submit(&path, &sent).await;
    assert_eq!(gone.status, 303, "{}", gone.text);
    assert_eq!(names(&app, &issue, "fixVersions").await, ["2.0"]);
    assert!(names(&app, &issue, "versions").await.is_empty());
    let list = boss.get("/projects/OPS/versions").await.text;
    assert!(list.contains("Version 1.0 was deleted."), "{list}");
    assert_eq!(boss.get(&path).await.status, 404);
    app.done().await;
}

#[tokio::test]
async fn components_are_changed_and_deleted() {
    let app = TestApp::new().await;
    let (boss, fred) = project(&app).await;
    app.project("WEB").await;
    for name in ["Roof", "Cellar"] {
        let list = "/projects/OPS/components";
        let sent = [("name", name), ("lead", "fred"), ("description", "Old")];
        assert_eq!(boss.submit(list, &sent).await.status, 303);
    }
    let seen = fred.get("/projects/OPS/components").await.text;
    assert!(!seen.contains("/edit") && !seen.contains("/delete"));
    let (edit_path, delete_path) = (
        "/projects/OPS/components/10000/edit",
        "/projects/OPS/components/10000/delete",
    );
    for path in [edit_path, delete_path] {
        is_closed(&app, &fred, path).await;
        let list = boss.get("/projects/OPS/components").await.text;
        assert!(list.contains(path), "{list}");
    }
    let form = boss.get(edit_path).await.text;
    assert!(form.contains("value=\"fred\"") && form.contains("\nOld</textarea>"));
    for (name, lead, assignee, wrong) in [
        ("cellar", "fred", "UNASSIGNED", "name"),
        ("Attic", "nope", "UNASSIGNED", "lead"),
        ("Attic", "fred", "nope", "assigneeType"),
    ] {
        let sent = [("name", name), ("lead", lead), ("assigneeType", assignee)];
        let refused = boss.submit(edit_path, &sent).await;
        assert_eq!(refused.status, 400, "{wrong}");
        let text = format!("id=\"{wrong}-error\"");
        assert!(refused.text.contains(&text), "{text} in {}", refused.text);
    }
    let sent = [
        ("name", "Attic"),
        ("lead", ""),
        ("assigneeType", "UNASSIGNED"),
    ];
    assert_eq!(boss.submit(edit_path, &sent).await.status, 303);
    let known = "/rest/api/2/component/10000";
    let known = app.admin().get(known).await.expect(200);
    assert_eq!(known["name"], "Attic");
    assert_eq!(known["assigneeType"], "UNASSIGNED");
    assert!(known.get("lead").is_none() && known.get("description").is_none());

    let issue = app.issue("OPS", "Is there").await;
    let fields = json!({ "components": [{ "id": "10000" }] });
    edit(&app.admin(), &issue, fields).await;
    let form = boss.get(delete_path).await.text;
    assert!(form.contains("1 issue has it.") && form.contains("Move to Cellar"));
    let refused = boss.submit(delete_path, &[("moveIssuesTo", "10000")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("id=\"moveIssuesTo-error\""));
    let gone = boss.submit(delete_path, &[("moveIssuesTo", "10001")]).await;
    assert_eq!(gone.status, 303);
    assert_eq!(names(&app, &issue, "components").await, ["Cellar"]);
    let last = "/projects/OPS/components/10001/delete";
    assert_eq!(boss.submit(last, &[]).await.status, 303);
    assert!(names(&app, &issue, "components").await.is_empty());
    app.done().await;
}

#[tokio::test]
async fn old_addresses_of_versions_and_components_lead_here() {
    let app = TestApp::new().await;
    let (boss, fred) = project(&app).await;
    for (part, to) in [
        ("versions", "versions"),
        ("administer-versions", "versions"),
        ("components", "components"),
        ("administer-components", "components"),
    ] {
        let path = format!("/plugins/servlet/project-config/OPS/{part}");
        let reply = boss.get(&path).await;
        assert_eq!(boss.location(&reply), format!("/projects/OPS/{to}"));
        assert_eq!(fred.get(&path).await.status, 403);
    }
    app.done().await;
}
