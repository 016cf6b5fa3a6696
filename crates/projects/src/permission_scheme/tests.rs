use serde_json::{Value, json};
use testkit::{Client, TestApp};

const SCHEMES: &str = "/rest/api/2/permissionscheme";
const DEFAULT: &str = "/rest/api/2/permissionscheme/0";
const EXPAND: &str = "permissions,user,group,projectRole,field,all";

fn keys(value: &Value) -> Vec<&str> {
    let keys = value.as_object().unwrap().keys();
    keys.map(String::as_str).collect()
}

fn grant(kind: &str, parameter: Option<&str>, permission: &str) -> Value {
    match parameter {
        Some(parameter) => {
            json!({"holder": {"type": kind, "parameter": parameter}, "permission": permission})
        }
        None => json!({"holder": {"type": kind}, "permission": permission}),
    }
}

async fn make(admin: &Client, permissions: Value) -> String {
    let body = json!({"name": "Tools", "permissions": permissions});
    let scheme = admin.post(SCHEMES, body).await.expect(201);
    format!("{SCHEMES}/{}", scheme["id"])
}

async fn grants(admin: &Client, path: &str) -> Vec<Value> {
    let grants = admin.get(&format!("{path}/permission")).await.expect(200);
    grants["permissions"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_tutorial_s_scheme() {
    let app = TestApp::new().await;
    let admin = app.jira_admin("boss").await;
    app.project("OPS").await;
    let group = json!({"name": "gitlab-developers"});
    admin.post("/rest/api/2/group", group).await.expect(201);
    let scheme = json!({"name": "GitLab", "description": "For the integration"});
    let scheme = admin.post(SCHEMES, scheme).await.expect(201);
    assert_eq!(
        scheme,
        json!({
            "expand": EXPAND,
            "id": 10000,
            "self": "http://jira.test/rest/api/2/permissionscheme/10000",
            "name": "GitLab",
            "description": "For the integration",
        })
    );
    let path = "/rest/api/2/permissionscheme/10000/permission";
    let body = grant("group", Some("GitLab-Developers"), "ADMINISTER_PROJECTS");
    let made = admin.post(path, body.clone()).await;
    assert_eq!(
        made.text,
        r#"{"id":10000,"self":"http://jira.test/rest/api/2/permissionscheme/10000/permission/10000","holder":{"type":"group","parameter":"gitlab-developers","expand":"group"},"permission":"ADMINISTER_PROJECTS"}"#
    );
    made.expect(201);
    let twice = admin.post(path, body).await;
    assert_eq!(twice.status, 400);
    assert!(
        twice.messages().contains("ADMINISTER_PROJECTS"),
        "{}",
        twice.text
    );
    let of_project = "/rest/api/2/project/OPS/permissionscheme";
    let used = admin
        .put(of_project, json!({"id": 10000}))
        .await
        .expect(200);
    assert_eq!(used, scheme);
    assert_eq!(admin.get(of_project).await.expect(200), scheme);
    app.done().await;
}

#[tokio::test]
async fn the_list_is_short_unless_something_is_expanded() {
    let app = TestApp::new().await;
    let admin = app.admin();
    make(&admin, json!([])).await;
    let list = admin.get(SCHEMES).await.expect(200);
    let list = list["permissionSchemes"].as_array().unwrap();
    assert_eq!(list[0]["name"], "Default Permission Scheme");
    assert_eq!(
        keys(&list[0]),
        ["expand", "id", "self", "name", "description"]
    );
    // An empty description is left out.
    assert_eq!(keys(&list[1]), ["expand", "id", "self", "name"]);
    for expand in ["permissions", "user", "all"] {
        let list = admin
            .get(&format!("{SCHEMES}?expand={expand}"))
            .await
            .expect(200);
        let list = &list["permissionSchemes"];
        assert_eq!(list[0]["permissions"].as_array().unwrap().len(), 32);
        assert_eq!(list[1]["permissions"], json!([]));
    }
    let grants = admin
        .get(&format!("{DEFAULT}/permission"))
        .await
        .expect(200);
    assert_eq!(keys(&grants), ["permissions", "expand"]);
    assert_eq!(grants["expand"], "user,group,projectRole,field,all");
    app.done().await;
}

#[tokio::test]
async fn every_holder_is_kept_and_shown() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.member("fred").await;
    let fred = admin
        .get("/rest/api/2/user?username=fred")
        .await
        .expect(200);
    let fred = fred["key"].as_str().unwrap();
    let holders = [
        ("group", Some("jira-software-users"), Some("group")),
        ("user", Some(fred), Some("user")),
        ("projectRole", Some("10002"), Some("projectRole")),
        ("reporter", None, None),
        ("assignee", None, None),
        ("projectLead", None, None),
        ("anyone", None, None),
        ("applicationRole", None, None),
        ("applicationRole", Some("jira-software"), None),
        ("userCustomField", Some("customfield_10100"), Some("field")),
        ("groupCustomField", Some("customfield_10101"), Some("field")),
        ("reporterWithCreatePermission", None, None),
        ("assigneeWithAssignablePermission", None, None),
    ];
    let wanted: Vec<Value> = holders
        .iter()
        .map(|(kind, parameter, _)| grant(kind, *parameter, "BROWSE"))
        .collect();
    let path = make(&admin, json!(wanted)).await;
    let shown = grants(&admin, &path).await;
    assert_eq!(shown.len(), holders.len());
    for (shown, (kind, parameter, expand)) in shown.iter().zip(holders) {
        // The old key is stored as the present one.
        assert_eq!(shown["permission"], "BROWSE_PROJECTS");
        assert_eq!(shown["holder"]["type"], kind);
        assert_eq!(
            shown["holder"].get("parameter").and_then(Value::as_str),
            parameter
        );
        assert_eq!(
            shown["holder"].get("expand").and_then(Value::as_str),
            expand
        );
    }
    let full = admin.get(&format!("{path}?expand=all")).await.expect(200);
    let holder = |at: usize| &full["permissions"][at]["holder"];
    assert_eq!(keys(holder(0)), ["type", "parameter", "expand", "group"]);
    assert_eq!(keys(&holder(0)["group"]), ["name", "self"]);
    assert_eq!(keys(holder(1)), ["type", "parameter", "expand", "user"]);
    assert_eq!(holder(1)["user"]["name"], "fred");
    assert_eq!(
        keys(holder(2)),
        ["type", "parameter", "expand", "projectRole"]
    );
    assert_eq!(
        keys(&holder(2)["projectRole"]),
        ["self", "name", "id", "description"]
    );
    let users = admin.get(&format!("{path}?expand=user")).await.expect(200);
    assert_eq!(users["permissions"][0]["holder"]["group"], Value::Null);
    assert_eq!(users["permissions"][1]["holder"]["user"]["name"], "fred");
    let id = &full["permissions"][1]["id"];
    let one = format!("{path}/permission/{id}");
    assert_eq!(
        admin.get(&format!("{one}?expand=user")).await.expect(200),
        users["permissions"][1]
    );
    app.done().await;
}

#[tokio::test]
async fn what_means_nothing_is_named_and_grants_nothing() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let before = app.fingerprint().await;
    let permission = "BROWSE_PROJECTS";
    for (body, field, said) in [
        (json!({}), "permission", "permission"),
        (json!({"permission": permission}), "holder", "type"),
        (
            json!({"permission": permission, "holder": {}}),
            "holder",
            "type",
        ),
        (grant("group", None, permission), "holder", "parameter"),
        (grant("group", Some(""), permission), "holder", "parameter"),
        (
            grant("group", Some("nobodies"), permission),
            "holder",
            "nobodies",
        ),
        (grant("user", Some("admin"), permission), "holder", "admin"),
        (grant("user", None, permission), "holder", "parameter"),
        (grant("projectRole", Some("1"), permission), "holder", "'1'"),
        (grant("projectRole", Some("x"), permission), "holder", "'x'"),
        (
            grant("applicationRole", Some("x"), permission),
            "holder",
            "'x'",
        ),
        (
            grant("userCustomField", Some("x"), permission),
            "holder",
            "'x'",
        ),
        (
            grant("groupCustomField", Some("customfield_x"), permission),
            "holder",
            "customfield_x",
        ),
        (
            grant("userCustomField", None, permission),
            "holder",
            "parameter",
        ),
        (
            grant("sd.customer.portal.only", None, permission),
            "holder",
            "portal",
        ),
        (
            grant("Group", Some("jira-software-users"), permission),
            "holder",
            "Group",
        ),
        (
            grant("anyone", None, "ADMINISTER"),
            "permission",
            "ADMINISTER",
        ),
        (
            grant("anyone", None, "browse_projects"),
            "permission",
            "browse",
        ),
        (grant("anyone", None, ""), "permission", "key"),
    ] {
        let reply = admin
            .post(&format!("{DEFAULT}/permission"), body.clone())
            .await;
        assert_eq!(reply.status, 400, "{body}: {}", reply.text);
        assert!(reply.error(field).contains(said), "{body}: {}", reply.text);
        let all = json!({"name": "New", "permissions": [grant("anyone", None, permission), body]});
        admin.post(SCHEMES, all.clone()).await.expect(400);
        admin.put(DEFAULT, all).await.expect(400);
    }
    for body in [
        json!({"holder": "x"}),
        json!({"holder": {"type": 1}}),
        json!([]),
        json!({"permission": 1}),
    ] {
        admin
            .post(&format!("{DEFAULT}/permission"), body)
            .await
            .expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn names_of_schemes_have_rules() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let before = app.fingerprint().await;
    let long = "x".repeat(256);
    for name in ["", " ", "a\tb", &long, "DEFAULT permission scheme"] {
        let reply = admin.post(SCHEMES, json!({"name": name})).await;
        assert_eq!(
            (reply.status, reply.error("name").is_empty()),
            (400, false),
            "{name:?}"
        );
    }
    admin.post(SCHEMES, json!({})).await.expect(400);
    admin
        .post(SCHEMES, json!({"name": "a\0b"}))
        .await
        .expect(400);
    let long = json!({"name": "a", "description": "x".repeat(32_768)});
    admin.post(SCHEMES, long).await.expect(400);
    admin.put(DEFAULT, json!({"name": ""})).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn put_replaces_empties_or_leaves() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let anyone = grant("anyone", None, "BROWSE_PROJECTS");
    let lead = grant("projectLead", None, "EDIT_ISSUES");
    let path = make(&admin, json!([anyone, lead, anyone])).await;
    let first = grants(&admin, &path).await;
    assert_eq!(first.len(), 2, "the same grant twice is one grant");
    admin
        .put(&path, json!({"description": "D"}))
        .await
        .expect(200);
    assert_eq!(grants(&admin, &path).await, first);
    let role = grant("projectRole", Some("10002"), "DELETE_ISSUES");
    let body = json!({"name": "Tools", "permissions": [lead, role]});
    let scheme = admin
        .put(&format!("{path}?expand=permissions"), body)
        .await
        .expect(200);
    assert_eq!(scheme["description"], "D");
    assert_eq!(
        scheme["permissions"][0], first[1],
        "what stays keeps its id"
    );
    assert_eq!(scheme["permissions"][1]["permission"], "DELETE_ISSUES");
    let emptied = admin
        .put(&path, json!({"permissions": []}))
        .await
        .expect(200);
    assert_eq!(emptied.get("permissions"), None);
    assert_eq!(grants(&admin, &path).await, [] as [Value; 0]);
    admin
        .put(&format!("{SCHEMES}/77"), json!({}))
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_grant_is_taken_away() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let path = make(&admin, json!([grant("anyone", None, "BROWSE_PROJECTS")])).await;
    let id = grants(&admin, &path).await[0]["id"].clone();
    // The grant of one scheme is not found in another.
    admin
        .get(&format!("{DEFAULT}/permission/{id}"))
        .await
        .expect(404);
    admin
        .delete(&format!("{DEFAULT}/permission/{id}"))
        .await
        .expect(404);
    admin
        .delete(&format!("{path}/permission/x"))
        .await
        .expect(404);
    admin
        .delete(&format!("{path}/permission/{id}"))
        .await
        .expect(204);
    admin
        .delete(&format!("{path}/permission/{id}"))
        .await
        .expect(404);
    app.done().await;
}

#[tokio::test]
async fn projects_of_a_deleted_scheme_take_the_default_one() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    let path = make(&admin, json!([])).await;
    let of_project = "/rest/api/2/project/OPS/permissionscheme";
    admin
        .put(of_project, json!({"id": "10000"}))
        .await
        .expect(200);
    let fred = app.member("fred").await;
    fred.get("/rest/api/2/project/OPS").await.expect(404);
    admin.delete(&path).await.expect(204);
    admin.get(&path).await.expect(404);
    assert_eq!(admin.get(of_project).await.expect(200)["id"], 0);
    fred.get("/rest/api/2/project/OPS").await.expect(200);
    let reply = admin.delete(DEFAULT).await;
    assert_eq!((reply.status, reply.messages().is_empty()), (400, false));
    admin.delete(&format!("{SCHEMES}/x")).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn a_project_takes_a_scheme_that_exists() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    let before = app.fingerprint().await;
    let path = "/rest/api/2/project/OPS/permissionscheme";
    admin.put(path, json!({})).await.expect(400);
    admin.put(path, json!({"id": 77})).await.expect(404);
    admin.put(path, json!({"id": "x"})).await.expect(404);
    let none = "/rest/api/2/project/NONE/permissionscheme";
    admin.put(none, json!({"id": 0})).await.expect(404);
    admin.get(none).await.expect(404);
    assert_eq!(app.fingerprint().await, before);
    let all = admin.get(&format!("{path}?expand=all")).await.expect(200);
    assert_eq!(all["permissions"].as_array().unwrap().len(), 32);
    app.done().await;
}

#[tokio::test]
async fn extended_administration_is_an_attribute() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let path = format!("{DEFAULT}/attribute/ADMINISTER_PROJECTS.extended.enabled");
    let on = admin.get(&path).await.expect(200);
    assert_eq!(
        on,
        json!({"key": "ADMINISTER_PROJECTS.extended.enabled", "value": "true"})
    );
    let plain = [("content-type", "text/plain")];
    admin
        .raw("PUT", &path, &plain, b"false".to_vec())
        .await
        .expect(204);
    assert_eq!(admin.get(&path).await.expect(200)["value"], "false");
    admin
        .raw("PUT", &path, &plain, b"maybe".to_vec())
        .await
        .expect(400);
    admin
        .raw("PUT", &path, &plain, Vec::new())
        .await
        .expect(400);
    let other = format!("{DEFAULT}/attribute/other");
    admin.get(&other).await.expect(404);
    admin
        .raw("PUT", &other, &plain, b"true".to_vec())
        .await
        .expect(404);
    admin.get(&path.replace("/0/", "/77/")).await.expect(404);
    let fred = app.member("fred").await;
    fred.get(&path).await.expect(403);
    fred.raw("PUT", &path, &plain, b"true".to_vec())
        .await
        .expect(403);
    app.anonymous().get(&path).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn administrators_of_a_project_see_its_scheme_and_no_other() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    let other = make(&admin, json!([])).await;
    let fred = app.member("fred").await;
    let of_project = "/rest/api/2/project/OPS/permissionscheme";
    for (client, status) in [(&fred, 403), (&app.anonymous(), 401)] {
        client.get(SCHEMES).await.expect(status);
        client.get(DEFAULT).await.expect(status);
        client
            .get(&format!("{DEFAULT}/permission"))
            .await
            .expect(status);
        client
            .get(&format!("{DEFAULT}/permission/10"))
            .await
            .expect(status);
        client.get(of_project).await.expect(status);
        client
            .post(SCHEMES, json!({"name": "A"}))
            .await
            .expect(status);
        client
            .put(DEFAULT, json!({"name": "A"}))
            .await
            .expect(status);
        client.delete(&other).await.expect(status);
        let body = grant("anyone", None, "BROWSE_PROJECTS");
        client
            .post(&format!("{DEFAULT}/permission"), body)
            .await
            .expect(status);
        client
            .delete(&format!("{DEFAULT}/permission/10"))
            .await
            .expect(status);
        client
            .put(of_project, json!({"id": 0}))
            .await
            .expect(status);
    }
    let role = "/rest/api/2/project/OPS/role/10002";
    admin
        .post(role, json!({"user": ["fred"]}))
        .await
        .expect(200);
    let list = fred.get(SCHEMES).await.expect(200);
    assert_eq!(list["permissionSchemes"].as_array().unwrap().len(), 1);
    fred.get(DEFAULT).await.expect(200);
    fred.get(&format!("{DEFAULT}/permission/10"))
        .await
        .expect(200);
    fred.get(of_project).await.expect(200);
    fred.get(&other).await.expect(404);
    fred.get(&format!("{other}/permission")).await.expect(404);
    fred.put(of_project, json!({"id": 0})).await.expect(403);
    fred.put(DEFAULT, json!({"name": "A"})).await.expect(403);
    app.done().await;
}

#[tokio::test]
async fn the_audit_log_has_each_grant() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let path = make(
        &admin,
        json!([grant("group", Some("jira-software-users"), "EDIT_ISSUE")]),
    )
    .await;
    admin
        .put(&path, json!({"permissions": []}))
        .await
        .expect(200);
    let mut tx = app.app().db.read().await.unwrap();
    let entries: Vec<String> = tx
        .rows(
            "select changes from audit where category = 'permissions' order by id",
            &[],
            |row| row.take(),
        )
        .await
        .unwrap();
    let text = "EDIT_ISSUES: group jira-software-users";
    assert_eq!(
        entries,
        [
            json!([{"fieldName": "Grant", "changedFrom": null, "changedTo": text}]).to_string(),
            json!([{"fieldName": "Grant", "changedFrom": text, "changedTo": null}]).to_string(),
        ]
    );
    drop(tx);
    app.done().await;
}

#[tokio::test]
async fn hundreds_of_grants_are_looked_up_together() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let mut wanted = Vec::new();
    for number in 0..7 {
        let name = format!("group-{number}");
        admin
            .post("/rest/api/2/group", json!({"name": name}))
            .await
            .expect(201);
    }
    for permission in model::ProjectPermission::ALL {
        for number in 0..7 {
            wanted.push(grant(
                "group",
                Some(&format!("Group-{number}")),
                permission.key(),
            ));
        }
    }
    let path = make(&admin, json!(wanted)).await;
    assert_eq!(grants(&admin, &path).await.len(), wanted.len());
    app.done().await;
}
