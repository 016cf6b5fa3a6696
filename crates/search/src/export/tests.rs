mod feed;

use base::urls::encode;
use serde_json::{Value, json};
use testkit::TestApp;

const ALL: &str = "/sr/jira.issueviews:searchrequest-csv-all-fields";
const CURRENT: &str = "/sr/jira.issueviews:searchrequest-csv-current-fields";
const JSON: &str = "/sr/jira.issueviews:searchrequest-json";

/// Reads a text as RFC 4180 has it.
fn table(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        let cell = row.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            c => cell.push(c),
        }
    }
    assert!(!quoted);
    assert_eq!(rows.pop().unwrap(), [""], "the last line ends");
    rows
}

#[tokio::test]
async fn hostile_texts_stay_texts() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    let hostile = [
        "=HYPERLINK(\"http://evil.example\",\"a\")",
        "+1+1",
        "-2",
        "@SUM(A1)",
        " =1",
        "a, \"b\"; c",
        "ünï <script>alert(1)</script>",
    ];
    for summary in hostile {
        app.issue("OPS", summary).await;
    }
    let admin = app.admin();
    let path = format!("{CURRENT}/temp/SearchRequest.csv?jqlQuery=ORDER+BY+key");
    let reply = admin.get(&path).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        reply
            .header("content-disposition")
            .starts_with("attachment")
    );
    let text = reply.text.strip_prefix('\u{feff}').unwrap();
    let rows = table(text);
    let at = rows[0].iter().position(|name| name == "Summary").unwrap();
    assert_eq!(rows[0][1], "Key");
    assert_eq!(rows.len(), hostile.len() + 1);
    for (row, summary) in rows[1..].iter().zip(hostile) {
        assert_eq!(row.len(), rows[0].len());
        for cell in row {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
        assert_eq!(row[at].trim_start_matches('\''), summary);
    }
    let all = admin
        .get(&format!("{ALL}/temp/SearchRequest.csv?jqlQuery="))
        .await;
    let all = table(all.text.trim_start_matches('\u{feff}'));
    assert!(all[0].len() > rows[0].len());
    assert_eq!(all.len(), rows.len());
    app.done().await;
}

#[tokio::test]
async fn a_file_has_what_a_search_has() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.project("HID").await;
    let issues: Vec<Value> = (0..7)
        .map(|n| {
            json!({"fields": {"project": {"key": if n == 3 { "HID" } else { "OPS" }},
                "issuetype": {"name": "Task"}, "summary": format!("number {n}")}})
        })
        .collect();
    app.admin()
        .post("/rest/api/2/issue/bulk", json!({"issueUpdates": issues}))
        .await
        .expect(201);
    let scheme = json!({"name": "None", "permissions": []});
    let scheme = app
        .admin()
        .post("/rest/api/2/permissionscheme", scheme)
        .await;
    let scheme = json!({"id": scheme.expect(201)["id"]});
    app.admin()
        .put("/rest/api/2/project/HID/permissionscheme", scheme)
        .await
        .expect(200);
    let fred = app.member("fred").await;
    let filter = json!({"name": "All", "jql": "ORDER BY key"});
    let filter = fred.post("/rest/api/2/filter", filter).await.expect(200);
    let id = filter["id"].as_str().unwrap();
    let columns = json!({"columns": ["issuekey", "summary"]});
    fred.put(&format!("/rest/api/2/filter/{id}/columns"), columns)
        .await
        .expect(200);
    let path = format!("{CURRENT}/{id}/SearchRequest-{id}.csv");
    let file = fred.get(&path).await;
    let rows = table(file.text.trim_start_matches('\u{feff}'));
    assert_eq!(rows[0], ["Key", "Summary"]);
    assert_eq!(rows.len(), 7);
    assert!(!file.text.contains("HID"), "{}", file.text);
    let path = format!("{JSON}/temp/x.json?jqlQuery={}", encode("order by key"));
    let found = fred.get(&path).await.expect(200);
    assert_eq!(found["issues"].as_array().unwrap().len(), 6);
    let three = fred.get(&format!("{path}&tempMax=3")).await.expect(200);
    assert_eq!(three["issues"].as_array().unwrap().len(), 3);
    let none = fred
        .get(&format!("{JSON}/temp/x.json?jqlQuery=key+in+()"))
        .await;
    assert_eq!(none.status, 400);
    let none = fred
        .get(&format!("{JSON}/temp/x.json?jqlQuery=summary+~+nowhere"))
        .await
        .expect(200);
    assert_eq!(none, json!({"issues": []}));
    assert_eq!(
        app.admin()
            .get(&format!("{CURRENT}/{id}/x.csv"))
            .await
            .status,
        400
    );
    app.done().await;
}
