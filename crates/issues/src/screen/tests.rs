//! Black-box tests of screens, and of what they mean for issues.

use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{members, task};

const SCREENS: &str = "/rest/api/2/screens";
const TABS: &str = "/rest/api/2/screens/1/tabs";
const FIELDS: &str = "/rest/api/2/screens/1/tabs/10000/fields";

fn ids(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_screens_there_are() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let all = admin.get(SCREENS).await.expect(200);
    let names: Vec<&Value> = all.as_array().unwrap().iter().map(|s| &s["name"]).collect();
    assert_eq!(
        names,
        ["Default Screen", "Resolve Issue Screen", "Workflow Screen"]
    );
    assert_eq!(members(&all[0]), ["id", "name", "description", "expand"]);
    let path = format!(
        "{SCREENS}?expand=fieldScreenSchemes,fieldScreenWorkflows,deletable&search=resolve"
    );
    let found = admin.get(&path).await.expect(200);
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(
        found[0],
        json!({
            "id": 3,
            "name": "Resolve Issue Screen",
            "description": found[0]["description"],
            "fieldScreenSchemes": [],
            "fieldScreenWorkflows": [{
                "name": "jira",
                "actions": [
                    { "id": 5, "name": "Resolve Issue", "firstStep": 1, "global": false },
                    { "id": 2, "name": "Close Issue", "firstStep": 1, "global": false },
                ],
                "mode": "live",
            }],
            "deletable": false,
            "expand": "fieldScreenSchemes,fieldScreenWorkflows,deletable",
        })
    );
    let page = admin
        .get(&format!("{SCREENS}?startAt=1&maxResults=1"))
        .await
        .expect(200);
    assert_eq!(
        members(&page),
        ["startAt", "maxResults", "total", "screens"]
    );
    assert_eq!(page["total"], 3);
    assert_eq!(page["screens"][0]["id"], 3);
    admin
        .get(&format!("{SCREENS}?startAt=-1"))
        .await
        .expect(400);
    app.member("fred").await.get(SCREENS).await.expect(403);
    app.anonymous().get(SCREENS).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn tabs_are_made_named_moved_and_deleted() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let list = admin.get(TABS).await.expect(200);
    assert_eq!(list, json!([{ "id": 10000, "name": "Field Tab" }]));
    let last = admin.delete(&format!("{TABS}/10000")).await;
    assert_eq!(last.status, 412);
    let tab = admin.post(TABS, json!({ "name": " More " })).await;
    let tab = tab.expect(200);
    assert_eq!(tab, json!({ "id": 10100, "name": "More" }));
    let path = format!("{TABS}/10100");
    let renamed = admin.put(&path, json!({ "name": "Fewer" })).await;
    assert_eq!(renamed.expect(200)["name"], "Fewer");
    admin
        .post(&format!("{path}/move/0"), json!({}))
        .await
        .expect(204);
    let list = admin.get(TABS).await.expect(200);
    assert_eq!(list[0]["name"], "Fewer");
    let before = app.fingerprint().await;
    for name in ["", " ", "field tab", &"x".repeat(256), "a\0b"] {
        let reply = admin.post(TABS, json!({ "name": name })).await;
        assert_eq!(reply.status, 400, "{name:?}");
        let reply = admin.put(&path, json!({ "name": name })).await;
        assert_eq!(reply.status, 400, "{name:?}");
    }
    for place in ["2", "-1", "x"] {
        let path = format!("{path}/move/{place}");
        admin.post(&path, json!({})).await.expect(400);
    }
    for path in ["1/tabs/77", "77/tabs/10000", "x/tabs/x"] {
        let path = format!("{SCREENS}/{path}");
        admin.put(&path, json!({ "name": "x" })).await.expect(400);
        admin.delete(&path).await.expect(400);
        admin.get(&format!("{path}/fields")).await.expect(400);
    }
    admin.get(&format!("{SCREENS}/77/tabs")).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    admin.delete(&path).await.expect(204);
    assert_eq!(
        admin.get(TABS).await.expect(200),
        json!([{ "id": 10000, "name": "Field Tab" }])
    );
    app.done().await;
}

#[tokio::test]
async fn fields_are_added_moved_and_removed() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let fields = admin.get(FIELDS).await.expect(200);
    assert_eq!(
        fields[1],
        json!({ "id": "summary", "name": "Summary", "type": "system", "showWhenEmpty": false })
    );
    let path = format!("{SCREENS}/1/availableFields");
    let others = admin.get(&path).await.expect(200);
    assert_eq!(
        ids(&others),
        [
            "comment",
            "customfield_10105",
            "customfield_10103",
            "resolution"
        ]
    );
    let added = admin.post(FIELDS, json!({ "fieldId": "resolution" })).await;
    assert_eq!(
        added.expect(200),
        json!({ "id": "resolution", "name": "Resolution", "type": "system", "showWhenEmpty": false })
    );
    admin
        .post(FIELDS, json!({ "fieldId": "resolution" }))
        .await
        .expect(400);
    let one = format!("{FIELDS}/resolution");
    for (body, place) in [
        (json!({ "position": "First" }), 0),
        (json!({ "position": "Later" }), 1),
        (json!({ "position": "Earlier" }), 0),
        (json!({ "position": "Last" }), usize::MAX),
        (
            json!({ "after": "http://jira.test/rest/api/2/screens/1/tabs/10000/fields/issuetype" }),
            3,
        ),
    ] {
        let path = format!("{one}/move");
        admin.post(&path, body).await.expect(204);
        let fields = admin.get(FIELDS).await.expect(200);
        let fields = ids(&fields);
        assert_eq!(fields[place.min(fields.len() - 1)], "resolution");
    }
    let path = format!("{one}/updateShowWhenEmptyIndicator/true");
    admin.put(&path, json!({})).await.expect(204);
    let fields = admin.get(FIELDS).await.expect(200);
    assert_eq!(fields[3]["showWhenEmpty"], true);
    admin.delete(&one).await.expect(204);

    let before = app.fingerprint().await;
    admin.delete(&one).await.expect(400);
    for id in ["created", "nonsense", "", "archivedby"] {
        let reply = admin.post(FIELDS, json!({ "fieldId": id })).await;
        assert_eq!(reply.status, 400, "{id}");
    }
    for body in [
        json!({}),
        json!({ "position": "Up" }),
        json!({ "position": "First", "after": "x" }),
        json!({ "after": "nonsense" }),
    ] {
        let path = format!("{FIELDS}/summary/move");
        admin.post(&path, body).await.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    let path = format!("{SCREENS}/addToDefault");
    admin
        .post(&format!("{path}/resolution"), json!({}))
        .await
        .expect(201);
    for id in ["resolution", "nonsense"] {
        let reply = admin.post(&format!("{path}/{id}"), json!({})).await;
        assert_eq!(reply.status, 400, "{id}");
    }
    app.done().await;
}

#[tokio::test]
async fn what_is_not_on_the_screen_cannot_be_set() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    app.issue("OPS", "the first").await;
    let path = format!("{FIELDS}/environment");
    admin.delete(&path).await.expect(204);
    let one = "/rest/api/2/issue/OPS-1";
    let create = "/rest/api/2/issue/createmeta/OPS/issuetypes/10002?maxResults=100";
    let meta = admin.get(create).await.expect(200);
    let fields = meta["values"].as_array().unwrap();
    assert!(fields.iter().all(|field| field["fieldId"] != "environment"));
    assert!(fields.iter().any(|field| field["fieldId"] == "description"));
    let edit = admin.get(&format!("{one}/editmeta")).await.expect(200);
    assert!(edit["fields"].get("environment").is_none());
    assert!(edit["fields"].get("comment").is_some());
    let refusal =
        "Field 'environment' cannot be set. It is not on the appropriate screen, or unknown.";
    let body = task(json!({ "environment": "here" }));
    let reply = admin.post("/rest/api/2/issue", body).await;
    assert_eq!(reply.error("environment"), refusal);
    reply.expect(400);
    for body in [
        json!({ "fields": { "environment": "here" } }),
        json!({ "update": { "environment": [{ "set": "here" }] } }),
    ] {
        let reply = admin.put(one, body).await;
        assert_eq!(reply.error("environment"), refusal);
        reply.expect(400);
    }
    let body = json!({ "fieldId": "environment" });
    admin.post(FIELDS, body).await.expect(200);
    let body = json!({ "fields": { "environment": "here" } });
    admin.put(one, body).await.expect(204);
    app.done().await;
}
