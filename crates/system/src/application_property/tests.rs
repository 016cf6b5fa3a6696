use serde_json::{Value, json};
use testkit::TestApp;

const LIST: &str = "/rest/api/2/application-properties";

fn keys(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one["key"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn settings_are_read_and_changed() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let color = format!("{LIST}?key=jira.lf.text.headingcolour");
    assert_eq!(
        admin.get(&color).await.text,
        json!({
            "id": "jira.lf.text.headingcolour",
            "key": "jira.lf.text.headingcolour",
            "value": "#172b4d",
            "name": "Headings",
            "type": "string",
            "defaultValue": "#172b4d",
        })
        .to_string()
    );
    let icon = format!("{LIST}/jira.lf.favicon.hires.url");
    let changed = admin
        .put(&icon, json!({ "id": "x", "value": "/other.png" }))
        .await
        .expect(200);
    assert_eq!(changed["value"], "/other.png");
    assert_eq!(changed["defaultValue"], "/images/64jira.png");
    let read = format!("{LIST}?key=jira.lf.favicon.hires.url");
    assert_eq!(admin.get(&read).await.expect(200), changed);

    let looks = admin
        .get(&format!("{LIST}?keyFilter=jira.lf.*"))
        .await
        .expect(200);
    assert!(keys(&looks).iter().all(|key| key.starts_with("jira.lf.")));
    assert!(keys(&looks).len() > 5);
    let advanced = admin
        .get(&format!("{LIST}/advanced-settings"))
        .await
        .expect(200);
    assert!(
        keys(&advanced)
            .iter()
            .all(|key| !key.starts_with("jira.lf."))
    );
    let all = admin.get(LIST).await.expect(200);
    assert_eq!(keys(&all).len(), keys(&looks).len() + keys(&advanced).len());
    let some = admin
        .get(&format!("{LIST}?permissionLevel=ADMIN"))
        .await
        .expect(200);
    assert!(!keys(&some).contains(&"jira.baseurl"));
    let rest = admin
        .get(&format!("{LIST}?permissionLevel=SYSADMIN_ONLY"))
        .await
        .expect(200);
    assert_eq!(keys(&some).len() + keys(&rest).len(), keys(&all).len());
    let base = admin
        .get(&format!("{LIST}?key=jira.baseurl"))
        .await
        .expect(200);
    assert_eq!(base["value"], "http://jira.test");
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_set_is_refused() {
    let app = TestApp::new().await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    let before = app.fingerprint().await;
    for (key, value, status) in [
        ("nothing", json!("x"), 404),
        ("jira.baseurl", json!("http://other.test"), 403),
        ("jira.issue.actions.order", json!("up"), 400),
        ("user.history.max.issues", json!("-1"), 400),
        ("user.history.max.issues", json!([1]), 400),
        ("jira.clone.prefix", Value::Null, 400),
        ("jira.clone.prefix", json!("x".repeat(1001)), 400),
    ] {
        let path = format!("{LIST}/{key}");
        admin
            .put(&path, json!({ "value": value }))
            .await
            .expect(status);
        fred.put(&path, json!({ "value": value })).await.expect(403);
    }
    admin.get(&format!("{LIST}?key=nothing")).await.expect(404);
    admin
        .get(&format!("{LIST}?permissionLevel=x"))
        .await
        .expect(400);
    fred.get(LIST).await.expect(403);
    app.anonymous().get(LIST).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    let number = json!({ "value": 20 });
    let path = format!("{LIST}/user.history.max.issues");
    assert_eq!(admin.put(&path, number).await.expect(200)["value"], "20");
    app.done().await;
}

#[tokio::test]
async fn the_address_is_decided_elsewhere() {
    const PATH: &str = "/rest/api/2/settings/baseUrl";
    let app = TestApp::new().await;
    let (admin, boss) = (app.admin(), app.jira_admin("boss").await);
    admin
        .put(PATH, json!("http://jira.test/"))
        .await
        .expect(204);
    admin
        .raw("PUT", PATH, &[], b"http://jira.test".to_vec())
        .await
        .expect(204);
    let reply = admin.put(PATH, json!("http://other.test")).await;
    assert!(reply.messages().contains("--base-url"), "{}", reply.text);
    reply.expect(400);
    admin.put(PATH, json!("nonsense")).await.expect(400);
    boss.put(PATH, json!("http://jira.test")).await.expect(403);
    app.anonymous()
        .put(PATH, json!("http://jira.test"))
        .await
        .expect(401);
    app.done().await;
}
