use serde_json::{Value, json};
use testkit::{Client, TestApp};

const SUGGEST: &str = "/rest/quicksearch/1.0/productsearch/search?q=";

async fn titles(client: &Client, typed: &str) -> Vec<(String, Vec<String>)> {
    let found = client.get(&format!("{SUGGEST}{typed}")).await.expect(200);
    let groups = found.as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    groups
        .map(|group| {
            let items = group["items"].as_array().unwrap().iter();
            let items = items.map(|item| text(&item["title"])).collect();
            (text(&group["id"]), items)
        })
        .filter(|(_, items): &(String, Vec<String>)| !items.is_empty())
        .collect()
}

#[tokio::test]
async fn suggestions_hide_what_may_not_be_seen() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("HID").await;
    app.issue("OPS", "Groups of paper").await;
    app.issue("HID", "Secret groups of paper").await;
    let scheme = json!({"name": "None", "permissions": []});
    let scheme = app
        .admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await;
    let scheme = json!({"id": scheme.expect(201)["id"]});
    let fred = app.member("fred").await;
    let before = titles(&fred, "paper").await;
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].1.len(), 2, "{before:?}");
    app.admin()
        .put("/rest/api/2/project/HID/permissionscheme", scheme)
        .await
        .expect(200);
    let after = titles(&fred, "pap").await;
    assert_eq!(
        after,
        [("issues".to_owned(), vec!["Groups of paper".to_owned()])]
    );
    assert_eq!(titles(&fred, "HID").await, []);
    assert_eq!(titles(&fred, "HID-1").await, []);
    let key = titles(&fred, "ops-1").await;
    assert_eq!(
        key,
        [("issues".to_owned(), vec!["Groups of paper".to_owned()])]
    );
    assert_eq!(titles(&app.anonymous(), "paper").await, []);
    let admin = titles(&app.admin(), "groups").await;
    let kinds: Vec<&str> = admin.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(kinds, ["issues", "admin"], "{admin:?}");
    let plain = titles(&fred, "groups").await;
    let kinds: Vec<&str> = plain.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(kinds, ["issues"], "{plain:?}");
    let people = titles(&app.admin(), "fre").await;
    assert_eq!(
        people.first().map(|(id, _)| id.as_str()),
        Some("people"),
        "{people:?}"
    );
    assert_eq!(titles(&app.anonymous(), "fre").await, []);
    for odd in ["%25", "_", "%22%27%3B--", "*", "%F0%9F%98%80", "%00"] {
        let reply = app.admin().get(&format!("{SUGGEST}{odd}")).await;
        assert!(reply.status < 500, "{odd}: {}", reply.text);
    }
    app.done().await;
}

#[tokio::test]
async fn a_key_leads_to_its_issue_and_words_to_a_search() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let component = json!({"name": "Web server", "project": "OPS"});
    app.admin()
        .post("/rest/api/2/component", component)
        .await
        .expect(201);
    let admin = app.admin_browser().await;
    let check = |typed: &'static str, to: &'static str| {
        let admin = &admin;
        async move {
            let path = format!("/secure/QuickSearch.jspa?searchString={typed}");
            let reply = admin.get(&path).await;
            assert_eq!(reply.status, 303, "{typed}: {}", reply.text);
            assert_eq!(admin.location(&reply), to, "{typed}");
        }
    };
    check("OPS-17", "/browse/OPS-17").await;
    check("ops-17", "/browse/OPS-17").await;
    check("", "/issues/").await;
    check("disk", "/issues/?jql=text%20~%20%22disk%22").await;
    check(
        "my+open+bugs+OPS",
        "/issues/?jql=project%20%3D%20OPS%20AND%20issuetype%20%3D%20Bug%20AND%20assignee%20%3D%20currentUser%28%29%20AND%20resolution%20%3D%20Unresolved",
    )
    .await;
    check("c:web", "/issues/?jql=component%20%3D%20%22Web%20server%22").await;
    check("r:admin", "/issues/?jql=reporter%20%3D%20admin").await;
    // The field is in the top bar of whoever sees anything.
    assert!(
        admin
            .get("/issues/")
            .await
            .text
            .contains("quickSearchInput")
    );
    assert!(
        !app.browser()
            .get("/issues/")
            .await
            .text
            .contains("quickSearchInput")
    );
    app.done().await;
}
