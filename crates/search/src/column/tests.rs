use serde_json::{Value, json};
use testkit::{Client, TestApp};

const OWN: &str = "/rest/api/2/user/columns";
const ALL: &str = "/rest/api/2/settings/columns";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn ids(client: &Client, path: &str) -> Vec<String> {
    let columns = client.get(path).await.expect(200);
    let id = |column: &Value| column["value"].as_str().unwrap().to_owned();
    columns.as_array().unwrap().iter().map(id).collect()
}

#[tokio::test]
async fn a_user_has_columns_of_their_own_or_everybodys() {
    let app = TestApp::new().await;
    let (fred, admin) = (app.member("fred").await, app.admin());
    assert_eq!(ids(&fred, OWN).await.len(), 11);
    let first = &fred.get(OWN).await.expect(200)[0];
    assert_eq!(
        first,
        &json!({ "label": "Issue Type", "value": "issuetype" })
    );

    let body = b"columns=issuekey&columns=summary".to_vec();
    fred.raw("PUT", OWN, &[FORM], body).await.expect(200);
    assert_eq!(ids(&fred, OWN).await, ["issuekey", "summary"]);
    assert_eq!(
        ids(&admin, &format!("{OWN}?username=fred")).await,
        ["issuekey", "summary"]
    );
    assert_eq!(ids(&admin, OWN).await.len(), 11);

    admin
        .put(ALL, json!({ "columns": ["status"] }))
        .await
        .expect(200);
    assert_eq!(ids(&admin, ALL).await, ["status"]);
    assert_eq!(ids(&admin, OWN).await, ["status"]);
    assert_eq!(ids(&fred, OWN).await, ["issuekey", "summary"]);
    fred.delete(OWN).await.expect(204);
    assert_eq!(ids(&fred, OWN).await, ["status"]);

    let body = b"username=fred&columns=priority".to_vec();
    admin.raw("PUT", OWN, &[FORM], body).await.expect(200);
    assert_eq!(ids(&fred, OWN).await, ["priority"]);
    app.done().await;
}

#[tokio::test]
async fn what_is_no_column_and_whose_one_may_not_change() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let before = app.fingerprint().await;
    for columns in [
        json!([]),
        json!(["nothing"]),
        json!(["status", "status"]),
        json!(["comment"]),
    ] {
        let body = json!({ "columns": columns });
        fred.put(OWN, body.clone()).await.expect(400);
        app.admin().put(ALL, body).await.expect(400);
    }
    let body = json!({ "columns": ["status"] });
    for user in ["admin", "nobody"] {
        let path = format!("{OWN}?username={user}");
        fred.get(&path).await.expect(403);
        fred.put(&path, body.clone()).await.expect(403);
        fred.delete(&path).await.expect(403);
        app.anonymous().get(&path).await.expect(401);
    }
    app.admin()
        .get(&format!("{OWN}?username=nobody"))
        .await
        .expect(404);
    fred.get(ALL).await.expect(403);
    fred.put(ALL, body.clone()).await.expect(403);
    app.anonymous().put(ALL, body.clone()).await.expect(401);
    app.anonymous().put(OWN, body).await.expect(401);
    app.anonymous().delete(OWN).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
