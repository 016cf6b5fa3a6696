use serde_json::json;
use testkit::{Reply, TestApp};

const PAGE: &str = "/secure/admin/PermissionHelper.jspa";

/// A project in which `lead` administers and fred sees nothing: only developers do.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("OTHER").await;
    app.member("fred").await;
    app.member("lead").await;
    let admin = app.admin();
    for name in ["devs", "staff"] {
        let group = json!({ "name": name });
        admin.post("/rest/api/2/group", group).await.expect(201);
    }
    let path = "/rest/api/2/group/user?groupname=staff";
    admin.post(path, json!({"name": "fred"})).await.expect(201);
    let lead = admin
        .get("/rest/api/2/user?username=lead")
        .await
        .expect(200);
    let lead = lead["key"].as_str().unwrap();
    let grant = |permission: &str, kind: &str, parameter: &str| json!({"permission": permission, "holder": {"type": kind, "parameter": parameter}});
    let scheme = json!({"name": "Strict", "permissions": [
        grant("BROWSE_PROJECTS", "group", "devs"),
        grant("BROWSE_PROJECTS", "projectRole", "10002"),
        grant("BROWSE_PROJECTS", "projectLead", ""),
        grant("BROWSE_PROJECTS", "group", "jira-administrators"),
        grant("CREATE_ISSUES", "group", "jira-administrators"),
        grant("ASSIGNABLE_USER", "group", "jira-administrators"),
        grant("EDIT_ISSUES", "group", "devs"),
        grant("EDIT_ISSUES", "reporter", ""),
        grant("ADMINISTER_PROJECTS", "user", lead),
    ]});
    let scheme = admin.post("/rest/api/2/permissionscheme", scheme).await;
    let scheme = scheme.expect(201);
    for project in ["OPS", "OTHER"] {
        let path = format!("/rest/api/2/project/{project}/permissionscheme");
        let body = json!({"id": scheme["id"]});
        admin.put(&path, body).await.expect(200);
    }
    app
}

async fn ask(app: &TestApp, who: &str, query: &str) -> Reply {
    let client = app.client(who, testkit::PASSWORD);
    let headers = [("accept", "text/html")];
    client
        .raw("GET", &format!("{PAGE}?{query}"), &headers, Vec::new())
        .await
}

/// The text of a page without its tags, and with single blanks.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                in_tag = true;
                text.push(' ');
            }
            '>' => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&#39;", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_verdict_has_its_reasons() {
    let app = world().await;
    let page = ask(
        &app,
        "admin",
        "username=fred&issueKey=OPS&permission=BROWSE_PROJECTS",
    )
    .await;
    assert_eq!(page.status, 200);
    let text = words(&page.text);
    for part in [
        "Fred Test (fred) does not have the 'Browse Projects' permission",
        "Permission scheme Strict",
        "not met The 'Browse Projects' permission, granted by Strict",
        "✗ No Group devs Fred Test (fred) is not a member of the group devs.",
        "Fred Test (fred) does not lead OPS.",
        "is not in the role Administrators of OPS.",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    // The administrator's answer has a reason too.
    let page = ask(
        &app,
        "admin",
        "username=admin&issueKey=OPS&permission=BROWSE_PROJECTS",
    )
    .await;
    let text = words(&page.text);
    assert!(text.contains("Ada Admin (admin) has the 'Browse Projects' permission"));
    assert!(text.contains("is a member of the group jira-administrators."));
    assert!(!text.contains("What would change the answer"));
    app.done().await;
}

#[tokio::test]
async fn what_would_change_the_answer_gives_least_first_and_does_change_it() {
    let app = world().await;
    let query = "username=fred&issueKey=OPS&permission=BROWSE_PROJECTS";
    let text = words(&ask(&app, "admin", query).await.text);
    let (_, remedies) = text.split_once("What would change the answer").unwrap();
    let place = |part: &str| {
        let found = remedies.find(part);
        found.unwrap_or_else(|| panic!("{part} is missing in {remedies}"))
    };
    let lead = place("Make Fred Test (fred) the lead of OPS Nothing else Nobody else");
    let role = place("Add Fred Test (fred) to the role Administrators of OPS Nothing else");
    let alone = place(
        "Grant 'Browse Projects' to Fred Test (fred) alone in Strict Something in 1 other project",
    );
    let devs = place(
        "Add Fred Test (fred) to the group devs In OPS: Edit Issues Something in 1 other project",
    );
    let admins = place("Add Fred Test (fred) to the group jira-administrators Global permissions:");
    assert!(
        lead < role && role < alone && alone < devs && devs < admins,
        "{remedies}"
    );
    assert!(remedies.contains("Grant 'Browse Projects' to the group staff in Strict"));
    assert!(remedies.contains("It would count in all 2 projects that use the scheme."));

    let path = "/rest/api/2/project/OPS/role/10002";
    let body = json!({"user": ["fred"]});
    app.admin().post(path, body).await.expect(200);
    let text = words(&ask(&app, "admin", query).await.text);
    assert!(text.contains("Fred Test (fred) has the 'Browse Projects' permission"));
    assert!(text.contains("is in the role Administrators of OPS. This is the only match"));
    app.done().await;
}

#[tokio::test]
async fn an_issue_settles_what_depends_on_it() {
    let app = world().await;
    let key = app.issue("OPS", "By the administrator").await;
    let devs = "/rest/api/2/project/OPS/role/10002";
    let body = json!({"user": ["fred"]});
    app.admin().post(devs, body).await.expect(200);
    let text = words(
        &ask(
            &app,
            "admin",
            "username=fred&project=OPS&permission=EDIT_ISSUES",
        )
        .await
        .text,
    );
    assert!(
        text.contains("has the 'Edit Issues' permission So far:"),
        "{text}"
    );
    let query = format!(
        "username=fred&issueKey={}&permission=EDIT_ISSUES",
        key.to_lowercase()
    );
    let text = words(&ask(&app, "admin", &query).await.text);
    assert!(
        text.contains("does not have the 'Edit Issues' permission"),
        "{text}"
    );
    assert!(text.contains(&format!("is not the reporter of {key}.")));
    assert!(text.contains(&format!("Make Fred Test (fred) the reporter of {key}")));
    assert!(text.contains("met The 'Browse Projects' permission"));
    app.done().await;
}

#[tokio::test]
async fn nobody_and_those_who_cannot_sign_in() {
    let app = world().await;
    app.stranger("stan").await;
    let text = words(
        &ask(&app, "admin", "username=&issueKey=OPS&permission=10")
            .await
            .text,
    );
    assert!(text.contains("Choose a permission."));
    let text = words(
        &ask(&app, "admin", "username=&issueKey=OPS&permission=BROWSE")
            .await
            .text,
    );
    assert!(text.contains("Anonymous does not have the 'Browse Projects' permission"));
    assert!(
        text.contains(
            "Grant 'Browse Projects' to everybody on the web, signed in or not in Strict"
        )
    );
    assert!(!text.contains("Add Anonymous"));
    let text = words(
        &ask(
            &app,
            "admin",
            "username=stan&issueKey=OPS&permission=BROWSE_PROJECTS",
        )
        .await
        .text,
    );
    assert!(
        text.contains("Stan Test (stan) has no application access"),
        "{text}"
    );
    let off = json!({"active": false});
    app.admin()
        .put("/rest/api/2/user?username=fred", off)
        .await
        .expect(200);
    let text = words(
        &ask(
            &app,
            "admin",
            "username=fred&issueKey=OPS&permission=BROWSE_PROJECTS",
        )
        .await
        .text,
    );
    assert!(text.contains("The account of Fred Test (fred) is inactive"));
    assert!(text.contains("No single grant or membership is enough."));
    app.done().await;
}

#[tokio::test]
async fn project_administrators_ask_about_their_projects() {
    let app = world().await;
    let key = app.issue("OPS", "Not for the lead").await;
    app.project("MINE").await;
    let query = "username=fred&issueKey=OPS&permission=BROWSE_PROJECTS";
    let page = ask(&app, "lead", query).await;
    assert_eq!(page.status, 200);
    let text = words(&page.text);
    assert!(text.contains("does not have the 'Browse Projects' permission"));
    assert!(
        page.text
            .contains("/plugins/servlet/project-config/OPS/permissions")
    );
    assert!(!page.text.contains("/secure/admin/EditPermissions"));
    assert!(!page.text.contains("EditUserGroups"));
    // An issue they do not see is not there, nor is a project they do not see.
    for hidden in [key.as_str(), "OPS-99", "NONE", "NONE-1"] {
        let page = ask(
            &app,
            "lead",
            &format!("issueKey={hidden}&permission=BROWSE_PROJECTS"),
        )
        .await;
        assert_eq!(page.status, 400, "{hidden}");
        let text = words(&page.text);
        let said = format!("There is no issue or project '{hidden}', or you may not see it.");
        assert!(text.contains(&said), "{text}");
        assert!(!text.contains("Anonymous"));
    }
    // A project they see and do not administer.
    let page = ask(&app, "lead", "issueKey=MINE&permission=BROWSE_PROJECTS").await;
    assert_eq!(page.status, 403);
    assert_eq!(ask(&app, "fred", "").await.status, 403);
    app.anonymous().get(PAGE).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn the_form_keeps_what_was_typed() {
    let app = world().await;
    let id = app.admin().get("/rest/api/2/project/OPS").await.expect(200)["id"].clone();
    for query in [
        "project=OPS".to_owned(),
        format!("project={}", id.as_str().unwrap()),
    ] {
        let page = ask(&app, "admin", &query).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("value=\"OPS\""), "{}", page.text);
        assert!(!page.text.contains("role=\"alert\""));
    }
    let query = "username=%3Cb%3E&issueKey=OPS-77&permission=EDIT_ISSUES";
    let page = ask(&app, "admin", query).await;
    assert_eq!(page.status, 400);
    assert!(
        page.text
            .contains("There is no user &#39;&#60;b&#62;&#39;."),
        "{}",
        page.text
    );
    assert!(page.text.contains("value=\"OPS-77\""));
    assert!(page.text.contains("value=\"EDIT_ISSUES\" selected"));
    assert!(
        page.text.contains("id=\"username-error\"") && page.text.contains("id=\"issueKey-error\"")
    );
    let page = ask(&app, "admin", "permission=").await;
    let text = words(&page.text);
    assert!(text.contains("Enter the key of an issue or of a project."));
    assert!(text.contains("Choose a permission."));
    for label in [">User<", ">Issue<", ">Permission<", ">Submit<"] {
        assert!(page.text.contains(label), "{label}");
    }
    let reply = app
        .admin()
        .get("/secure/admin/PermissionHelper!default.jspa")
        .await;
    assert_eq!(reply.status, 200);
    app.done().await;
}
