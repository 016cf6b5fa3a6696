use serde_json::json;
use testkit::TestApp;

const PATH: &str = "/secure/admin/ApplicationAccess.jspa";

#[tokio::test]
async fn groups_get_and_lose_an_application() {
    let app = TestApp::new().await;
    let client = app.admin();
    client
        .post("/rest/api/2/group", json!({ "name": "devs" }))
        .await
        .expect(201);
    let admin = app.admin_browser().await;
    let role = async || {
        client
            .get("/rest/api/2/applicationrole/jira-software")
            .await
            .expect(200)
    };
    let send = async |values: &[(&str, &str)]| {
        let mut all = vec![("key", "jira-software")];
        all.extend(values);
        admin.submit(PATH, &all).await
    };
    let page = admin.get(PATH).await;
    assert!(page.text.contains(">Jira Software</h2>") && page.text.contains(">Default</th>"));

    let reply = send(&[("group", "Devs"), ("add", "true")]).await;
    let page = admin.follow(&admin.location(&reply)).await;
    assert!(
        page.text.contains("devs has access to Jira Software now."),
        "{}",
        page.text
    );
    assert_eq!(
        role().await["groups"],
        json!(["devs", "jira-administrators", "jira-software-users"])
    );

    let save = [("defaultGroups", "devs"), ("save", "true")];
    assert_eq!(send(&save).await.status, 303);
    let now = role().await;
    assert_eq!(
        (&now["defaultGroups"], &now["selectedByDefault"]),
        (&json!(["devs"]), &json!(false))
    );

    let before = app.fingerprint().await;
    let reply = send(&[("group", "nope"), ("add", "true")]).await;
    assert_eq!(reply.status, 400);
    assert!(
        reply.text.contains(
            "id=\"group_jira-software-error\">The group named &#39;nope&#39; does not exist."
        ),
        "{}",
        reply.text
    );
    assert!(reply.text.contains("value=\"nope\""));
    assert_eq!(send(&[("group", ""), ("add", "true")]).await.status, 400);
    assert_eq!(send(&[("remove", "nope")]).await.status, 400);
    assert_eq!(
        send(&[("defaultGroups", "nope"), ("save", "true")])
            .await
            .status,
        400
    );
    assert_eq!(admin.submit(PATH, &[("key", "nope")]).await.status, 404);
    assert_eq!(
        admin.send(PATH, &[("key", "jira-software")]).await.status,
        403
    );
    assert_eq!(app.fingerprint().await, before);

    assert_eq!(send(&[("remove", "devs")]).await.status, 303);
    let now = role().await;
    assert_eq!(
        now["groups"],
        json!(["jira-administrators", "jira-software-users"])
    );
    assert_eq!(now["defaultGroups"], json!([]));
    app.done().await;
}
