use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{hide, members};

const FIELD: &str = "/rest/api/2/field";
const LIST: &str = "/rest/api/2/customFields";

fn system(key: &str) -> String {
    format!("com.atlassian.jira.plugin.system.customfieldtypes:{key}")
}

#[tokio::test]
async fn what_a_fresh_server_has() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let option = admin.get("/rest/api/2/customFieldOption/10000").await;
    assert_eq!(
        option.expect(200),
        json!({ "self": "http://jira.test/rest/api/2/customFieldOption/10000",
                "value": "To Do", "disabled": false, "id": 10000 })
    );
    let list = admin.get(LIST).await.expect(200);
    let names = list["values"].as_array().unwrap().iter();
    let names: Vec<&Value> = names.map(|field| &field["name"]).collect();
    assert_eq!(list["total"], names.len());
    for name in ["Epic Colour", "Epic Name", "Epic Status", "Story Points"] {
        assert!(names.contains(&&json!(name)), "{name}");
    }
    let points = list["values"].as_array().unwrap().iter();
    let points = points.filter(|field| field["name"] == "Story Points");
    assert_eq!(
        points.collect::<Vec<_>>(),
        [&json!({
            "id": "customfield_10107", "name": "Story Points",
            "description": "How much work a story is thought to be.", "type": "Number Field",
            "searcherKey": system("exactnumber"), "projectIds": [],
            "issueTypeIds": ["10000", "10001"],
            "self": "http://jira.test/rest/api/2/customFields/10107", "numericId": 10107,
            "isLocked": true, "isManaged": true, "isAllProjects": true, "isTrusted": true,
            "projectsCount": 0, "screensCount": 1, "issuesWithValue": 0,
        })]
    );
    let options = admin
        .get(&format!("{LIST}/10103/options"))
        .await
        .expect(200);
    assert_eq!(options["total"], 3);
    assert_eq!(members(&options), ["options", "total"]);
    let path = format!("{LIST}/10103/options?query=prog&page=1&maxResults=1");
    let found = admin.get(&path).await.expect(200);
    assert_eq!(
        (&found["options"][0]["value"], &found["total"]),
        (&json!("In Progress"), &json!(1))
    );
    let page = admin
        .get(&format!("{LIST}/10103/options?page=2&maxResults=2"))
        .await
        .expect(200);
    assert_eq!(page["options"][0]["value"], "Done");
    app.done().await;
}

#[tokio::test]
async fn a_field_is_made_and_deleted() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let body =
        json!({ "name": "Size", "description": "How large.", "type": system("float"), "x": 1 });
    let made = admin.post(FIELD, body).await.expect(201);
    assert_eq!(
        made,
        json!({ "id": "customfield_10200", "name": "Size", "custom": true, "orderable": true,
                "navigable": true, "searchable": true, "clauseNames": ["cf[10200]", "Size"],
                "schema": { "type": "number", "custom": system("float"), "customId": 10200 } })
    );
    let all = app.anonymous().get(FIELD).await.expect(200);
    assert!(all.as_array().unwrap().contains(&made));
    // Another one may have the same name.
    let body = json!({ "name": "size", "type": system("url"), "searcherKey": "-1",
                       "projectIds": [10000], "issueTypeIds": ["10002"] });
    let second = admin.post(FIELD, body).await.expect(201);
    assert_eq!(
        (&second["searchable"], &second["clauseNames"]),
        (&json!(false), &json!([]))
    );
    let found = admin.get(&format!("{LIST}?search=SIZE")).await.expect(200);
    assert_eq!(found["total"], 2);
    assert_eq!(found["values"][1]["projectIds"], json!([10000]));
    assert_eq!(found["values"][1]["issueTypeIds"], json!(["10002"]));
    assert_eq!(found["values"][1].get("searcherKey"), None);

    let gone = admin
        .delete(&format!("{LIST}?ids=customfield_10200,10107,nope"))
        .await
        .expect(200);
    assert_eq!(
        members(&gone),
        ["message", "deletedCustomFields", "notDeletedCustomFields"]
    );
    assert_eq!(
        gone["message"],
        "Custom fields bulk delete operation finished."
    );
    assert_eq!(gone["deletedCustomFields"], json!(["customfield_10200"]));
    assert_eq!(members(&gone["notDeletedCustomFields"]), ["10107", "nope"]);
    let again = admin.delete(&format!("{LIST}?ids=customfield_10200")).await;
    assert_eq!(again.status, 400);
    admin.delete(LIST).await.expect(400);
    let all = app.anonymous().get(FIELD).await.expect(200);
    assert!(!all.as_array().unwrap().contains(&made));
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_made() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    for (body, field) in [
        (json!({ "type": system("float") }), "name"),
        (json!({ "name": " ", "type": system("float") }), "name"),
        (
            json!({ "name": "é".repeat(256), "type": system("float") }),
            "name",
        ),
        (json!({ "name": "a\nb", "type": system("float") }), "name"),
        (json!({ "name": "a" }), "type"),
        (json!({ "name": "a", "type": "float" }), "type"),
        (
            json!({ "name": "a", "type": "com.pyxis.greenhopper.jira:gh-epic-label" }),
            "type",
        ),
        (
            json!({ "name": "a", "type": system("float"), "searcherKey": system("textsearcher") }),
            "searcherKey",
        ),
        (
            json!({ "name": "a", "type": system("float"), "projectIds": [10000, 7] }),
            "projectIds",
        ),
        (
            json!({ "name": "a", "type": system("float"), "projectIds": [{}] }),
            "projectIds",
        ),
        (
            json!({ "name": "a", "type": system("float"), "issueTypeIds": ["x"] }),
            "issueTypeIds",
        ),
        (
            json!({ "name": "a", "type": system("float"), "description": "é".repeat(32_768) }),
            "description",
        ),
    ] {
        let reply = admin.post(FIELD, body).await;
        assert_eq!(reply.status, 400, "{}", reply.text);
        assert!(!reply.error(field).is_empty(), "{field}: {}", reply.text);
    }
    for body in [
        json!({ "name": 5 }),
        json!([]),
        json!({ "name": "a\u{0}b", "type": system("float") }),
    ] {
        admin.post(FIELD, body).await.expect(400);
    }
    app.anonymous().post(FIELD, json!({})).await.expect(401);
    let fred = app.member("fred").await;
    fred.post(FIELD, json!({ "name": "a", "type": system("float") }))
        .await
        .expect(403);
    fred.delete(&format!("{LIST}?ids=customfield_10200"))
        .await
        .expect(403);
    app.done().await;
}

#[tokio::test]
async fn fields_of_hidden_projects_are_not_there() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let body = json!({ "name": "Mine", "type": system("select"), "projectIds": [10000] });
    let made = admin.post(FIELD, body).await.expect(201);
    let sees = async || {
        let fields = fred.get(FIELD).await.expect(200);
        let custom = fred.get(&format!("{LIST}?search=mine")).await.expect(200);
        (
            fields.as_array().unwrap().contains(&made),
            custom["total"].clone(),
        )
    };
    assert_eq!(sees().await, (true, json!(1)));
    fred.get(&format!("{LIST}/10200/options")).await.expect(200);
    hide(&app).await;
    assert_eq!(sees().await, (false, json!(0)));
    fred.get(&format!("{LIST}/10200/options")).await.expect(404);
    admin
        .get(&format!("{LIST}/10200/options"))
        .await
        .expect(200);
    for path in ["10200", "x", "-1", "99999999999999999999"] {
        admin
            .get(&format!("/rest/api/2/customFieldOption/{path}"))
            .await
            .expect(404);
    }
    app.anonymous().get(LIST).await.expect(401);
    app.anonymous()
        .get("/rest/api/2/customFieldOption/10000")
        .await
        .expect(401);
    app.done().await;
}
