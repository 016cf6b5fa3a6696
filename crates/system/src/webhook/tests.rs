use serde_json::{Value, json};
use testkit::TestApp;

const ALL: &str = "/rest/webhooks/1.0/webhook";
const TEN: &str = "/rest/jira-webhook/1.0/webhooks";

fn hook() -> Value {
    json!({
        "name": "Builds",
        "url": "http://localhost:1/${issue.key}",
        "events": ["jira:issue_created", "comment_created", "comment_created"],
        "filters": { "issue-related-events-section": "project = OPS order by key" },
        "excludeBody": false,
        "secret": "the very secret",
    })
}

#[tokio::test]
async fn a_webhook_is_made_read_changed_and_deleted() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let admin = app.admin();
    assert_eq!(admin.get(ALL).await.expect(200), json!([]));
    let made = admin.post(ALL, hook()).await.expect(201);
    let key = admin.get("/rest/api/2/myself").await.expect(200)["key"].clone();
    assert_eq!(
        made.to_string(),
        json!({
            "name": "Builds",
            "url": "http://localhost:1/${issue.key}",
            "excludeBody": false,
            "filters": { "issue-related-events-section": "project = OPS order by key" },
            "events": ["jira:issue_created", "comment_created"],
            "enabled": true,
            "self": "http://jira.test/rest/webhooks/1.0/webhook/1",
            "lastUpdatedUser": key,
            "lastUpdatedDisplayName": "Ada Admin",
            "lastUpdated": 1_709_294_400_000_i64,
            "isSigned": true,
        })
        .to_string()
    );
    let one = format!("{ALL}/1");
    assert_eq!(admin.get(&one).await.expect(200), made);
    app.advance(60);
    let changed = admin
        .put(&one, json!({ "enabled": false }))
        .await
        .expect(200);
    assert_eq!(
        (&changed["enabled"], &changed["isSigned"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(changed["name"], "Builds");
    let changed = admin
        .put(&one, json!({ "secret": "", "filters": {} }))
        .await
        .expect(200);
    assert_eq!(changed["isSigned"], false);
    assert_eq!(changed["filters"]["issue-related-events-section"], "");
    let list = admin.get(ALL).await.expect(200);
    assert_eq!(list, json!([changed]));
    // What is said of it nowhere is the secret.
    let audit = admin.get("/rest/api/2/auditing/record").await.text;
    assert!(audit.contains("Webhook created") && !audit.contains("the very secret"));
    admin.delete(&one).await.expect(204);
    admin.get(&one).await.expect(404);
    admin.delete(&one).await.expect(404);
    app.done().await;
}

#[tokio::test]
async fn the_form_of_later_versions() {
    let app = TestApp::new().await;
    let admin = app.admin();
    let new = json!({
        "name": "Ten", "url": "https://example.com/", "events": ["user_created"], "active": true,
        "configuration": { "EXCLUDE_BODY": "true", "SECRET": "x" },
    });
    let made = admin.post(TEN, new).await.expect(201);
    assert_eq!((&made["id"], &made["active"]), (&json!(1), &json!(true)));
    assert_eq!(
        made["configuration"],
        json!({ "FILTERS": "", "EXCLUDE_BODY": "true" })
    );
    assert!(!made.to_string().contains("SECRET"));
    let one = format!("{TEN}/1");
    assert_eq!(admin.get(&one).await.expect(200), made);
    assert_eq!(admin.get(TEN).await.expect(200), json!([made]));
    assert_eq!(
        admin.get(&format!("{ALL}/1")).await.expect(200)["isSigned"],
        true
    );
    let changed = admin
        .put(&one, json!({ "active": false }))
        .await
        .expect(200);
    assert_eq!(changed["active"], false);
    assert_eq!(admin.get(&format!("{one}/latest")).await.status, 204);
    let statistics = admin.get(&format!("{one}/statistics")).await.expect(200);
    assert_eq!(statistics["counts"]["successes"], 0);
    let summary = admin
        .get(&format!("{one}/statistics/summary"))
        .await
        .expect(200);
    assert_eq!(summary, statistics["counts"]);
    assert_eq!(
        admin.get(&format!("{one}/transitions")).await.expect(200),
        json!([])
    );
    admin.delete(&one).await.expect(204);
    for path in [
        "",
        "/latest",
        "/statistics",
        "/statistics/summary",
        "/transitions",
    ] {
        admin.get(&format!("{one}{path}")).await.expect(404);
    }
    app.done().await;
}

#[tokio::test]
async fn what_cannot_be_a_webhook_is_refused() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let (admin, fred) = (app.admin(), app.member("fred").await);
    admin.post(ALL, hook()).await.expect(201);
    let one = format!("{ALL}/1");
    let before = app.fingerprint().await;
    for (member, value, field) in [
        ("name", json!(""), "name"),
        ("name", json!("x".repeat(256)), "name"),
        ("url", json!("example.com"), "url"),
        ("url", json!("http://a:b@example.com"), "url"),
        (
            "url",
            json!(format!("http://h/{}", "x".repeat(2000))),
            "url",
        ),
        ("events", json!(["nothing"]), "events"),
        ("secret", json!("x".repeat(256)), "secret"),
        (
            "filters",
            json!({ "issue-related-events-section": "nothing = 1" }),
            "filters",
        ),
        (
            "filters",
            json!({ "issue-related-events-section": "project =" }),
            "filters",
        ),
    ] {
        let mut new = hook();
        new[member] = value;
        for reply in [
            admin.post(ALL, new.clone()).await,
            admin.put(&one, new.clone()).await,
            admin.post(TEN, new.clone()).await,
        ] {
            assert_eq!(reply.status, 400, "{new}");
            assert!(!reply.error(field).is_empty(), "{field}: {}", reply.text);
        }
    }
    admin.post(ALL, json!({})).await.expect(400);
    admin.put(&format!("{ALL}/x"), json!({})).await.expect(404);
    for path in [ALL, &one, TEN] {
        fred.get(path).await.expect(403);
        app.anonymous().get(path).await.expect(401);
    }
    fred.post(ALL, hook()).await.expect(403);
    fred.put(&one, hook()).await.expect(403);
    fred.delete(&one).await.expect(403);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn the_page_does_the_same() {
    const PAGE: &str = "/plugins/servlet/webhooks";
    let app = TestApp::new().await;
    app.member("fred").await;
    let b = app.admin_browser().await;
    assert!(b.get(PAGE).await.text.contains("There is no webhook"));
    let fields = [
        ("name", "Builds"),
        ("url", "http://localhost:1/"),
        ("events", "jira:issue_created"),
        ("events", "comment_created"),
        ("secret", "the very secret"),
        ("enabled", "true"),
    ];
    assert_eq!(b.location(&b.submit(PAGE, &fields).await), PAGE);
    let list = b.get(PAGE).await.text;
    assert!(
        list.contains("Builds") && list.contains("Signed") && !list.contains("the very secret")
    );
    let made = app.admin().get(ALL).await.expect(200);
    assert_eq!(
        made[0]["events"],
        json!(["jira:issue_created", "comment_created"])
    );
    let reply = b
        .submit(PAGE, &[("name", "kept words"), ("url", "nowhere")])
        .await;
    assert_eq!(reply.status, 400);
    assert!(reply.text.contains("id=\"url-error\"") && reply.text.contains("kept words"));

    // What is registered for over REST and not shown here stays; a secret left empty, too.
    let events = json!({ "events": ["sprint_created"] });
    app.admin()
        .put(&format!("{ALL}/1"), events)
        .await
        .expect(200);
    let one = format!("{PAGE}/edit");
    let shown = b.get(&format!("{one}?id=1")).await.text;
    assert!(shown.contains("value=\"Builds\"") && !shown.contains("the very secret"));
    let fields = [
        ("id", "1"),
        ("name", "Other"),
        ("url", "http://localhost:1/"),
        ("events", "user_created"),
    ];
    assert_eq!(b.submit(&one, &fields).await.status, 303);
    let changed = app.admin().get(&format!("{ALL}/1")).await.expect(200);
    assert_eq!(changed["events"], json!(["user_created", "sprint_created"]));
    assert_eq!(
        (&changed["enabled"], &changed["isSigned"]),
        (&json!(false), &json!(true))
    );
    let fields = [("id", "1"), ("name", ""), ("url", "http://localhost:1/")];
    assert_eq!(b.submit(&one, &fields).await.status, 400);
    let fields = [
        ("id", "1"),
        ("name", "Other"),
        ("url", "http://localhost:1/"),
        ("unsigned", "true"),
    ];
    assert_eq!(b.submit(&one, &fields).await.status, 303);
    let changed = app.admin().get(&format!("{ALL}/1")).await.expect(200);
    assert_eq!(changed["isSigned"], false);

    let delete = format!("{PAGE}/delete");
    assert!(
        b.get(&format!("{delete}?id=1"))
            .await
            .text
            .contains("Other")
    );
    let fred = app.browser_of("fred").await;
    assert_eq!(fred.submit(&delete, &[("id", "1")]).await.status, 403);
    assert_eq!(b.location(&b.submit(&delete, &[("id", "1")]).await), PAGE);
    assert_eq!(b.get(&format!("{one}?id=1")).await.status, 404);
    app.done().await;
}
