use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{configure, history, members, revoke, task};

const ONE: &str = "/rest/api/2/issue/OPS-1";
const NEW: &str = "/rest/api/2/issue";

/// An instance with the project OPS, its components `Parser` (10000), `Lexer` and `Old`, put away.
async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("DEV").await;
    let admin = app.admin();
    for (name, project) in [
        ("Parser", "OPS"),
        ("Lexer", "OPS"),
        ("Old", "OPS"),
        ("Other", "DEV"),
    ] {
        let body =
            json!({ "name": name, "description": format!("The {name}."), "project": project });
        admin.post("/rest/api/2/component", body).await.expect(201);
    }
    let archived = json!({ "archived": true });
    admin
        .put("/rest/api/2/component/10002", archived)
        .await
        .expect(200);
    app
}

async fn components(app: &TestApp, key: &str) -> Vec<String> {
    let issue = app.admin().get(&format!("{NEW}/{key}")).await.expect(200);
    let list = issue["fields"]["components"].as_array().unwrap().iter();
    list.map(|known| known["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn issues_show_their_components() {
    let app = world().await;
    let fred = app.member("fred").await;
    let body = task(json!({ "components": [{ "name": "parser" }, { "id": 10001 }] }));
    fred.post(NEW, body).await.expect(201);
    let issue = fred.get(ONE).await.expect(200);
    let shown = &issue["fields"]["components"];
    assert_eq!(
        shown[1],
        json!({
            "self": "http://jira.test/rest/api/2/component/10000",
            "id": "10000",
            "name": "Parser",
            "description": "The Parser.",
        })
    );
    assert_eq!(members(&shown[1]), ["self", "id", "name", "description"]);
    assert_eq!(shown[0]["name"], "Lexer");
    let found = fred
        .get("/rest/api/2/search?jql=project=OPS")
        .await
        .expect(200);
    assert_eq!(found["issues"][0]["fields"]["components"], *shown);
    let count = fred
        .get("/rest/api/2/component/10000/relatedIssueCounts")
        .await
        .expect(200);
    assert_eq!(
        count,
        json!({ "self": "http://jira.test/rest/api/2/component/10000", "issueCount": 1 })
    );
    app.done().await;
}

#[tokio::test]
async fn components_are_set_added_and_removed() {
    let app = world().await;
    app.issue("OPS", "one").await;
    let fred = app.member("fred").await;
    let edit = async |body: Value| {
        app.advance(60);
        fred.put(ONE, body).await.expect(204);
        components(&app, "OPS-1").await
    };
    let both =
        edit(json!({ "fields": { "components": [{ "name": "Lexer" }, { "id": "10000" }] } }));
    assert_eq!(both.await, ["Lexer", "Parser"]);
    let steps = json!({ "update": { "components": [{ "remove": { "name": "Lexer" } }] } });
    assert_eq!(edit(steps).await, ["Parser"]);
    let steps = json!({ "update": { "components": [{ "add": { "id": "10001" } }, { "remove": { "id": 10000 } }] } });
    assert_eq!(edit(steps).await, ["Lexer"]);
    // The same again changes nothing.
    let same = json!({ "update": { "components": [{ "set": [{ "name": "LEXER" }] }] } });
    assert_eq!(edit(same).await, ["Lexer"]);
    assert_eq!(
        history(&app, "OPS-1").await,
        [
            vec!["Component", "Component"],
            vec!["Component"],
            vec!["Component", "Component"]
        ]
    );
    let issue = fred
        .get(&format!("{ONE}?expand=changelog"))
        .await
        .expect(200);
    assert_eq!(
        issue["changelog"]["histories"][1]["items"],
        json!([{ "field": "Component", "fieldtype": "jira", "from": "10001", "fromString": "Lexer",
                 "to": null, "toString": null }])
    );
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:03:00.000+0000");
    assert_eq!(
        edit(json!({ "fields": { "components": [] } })).await,
        Vec::<String>::new()
    );
    app.done().await;
}

#[tokio::test]
async fn what_is_not_there_cannot_be_had() {
    let app = world().await;
    app.issue("OPS", "one").await;
    let fred = app.member("fred").await;
    let before = app.fingerprint().await;
    for (value, expected) in [
        (
            json!([{ "name": "Nope" }]),
            "Component name 'Nope' is not valid",
        ),
        (json!([{ "id": "77" }]), "Component id '77' is not valid"),
        (
            json!([{ "name": "Old" }]),
            "Component name 'Old' is not valid",
        ),
        (
            json!([{ "id": "10003" }]),
            "Component id '10003' is not valid",
        ),
        (
            json!([{}]),
            "expected 'id' or 'name' property to be a string",
        ),
        (
            json!([null]),
            "expected 'id' or 'name' property to be a string",
        ),
        (json!("Parser"), "data was not an array"),
        (json!(["Parser"]), "data was not an object"),
    ] {
        let body = json!({ "fields": { "components": value } });
        let reply = fred.put(ONE, body.clone()).await;
        assert_eq!(
            (reply.status, reply.error("components")),
            (400, expected),
            "{body}"
        );
        let reply = fred.post(NEW, task(body["fields"].clone())).await;
        assert_eq!(
            (reply.status, reply.error("components")),
            (400, expected),
            "{body}"
        );
    }
    let body = json!({ "update": { "components": [{ "edit": { "name": "Parser" } }] } });
    fred.put(ONE, body).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn a_component_says_who_gets_its_issues() {
    let app = world().await;
    let admin = app.admin();
    configure(&app, &["update project set assignee_type = 'UNASSIGNED'"]).await;
    let fred = app.member("fred").await;
    let lead = json!({ "leadUserName": "fred", "assigneeType": "COMPONENT_LEAD" });
    admin
        .put("/rest/api/2/component/10000", lead)
        .await
        .expect(200);
    let assignee = async |fields: Value| {
        let made = admin.post(NEW, task(fields)).await.expect(201);
        let path = format!("{NEW}/{}", made["key"].as_str().unwrap());
        admin.get(&path).await.expect(200)["fields"]["assignee"]["name"].clone()
    };
    assert_eq!(assignee(json!({})).await, Value::Null);
    let parser = json!([{ "name": "Parser" }]);
    assert_eq!(assignee(json!({ "components": parser })).await, "fred");
    // The first by name that has a word in it decides; the other leaves it to the project.
    let both = json!([{ "name": "Parser" }, { "name": "Lexer" }]);
    assert_eq!(assignee(json!({ "components": both })).await, "fred");
    let of_lead = json!({ "assigneeType": "PROJECT_LEAD" });
    admin
        .put("/rest/api/2/component/10001", of_lead)
        .await
        .expect(200);
    assert_eq!(assignee(json!({ "components": both })).await, "admin");
    let nobody = json!({ "assigneeType": "UNASSIGNED" });
    admin
        .put("/rest/api/2/component/10001", nobody)
        .await
        .expect(200);
    configure(&app, &["update project set assignee_type = 'PROJECT_LEAD'"]).await;
    assert_eq!(assignee(json!({ "components": both })).await, Value::Null);
    // Who is named, is named.
    let named = json!({ "components": parser, "assignee": { "name": "admin" } });
    assert_eq!(assignee(named).await, "admin");
    // Automatic, later on: OPS-2 has the parser.
    let automatic = json!({ "name": "-1" });
    fred.put(&format!("{NEW}/OPS-6/assignee"), automatic.clone())
        .await
        .expect(204);
    assert_eq!(
        admin.get(&format!("{NEW}/OPS-6")).await.expect(200)["fields"]["assignee"]["name"],
        "fred"
    );
    // A lead who cannot be assigned anything leaves it to the project.
    revoke(&app, "ASSIGNABLE_USER").await;
    assert_eq!(assignee(json!({ "components": parser })).await, Value::Null);
    app.done().await;
}

#[tokio::test]
async fn issues_of_a_deleted_component_get_another_one() {
    let app = world().await;
    let admin = app.admin();
    for components in [
        json!([{ "id": "10000" }]),
        json!([{ "id": "10000" }, { "id": "10001" }]),
    ] {
        let body = task(json!({ "components": components }));
        admin.post(NEW, body).await.expect(201);
    }
    app.advance(60);
    let before = app.fingerprint().await;
    for to in ["10000", "10003", "77", "x"] {
        let reply = admin
            .delete(&format!("/rest/api/2/component/10000?moveIssuesTo={to}"))
            .await;
        assert_ne!(reply.error("moveIssuesTo"), "", "{to}: {}", reply.text);
        reply.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    admin
        .delete("/rest/api/2/component/10000?moveIssuesTo=10001")
        .await
        .expect(204);
    admin.get("/rest/api/2/component/10000").await.expect(404);
    admin
        .delete("/rest/api/2/component/10000")
        .await
        .expect(404);
    for key in ["OPS-1", "OPS-2"] {
        assert_eq!(components(&app, key).await, ["Lexer"]);
    }
    assert_eq!(
        history(&app, "OPS-1").await,
        [vec!["Component", "Component"]]
    );
    assert_eq!(history(&app, "OPS-2").await, [vec!["Component"]]);
    let issue = admin.get(ONE).await.expect(200);
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    let log = admin
        .get("/rest/api/2/auditing/record?limit=1")
        .await
        .expect(200);
    assert_eq!(log["records"][0]["summary"], "Component deleted");

    // Without another one the issues have none.
    admin
        .delete("/rest/api/2/component/10001")
        .await
        .expect(204);
    assert_eq!(components(&app, "OPS-1").await, Vec::<String>::new());
    let issue = admin
        .get(&format!("{ONE}?expand=changelog"))
        .await
        .expect(200);
    assert_eq!(
        issue["changelog"]["histories"][1]["items"],
        json!([{ "field": "Component", "fieldtype": "jira", "from": "10001", "fromString": "Lexer",
                 "to": null, "toString": null }])
    );
    app.done().await;
}

#[tokio::test]
async fn only_administrators_of_the_project_delete() {
    let app = world().await;
    let fred = app.member("fred").await;
    fred.delete("/rest/api/2/component/10000").await.expect(403);
    app.anonymous()
        .delete("/rest/api/2/component/10000")
        .await
        .expect(401);
    let counts = "/rest/api/2/component/10000/relatedIssueCounts";
    app.anonymous().get(counts).await.expect(401);
    fred.get(counts).await.expect(200);
    fred.get("/rest/api/2/component/77/relatedIssueCounts")
        .await
        .expect(404);
    app.done().await;
}
