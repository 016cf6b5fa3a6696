use serde_json::{Value, json};
use testkit::{Client, TestApp};

const NEW: &str = "/rest/api/2/component";
const OF_OPS: &str = "/rest/api/2/project/OPS/components";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app
}

async fn made(admin: &Client, body: Value) -> Value {
    admin.post(NEW, body).await.expect(201)
}

/// Hides the projects of the default scheme from everybody but administrators.
async fn hide(app: &TestApp) {
    let admin = app.admin();
    let scheme = json!({ "name": "Empty" });
    let scheme = admin.post("/rest/api/2/permissionscheme", scheme).await;
    let id = scheme.expect(201)["id"].clone();
    let path = "/rest/api/2/project/OPS/permissionscheme";
    admin.put(path, json!({ "id": id })).await.expect(200);
}

#[tokio::test]
async fn a_component_has_the_members_of_the_reference() {
    let app = world().await;
    let admin = app.admin();
    let body = json!({
        "name": " Parser ", "description": "Reads.", "leadUserName": "ADMIN",
        "assigneeType": "COMPONENT_LEAD", "isAssigneeTypeValid": false, "project": "ops",
    });
    let component = made(&admin, body).await;
    let lead = &component["lead"];
    assert_eq!(lead["displayName"], "Ada Admin");
    let members: Vec<&String> = component.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "self",
            "id",
            "name",
            "description",
            "lead",
            "assigneeType",
            "assignee",
            "realAssigneeType",
            "realAssignee",
            "isAssigneeTypeValid",
            "project",
            "projectId",
            "archived",
            "deleted",
        ]
    );
    assert_eq!(
        component["self"],
        "http://jira.test/rest/api/2/component/10000"
    );
    assert_eq!(component["id"], "10000");
    assert_eq!(component["name"], "Parser");
    assert_eq!(component["assigneeType"], "COMPONENT_LEAD");
    assert_eq!(component["realAssigneeType"], "COMPONENT_LEAD");
    assert_eq!(component["assignee"], *lead);
    assert_eq!(component["realAssignee"], *lead);
    assert_eq!(component["isAssigneeTypeValid"], true);
    assert_eq!(component["project"], "OPS");
    assert_eq!(component["projectId"], 10000);
    let fred = app.member("fred").await;
    let path = format!("{NEW}/10000");
    assert_eq!(fred.get(&path).await.expect(200), component);
    assert_eq!(fred.get(OF_OPS).await.expect(200), json!([component]));
    let project = fred.get("/rest/api/2/project/OPS").await.expect(200);
    assert_eq!(project["components"], json!([component]));
    app.done().await;
}

#[tokio::test]
async fn who_gets_the_issues_is_told_by_what_can_be() {
    let app = world().await;
    let admin = app.admin();
    let check = async |body: Value, expected: Value| {
        let made = made(&admin, body).await;
        let name = |member: &str| made[member]["name"].clone();
        let told = json!([
            made["realAssigneeType"],
            made["isAssigneeTypeValid"],
            name("assignee"),
            name("realAssignee"),
        ]);
        assert_eq!(told, expected, "{made}");
    };
    let of =
        |name: &str, kind: &str| json!({ "name": name, "projectId": 10000, "assigneeType": kind });
    check(
        json!({ "name": "a", "project": "OPS" }),
        json!(["PROJECT_DEFAULT", false, "admin", "admin"]),
    )
    .await;
    check(
        of("b", "PROJECT_LEAD"),
        json!(["PROJECT_LEAD", true, "admin", "admin"]),
    )
    .await;
    check(
        of("c", "UNASSIGNED"),
        json!(["UNASSIGNED", true, null, null]),
    )
    .await;
    // Nobody leads it.
    check(
        of("d", "COMPONENT_LEAD"),
        json!(["PROJECT_DEFAULT", false, null, "admin"]),
    )
    .await;
    // The lead cannot be assigned anything any more.
    app.member("barney").await;
    let mut body = of("e", "COMPONENT_LEAD");
    body["leadUserName"] = json!("barney");
    check(body, json!(["COMPONENT_LEAD", true, "barney", "barney"])).await;
    let gone = json!({ "active": false });
    admin
        .put("/rest/api/2/user?username=barney", gone)
        .await
        .expect(200);
    let now = admin.get(&format!("{NEW}/10004")).await.expect(200);
    assert_eq!(now["isAssigneeTypeValid"], false);
    assert_eq!(now["realAssigneeType"], "PROJECT_DEFAULT");
    assert_eq!(now["realAssignee"]["name"], "admin");
    assert_eq!(now["assignee"]["name"], "barney");
    // They keep what they lead, and a change of something else leaves it to them.
    let changed = json!({ "name": "f", "leadUserName": "barney" });
    admin
        .put(&format!("{NEW}/10004"), changed)
        .await
        .expect(200);
    app.done().await;
}

#[tokio::test]
async fn a_change_leaves_what_is_not_given() {
    let app = world().await;
    let admin = app.admin();
    app.member("fred").await;
    let body = json!({ "name": "Parser", "description": "Reads.", "project": "OPS" });
    made(&admin, body).await;
    let path = format!("{NEW}/10000");
    let body = json!({ "leadUserName": "fred", "lead": { "name": "ignored" }, "unknown": 1 });
    let changed = admin.put(&path, body).await.expect(200);
    assert_eq!(changed["name"], "Parser");
    assert_eq!(changed["description"], "Reads.");
    assert_eq!(changed["lead"]["name"], "fred");
    let body = json!({ "leadUserName": "", "description": "", "archived": true });
    let changed = admin.put(&path, body).await.expect(200);
    assert_eq!(changed["lead"], Value::Null);
    assert_eq!(changed["description"], Value::Null);
    assert_eq!(changed["archived"], true);

    // Nothing different leaves no trace; something else is told.
    let before = app.fingerprint().await;
    admin
        .put(&path, json!({ "name": "Parser" }))
        .await
        .expect(200);
    assert_eq!(app.fingerprint().await, before);
    let log = admin
        .get("/rest/api/2/auditing/record?limit=1")
        .await
        .expect(200);
    assert_eq!(log["records"][0]["summary"], "Component updated");
    assert_eq!(log["records"][0]["objectItem"]["name"], "Parser");
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let app = world().await;
    let admin = app.admin();
    made(&admin, json!({ "name": "Parser", "project": "OPS" })).await;
    made(&admin, json!({ "name": "Lexer", "project": "OPS" })).await;
    let before = app.fingerprint().await;
    let refused = |field: &'static str, body: Value| (field, body);
    let long = "x".repeat(256);
    for (field, body) in [
        refused("name", json!({ "name": "" })),
        refused("name", json!({ "name": " \t" })),
        refused("name", json!({ "name": long })),
        refused("name", json!({ "name": "a\nb" })),
        refused("name", json!({ "name": "PARSER" })),
        refused(
            "description",
            json!({ "description": "x".repeat(32768), "name": "n" }),
        ),
        refused(
            "leadUserName",
            json!({ "leadUserName": "nobody", "name": "n" }),
        ),
        refused(
            "assigneeType",
            json!({ "assigneeType": "lead", "name": "n" }),
        ),
    ] {
        let mut new = body.clone();
        new["project"] = json!("OPS");
        let reply = admin.post(NEW, new).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_ne!(reply.error(field), "", "{body}: {}", reply.text);
        let reply = admin.put(&format!("{NEW}/10001"), body.clone()).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_ne!(reply.error(field), "", "{body}: {}", reply.text);
    }
    let reply = admin
        .post(NEW, json!({ "name": "Parser", "project": "OPS" }))
        .await;
    assert_eq!(
        reply.error("name"),
        "A component with the name Parser already exists in this project."
    );
    admin
        .post(NEW, json!({ "project": "OPS" }))
        .await
        .expect(400);
    admin.post(NEW, json!({ "name": "x" })).await.expect(400);
    admin
        .post(NEW, json!({ "name": 1, "project": "OPS" }))
        .await
        .expect(400);
    admin
        .post(NEW, json!({ "name": "a\0", "project": "OPS" }))
        .await
        .expect(400);
    admin
        .post(NEW, json!({ "name": "x", "project": "NOPE" }))
        .await
        .expect(404);
    for id in ["10009", "x", "-1", "99999999999999999999"] {
        let reply = admin.get(&format!("{NEW}/{id}")).await;
        assert_eq!(
            reply.messages(),
            format!("The component with id {id} does not exist.")
        );
        reply.expect(404);
        admin
            .put(&format!("{NEW}/{id}"), json!({}))
            .await
            .expect(404);
    }
    assert_eq!(app.fingerprint().await, before);
    // Another project may use the same name.
    app.project("DEV").await;
    made(&admin, json!({ "name": "Parser", "project": "DEV" })).await;
    app.done().await;
}

#[tokio::test]
async fn only_administrators_change_and_only_viewers_see() {
    let app = world().await;
    let admin = app.admin();
    made(&admin, json!({ "name": "Parser", "project": "OPS" })).await;
    let fred = app.member("fred").await;
    let nobody = app.anonymous();
    let path = format!("{NEW}/10000");
    fred.post(NEW, json!({ "name": "x", "project": "OPS" }))
        .await
        .expect(403);
    fred.put(&path, json!({ "name": "x" })).await.expect(403);
    nobody
        .post(NEW, json!({ "name": "x", "project": "OPS" }))
        .await
        .expect(401);
    nobody.put(&path, json!({ "name": "x" })).await.expect(401);
    for path in [
        &path,
        OF_OPS,
        "/rest/api/2/component/10009",
        "/rest/api/2/component/page",
    ] {
        nobody.get(path).await.expect(401);
    }
    hide(&app).await;
    fred.get(&path).await.expect(404);
    fred.put(&path, json!({ "name": "x" })).await.expect(404);
    fred.get(OF_OPS).await.expect(404);
    let page = fred.get("/rest/api/2/component/page").await.expect(200);
    assert_eq!((&page["total"], &page["values"]), (&json!(0), &json!([])));
    app.done().await;
}

#[tokio::test]
async fn a_page_goes_over_projects() {
    let app = world().await;
    let admin = app.admin();
    app.project("DEV").await;
    for (name, project) in [("Beta", "OPS"), ("alpha", "DEV"), ("gamma 50%", "OPS")] {
        made(&admin, json!({ "name": name, "project": project })).await;
    }
    let archived = json!({ "name": "old", "project": "OPS", "archived": true });
    made(&admin, archived).await;
    let names = async |query: &str| {
        let page = admin
            .get(&format!("/rest/api/2/component/page?{query}"))
            .await
            .expect(200);
        let values = page["values"].as_array().unwrap().iter();
        let names: Vec<String> = values
            .map(|known| known["name"].as_str().unwrap().to_owned())
            .collect();
        (page["total"].as_i64().unwrap(), names)
    };
    let list = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("").await, (3, list(&["alpha", "Beta", "gamma 50%"])));
    assert_eq!(names("maxResults=1&startAt=1").await, (3, list(&["Beta"])));
    assert_eq!(
        names("query=A").await,
        (3, list(&["alpha", "Beta", "gamma 50%"]))
    );
    assert_eq!(names("query=50%25").await, (1, list(&["gamma 50%"])));
    assert_eq!(
        names("projectIds=10000").await,
        (2, list(&["Beta", "gamma 50%"]))
    );
    assert_eq!(names("projectIds=10001,7").await, (1, list(&["alpha"])));
    for query in ["maxResults=-1", "startAt=x"] {
        admin
            .get(&format!("/rest/api/2/component/page?{query}"))
            .await
            .expect(400);
    }
    app.done().await;
}
