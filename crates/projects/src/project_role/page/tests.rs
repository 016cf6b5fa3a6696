//! Black-box tests of the page of a project's people.

use serde_json::json;
use testkit::TestApp;

const PAGE: &str = "/plugins/servlet/project-config/OPS/roles";

#[tokio::test]
async fn people_are_added_to_a_role_and_removed() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("fred").await;
    app.member("boss").await;
    let role = "/rest/api/2/project/OPS/role/10002";
    app.admin()
        .post(role, json!({ "user": ["boss"] }))
        .await
        .expect(200);
    let b = app.browser_of("boss").await;
    let values = [
        ("id", "10002"),
        ("users", "fred"),
        ("groups", "jira-software-users"),
    ];
    let reply = b.submit(PAGE, &values).await;
    assert_eq!((reply.status, b.location(&reply).as_str()), (303, PAGE));
    let page = b.get(PAGE).await;
    assert!(
        page.text
            .contains("The members of Administrators were added.")
    );
    assert!(page.text.contains("Fred Test (fred)"), "{}", page.text);
    let before = app.fingerprint().await;
    for (users, groups, text) in [
        ("", "", "users_10002-error"),
        ("nobody", "", "Not found: nobody"),
        ("", "none", "groups_10002-error"),
        ("fred", "", "is already a member"),
    ] {
        let values = [("id", "10002"), ("users", users), ("groups", groups)];
        let reply = b.submit(PAGE, &values).await;
        assert_eq!(reply.status, 400);
        assert!(reply.text.contains(text), "{text}: {}", reply.text);
        assert!(reply.text.contains(&format!("value=\"{users}\"")));
    }
    let values = [("id", "10002"), ("users", "fred")];
    assert_eq!(b.send(PAGE, &values).await.status, 403);
    app.member("wilma").await;
    let others = [("id", "77"), ("users", "wilma")];
    assert_eq!(b.submit(PAGE, &others).await.status, 404);
    let actors = app.admin().get(role).await.expect(200);
    let n_actors = actors["actors"].as_array().unwrap().len();
    let fred = actors["actors"].as_array().unwrap().iter();
    let fred = fred.filter(|one| one["name"] == "fred").count();
    assert_eq!(fred, 1);
    let value = page.text.split("value=\"user-").nth(2).unwrap();
    let value = format!("user-{}", value.split('"').next().unwrap());
    let reply = b.submit(PAGE, &[("id", "10002"), ("remove", &value)]).await;
    assert_eq!(reply.status, 303);
    let actors = app.admin().get(role).await.expect(200);
    assert_eq!(actors["actors"].as_array().unwrap().len(), n_actors - 1);
    assert_eq!(
        b.submit(PAGE, &[("id", "10002"), ("remove", &value)])
            .await
            .status,
        404
    );
    assert_ne!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn who_does_not_administer_the_project_is_refused() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.member("fred").await;
    let fred = app.browser_of("fred").await;
    let before = app.fingerprint().await;
    let values = [("id", "10002"), ("users", "fred")];
    assert_eq!(fred.submit(PAGE, &values).await.status, 403);
    assert_eq!(fred.get(PAGE).await.status, 403);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
