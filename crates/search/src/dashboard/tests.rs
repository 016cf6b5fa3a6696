use serde_json::json;
use testkit::TestApp;

const ITEM: &str = "/rest/api/2/dashboard/10000/items/10000/properties";

#[tokio::test]
async fn everybody_sees_the_system_dashboard() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let one = json!({
        "id": "10000",
        "name": "System Dashboard",
        "self": "http://jira.test/rest/api/2/dashboard/10000",
        "view": "http://jira.test/secure/Dashboard.jspa?selectPageId=10000",
    });
    let reply = app.anonymous().get("/rest/api/2/dashboard/10000").await;
    assert_eq!(reply.text, one.to_string());
    let all = json!({ "startAt": 0, "maxResults": 20, "total": 1, "dashboards": [one] });
    let reply = fred.get("/rest/api/2/dashboard").await;
    assert_eq!(reply.text, all.to_string());
    let none = fred
        .get("/rest/api/2/dashboard?startAt=5&maxResults=2")
        .await
        .expect(200);
    assert_eq!(none["dashboards"], json!([]));
    assert_eq!(
        none["prev"],
        "http://jira.test/rest/api/2/dashboard?maxResults=2&startAt=3"
    );
    for filter in ["my", "favourite"] {
        let path = format!("/rest/api/2/dashboard?filter={filter}");
        assert_eq!(fred.get(&path).await.expect(200)["total"], 0);
        app.anonymous().get(&path).await.expect(401);
    }
    for bad in ["filter=x", "startAt=-1", "maxResults=x"] {
        let path = format!("/rest/api/2/dashboard?{bad}");
        fred.get(&path).await.expect(400);
    }
    for id in ["1", "x", "99999999999999999999"] {
        let path = format!("/rest/api/2/dashboard/{id}");
        fred.get(&path).await.expect(404);
    }
    app.done().await;
}

#[tokio::test]
async fn programs_keep_things_with_an_item() {
    let app = TestApp::new().await;
    let (fred, admin) = (app.member("fred").await, app.admin());
    let one = format!("{ITEM}/config");
    let value = json!({ "height": 3, "a": [1] });
    admin.put(&one, value.clone()).await.expect(201);
    admin.put(&one, value.clone()).await.expect(200);
    let property = json!({ "key": "config", "value": value });
    assert_eq!(fred.get(&one).await.expect(200), property);
    let link = format!("http://jira.test{one}");
    assert_eq!(
        app.anonymous().get(ITEM).await.expect(200),
        json!({ "keys": [{ "self": link, "key": "config" }] })
    );
    let before = app.fingerprint().await;
    fred.put(&one, json!(1)).await.expect(403);
    fred.delete(&one).await.expect(403);
    app.anonymous().put(&one, json!(1)).await.expect(401);
    for path in [
        "/rest/api/2/dashboard/1/items/10000/properties/config",
        "/rest/api/2/dashboard/10000/items/1/properties/config",
        "/rest/api/2/dashboard/10000/items/x/properties/config",
    ] {
        admin.get(path).await.expect(404);
        admin.put(path, json!(1)).await.expect(404);
        admin.delete(path).await.expect(404);
    }
    admin.raw("PUT", &one, &[], Vec::new()).await.expect(400);
    let long = format!("{ITEM}/{}", "k".repeat(256));
    admin.put(&long, json!(1)).await.expect(400);
    assert_eq!(app.fingerprint().await, before);
    admin.delete(&one).await.expect(204);
    admin.delete(&one).await.expect(404);
    app.done().await;
}
