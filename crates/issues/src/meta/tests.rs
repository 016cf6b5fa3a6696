use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{hide, members, revoke, secure};

const META: &str = "/rest/api/2/issue/createmeta";

/// An instance with the projects OPS, which has a component, two versions and an issue, and DEV.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("DEV").await;
    let admin = app.admin();
    for (path, body) in [
        ("component", json!({ "name": "Parser", "project": "OPS" })),
        (
            "component",
            json!({ "name": "Old", "project": "OPS", "archived": true }),
        ),
        ("version", json!({ "name": "1.0", "project": "OPS" })),
        (
            "version",
            json!({ "name": "0.9", "project": "OPS", "archived": true }),
        ),
    ] {
        let path = format!("/rest/api/2/{path}");
        admin.post(&path, body).await.expect(201);
    }
    app.issue("OPS", "one").await;
    app
}

#[tokio::test]
async fn new_issues_project_by_project() {
    let app = world().await;
    let fred = app.member("fred").await;
    let all = fred.get(META).await.expect(200);
    assert_eq!(members(&all), ["expand", "projects"]);
    assert_eq!(all["expand"], "projects");
    let projects = all["projects"].as_array().unwrap();
    assert_eq!(
        members(&projects[1]),
        [
            "expand",
            "self",
            "id",
            "key",
            "name",
            "avatarUrls",
            "issuetypes"
        ]
    );
    let keys: Vec<&Value> = projects.iter().map(|project| &project["key"]).collect();
    assert_eq!(keys, ["DEV", "OPS"]);
    let types = projects[1]["issuetypes"].as_array().unwrap();
    assert_eq!(types.len(), 5);
    assert_eq!(
        members(&types[0]),
        ["self", "id", "description", "iconUrl", "name", "subtask"]
    );
    let check = async |query: &str, expected: Value| {
        let meta = fred.get(&format!("{META}?{query}")).await.expect(200);
        let projects = meta["projects"].as_array().unwrap().iter();
        let found = projects.map(|project| {
            let types = project["issuetypes"].as_array().unwrap().iter();
            let types: Vec<&Value> = types.map(|known| &known["name"]).collect();
            json!([project["key"], types])
        });
        assert_eq!(Value::Array(found.collect()), expected, "{query}");
    };
    check(
        "projectKeys=ops&issuetypeNames=Bug",
        json!([["OPS", ["Bug"]]]),
    )
    .await;
    check(
        "projectKeys=OPS&projectKeys=DEV&issuetypeNames=Task",
        json!([["DEV", ["Task"]], ["OPS", ["Task"]]]),
    )
    .await;
    check(
        "projectIds=10001&issuetypeIds=10002,10004",
        json!([["DEV", ["Task", "Bug"]]]),
    )
    .await;
    check(
        "projectIds=10001&projectKeys=OPS&issuetypeIds=10002&issuetypeNames=Bug",
        json!([["DEV", ["Task", "Bug"]], ["OPS", ["Task", "Bug"]]]),
    )
    .await;
    check("projectKeys=NOPE", json!([])).await;
    check("projectIds=x", json!([])).await;
    app.done().await;
}

#[tokio::test]
async fn the_fields_of_a_new_issue() {
    let app = world().await;
    let admin = app.admin();
    let path = format!("{META}?projectKeys=OPS&expand=projects.issuetypes.fields");
    let meta = admin.get(&path).await.expect(200);
    let types = meta["projects"][0]["issuetypes"].as_array().unwrap();
    assert_eq!(
        members(&types[0]),
        [
            "self",
            "id",
            "description",
            "iconUrl",
            "name",
            "subtask",
            "expand",
            "fields"
        ]
    );
    let fields = &types[0]["fields"];
    assert_eq!(
        members(fields),
        [
            "summary",
            "issuetype",
            "reporter",
            "components",
            "description",
            "fixVersions",
            "priority",
            "labels",
            "timetracking",
            "environment",
            "attachment",
            "duedate",
            "versions",
            "issuelinks",
            "worklog",
            "customfield_10102",
            "customfield_10101",
            "assignee",
            "project",
        ]
    );
    assert_eq!(members(&types[1]["fields"]).last(), Some(&"parent"));
    assert_eq!(
        fields["summary"],
        json!({ "required": true, "schema": { "type": "string", "system": "summary" },
                "name": "Summary", "fieldId": "summary", "hasDefaultValue": false,
                "operations": ["set"] })
    );
    assert_eq!(
        members(&fields["priority"]),
        [
            "required",
            "schema",
            "name",
            "fieldId",
            "hasDefaultValue",
            "operations",
            "allowedValues",
            "defaultValue",
        ]
    );
    assert_eq!(fields["priority"]["defaultValue"]["name"], "Medium");
    assert_eq!(
        fields["priority"]["allowedValues"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
    assert_eq!(
        fields["components"],
        json!({ "required": false,
                "schema": { "type": "array", "items": "component", "system": "components" },
                "name": "Component/s", "fieldId": "components", "hasDefaultValue": false,
                "operations": ["add", "set", "remove"],
                "allowedValues": [{ "self": "http://jira.test/rest/api/2/component/10000",
                                    "id": "10000", "name": "Parser" }] })
    );
    for field in ["fixVersions", "versions"] {
        let allowed = fields[field]["allowedValues"].as_array().unwrap();
        assert_eq!((allowed.len(), &allowed[0]["name"]), (1, &json!("1.0")));
    }
    assert_eq!(fields["issuetype"]["allowedValues"][0]["name"], "Task");
    assert_eq!(fields["project"]["allowedValues"][0]["key"], "OPS");
    assert_eq!(
        fields["reporter"]["autoCompleteUrl"],
        "http://jira.test/rest/api/latest/user/search?username="
    );
    assert_eq!(fields["assignee"]["defaultValue"], json!({ "name": "-1" }));
    app.done().await;
}

#[tokio::test]
async fn only_what_the_caller_may_set() {
    let app = world().await;
    let fred = app.member("fred").await;
    secure(&app, "OPS").await;
    let path = format!("{META}?projectKeys=OPS&expand=projects.issuetypes.fields");
    let fields = async || {
        let meta = fred.get(&path).await.expect(200);
        meta["projects"][0]["issuetypes"][0]["fields"].clone()
    };
    let before = fields().await;
    assert!(!members(&before).contains(&"reporter"));
    // The level of the administrators is not told to others.
    assert_eq!(
        before["security"]["allowedValues"],
        json!([{ "self": "http://jira.test/rest/api/2/securitylevel/911", "id": "911",
                 "description": "", "name": "Mine" }])
    );
    for (permission, field) in [
        ("SCHEDULE_ISSUES", "duedate"),
        ("RESOLVE_ISSUES", "fixVersions"),
        ("ASSIGN_ISSUES", "assignee"),
        ("LINK_ISSUES", "issuelinks"),
        ("WORK_ON_ISSUES", "worklog"),
        ("SET_ISSUE_SECURITY", "security"),
    ] {
        assert!(members(&before).contains(&field), "{field}");
        revoke(&app, permission).await;
        assert!(!members(&fields().await).contains(&field), "{field}");
    }
    revoke(&app, "CREATE_ISSUES").await;
    assert_eq!(fred.get(META).await.expect(200)["projects"], json!([]));
    app.done().await;
}

#[tokio::test]
async fn the_forms_of_later_versions_are_pages() {
    let app = world().await;
    let fred = app.member("fred").await;
    let types = fred
        .get(&format!("{META}/OPS/issuetypes?maxResults=2&startAt=1"))
        .await
        .expect(200);
    assert_eq!(
        members(&types),
        ["maxResults", "startAt", "total", "isLast", "values"]
    );
    assert_eq!(
        (&types["total"], &types["isLast"]),
        (&json!(5), &json!(false))
    );
    let names: Vec<&Value> = types["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|known| &known["name"])
        .collect();
    assert_eq!(names, ["Sub-task", "Story"]);
    assert_eq!(
        members(&types["values"][0]),
        [
            "self",
            "id",
            "description",
            "iconUrl",
            "name",
            "subtask",
            "avatarId"
        ]
    );
    let path = format!("{META}/10000/issuetypes/10003");
    let fields = fred.get(&path).await.expect(200);
    let ids: Vec<&str> = fields["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["fieldId"].as_str().unwrap())
        .collect();
    assert_eq!(
        (ids.first(), ids.last()),
        (Some(&"summary"), Some(&"parent"))
    );
    assert_eq!(fields["total"], ids.len());
    assert_eq!(fields["isLast"], true);
    let past = fred.get(&format!("{path}?startAt=100")).await.expect(200);
    assert_eq!(
        (&past["values"], &past["isLast"]),
        (&json!([]), &json!(true))
    );
    for path in [
        "NOPE/issuetypes",
        "OPS/issuetypes?maxResults=-1",
        "OPS/issuetypes/77",
        "OPS/issuetypes/x",
    ] {
        fred.get(&format!("{META}/{path}")).await.expect(400);
    }
    let nobody = app.anonymous();
    nobody.get(META).await.expect(401);
    nobody
        .get(&format!("{META}/OPS/issuetypes"))
        .await
        .expect(401);
    nobody.get(&path).await.expect(401);
    hide(&app).await;
    fred.get(&path).await.expect(400);
    app.done().await;
}

#[tokio::test]
async fn the_fields_of_an_issue() {
    let app = world().await;
    let fred = app.member("fred").await;
    let path = "/rest/api/2/issue/OPS-1/editmeta";
    let meta = fred.get(path).await.expect(200);
    assert_eq!(members(&meta), ["fields"]);
    let fields = &meta["fields"];
    assert_eq!(
        members(fields),
        [
            "summary",
            "issuetype",
            "components",
            "description",
            "fixVersions",
            "priority",
            "labels",
            "timetracking",
            "environment",
            "attachment",
            "duedate",
            "versions",
            "issuelinks",
            "worklog",
            "customfield_10102",
            "customfield_10101",
            "assignee",
            "comment",
        ]
    );
    assert_eq!(
        members(&fields["priority"]),
        [
            "required",
            "schema",
            "name",
            "fieldId",
            "operations",
            "allowedValues"
        ]
    );
    assert_eq!(fields["comment"]["operations"], json!(["add"]));
    // A sub-task is no choice for what is none.
    assert_eq!(
        fields["issuetype"]["allowedValues"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(
        fields["assignee"]["autoCompleteUrl"],
        "http://jira.test/rest/api/latest/user/assignable/search?issueKey=OPS-1&username="
    );
    let issue = fred
        .get("/rest/api/2/issue/OPS-1?expand=editmeta,schema")
        .await
        .expect(200);
    assert_eq!(issue["editmeta"], meta);
    assert_eq!(
        members(&issue),
        [
            "expand", "id", "self", "key", "fields", "schema", "editmeta"
        ]
    );
    revoke(&app, "EDIT_ISSUES").await;
    assert_eq!(fred.get(path).await.expect(200), json!({ "fields": {} }));
    fred.get("/rest/api/2/issue/OPS-9/editmeta")
        .await
        .expect(404);
    app.anonymous().get(path).await.expect(401);
    hide(&app).await;
    fred.get(path).await.expect(404);
    app.done().await;
}
