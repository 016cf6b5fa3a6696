use serde_json::{Value, json};
use testkit::TestApp;

use crate::tests::{history, members};

const LIST: &str = "/rest/api/2/issueLinkType";

#[tokio::test]
async fn a_new_instance_has_four_types() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let list = fred.get(LIST).await.expect(200);
    let types = list["issueLinkTypes"].as_array().unwrap();
    let names: Vec<&Value> = types.iter().map(|known| &known["name"]).collect();
    assert_eq!(names, ["Blocks", "Cloners", "Duplicate", "Relates"]);
    assert_eq!(
        types[0],
        json!({
            "id": "10000",
            "name": "Blocks",
            "inward": "is blocked by",
            "outward": "blocks",
            "self": "http://jira.test/rest/api/2/issueLinkType/10000",
        })
    );
    assert_eq!(
        members(&types[0]),
        ["id", "name", "inward", "outward", "self"]
    );
    assert_eq!(
        fred.get(&format!("{LIST}/10000")).await.expect(200),
        types[0]
    );
    let reply = fred.get(&format!("{LIST}/77")).await;
    assert_eq!(reply.messages(), "No issue link type with id '77' found.");
    reply.expect(404);
    fred.get(&format!("{LIST}/Blocks")).await.expect(400);
    app.anonymous().get(LIST).await.expect(401);
    app.anonymous()
        .get(&format!("{LIST}/10000"))
        .await
        .expect(401);
    app.done().await;
}

#[tokio::test]
async fn administrators_make_and_change_types() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let body = json!({ "name": " Causes ", "inward": "is caused by", "outward": "causes" });
    let made = boss.post(LIST, body).await.expect(201);
    assert_eq!(made["id"], "10100");
    assert_eq!(made["name"], "Causes");
    let path = format!("{LIST}/10100");
    let changed = boss
        .put(&path, json!({ "outward": "leads to" }))
        .await
        .expect(200);
    assert_eq!(
        (&changed["name"], &changed["outward"]),
        (&json!("Causes"), &json!("leads to"))
    );
    assert_eq!(boss.get(&path).await.expect(200), changed);
    let before = app.fingerprint().await;
    let same = boss.put(&path, json!({ "name": "Causes" })).await;
    same.expect(200);
    for body in [
        json!({ "name": "" }),
        json!({ "name": "x".repeat(256) }),
        json!({ "name": "a\nb" }),
        json!({ "name": "relates" }),
        json!({ "inward": " " }),
        json!({ "outward": 7 }),
    ] {
        boss.put(&path, body.clone()).await.expect(400);
        boss.post(LIST, body).await.expect(400);
    }
    boss.post(LIST, json!({ "name": "Half" })).await.expect(400);
    boss.put(&format!("{LIST}/77"), json!({})).await.expect(404);
    boss.put(&format!("{LIST}/x"), json!({})).await.expect(400);
    boss.delete(&format!("{LIST}/77")).await.expect(404);
    boss.delete(&format!("{LIST}/x")).await.expect(400);
    let rows = |all: Vec<(String, i64)>| {
        all.into_iter()
            .filter(|(area, _)| area != "policy")
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(app.fingerprint().await), rows(before));
    boss.delete(&path).await.expect(204);
    boss.get(&path).await.expect(404);
    let log = app
        .admin()
        .get("/rest/api/2/auditing/record?limit=1")
        .await
        .expect(200);
    assert_eq!(log["records"][0]["summary"], "Issue link type deleted");
    app.done().await;
}

#[tokio::test]
async fn others_may_not() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let body = || json!({ "name": "Causes", "inward": "is caused by", "outward": "causes" });
    fred.post(LIST, body()).await.expect(403);
    fred.put(&format!("{LIST}/10000"), body()).await.expect(403);
    fred.delete(&format!("{LIST}/10000")).await.expect(403);
    app.anonymous().post(LIST, body()).await.expect(401);
    app.done().await;
}

#[tokio::test]
async fn the_links_of_a_type_go_with_it() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    for summary in ["one", "two", "three"] {
        app.issue("OPS", summary).await;
    }
    let admin = app.admin();
    for (name, from, to) in [("Blocks", 1, 2), ("Blocks", 3, 1), ("Relates", 1, 3)] {
        let body = json!({
            "type": { "name": name }, "inwardIssue": { "key": format!("OPS-{from}") },
            "outwardIssue": { "key": format!("OPS-{to}") },
        });
        admin.post("/rest/api/2/issueLink", body).await.expect(201);
    }
    app.advance(60);
    admin.delete(&format!("{LIST}/10000")).await.expect(204);
    let issue = admin
        .get("/rest/api/2/issue/OPS-1?expand=changelog")
        .await
        .expect(200);
    let links = issue["fields"]["issuelinks"].as_array().unwrap();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0]["type"]["name"], "Relates");
    assert_eq!(issue["fields"]["updated"], "2024-03-01T12:01:00.000+0000");
    assert_eq!(
        issue["changelog"]["histories"][3]["items"],
        json!([
            { "field": "Link", "fieldtype": "jira", "from": "OPS-2",
              "fromString": "This issue blocks OPS-2", "to": null, "toString": null },
            { "field": "Link", "fieldtype": "jira", "from": "OPS-3",
              "fromString": "This issue is blocked by OPS-3", "to": null, "toString": null },
        ])
    );
    assert_eq!(history(&app, "OPS-2").await.len(), 2);
    app.done().await;
}

#[tokio::test]
async fn types_are_put_into_an_order() {
    let app = TestApp::new().await;
    let boss = app.jira_admin("boss").await;
    let fred = app.member("fred").await;
    let list = "/rest/api/2/issueLinkType";
    let names = |list: &Value| {
        let types = list["issueLinkTypes"].as_array().unwrap().iter();
        let names = types.map(|known| known["name"].as_str().unwrap());
        names.collect::<Vec<_>>().join(", ")
    };
    let place = |place: i64| json!({ "newPosition": place });
    let relates = format!("{list}/10003/order");
    let moved = boss.put(&relates, place(0)).await.expect(200);
    assert_eq!(moved["name"], "Relates");
    let shown = fred.get(list).await.expect(200);
    assert_eq!(names(&shown), "Relates, Blocks, Cloners, Duplicate");
    let new = json!({ "name": "Answers", "inward": "is answered by", "outward": "answers" });
    boss.post(list, new).await.expect(201);
    let shown = fred.get(list).await.expect(200);
    assert_eq!(
        names(&shown),
        "Relates, Blocks, Cloners, Duplicate, Answers"
    );
    let reset = format!("{list}/order");
    let shown = boss
        .put(&reset, json!({ "direction": "desc" }))
        .await
        .expect(200);
    assert_eq!(
        names(&shown),
        "Relates, Duplicate, Cloners, Blocks, Answers"
    );
    assert_eq!(fred.get(list).await.expect(200), shown);
    boss.put(&reset, json!({})).await.expect(200);
    let shown = fred.get(list).await.expect(200);
    assert_eq!(
        names(&shown),
        "Answers, Blocks, Cloners, Duplicate, Relates"
    );
    let before = app.fingerprint().await;
    for wrong in [
        place(5),
        place(-1),
        json!({}),
        json!({ "newPosition": "1" }),
    ] {
        boss.put(&relates, wrong).await.expect(400);
    }
    boss.put(&reset, json!({ "direction": "up" }))
        .await
        .expect(400);
    boss.put(&format!("{list}/77/order"), place(0))
        .await
        .expect(404);
    fred.put(&reset, json!({})).await.expect(403);
    fred.put(&relates, place(0)).await.expect(403);
    app.anonymous().put(&reset, json!({})).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
