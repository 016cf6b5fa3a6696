use serde_json::{Value, json};
use testkit::{Client, TestApp};

const RECORDS: &str = "/rest/api/2/auditing/record";
const PAGE: &str = "/auditing/view";

async fn records(client: &Client, query: &str) -> Value {
    client.get(&format!("{RECORDS}{query}")).await.expect(200)
}

fn summaries(records: &Value) -> Vec<&str> {
    let records = records["records"].as_array().unwrap().iter();
    records.map(|r| r["summary"].as_str().unwrap()).collect()
}

async fn add_group(app: &TestApp, name: &str) {
    let group = json!({ "name": name });
    app.admin()
        .post("/rest/api/2/group", group)
        .await
        .expect(201);
}

#[tokio::test]
async fn a_record_has_the_reference_s_shape() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.advance(1);
    let admin = app.admin();
    let change = json!({"displayName": "Frederic"});
    admin
        .put("/rest/api/2/user?username=fred", change)
        .await
        .expect(200);
    let log = records(&admin, "?limit=1").await;
    let members: Vec<&String> = log.as_object().unwrap().keys().collect();
    assert_eq!(members, ["offset", "limit", "total", "records"]);
    assert_eq!((&log["offset"], &log["limit"]), (&json!(0), &json!(1)));
    assert!(log["total"].as_i64().unwrap() > 1);
    let record = log["records"][0].as_object().unwrap();
    let mut members: Vec<&str> = record.keys().map(String::as_str).collect();
    members.retain(|member| *member != "remoteAddress");
    assert_eq!(
        members,
        [
            "id",
            "summary",
            "authorKey",
            "created",
            "category",
            "eventSource",
            "objectItem",
            "changedValues",
            "associatedItems"
        ]
    );
    assert_eq!(record["summary"], "User updated");
    assert_eq!(record["created"], "2024-03-01T12:00:01.000+0000");
    assert_eq!(record["category"], "user management");
    assert_eq!(record["objectItem"]["typeName"], "USER");
    let changed = &record["changedValues"][0];
    assert_eq!(changed["changedFrom"], "Fred Test");
    assert_eq!(changed["changedTo"], "Frederic");
    assert_eq!(record["associatedItems"], json!([]));
    app.done().await;
}

#[tokio::test]
async fn records_are_filtered_and_in_parts() {
    let app = TestApp::new().await;
    for name in ["one", "Two", "three"] {
        app.advance(60);
        add_group(&app, name).await;
    }
    let admin = app.admin();
    let all = records(&admin, "").await;
    let total = all["total"].as_i64().unwrap();
    assert_eq!(all["records"].as_array().unwrap().len() as i64, total);
    assert_eq!(all["limit"], 1000);
    let second = records(&admin, "?offset=1&limit=1").await;
    assert_eq!(second["records"][0], all["records"][1]);
    assert_eq!(second["total"], total);
    let found = records(&admin, "?filter=tWO").await;
    assert_eq!(found["total"], 1);
    assert_eq!(found["records"][0]["objectItem"]["name"], "Two");
    assert_eq!(records(&admin, "?filter=100%25").await["total"], 0);
    for (query, n) in [
        ("?from=2024-03-01T12:02:00.000%2B0000", 2),
        ("?from=2024-03-01T12:02:00.000+0000", 2),
        ("?from=2024-03-01T12:02:00.001Z", 1),
        ("?from=2024-03-01T12:01:00Z&to=2024-03-01T12:02:00Z", 2),
        ("?from=2024-03-02", 0),
        ("?from=2024-03-02&to=2024-03-01", 0),
    ] {
        assert_eq!(records(&admin, query).await["total"], n, "{query}");
    }
    // As the reference has it, a limit that makes no sense is the default one.
    for limit in ["0", "-1", "1001"] {
        let log = records(&admin, &format!("?limit={limit}")).await;
        assert_eq!(log["limit"], 1000);
    }
    assert_eq!(records(&admin, "?offset=-5").await["offset"], 0);
    for query in ["?limit=x", "?offset=x", "?from=x", "?to=2024-99-01"] {
        admin.get(&format!("{RECORDS}{query}")).await.expect(400);
    }
    app.done().await;
}

#[tokio::test]
async fn the_log_is_for_administrators() {
    let app = TestApp::new().await;
    let fred = app.member("fred").await;
    let boss = app.jira_admin("boss").await;
    for path in [
        RECORDS,
        PAGE,
        "/auditing/export.csv",
        "/auditing/export.json",
    ] {
        app.anonymous().get(path).await.expect(401);
        fred.get(path).await.expect(403);
        assert_eq!(boss.get(path).await.status, 200, "{path}");
    }
    boss.delete(RECORDS).await.expect(405);
    app.done().await;
}

#[tokio::test]
async fn the_page_shows_who_did_what() {
    let app = TestApp::new().await;
    add_group(&app, "<b>devs</b>").await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    let change = json!({"displayName": "Frederic"});
    admin
        .put("/rest/api/2/user?username=fred", change)
        .await
        .expect(200);
    drop(fred);
    let page = admin.get(PAGE).await;
    assert_eq!(page.status, 200);
    for part in [
        "<h1>Audit log</h1>",
        "<th scope=\"col\">Before → after</th>",
        "<time datetime=\"2024-03-01T",
        "group &#60;b&#62;devs&#60;/b&#62;",
        "<del>Fred Test</del>",
        "<ins>Frederic</ins>",
        "<option value=\"user management\">",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    assert!(!page.text.contains("<b>devs"));
    for (query, has) in [
        ("filter=FREDERIC", true),
        ("filter=devs", false),
        ("category=user+management", true),
        ("category=projects", false),
        ("author=ADMIN", true),
        ("author=fred", false),
        ("author=nobody-of-this-name", false),
        ("from=2024-03-01&to=2024-03-01", true),
        ("to=2024-02-29", false),
        ("from=2024-03-02", false),
    ] {
        let page = admin.get(&format!("{PAGE}?{query}")).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.text.contains("<ins>Frederic</ins>"), has, "{query}");
        if query.starts_with("to=") {
            assert!(page.text.contains("No entry fits the filter."));
        }
    }
    let page = admin
        .get(&format!("{PAGE}?from=yesterday&filter=%22x"))
        .await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("id=\"from-error\""));
    assert!(page.text.contains("value=\"yesterday\"") && page.text.contains("value=\"&#34;x\""));
    let old = admin.get("/secure/admin/AuditLog.jspa").await;
    assert_eq!((old.status, old.header("location")), (303, PAGE));
    app.done().await;
}

#[tokio::test]
async fn the_page_is_in_parts() {
    let app = TestApp::new().await;
    for n in 0..120 {
        add_group(&app, &format!("group-{n:03}")).await;
    }
    let admin = app.admin();
    let names = |text: &str| {
        let parts = text.split("<br>group group-").skip(1);
        parts
            .map(|part| part[..3].parse::<i32>().unwrap())
            .collect::<Vec<_>>()
    };
    let link = |text: &str, rel: &str| {
        let (_, rest) = text.split_once(&format!("<a rel=\"{rel}\" href=\""))?;
        let (href, _) = rest.split_once('"')?;
        Some(href.replace("&#38;", "&").replace("&amp;", "&"))
    };
    let first = admin.get("/auditing/view?filter=group-").await.text;
    assert_eq!(names(&first), (70..120).rev().collect::<Vec<_>>());
    assert_eq!(link(&first, "prev"), None);
    let second = admin.get(&link(&first, "next").unwrap()).await.text;
    assert_eq!(names(&second), (20..70).rev().collect::<Vec<_>>());
    let third = admin.get(&link(&second, "next").unwrap()).await.text;
    assert_eq!(names(&third), (0..20).rev().collect::<Vec<_>>());
    assert_eq!(link(&third, "next"), None);
    let back = admin.get(&link(&third, "prev").unwrap()).await.text;
    assert_eq!(names(&back), names(&second));
    let back = admin.get(&link(&back, "prev").unwrap()).await.text;
    assert_eq!(names(&back), names(&first));
    assert_eq!(link(&back, "prev"), None);
    for nonsense in ["older=x", "older=1", "newer=1.x"] {
        let path = format!("/auditing/view?filter=group-&{nonsense}");
        assert_eq!(names(&admin.get(&path).await.text), names(&first));
    }
    app.done().await;
}

#[tokio::test]
async fn what_the_filter_lets_through_is_exported_whole() {
    let app = TestApp::new().await;
    add_group(&app, "=HYPERLINK(\"http://evil.test\")").await;
    // More than one piece.
    for n in 0..520 {
        add_group(&app, &format!("group-{n:03}")).await;
    }
    let admin = app.admin();
    let reply = admin.get("/auditing/export.json?filter=group-").await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("content-disposition"),
        "attachment; filename=\"audit-log.json\""
    );
    let all: Value = serde_json::from_str(&reply.text).unwrap();
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 520);
    assert_eq!(all[0]["objectItem"]["name"], "group-519");
    assert_eq!(all[519]["objectItem"]["name"], "group-000");
    let none = admin
        .get("/auditing/export.json?filter=nothing-like-it")
        .await;
    assert_eq!(
        serde_json::from_str::<Value>(&none.text).unwrap(),
        json!([])
    );

    let reply = admin.get("/auditing/export.csv").await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    let mut lines = reply.text.split("\r\n");
    assert_eq!(
        lines.next().unwrap(),
        "Id,When,Who,From where,Category,What,Object type,Object id,Object,Field,Before,After"
    );
    assert!(lines.clone().filter(|line| line.contains("group-")).count() >= 520);
    let evil = lines.find(|line| line.contains("HYPERLINK")).unwrap();
    assert!(
        evil.contains("\"'=HYPERLINK(\"\"http://evil.test\"\")\""),
        "{evil}"
    );
    assert!(!evil.contains(",=") && !evil.contains(",\"="));
    admin
        .get("/auditing/export.csv?from=never")
        .await
        .expect(400);
    app.done().await;
}

#[tokio::test]
async fn summaries_are_told_newest_first() {
    let app = TestApp::new().await;
    add_group(&app, "devs").await;
    let path = "/rest/api/2/group?groupname=devs";
    app.admin().delete(path).await.expect(200);
    let log = records(&app.admin(), "?filter=devs").await;
    assert_eq!(summaries(&log), ["Group deleted", "Group created"]);
    app.done().await;
}

#[tokio::test]
async fn programs_add_entries_of_their_own() {
    const PATH: &str = "/rest/api/2/auditing/record";
    let app = TestApp::new().await;
    let (fred, boss) = (app.member("fred").await, app.jira_admin("boss").await);
    let record = json!({
        "summary": "User created", "created": null, "category": "USER_MANAGEMENT", "authorKey": "other",
        "objectItem": { "id": "usr", "name": "user", "typeName": "USER", "parentId": "1" },
        "changedValues": [{ "fieldName": "email", "changedFrom": "a@b", "changedTo": "c@d" }],
    });
    boss.post(PATH, record.clone()).await.expect(201);
    let found = boss.get(&format!("{PATH}?filter=c%40d")).await.expect(200);
    let found = &found["records"][0];
    assert_eq!(found["summary"], "User created");
    assert_eq!(found["category"], "user management");
    assert_eq!(
        found["objectItem"],
        json!({ "id": "usr", "name": "user", "typeName": "USER" })
    );
    assert_eq!(
        found["changedValues"],
        json!([{ "fieldName": "email", "changedFrom": "a@b", "changedTo": "c@d" }])
    );
    let key = boss.get("/rest/api/2/myself").await.expect(200)["key"].clone();
    assert_eq!(found["authorKey"], key);
    let before = app.fingerprint().await;
    for (member, value) in [
        ("summary", json!(null)),
        ("summary", json!(" ")),
        ("summary", json!("x".repeat(256))),
        ("category", json!("")),
        ("category", json!(1)),
        ("changedValues", json!([{ "fieldName": "" }])),
        (
            "changedValues",
            json!(vec![json!({ "fieldName": "a" }); 101]),
        ),
        ("objectItem", json!({ "name": "x".repeat(2001) })),
    ] {
        let mut record = record.clone();
        record[member] = value;
        boss.post(PATH, record).await.expect(400);
    }
    fred.post(PATH, record.clone()).await.expect(403);
    app.anonymous().post(PATH, record).await.expect(401);
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}
