use serde_json::{Value, json};
use testkit::{PASSWORD, TestApp};

const PATH: &str = "/rest/api/2/user/anonymization";

async fn key_of(app: &TestApp, name: &str) -> String {
    let path = format!("/rest/api/2/user?username={name}");
    let user = app.admin().get(&path).await.expect(200);
    user["key"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_they_were_is_told_nowhere_and_what_they_did_stays() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "one").await;
    let admin = app.admin();
    let new = json!({ "name": "wilma", "password": PASSWORD, "emailAddress": "w@stone.example", "displayName": "Wilma Stone" });
    admin.post("/rest/api/2/user", new).await.expect(201);
    let wilma = app.client("wilma", PASSWORD);
    let comment = json!({ "body": "from me" });
    wilma
        .post("/rest/api/2/issue/OPS-1/comment", comment)
        .await
        .expect(201);
    let preference = "/rest/api/2/mypreferences?key=a";
    wilma.put(preference, json!("b")).await.expect(204);
    let assignee = json!({ "name": "wilma" });
    let assigned = admin
        .put("/rest/api/2/issue/OPS-1/assignee", assignee)
        .await
        .status;
    let lead = json!({ "lead": "wilma" });
    admin.put("/rest/api/2/project/OPS", lead).await.expect(200);
    let key = key_of(&app, "wilma").await;

    let would = admin
        .get(&format!("{PATH}?userKey={key}&expand=affectedEntities"))
        .await
        .expect(200);
    assert_eq!(
        (&would["success"], &would["userName"]),
        (&json!(true), &json!("wilma"))
    );
    assert_eq!(
        would["affectedEntities"]["TRANSFER_OWNERSHIP"][0]["numberOfOccurrences"],
        1
    );
    let before = app.fingerprint().await;
    let reply = admin.post(PATH, json!({ "userKey": key })).await;
    assert!(!reply.error("newOwnerKey").is_empty());
    reply.expect(400);
    assert_eq!(app.fingerprint().await, before);

    let owner = key_of(&app, "admin").await;
    let given = json!({ "userKey": key, "newOwnerKey": owner });
    let done = admin.post(PATH, given).await.expect(202);
    assert_eq!(
        (&done["status"], &done["currentProgress"]),
        (&json!("COMPLETED"), &json!(100))
    );
    let progress = done["progressUrl"].as_str().unwrap();
    assert_eq!(admin.get(progress).await.expect(200), done);
    wilma.get("/rest/api/2/myself").await.expect(401);
    admin
        .get("/rest/api/2/user?username=wilma")
        .await
        .expect(404);
    let user = admin
        .get(&format!("/rest/api/2/user?key={key}"))
        .await
        .expect(200);
    assert_eq!(user["name"], key.to_lowercase());
    assert_eq!(
        user["emailAddress"],
        format!("{}@jira.invalid", key.to_lowercase())
    );
    assert_eq!(user["active"], false);
    assert_eq!(user["displayName"], done["fullName"]);
    let issue = admin
        .get("/rest/api/2/issue/OPS-1?expand=changelog")
        .await
        .expect(200);
    let comment = &issue["fields"]["comment"]["comments"][0];
    assert_eq!(
        (&comment["body"], &comment["author"]["key"]),
        (&json!("from me"), &json!(key))
    );
    if assigned == 204 {
        assert_eq!(issue["fields"]["assignee"]["key"], json!(key));
    }
    let project = admin.get("/rest/api/2/project/OPS").await.expect(200);
    assert_eq!(project["lead"]["name"], "admin");
    let audit = admin.get("/rest/api/2/auditing/record").await.text;
    for text in [issue.to_string(), audit, app.dump().await.join("\n")] {
        for trace in ["wilma", "Wilma", "stone.example"] {
            assert!(!text.contains(trace), "{trace} in {text}");
        }
    }
    // Once more changes nothing.
    let again = admin
        .post(&format!("{PATH}/rerun"), json!({ "userKey": key }))
        .await
        .expect(202);
    assert_eq!(
        (&again["isRerun"], &again["userName"]),
        (&json!(true), &done["userName"])
    );
    app.done().await;
}

#[tokio::test]
async fn what_stands_against_it() {
    let app = TestApp::new().await;
    app.member("fred").await;
    let (admin, boss) = (app.admin(), app.jira_admin("boss").await);
    let (own, fred) = (key_of(&app, "admin").await, key_of(&app, "fred").await);
    let before = app.fingerprint().await;
    admin.get(&format!("{PATH}/progress")).await.expect(404);
    admin.delete(&format!("{PATH}/unlock")).await.expect(404);
    for key in [&own, "nobody"] {
        let would = admin
            .get(&format!("{PATH}?userKey={key}"))
            .await
            .expect(400);
        assert_eq!(would["success"], false);
        assert!(would["errors"]["GENERAL"]["errorMessages"][0].is_string());
        admin
            .post(PATH, json!({ "userKey": key }))
            .await
            .expect(400);
    }
    admin.get(PATH).await.expect(400);
    admin
        .post(PATH, json!({ "userKey": Value::Null }))
        .await
        .expect(400);
    let given = json!({ "userKey": fred, "newOwnerKey": "nobody" });
    admin.post(PATH, given).await.expect(400);
    boss.get(&format!("{PATH}?userKey={fred}"))
        .await
        .expect(403);
    boss.post(PATH, json!({ "userKey": fred }))
        .await
        .expect(403);
    boss.get(&format!("{PATH}/progress")).await.expect(403);
    app.anonymous()
        .post(PATH, json!({ "userKey": fred }))
        .await
        .expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
