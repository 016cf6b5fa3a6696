use serde_json::json;
use testkit::TestApp;

use super::page::PATH;

#[tokio::test]
async fn the_one_directory_is_listed_with_what_it_holds() {
    let app = TestApp::new().await;
    let admin = app.admin_browser().await;
    let page = admin.get(PATH).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("UserBrowser.jspa\">1</a></td>"),
        "{}",
        page.text
    );
    for part in [
        "Internal directory",
        "GroupBrowser.jspa\">2</a>",
        "POST http://jira.test/rest/api/2/group/user",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    app.done().await;
}

#[tokio::test]
async fn those_who_are_not_active_are_counted_apart() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.admin()
        .put("/rest/api/2/user?username=fred", json!({ "active": false }))
        .await
        .expect(200);
    let page = app.admin_browser().await.get(PATH).await;
    assert!(
        page.text
            .contains(">2</a> <span class=\"faint\">(1 active)"),
        "{}",
        page.text
    );
    app.member("wilma").await;
    assert_eq!(app.browser_of("wilma").await.get(PATH).await.status, 403);
    assert_eq!(app.browser().get(PATH).await.status, 303);
    app.done().await;
}
