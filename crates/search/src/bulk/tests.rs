use serde_json::{Value, json};
use testkit::{Browser, Reply, TestApp};

const FOLDER: &str = "/secure/views/bulkedit";

/// Returns the keys in the table of this id.
fn keys(reply: &Reply, table: &str) -> Vec<String> {
    let Some((_, table)) = reply.text.split_once(&format!("<table id=\"{table}\">")) else {
        return Vec::new();
    };
    let table = table.split("</table>").next().unwrap();
    let rows = table.split("/browse/").skip(1);
    rows.map(|row| row.split('"').next().unwrap().to_owned())
        .collect()
}

async fn step(browser: &Browser, page: &str, fields: &[(&str, &str)]) -> Reply {
    let reply = browser
        .submit(&format!("{FOLDER}/{page}.jspa"), fields)
        .await;
    if reply.status == 303 && browser.location(&reply).contains("BulkEditReport") {
        return browser.get(&browser.location(&reply)).await;
    }
    reply
}

/// A project whose issues fred edits and deletes, and one that he only reads.
async fn two_projects(app: &TestApp) -> [String; 3] {
    app.project("OPS").await;
    app.project("LAW").await;
    let keys = [
        app.issue("OPS", "one").await,
        app.issue("OPS", "two").await,
        app.issue("LAW", "three").await,
    ];
    app.member("fred").await;
    let holder = json!({"type": "applicationRole"});
    let grant = |key: &str| json!({"holder": holder, "permission": key});
    let scheme = json!({"name": "Readers", "permissions": [grant("BROWSE_PROJECTS")]});
    let scheme = app
        .admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await;
    let scheme = json!({"id": scheme.expect(201)["id"]});
    let path = "/rest/api/2/project/LAW/permissionscheme";
    app.admin().put(path, scheme).await.expect(200);
    keys
}

async fn fields(app: &TestApp, key: &str) -> Value {
    let path = format!("/rest/api/2/issue/{key}");
    app.admin().get(&path).await.expect(200)["fields"].clone()
}

#[tokio::test]
async fn some_are_changed_and_some_are_refused() {
    let app = TestApp::new().await;
    let [one, two, three] = two_projects(&app).await;
    let fred = app.browser_of("fred").await;
    let found = fred
        .get(&format!(
            "{FOLDER}/BulkEdit1!default.jspa?reset=true&jqlQuery="
        ))
        .await;
    assert_eq!(found.status, 200, "{}", found.text);
    for key in [&one, &two, &three] {
        assert!(
            found.text.contains(&format!("value=\"{key}\"")),
            "{}",
            found.text
        );
    }
    let issues = [
        ("issue", &*one),
        ("issue", &*two),
        ("issue", &*three),
        ("issue", "OPS-99"),
    ];
    let with = |more: &[(&'static str, &'static str)]| [&issues[..], more].concat();
    let asked = step(&fred, "BulkChooseOperation", &issues).await;
    assert!(asked.text.contains("With 3 issues"), "{}", asked.text);
    let nothing = step(&fred, "BulkEditPreview", &with(&[("operation", "edit")])).await;
    assert_eq!(nothing.status, 400, "{}", nothing.text);
    let edit = with(&[
        ("operation", "edit"),
        ("priority", "High"),
        ("labels_add", "red, blue"),
        ("assignee", "fred"),
    ]);
    let preview = step(&fred, "BulkEditPreview", &edit).await;
    assert_eq!(preview.status, 200, "{}", preview.text);
    assert_eq!(keys(&preview, "willing"), [one.clone(), two.clone()]);
    assert_eq!(keys(&preview, "refused"), std::slice::from_ref(&three));
    // Nothing has happened.
    assert_eq!(fields(&app, &one).await["labels"], json!([]));
    let report = step(&fred, "BulkEditPerform", &edit).await;
    assert_eq!(report.status, 200, "{}", report.text);
    assert_eq!(keys(&report, "refused"), std::slice::from_ref(&three));
    assert!(
        report.text.contains("Done to 2 issues, refused for 1"),
        "{}",
        report.text
    );
    for key in [&one, &two] {
        let fields = fields(&app, key).await;
        assert_eq!(fields["labels"], json!(["blue", "red"]));
        assert_eq!(fields["priority"]["name"], "High");
        assert_eq!(fields["assignee"]["name"], "fred");
    }
    assert_eq!(fields(&app, &three).await["labels"], json!([]));
    let remove = with(&[
        ("operation", "edit"),
        ("labels_remove", "red"),
        ("unassign", "true"),
    ]);
    step(&fred, "BulkEditPerform", &remove).await;
    let changed = fields(&app, &one).await;
    assert_eq!(changed["labels"], json!(["blue"]));
    assert_eq!(changed["assignee"], Value::Null);
    app.done().await;
}

#[tokio::test]
async fn moving_commenting_watching_and_deleting() {
    let app = TestApp::new().await;
    let [one, two, three] = two_projects(&app).await;
    let admin = app.admin_browser().await;
    let fred = app.browser_of("fred").await;
    let both = [("issue", &*one), ("issue", &*two)];
    let with = |more: &[(&'static str, &'static str)]| [&both[..], more].concat();
    let asked = step(&admin, "BulkChooseOperation", &both).await;
    let (_, value) = asked
        .text
        .split_once("Done: 2 of 2 issues")
        .map_or(("", ""), |(head, _)| head.rsplit_once("value=\"").unwrap());
    let transition = value.split('"').next().unwrap().to_owned();
    assert!(transition.ends_with(" Done"), "{}", asked.text);
    let mut sent = with(&[("operation", "transition")]);
    sent.push(("transition", &transition));
    let report = step(&admin, "BulkEditPerform", &sent).await;
    assert!(report.text.contains("Done to 2 issues"), "{}", report.text);
    assert_eq!(fields(&app, &one).await["status"]["name"], "Done");
    let comment = with(&[("operation", "comment"), ("comment", "All of you")]);
    let preview = step(&admin, "BulkEditPreview", &comment).await;
    assert_eq!(keys(&preview, "willing").len(), 2);
    assert_eq!(fields(&app, &one).await["comment"]["total"], 0);
    let path = format!("{FOLDER}/BulkEditPerform.jspa");
    let sent = admin.submit(&path, &comment).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let report = admin.location(&sent);
    // However often the report is loaded: it is there, and nothing is done again.
    for _ in 0..2 {
        let shown = admin.get(&report).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        assert!(shown.text.contains("Done to 2 issues."), "{}", shown.text);
        assert!(shown.text.contains("All of you"), "{}", shown.text);
        assert_eq!(fields(&app, &one).await["comment"]["total"], 1);
    }
    // It is nobody else's; and what never was is told in the same words.
    for (browser, path) in [
        (&fred, report.clone()),
        (&admin, format!("{FOLDER}/BulkEditReport.jspa?report=../x")),
        (&admin, format!("{FOLDER}/BulkEditReport.jspa")),
    ] {
        let reply = browser.get(&path).await;
        assert_eq!(reply.status, 303, "{path}");
        assert_eq!(browser.location(&reply), "/issues/", "{path}");
    }
    let watch = [("issue", &*three), ("operation", "watch")];
    step(&fred, "BulkEditPerform", &watch).await;
    let path = format!("/rest/api/2/issue/{three}/watchers");
    let watchers = app
        .client("fred", testkit::PASSWORD)
        .get(&path)
        .await
        .expect(200);
    assert_eq!(watchers["isWatching"], true, "{watchers}");
    let delete = [
        ("issue", &*one),
        ("issue", &*three),
        ("operation", "delete"),
    ];
    let report = step(&fred, "BulkEditPerform", &delete).await;
    assert!(keys(&report, "refused").contains(&three), "{}", report.text);
    let report = step(&admin, "BulkEditPerform", &delete[..1]).await;
    assert_eq!(report.status, 303, "{}", report.text);
    let gone = with(&[("operation", "delete")]);
    let report = step(&admin, "BulkEditPerform", &gone).await;
    assert!(report.text.contains("Done to "), "{}", report.text);
    let left = app.admin().get(&format!("/rest/api/2/issue/{two}")).await;
    assert_eq!(left.status, 404);
    app.done().await;
}

#[tokio::test]
async fn who_may_not_is_refused() {
    let app = TestApp::new().await;
    app.stranger("kim").await;
    let path = format!("{FOLDER}/BulkEdit1!default.jspa?jqlQuery=");
    let nobody = app.browser().get(&path).await;
    assert_eq!(nobody.status, 303);
    app.done().await;
}
