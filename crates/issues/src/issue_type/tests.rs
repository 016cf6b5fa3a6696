use serde_json::{Value, json};
use testkit::TestApp;

const TYPES: &str = "/rest/api/2/issuetype";

fn names(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|known| known["name"].as_str().unwrap()).collect()
}

async fn create(app: &TestApp, kind: &str) -> testkit::Reply {
    let issue = json!({ "fields": {
        "project": { "key": "OPS" }, "issuetype": { "id": kind }, "summary": "one",
    } });
    app.admin().post("/rest/api/2/issue", issue).await
}

#[tokio::test]
async fn the_issues_of_a_deleted_type_get_another_one() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let made = admin
        .post(
            TYPES,
            json!({ "name": "Incident", "description": "It burns." }),
        )
        .await
        .expect(201);
    assert_eq!(made["id"], "10100");
    create(&app, "10100").await.expect(201);
    let path = format!("{TYPES}/10100");
    let alternatives = format!("{path}/alternatives");
    fred.get(&alternatives).await.expect(403);
    fred.delete(&path).await.expect(403);
    app.anonymous().delete(&path).await.expect(401);
    let others = admin.get(&alternatives).await.expect(200);
    assert_eq!(names(&others), ["Task", "Story", "Bug", "Epic"]);

    let before = app.fingerprint().await;
    let reply = admin.delete(&path).await;
    assert!(reply.error("alternativeIssueTypeId").contains("Incident"));
    reply.expect(400);
    // A sub-task's type, the type itself, one that is not there, and none.
    for other in ["10003", "10100", "77", "x", "-1"] {
        let path = format!("{path}?alternativeIssueTypeId={other}");
        admin.delete(&path).await.expect(400);
    }
    assert_eq!(app.fingerprint().await, before);
    app.advance(60);
    admin
        .delete(&format!("{path}?alternativeIssueTypeId=10004"))
        .await
        .expect(204);
    admin.get(&path).await.expect(404);
    admin.delete(&path).await.expect(404);
    let issue = fred
        .get("/rest/api/2/issue/OPS-1?expand=changelog")
        .await
        .expect(200);
    assert_eq!(issue["fields"]["issuetype"]["name"], "Bug");
    let item = &issue["changelog"]["histories"][0]["items"][0];
    assert_eq!(item["field"], "issuetype");
    assert_eq!(
        (&item["fromString"], &item["toString"]),
        (&json!("Incident"), &json!("Bug"))
    );
    let types = fred.get(TYPES).await.expect(200);
    assert_eq!(names(&types), ["Task", "Sub-task", "Story", "Bug", "Epic"]);
    app.done().await;
}

#[tokio::test]
async fn a_type_without_issues_goes_and_the_last_of_a_scheme_stays() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    let scheme =
        json!({ "name": "Bugs", "issueTypeIds": ["10004"], "defaultIssueTypeId": "10004" });
    let scheme = admin
        .post("/rest/api/2/issuetypescheme", scheme)
        .await
        .expect(200);
    let reply = admin.delete(&format!("{TYPES}/10004")).await;
    assert!(reply.messages().contains("Bugs"), "{}", reply.text);
    reply.expect(400);
    let path = format!(
        "/rest/api/2/issuetypescheme/{}",
        scheme["id"].as_str().unwrap()
    );
    let both = json!({ "issueTypeIds": ["10004", "10000"] });
    admin.put(&path, both).await.expect(200);
    admin.delete(&format!("{TYPES}/10004")).await.expect(204);
    let scheme = admin.get(&path).await.expect(200);
    assert_eq!(names(&scheme["issueTypes"]), ["Epic"]);
    assert!(scheme.get("defaultIssueType").is_none());
    app.done().await;
}

#[tokio::test]
async fn an_issue_has_a_type_and_a_priority_of_its_project() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("OTH").await;
    let admin = app.admin();
    let scheme =
        json!({ "name": "Bugs", "issueTypeIds": ["10004", 10003], "defaultIssueTypeId": "10004" });
    let scheme = admin
        .post("/rest/api/2/issuetypescheme", scheme)
        .await
        .expect(200);
    let path = format!(
        "/rest/api/2/issuetypescheme/{}/associations",
        scheme["id"].as_str().unwrap()
    );
    let reply = admin.put(&path, json!({ "idsOrKeys": ["OPS"] })).await;
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
    let priorities = json!({ "name": "Two", "optionIds": ["5", "1"], "defaultOptionId": "5" });
    let priorities = admin
        .post("/rest/api/2/priorityschemes", priorities)
        .await
        .expect(201);
    admin
        .put(
            "/rest/api/2/project/OPS/priorityscheme",
            json!({ "id": priorities["id"] }),
        )
        .await
        .expect(200);

    let reply = create(&app, "10002").await;
    assert_eq!(
        reply.error("issuetype"),
        "The issue type selected is invalid."
    );
    reply.expect(400);
    create(&app, "10004").await.expect(201);
    let issue = admin.get("/rest/api/2/issue/OPS-1").await.expect(200);
    assert_eq!(issue["fields"]["priority"]["name"], "Lowest");
    for fields in [
        json!({ "issuetype": { "id": "10002" } }),
        json!({ "priority": { "id": "3" } }),
        json!({ "priority": { "name": "High" } }),
    ] {
        let body = json!({ "fields": fields });
        admin.put("/rest/api/2/issue/OPS-1", body).await.expect(400);
    }
    let body = json!({ "fields": { "priority": { "id": "1" }, "issuetype": { "name": "Bug" } } });
    admin.put("/rest/api/2/issue/OPS-1", body).await.expect(204);

    let meta = admin
        .get("/rest/api/2/issue/createmeta?projectKeys=OPS&expand=projects.issuetypes.fields")
        .await
        .expect(200);
    let types = &meta["projects"][0]["issuetypes"];
    assert_eq!(names(types), ["Bug", "Sub-task"]);
    let priority = &types[0]["fields"]["priority"];
    assert_eq!(names(&priority["allowedValues"]), ["Lowest", "Highest"]);
    assert_eq!(priority["defaultValue"]["name"], "Lowest");
    let types = "/rest/api/2/issue/createmeta/OPS/issuetypes";
    let list = admin.get(types).await.expect(200);
    assert_eq!(names(&list["values"]), ["Bug", "Sub-task"]);
    admin.get(&format!("{types}/10004")).await.expect(200);
    admin.get(&format!("{types}/10002")).await.expect(400);
    let meta = admin
        .get("/rest/api/2/issue/OPS-1/editmeta")
        .await
        .expect(200);
    assert_eq!(
        names(&meta["fields"]["issuetype"]["allowedValues"]),
        ["Bug"]
    );
    // Another project has everything, as before.
    let list = admin
        .get("/rest/api/2/issue/createmeta/OTH/issuetypes")
        .await
        .expect(200);
    assert_eq!(list["values"].as_array().unwrap().len(), 5);
    app.done().await;
}
