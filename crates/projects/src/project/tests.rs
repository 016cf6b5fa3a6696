use serde_json::{Value, json};
use testkit::TestApp;

const PROJECT: &str = "/rest/api/2/project";
const OPS: &str = "/rest/api/2/project/OPS";

fn keys(value: &Value) -> Vec<&str> {
    let keys = value.as_object().unwrap().keys();
    keys.map(String::as_str).collect()
}

fn new(key: &str, name: &str) -> Value {
    json!({"key": key, "name": name, "lead": "admin"})
}

/// Hides project OPS from everybody but administrators.
async fn hide(app: &TestApp) {
    let admin = app.admin();
    let schemes = "/rest/api/2/permissionscheme";
    let scheme = admin
        .post(schemes, json!({"name": "Empty"}))
        .await
        .expect(201);
    let of_project = format!("{OPS}/permissionscheme");
    admin
        .put(&of_project, json!({"id": scheme["id"]}))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_project_is_made() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let body = json!({
        "key": "OPS", "name": "Operations", "projectTypeKey": "business",
        "projectTemplateKey": "com.pyxis.greenhopper.jira:basic-software-development-template",
        "description": "What we run.", "lead": "boss", "url": "https://example.com",
        "assigneeType": "UNASSIGNED", "permissionScheme": 0, "notificationScheme": 10000,
        "categoryId": -1, "avatarId": 10,
    });
    let made = boss.post(PROJECT, body).await;
    assert_eq!(
        made.text,
        r#"{"self":"http://jira.test/rest/api/2/project/10000","id":10000,"key":"OPS"}"#
    );
    made.expect(201);
    let project = boss.get(OPS).await.expect(200);
    assert_eq!(
        keys(&project),
        [
            "expand",
            "self",
            "id",
            "key",
            "description",
            "lead",
            "components",
            "issueTypes",
            "url",
            "assigneeType",
            "versions",
            "name",
            "roles",
            "avatarUrls",
            "projectTypeKey",
            "archived",
        ]
    );
    assert_eq!(project["id"], "10000");
    assert_eq!(
        keys(&project["lead"]),
        ["self", "key", "name", "avatarUrls", "displayName", "active"]
    );
    assert_eq!(project["lead"]["name"], "boss");
    assert_eq!(project["projectTypeKey"], "business");
    assert_eq!(project["assigneeType"], "UNASSIGNED");
    assert_eq!(project["issueTypes"].as_array().unwrap().len(), 5);
    let role = "http://jira.test/rest/api/2/project/10000/role/10002";
    assert_eq!(project["roles"], json!({"Administrators": role}));
    assert_eq!(
        boss.get("/rest/api/2/project/10000").await.expect(200),
        project
    );
    assert_eq!(
        boss.get("/rest/api/2/project/ops").await.expect(200),
        project
    );
    let expanded = boss
        .get(&format!("{OPS}?expand=projectKeys"))
        .await
        .expect(200);
    assert_eq!(expanded["projectKeys"], json!(["OPS"]));
    app.done().await;
}

#[tokio::test]
async fn little_is_needed_and_the_lead_may_be_named_by_key() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let me = admin.get("/rest/api/2/myself").await.expect(200);
    let body =
        json!({"key": "OPS", "name": "O", "lead": me["key"], "permissionScheme": "0", "url": ""});
    admin.post(PROJECT, body).await.expect(201);
    let project = admin.get(OPS).await.expect(200);
    assert_eq!(project["description"], "");
    assert_eq!(project["assigneeType"], "PROJECT_LEAD");
    assert_eq!(project["projectTypeKey"], "software");
    assert_eq!(project["url"], Value::Null);
    app.done().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_new_project_is_told_by_field() {
    let app = TestApp::new().await;
    let admin = app.admin();
    admin
        .post(PROJECT, new("OPS", "Operations"))
        .await
        .expect(201);
    let before = app.fingerprint().await;
    let reply = admin.post(PROJECT, json!({})).await;
    assert_eq!(reply.status, 400);
    assert_eq!(
        keys(&reply.body["errors"]),
        ["projectKey", "projectName", "projectLead"]
    );
    let reply = admin.post(PROJECT, new("OPS", "operations")).await;
    assert_eq!(
        reply.error("projectKey"),
        "Project 'Operations' uses this project key."
    );
    assert_eq!(
        reply.error("projectName"),
        "A project with that name already exists."
    );
    let form = "Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.";
    for key in ["", "A", "ops", "1A", "A-B", "ÄÖ"] {
        let reply = admin.post(PROJECT, new(key, "New")).await;
        assert_eq!(
            (reply.status, reply.error("projectKey")),
            (400, form),
            "{key:?}"
        );
    }
    let with = |name: &str, value: Value| {
        let mut body = new("NEW", "New");
        body[name] = value;
        body
    };
    for (body, field) in [
        (new("ABCDEFGHIJK", "New"), "projectKey"),
        (new("NEW", " "), "projectName"),
        (new("NEW", "a\nb"), "projectName"),
        (new("NEW", &"x".repeat(81)), "projectName"),
        (with("lead", json!("nobody")), "projectLead"),
        (with("lead", json!("")), "projectLead"),
        (with("url", json!("ftp://x")), "projectUrl"),
        (
            with("url", json!(format!("http://{}", "x".repeat(300)))),
            "projectUrl",
        ),
        (
            with("description", json!("x".repeat(32_768))),
            "projectDescription",
        ),
        (with("projectTypeKey", json!("other")), "projectType"),
        (with("assigneeType", json!("NOBODY")), "assigneeType"),
        (with("permissionScheme", json!(77)), "permissionScheme"),
        (with("permissionScheme", json!("x")), "permissionScheme"),
        (
            with("issueSecurityScheme", json!(77)),
            "issueSecurityScheme",
        ),
    ] {
        let reply = admin.post(PROJECT, body).await;
        assert_eq!(reply.status, 400, "{field}: {}", reply.text);
        assert_ne!(reply.error(field), "", "{field}: {}", reply.text);
    }
    admin.post(PROJECT, json!({"key": 7})).await.expect(400);
    admin.post(PROJECT, new("NEW", "a\0b")).await.expect(400);
    admin.post(PROJECT, json!([])).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn only_administrators_make_and_delete_projects() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    for (client, status) in [(&fred, 403), (&app.anonymous(), 401)] {
        client.post(PROJECT, new("NEW", "New")).await.expect(status);
        client.put(OPS, json!({"name": "New"})).await.expect(status);
        client.delete(OPS).await.expect(status);
        client
            .put(&format!("{OPS}/archive"), json!({}))
            .await
            .expect(status);
        client
            .put(&format!("{OPS}/restore"), json!({}))
            .await
            .expect(status);
    }
    app.done().await;
}

#[tokio::test]
async fn the_list_shows_what_one_may_see() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    assert_eq!(fred.get(PROJECT).await.expect(200), json!([]));
    app.project("OPS").await;
    admin
        .post(PROJECT, new("DEV", "Development"))
        .await
        .expect(201);
    let list = fred.get(PROJECT).await.expect(200);
    assert_eq!(
        (&list[0]["key"], &list[1]["key"]),
        (&json!("DEV"), &json!("OPS"))
    );
    assert_eq!(
        keys(&list[0]),
        [
            "expand",
            "self",
            "id",
            "key",
            "name",
            "avatarUrls",
            "projectTypeKey",
            "archived"
        ]
    );
    let all = format!("{PROJECT}?expand=description,lead,url,projectKeys");
    let list = fred.get(&all).await.expect(200);
    assert_eq!(list[1]["lead"]["name"], "admin");
    assert_eq!(list[1]["projectKeys"], json!(["OPS"]));
    assert_eq!(list[1]["description"], "");
    // Nobody sees nothing, without an error: the reference answers anonymous callers too.
    assert_eq!(app.anonymous().get(PROJECT).await.expect(200), json!([]));
    hide(&app).await;
    assert_eq!(
        fred.get(PROJECT)
            .await
            .expect(200)
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        admin
            .get(PROJECT)
            .await
            .expect(200)
            .as_array()
            .unwrap()
            .len(),
        2
    );
    app.done().await;
}

#[tokio::test]
async fn what_one_may_not_see_does_not_exist() {
    let app = TestApp::new().await;
    let id = app.project("OPS").await;
    let fred = app.member("fred").await;
    hide(&app).await;
    let hidden = fred.get(OPS).await;
    assert_eq!(
        hidden.messages(),
        "No project could be found with key 'OPS'."
    );
    assert_eq!(hidden.status, 404);
    let missing = fred.get("/rest/api/2/project/NONE").await;
    assert_eq!(missing.text, hidden.text.replace("OPS", "NONE"));
    fred.get(&format!("{PROJECT}/{id}")).await.expect(404);
    fred.get(&format!("{OPS}/statuses")).await.expect(404);
    fred.put(OPS, json!({"name": "New"})).await.expect(404);
    fred.delete(OPS).await.expect(404);
    fred.put(&format!("{OPS}/archive"), json!({}))
        .await
        .expect(404);
    app.anonymous().get(OPS).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn a_project_open_to_anyone_is_seen_by_nobody_in_particular() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let grant = json!({"holder": {"type": "anyone"}, "permission": "BROWSE_PROJECTS"});
    let path = "/rest/api/2/permissionscheme/0/permission";
    app.admin().post(path, grant).await.expect(201);
    let nobody = app.anonymous();
    assert_eq!(nobody.get(PROJECT).await.expect(200)[0]["key"], "OPS");
    let project = nobody.get(OPS).await.expect(200);
    assert_eq!(project["lead"]["emailAddress"], Value::Null);
    nobody.get(&format!("{OPS}/statuses")).await.expect(200);
    nobody.get("/rest/api/2/project/OPS/role").await.expect(200);
    app.done().await;
}

#[tokio::test]
async fn an_administrator_of_the_project_edits_it_but_not_its_schemes() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let role = "/rest/api/2/project/OPS/role/10002";
    admin
        .post(role, json!({"user": ["fred"]}))
        .await
        .expect(200);
    let edit = json!({"name": "Runs", "description": "D", "lead": "fred", "url": "http://x", "assigneeType": "UNASSIGNED", "key": "OPS", "permissionScheme": 0});
    let project = fred.put(OPS, edit).await.expect(200);
    assert_eq!(
        (&project["name"], &project["lead"]["name"], &project["url"]),
        (&json!("Runs"), &json!("fred"), &json!("http://x"))
    );
    assert_eq!(fred.get(OPS).await.expect(200), project);
    // What is not said, or null, stays.
    let same = fred
        .put(OPS, json!({"description": null}))
        .await
        .expect(200);
    assert_eq!(same, project);
    let cleared = fred
        .put(OPS, json!({"url": "", "description": ""}))
        .await
        .expect(200);
    assert_eq!(
        (&cleared["url"], &cleared["description"]),
        (&Value::Null, &json!(""))
    );
    let scheme = json!({"name": "Other"});
    let scheme = admin
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    let before = app.fingerprint().await;
    fred.put(OPS, json!({"permissionScheme": scheme["id"]}))
        .await
        .expect(403);
    fred.put(OPS, json!({"projectTypeKey": "business"}))
        .await
        .expect(403);
    let reply = fred.put(OPS, json!({"key": "NEW"})).await;
    assert_eq!(
        (reply.status, reply.error("projectKey").is_empty()),
        (400, false)
    );
    assert_eq!(app.fingerprint().await, before);
    admin
        .put(OPS, json!({"permissionScheme": scheme["id"]}))
        .await
        .expect(200);
    // The new scheme grants nothing, so Fred does not know of the project any more.
    fred.get(OPS).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn an_edit_meets_the_same_rules() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    admin
        .post(PROJECT, new("DEV", "Development"))
        .await
        .expect(201);
    let before = app.fingerprint().await;
    let reply = admin.put(OPS, json!({"name": "development"})).await;
    assert_eq!(
        reply.error("projectName"),
        "A project with that name already exists."
    );
    for body in [
        json!({"name": ""}),
        json!({"lead": "nobody"}),
        json!({"url": "x"}),
    ] {
        admin.put(OPS, body).await.expect(400);
    }
    admin
        .put("/rest/api/2/project/NONE", json!({}))
        .await
        .expect(404);
    assert_eq!(app.fingerprint().await, before);
    // Its own name in another spelling is no conflict.
    admin
        .put(OPS, json!({"name": "PROJECT OPS"}))
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn a_deleted_project_leaves_nothing_behind() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    app.issue("OPS", "Goes too").await;
    admin.delete(OPS).await.expect(204);
    admin.get(OPS).await.expect(404);
    admin.delete(OPS).await.expect(404);
    app.project("OPS").await;
    app.done().await;
}

#[tokio::test]
async fn an_archived_project_is_looked_at_and_brought_back() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    admin
        .put(&format!("{OPS}/restore"), json!({}))
        .await
        .expect(403);
    admin
        .put(&format!("{OPS}/archive"), json!({}))
        .await
        .expect(204);
    admin
        .put(&format!("{OPS}/archive"), json!({}))
        .await
        .expect(403);
    assert_eq!(admin.get(OPS).await.expect(200)["archived"], true);
    assert_eq!(admin.get(PROJECT).await.expect(200), json!([]));
    let all = format!("{PROJECT}?includeArchived=True");
    assert_eq!(admin.get(&all).await.expect(200)[0]["archived"], true);
    let own = "/rest/api/2/mypermissions?projectKey=OPS";
    let own = admin.get(own).await.expect(200);
    assert_eq!(own["permissions"]["CREATE_ISSUES"]["havePermission"], false);
    admin
        .put(&format!("{OPS}/restore"), json!({}))
        .await
        .expect(202);
    assert_eq!(admin.get(OPS).await.expect(200)["archived"], false);
    app.done().await;
}

#[tokio::test]
async fn the_statuses_are_those_of_the_workflow() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let types = fred.get(&format!("{OPS}/statuses")).await.expect(200);
    assert_eq!(types.as_array().unwrap().len(), 5);
    assert_eq!(
        keys(&types[0]),
        ["self", "id", "name", "subtask", "statuses"]
    );
    let statuses = types[0]["statuses"].as_array().unwrap();
    let names: Vec<_> = statuses.iter().map(|status| &status["name"]).collect();
    assert_eq!(names, ["To Do", "In Progress", "Done"]);
    app.done().await;
}

#[tokio::test]
async fn a_project_becomes_another_type() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let role = json!({ "user": ["fred"] });
    admin
        .post(&format!("{OPS}/role/10002"), role)
        .await
        .expect(200);
    let path = format!("{OPS}/type/business");
    for client in [&fred, &app.anonymous()] {
        let status = client.put(&path, json!({})).await.status;
        assert!(matches!(status, 401 | 403), "{status}");
    }
    let project = admin.put(&path, json!({})).await.expect(200);
    assert_eq!(project["projectTypeKey"], "business");
    let reply = admin.put(&format!("{OPS}/type/other"), json!({})).await;
    assert!(reply.error("projectType").contains("other"));
    reply.expect(400);
    admin
        .put(&format!("{PROJECT}/NONE/type/business"), json!({}))
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_project_has_properties() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let list = format!("{OPS}/properties");
    let path = format!("{list}/a.b");
    admin.put(&path, json!([1, null])).await.expect(201);
    admin.put(&path, json!([2])).await.expect(200);
    let one = fred.get(&path).await.expect(200);
    assert_eq!(one, json!({ "key": "a.b", "value": [2] }));
    let self_url = "http://jira.test/rest/api/2/project/OPS/properties/a.b";
    assert_eq!(
        fred.get(&list).await.expect(200),
        json!({ "keys": [{ "self": self_url, "key": "a.b" }] })
    );
    fred.put(&path, json!(1)).await.expect(403);
    fred.delete(&path).await.expect(403);
    let long = format!("{list}/{}", "x".repeat(256));
    admin.put(&long, json!(1)).await.expect(400);
    admin.raw("PUT", &path, &[], Vec::new()).await.expect(400);
    hide(&app).await;
    for path in [&list, &path] {
        fred.get(path).await.expect(404);
        app.anonymous().get(path).await.expect(401);
    }
    fred.put(&path, json!(1)).await.expect(404);
    admin.delete(&path).await.expect(204);
    admin.delete(&path).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn projects_are_found_by_the_beginnings_of_words() {
    let app = TestApp::new().await;
    let admin = app.admin();
    for (key, name) in [
        ("OPS", "Example <project>"),
        ("EXAM", "Another one"),
        ("LAB", "Next ex"),
    ] {
        admin.post(PROJECT, new(key, name)).await.expect(201);
    }
    let fred = app.member("fred").await;
    let pick = |query: &str| format!("/rest/api/2/projects/picker?{query}");
    let found = fred.get(&pick("query=eX&maxResults=2")).await.expect(200);
    assert_eq!(
        (&found["total"], &found["header"]),
        (&json!(3), &json!("Showing 2 of 3 matching projects"))
    );
    let second = &found["projects"][1];
    assert_eq!(
        second["html"],
        "<strong>Ex</strong>ample &lt;project&gt; (OPS)"
    );
    assert_eq!(keys(second), ["id", "name", "key", "html", "avatar"]);
    for (query, total) in [
        ("query=xam", 0),
        ("query=%25", 0),
        ("query=", 0),
        ("", 0),
        ("query=&allowEmptyQuery=true", 3),
    ] {
        assert_eq!(
            fred.get(&pick(query)).await.expect(200)["total"],
            total,
            "{query}"
        );
    }
    let none = fred.get(&pick("query=ex&maxResults=-1")).await.expect(200);
    assert_eq!(none["projects"], json!([]));
    hide(&app).await;
    assert_eq!(fred.get(&pick("query=ops")).await.expect(200)["total"], 0);
    assert_eq!(admin.get(&pick("query=ops")).await.expect(200)["total"], 1);
    let nobody = app.anonymous().get(&pick("query=ex")).await.expect(200);
    assert_eq!(nobody["total"], 0);
    app.done().await;
}

#[tokio::test]
async fn keys_are_looked_at_before_they_are_taken() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let fred = app.member("fred").await;
    let check = |key: &str| format!("/rest/api/2/projectvalidate/key?key={key}");
    let fine = json!({ "errorMessages": [], "errors": {} });
    assert_eq!(fred.get(&check("NEW")).await.expect(200), fine);
    for (key, text) in [
        ("OPS", "Project 'Project OPS' uses this project key."),
        ("ops", base::messages::PROJECT_KEY_FORM),
        ("", base::messages::PROJECT_KEY_FORM),
        (
            "ABCDEFGHIJK",
            "The project key must not exceed 10 characters in length.",
        ),
    ] {
        let found = fred.get(&check(key)).await.expect(200);
        assert_eq!(found["errors"]["projectKey"], text, "{key}");
    }
    fred.get("/rest/api/2/projectvalidate/key")
        .await
        .expect(200);
    app.anonymous().get(&check("NEW")).await.expect(401);
    // What one may not see is not given away.
    hide(&app).await;
    assert_eq!(fred.get(&check("OPS")).await.expect(200), fine);
    app.done().await;
}
