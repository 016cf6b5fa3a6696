//! Black-box tests of the pages of projects: what they count and list, for whom, and their forms.

mod administration;

use serde_json::{Value, json};
use testkit::{Client, TestApp};

async fn version(app: &TestApp, project: &str, name: &str, more: Value) -> String {
    let mut version = json!({ "name": name, "project": project });
    let object = version.as_object_mut().unwrap();
    object.extend(more.as_object().unwrap().clone());
    let made = app
        .admin()
        .post("/rest/api/2/version", version)
        .await
        .expect(201);
    made["id"].as_str().unwrap().to_owned()
}

async fn edit(client: &Client, issue: &str, fields: Value) {
    let path = format!("/rest/api/2/issue/{issue}");
    client
        .put(&path, json!({ "fields": fields }))
        .await
        .expect(204);
}

async fn resolve(app: &TestApp, issue: &str, transition: &str) {
    let path = format!("/rest/api/2/issue/{issue}/transitions");
    let body = json!({ "transition": { "id": transition } });
    app.admin().post(&path, body).await.expect(204);
}

/// Lets only administrators of the project browse it.
async fn close(app: &TestApp, project: &str) {
    let admin = app.admin();
    let scheme = admin
        .post("/rest/api/2/permissionscheme", json!({ "name": format!("Of {project}"), "permissions": [
            { "holder": { "type": "projectRole", "parameter": "10002" }, "permission": "BROWSE_PROJECTS" },
            { "holder": { "type": "projectRole", "parameter": "10002" }, "permission": "CREATE_ISSUES" },
        ]}))
        .await
        .expect(201);
    let path = format!("/rest/api/2/project/{project}/permissionscheme");
    admin
        .put(&path, json!({ "id": scheme["id"] }))
        .await
        .expect(200);
}

#[tokio::test]
async fn the_list_has_what_one_may_see_and_is_cut_down() {
    let app = TestApp::new().await;
    app.member("fred").await;
    for key in ["OPS", "WEB", "TOP"] {
        app.project(key).await;
    }
    close(&app, "TOP").await;
    let admin = app.admin();
    let category = json!({ "name": "Houses", "description": "" });
    let category = admin
        .post("/rest/api/2/projectCategory", category)
        .await
        .expect(201);
    let id = category["id"].as_str().unwrap().to_owned();
    let body = json!({ "categoryId": id, "lead": "fred" });
    admin.put("/rest/api/2/project/WEB", body).await.expect(200);
    let fred = app.browser_of("fred").await;
    let shown = |query: String| {
        let fred = &fred;
        async move {
            let page = fred.get(&format!("/projects{query}")).await;
            assert_eq!(page.status, 200);
            let has = |key: &str| page.text.contains(&format!("/projects/{key}/summary"));
            assert!(!has("TOP"), "{}", page.text);
            assert!(!page.text.contains("Project TOP"));
            (has("OPS"), has("WEB"))
        }
    };
    assert_eq!(shown(String::new()).await, (true, true));
    assert_eq!(shown("?contains=ops".to_owned()).await, (true, false));
    assert_eq!(
        shown("?contains=project%20w".to_owned()).await,
        (false, true)
    );
    assert_eq!(shown("?contains=%25".to_owned()).await, (false, false));
    assert_eq!(
        shown(format!("?selectedCategory={id}")).await,
        (false, true)
    );
    assert_eq!(
        shown("?selectedCategory=none".to_owned()).await,
        (true, false)
    );
    assert_eq!(
        shown("?selectedCategory=all".to_owned()).await,
        (true, true)
    );
    assert_eq!(shown("?lead=fred".to_owned()).await, (false, true));
    assert_eq!(shown("?lead=nope".to_owned()).await, (false, false));
    assert_eq!(shown("?start=50".to_owned()).await, (false, false));
    let all = app
        .admin_browser()
        .await
        .get("/secure/BrowseProjects.jspa")
        .await;
    // Who administers the server sees also what they do not browse.
    assert!(all.text.contains("/projects/TOP/summary"));
    let nobody = app.browser().get("/projects").await;
    assert_eq!(nobody.status, 200);
    assert!(nobody.text.contains("Log in"), "{}", nobody.text);
    assert!(!nobody.text.contains("Project OPS"));
    app.done().await;
}

#[tokio::test]
async fn the_summary_counts_what_the_caller_sees() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    app.project("OPS").await;
    let (first, second, third) = (
        app.issue("OPS", "The first <b>").await,
        app.issue("OPS", "The second").await,
        app.issue("OPS", "The third").await,
    );
    edit(
        &fred,
        &first,
        json!({ "assignee": { "name": "fred" }, "priority": { "id": "1" } }),
    )
    .await;
    resolve(&app, &second, "21").await;
    resolve(&app, &third, "31").await;
    let due = json!({ "releaseDate": "2030-01-02" });
    let next = version(&app, "OPS", "Next", due).await;
    version(&app, "OPS", "Old", json!({ "released": true })).await;
    let fixed = json!({ "fixVersions": [{ "name": "Next" }] });
    for issue in [&first, &third] {
        edit(&app.admin(), issue, fixed.clone()).await;
    }
    let b = app.browser_of("fred").await;
    let page = b.get("/projects/OPS").await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert_eq!(page.text, b.get("/projects/OPS/summary").await.text);
    for text in [
        "Ada Admin",
        "The first &#60;b&#62;",
        "The second",
        "The third",
        "1 of 2 done",
        "2030-01-02",
        &format!("/projects/OPS/versions/{next}"),
        "Fred Test",
        "project%20%3D%20%22OPS%22%20AND%20resolution%20%3D%20Unresolved%20AND%20assignee%20%3D%20%22fred%22",
    ] {
        assert!(page.text.contains(text), "{text:?} is not in {}", page.text);
    }
    // Two are open: one each by status, priority and assignee.
    assert!(page.text.contains(">2</a></h2>"), "{}", page.text);
    assert_eq!(page.text.matches("<td class=\"number\">1</td>").count(), 6);
    assert!(!page.text.contains(">Old<"));
    assert!(!page.text.contains("Project settings"));
    close(&app, "OPS").await;
    for path in [
        "",
        "/summary",
        "/issues",
        "/versions",
        "/components",
        "/people",
    ] {
        let path = format!("/projects/OPS{path}");
        assert_eq!(b.get(&path).await.status, 404, "{path}");
        assert_eq!(app.browser().get(&path).await.status, 303, "{path}");
    }
    app.done().await;
}

#[tokio::test]
async fn what_a_level_hides_is_neither_counted_nor_listed() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.project("OPS").await;
    let secret = app.issue("OPS", "A secret").await;
    app.issue("OPS", "No secret").await;
    let id = version(&app, "OPS", "Next", json!({})).await;
    let admin = app.admin();
    let component = json!({ "name": "Roof", "project": "OPS" });
    admin
        .post("/rest/api/2/component", component)
        .await
        .expect(201);
    let fields = json!({ "fixVersions": [{ "id": id }], "components": [{ "name": "Roof" }] });
    edit(&admin, &secret, fields).await;
    // The level is for who is in its role, and fred is in none.
    let b = app.admin_browser().await;
    b.submit(
        "/secure/admin/AddIssueSecurityScheme.jspa",
        &[("name", "Secrets"), ("description", "")],
    )
    .await;
    let mut tx = app.app().db.write().await.unwrap();
    tx.execute(
        "insert into security_level (id, scheme_id, name, description) values (777, 10000, 'Top', '')",
        &[],
    )
    .await
    .unwrap();
    tx.execute(
        "insert into security_grant (id, level_id, holder, role_id) values (777, 777, 'projectRole', 10002)",
        &[],
    )
    .await
    .unwrap();
    tx.execute("update project set security_scheme_id = 10000", &[])
        .await
        .unwrap();
    tx.execute(
        "update issue set security_level_id = 777 where summary = 'A secret'",
        &[],
    )
    .await
    .unwrap();
    tx.execute(
        "update config_version set version = version + 1 where area = 'policy'",
        &[],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    app.app().refresh().await.unwrap();
    let fred = app.browser_of("fred").await;
    for part in [
        "summary",
        "versions",
        "components",
        &format!("versions/{id}"),
    ] {
        let page = fred.get(&format!("/projects/OPS/{part}")).await;
        assert_eq!(page.status, 200, "{part}");
        assert!(!page.text.contains("A secret"), "{part}");
        assert!(!page.text.contains("of 1 done"), "{part}: {}", page.text);
    }
    let summary = fred.get("/projects/OPS/summary").await.text;
    assert!(summary.contains(">1</a></h2>"), "{summary}");
    let components = fred.get("/projects/OPS/components").await.text;
    assert!(components.contains(">0</a>"), "{components}");
    let seen = b.get("/projects/OPS/summary").await.text;
    assert!(
        seen.contains("A secret") && seen.contains("0 of 1 done"),
        "{seen}"
    );
    assert!(
        b.get("/projects/OPS/components")
            .await
            .text
            .contains(">1</a>")
    );
    app.done().await;
}

#[tokio::test]
async fn versions_are_added_released_and_put_away_by_administrators_of_the_project() {
    let app = TestApp::new().await;
    app.member("boss").await;
    app.member("fred").await;
    app.project("OPS").await;
    app.project("WEB").await;
    let role = "/rest/api/2/project/OPS/role/10002";
    app.admin()
        .post(role, json!({ "user": ["boss"] }))
        .await
        .expect(200);
    let (boss, fred) = (app.browser_of("boss").await, app.browser_of("fred").await);
    let list = "/projects/OPS/versions";
    let empty = boss.get(list).await.text;
    assert!(empty.contains("There is no version yet") && empty.contains("Add a version"));
    assert!(!fred.get(list).await.text.contains("Add a version"));
    assert_eq!(fred.submit(list, &[("name", "1.0")]).await.status, 403);
    assert_eq!(
        app.browser().submit(list, &[("name", "1.0")]).await.status,
        303
    );
    let reply = boss
        .submit(list, &[("name", " "), ("description", "kept")])
        .await;
    assert_eq!(reply.status, 400);
    assert!(reply.text.contains("value=\"kept\""), "{}", reply.text);
    let wrong = [
        ("name", "1.0"),
        ("startDate", "2030-02-01"),
        ("releaseDate", "2030-01-01"),
    ];
    assert_eq!(boss.submit(list, &wrong).await.status, 400);
    assert_eq!(boss.submit(list, &[("name", "1.0")]).await.status, 303);
    let shown = boss.get(list).await.text;
    assert!(shown.contains("Version 1.0 was added.") && shown.contains("unreleased"));
    let one = "/projects/OPS/versions/10000";
    assert_eq!(boss.submit(list, &[("name", "1.0")]).await.status, 400);
    assert!(shown.contains(one), "{shown}");
    assert_eq!(fred.submit(one, &[("action", "release")]).await.status, 403);
    assert!(!fred.get(one).await.text.contains("Release</button>"));
    // Of another project it is not there.
    assert_eq!(boss.get("/projects/WEB/versions/10000").await.status, 404);
    let other = app.admin_browser().await;
    let reply = other
        .submit("/projects/WEB/versions/10000", &[("action", "release")])
        .await;
    assert_eq!(reply.status, 404);
    assert_eq!(boss.submit(one, &[("action", "explode")]).await.status, 400);
    for (action, text) in [
        ("release", "was released."),
        ("unrelease", "taken back to unreleased."),
        ("archive", "was archived."),
        ("unarchive", "taken out of the archive."),
    ] {
        assert_eq!(
            boss.submit(one, &[("action", action)]).await.status,
            303,
            "{action}"
        );
        let page = boss.get(one).await.text;
        assert!(page.contains(text), "{action}: {page}");
        let in_use = boss.get(list).await.text.contains(one);
        assert_eq!(in_use, action != "archive", "{action}");
        let archived = boss.get("/projects/OPS/versions?status=archived").await;
        assert_eq!(archived.text.contains(one), action == "archive", "{action}");
    }
    let path = "/projects/OPS?selectedItem=com.atlassian.jira.jira-projects-plugin:release-page&status=unreleased";
    assert!(boss.get(path).await.text.contains(one));
    let path = format!("{list}?contains=9");
    assert!(boss.get(&path).await.text.contains("No version fits"));
    app.done().await;
}

#[tokio::test]
async fn a_version_lists_its_issues_the_open_ones_first() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let id = version(
        &app,
        "OPS",
        "1 \"quoted\"",
        json!({ "releaseDate": "2001-01-01" }),
    )
    .await;
    let (done, open) = (
        app.issue("OPS", "Is done").await,
        app.issue("OPS", "Is open").await,
    );
    app.issue("OPS", "Is elsewhere").await;
    for issue in [&done, &open] {
        edit(
            &app.admin(),
            issue,
            json!({ "fixVersions": [{ "id": id }] }),
        )
        .await;
    }
    resolve(&app, &done, "31").await;
    let b = app.admin_browser().await;
    let page = b.get(&format!("/projects/OPS/versions/{id}")).await.text;
    let place = |text: &str| {
        page.find(text)
            .unwrap_or_else(|| panic!("{text} in {page}"))
    };
    assert!(place("Is open") < place("Is done"));
    assert!(!page.contains("Is elsewhere"));
    assert!(page.contains("1 of 2 done") && page.contains("overdue"));
    // The searches find the same, whatever the name.
    for (link, key) in [("Done", &done), ("%22To%20Do%22", &open)] {
        let start = format!("statusCategory%20%3D%20{link}");
        assert!(page.contains(&start), "{start}: {page}");
        let jql = format!(
            "project%20%3D%20%22OPS%22%20AND%20fixVersion%20%3D%20%221%20%5C%22quoted%5C%22%22%20AND%20{start}"
        );
        assert!(page.contains(&jql), "{jql}: {page}");
        let found = app
            .admin()
            .get(&format!("/rest/api/2/search?jql={jql}"))
            .await
            .expect(200);
        assert_eq!(found["total"], 1);
        assert_eq!(found["issues"][0]["key"], **key);
    }
    app.done().await;
}

#[tokio::test]
async fn components_are_added_and_people_are_shown_to_who_may_know() {
    let app = TestApp::new().await;
    app.member("boss").await;
    app.member("fred").await;
    app.project("OPS").await;
    let role = "/rest/api/2/project/OPS/role/10002";
    app.admin()
        .post(role, json!({ "user": ["boss"] }))
        .await
        .expect(200);
    let (boss, fred) = (app.browser_of("boss").await, app.browser_of("fred").await);
    let list = "/projects/OPS/components";
    assert!(
        boss.get(list)
            .await
            .text
            .contains("There is no component yet")
    );
    assert_eq!(fred.submit(list, &[("name", "Roof")]).await.status, 403);
    let wrong = boss
        .submit(list, &[("name", "Roof"), ("lead", "nope")])
        .await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("id=\"lead-error\"") || wrong.text.contains("nope"));
    let good = [
        ("name", "Roof"),
        ("lead", "fred"),
        ("assigneeType", "COMPONENT_LEAD"),
    ];
    assert_eq!(boss.submit(list, &good).await.status, 303);
    let shown = fred.get(list).await.text;
    assert!(
        shown.contains("Roof") && shown.contains("Fred Test"),
        "{shown}"
    );
    let path = "/projects/OPS?selectedItem=com.atlassian.jira.jira-projects-plugin:components-page";
    assert!(fred.get(path).await.text.contains("Roof"));

    let people = "/projects/OPS/people";
    let seen = boss.get(people).await.text;
    assert!(
        seen.contains("Boss Test") && seen.contains("Lead of Roof"),
        "{seen}"
    );
    assert!(seen.contains("Administrators"));
    let seen = fred.get(people).await.text;
    assert!(
        seen.contains("Ada Admin") && seen.contains("Lead of Roof"),
        "{seen}"
    );
    assert!(
        !seen.contains("Boss Test") && !seen.contains("Administrators"),
        "{seen}"
    );
    assert!(seen.contains("You are in no role"));
    app.done().await;
}

#[tokio::test]
async fn old_addresses_lead_on() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "The first").await;
    let id = version(&app, "OPS", "1.0", json!({})).await;
    let component = json!({ "name": "Roof", "project": "OPS" });
    let component = app
        .admin()
        .post("/rest/api/2/component", component)
        .await
        .expect(201);
    let b = app.admin_browser().await;
    for (path, to) in [
        (
            "/projects/ops/issues".to_owned(),
            "/issues/?jql=project%20%3D%20%22OPS%22%20AND%20resolution".to_owned(),
        ),
        (
            "/projects/OPS/issues/OPS-7".to_owned(),
            "/browse/OPS-7".to_owned(),
        ),
        (
            "/secure/ViewIssue.jspa?key=ops-1".to_owned(),
            "/browse/OPS-1".to_owned(),
        ),
        (
            "/secure/ViewIssue.jspa?id=10000".to_owned(),
            "/browse/OPS-1".to_owned(),
        ),
        (
            "/secure/BrowseProject.jspa?id=10000".to_owned(),
            "/projects/OPS/summary".to_owned(),
        ),
        (
            "/secure/ViewProject.jspa?key=ops".to_owned(),
            "/projects/OPS/summary".to_owned(),
        ),
        (
            format!("/browse/OPS/fixforversion/{id}"),
            format!("/projects/OPS/versions/{id}"),
        ),
        (
            format!(
                "/browse/OPS/component/{}",
                component["id"].as_str().unwrap()
            ),
            "/issues/?jql=project%20%3D%20%22OPS%22%20AND%20component%20%3D%20%22Roof%22"
                .to_owned(),
        ),
    ] {
        let reply = b.get(&path).await;
        assert_eq!(reply.status, 303, "{path}");
        let location = b.location(&reply);
        assert!(location.contains(&to), "{path} leads to {location}");
    }
    assert_eq!(b.get("/browse/OPS/component/77777").await.status, 404);
    assert_eq!(b.get("/projects/OPS/issues/x").await.status, 404);
    for path in [
        "ViewIssue.jspa",
        "ViewIssue.jspa?key=OPS-9",
        "BrowseProject.jspa?id=77",
    ] {
        let path = format!("/secure/{path}");
        assert_eq!(b.get(&path).await.status, 404, "{path}");
    }
    app.done().await;
}
