//! Help with queries over HTTP.

use base::urls::encode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

const DATA: &str = "/rest/api/2/jql/autocompletedata";

/// Returns what is suggested, each as its value and what is shown.
async fn suggested(client: &Client, query: &str) -> Vec<[String; 2]> {
    let body = client
        .get(&format!("{DATA}/suggestions?{query}"))
        .await
        .expect(200);
    let member = |result: &Value, name: &str| result[name].as_str().unwrap().to_owned();
    let results = body["results"].as_array().unwrap();
    results
        .iter()
        .map(|result| [member(result, "value"), member(result, "displayName")])
        .collect()
}

async fn values(client: &Client, query: &str) -> Vec<String> {
    let suggested = suggested(client, query).await;
    suggested.into_iter().map(|[value, _]| value).collect()
}

#[tokio::test]
async fn fields_functions_and_words() {
    let app = TestApp::new().await;
    let body = app.admin().get(DATA).await.expect(200);
    let members: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "visibleFieldNames",
            "visibleFunctionNames",
            "jqlReservedWords"
        ]
    );
    let named = |list: &str, name: &str| {
        let list = body[list].as_array().unwrap();
        let found = list.iter().find(|entry| entry["value"] == name);
        serde_json::to_string(found.unwrap()).unwrap()
    };
    assert_eq!(
        named("visibleFieldNames", "assignee"),
        "{\"value\":\"assignee\",\"displayName\":\"assignee\",\"auto\":\"true\",\"orderable\":\"true\",\
         \"searchable\":\"true\",\"operators\":[\"=\",\"!=\",\"in\",\"not in\",\"is\",\"is not\",\"was\",\
         \"was not\",\"was in\",\"was not in\",\"changed\"],\
         \"types\":[\"com.atlassian.jira.user.ApplicationUser\"]}"
    );
    assert_eq!(
        named("visibleFieldNames", "text"),
        "{\"value\":\"text\",\"displayName\":\"text\",\"searchable\":\"true\",\"operators\":[\"~\"],\
         \"types\":[\"java.lang.String\"]}"
    );
    assert_eq!(
        named("visibleFunctionNames", "membersOf(\"\")"),
        "{\"value\":\"membersOf(\\\"\\\")\",\"displayName\":\"membersOf(\\\"\\\")\",\"isList\":\"true\",\
         \"types\":[\"com.atlassian.jira.user.ApplicationUser\"]}"
    );
    assert_eq!(
        named("visibleFunctionNames", "now()"),
        "{\"value\":\"now()\",\"displayName\":\"now()\",\"types\":[\"java.util.Date\"]}"
    );
    let words = body["jqlReservedWords"].as_array().unwrap();
    assert!(words.contains(&json!("empty")) && words.contains(&json!("rownum")));
    app.anonymous().get(DATA).await.expect(401);
    app.done().await;
}

/// Who takes an offered name into a query has a query of that field.
#[tokio::test]
async fn the_names_of_fields_can_be_written_as_they_are_offered() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let body = admin.get(DATA).await.expect(200);
    let fields = body["visibleFieldNames"].as_array().unwrap();
    let named = |name: &str| {
        let found = fields.iter().find(|field| field["value"] == name).unwrap();
        [found["displayName"].clone(), found["cfid"].clone()]
    };
    assert_eq!(
        named("\"Epic Link\""),
        ["Epic Link - cf[10102]", "cf[10102]"]
    );
    assert_eq!(named("Sprint"), ["Sprint - cf[10101]", "cf[10101]"]);
    assert_eq!(named("\"Epic Name\"")[1], "cf[10104]");
    let mut displayed: Vec<&Value> = fields.iter().map(|field| &field["displayName"]).collect();
    displayed.dedup();
    assert_eq!(displayed.len(), fields.len());
    for field in fields {
        let name = field["value"].as_str().unwrap();
        let operators = field["operators"].as_array().unwrap();
        let jql = if operators.contains(&json!("is")) {
            format!("{name} is empty")
        } else if field["orderable"] == "true" {
            format!("order by {name}")
        } else {
            continue;
        };
        let path = format!("/rest/api/2/search?maxResults=0&jql={}", encode(&jql));
        admin.get(&path).await.expect(200);
    }
    app.done().await;
}

#[tokio::test]
async fn values_are_suggested() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("jo").await;
    let admin = app.admin();
    assert_eq!(
        suggested(&admin, "fieldName=status&fieldValue=in").await,
        [["\"In Progress\"", "<b>In</b> Progress"]]
    );
    assert_eq!(
        values(&admin, "fieldName=resolution").await,
        [
            "Done",
            "\"Won't Do\"",
            "Duplicate",
            "\"Cannot Reproduce\"",
            "Unresolved"
        ]
    );
    assert_eq!(
        values(&admin, "fieldName=priority&fieldValue=HIGH").await,
        ["Highest", "High"]
    );
    assert_eq!(
        values(&admin, "fieldName=type&fieldValue=%22sub").await,
        ["Sub-task"]
    );
    assert_eq!(
        values(&admin, "fieldName=statusCategory&fieldValue=d").await,
        ["\"To Do\"", "Done"]
    );
    assert_eq!(
        suggested(&admin, "fieldName=project&fieldValue=ops").await,
        [["\"Project OPS\"", "Project <b>OPS</b> (<b>OPS</b>)"]]
    );
    assert_eq!(
        suggested(&admin, "fieldName=assignee&fieldValue=jo").await,
        [["jo", "<b>Jo</b> Test - <b>jo</b>@example.com (<b>jo</b>)"]]
    );
    assert_eq!(
        values(&admin, "fieldName=reporter&fieldValue=tes").await,
        ["jo"]
    );
    for query in [
        "fieldName=status&predicateName=by&predicateValue=jo",
        "fieldName=assignee&predicateName=FROM&predicateValue=jo",
    ] {
        assert_eq!(values(&admin, query).await, ["jo"], "{query}");
    }
    for query in [
        "",
        "fieldName=nix",
        "fieldName=summary&fieldValue=a",
        "fieldName=created",
        "fieldName=project&predicateName=from",
        "fieldName=status&fieldValue=100%25",
    ] {
        assert_eq!(values(&admin, query).await, [""; 0], "{query}");
    }
    app.done().await;
}

#[tokio::test]
async fn what_one_may_not_see_is_not_suggested() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("SEC").await;
    let admin = app.admin();
    let scheme = json!({
        "name": "Closed",
        "permissions": [
            { "holder": { "type": "group", "parameter": "jira-administrators" }, "permission": "BROWSE_PROJECTS" },
            { "holder": { "type": "group", "parameter": "jira-administrators" }, "permission": "CREATE_ISSUES" },
        ],
    });
    let scheme = admin
        .post("/rest/api/2/permissionscheme", scheme)
        .await
        .expect(201);
    for (project, label) in [("OPS", "open"), ("SEC", "operation-x")] {
        let issue = json!({ "fields": {
            "project": { "key": project },
            "issuetype": { "name": "Task" },
            "summary": "x",
            "labels": [label],
        }});
        admin.post("/rest/api/2/issue", issue).await.expect(201);
    }
    admin
        .put(
            "/rest/api/2/project/SEC/permissionscheme",
            json!({ "id": scheme["id"] }),
        )
        .await
        .expect(200);
    let fred = app.member("fred").await;
    for (client, projects, labels) in [
        (
            &admin,
            &["\"Project OPS\"", "\"Project SEC\""][..],
            &["open", "operation-x"][..],
        ),
        (&fred, &["\"Project OPS\""], &["open"]),
    ] {
        assert_eq!(values(client, "fieldName=project").await, projects);
        let query = format!("fieldName=labels&fieldValue={}", encode("Op"));
        assert_eq!(values(client, &query).await, labels);
    }
    app.anonymous()
        .get(&format!("{DATA}/suggestions?fieldName=project"))
        .await
        .expect(401);
    app.done().await;
}
