//! JQL of any kind is answered: bound to the names of a small world, written as SQL and run by SQLite, or
//! refused with what is wrong with it. That the statement is wrong would be an internal error.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use testkit::{Client, TestApp};
use tokio::runtime::{Builder, Runtime};

/// Who asks: an administrator, and a member who sees less.
static WORLD: OnceLock<(Runtime, TestApp, [Client; 2])> = OnceLock::new();

fuzz_target!(|text: &str| {
    let (runtime, _, clients) = WORLD.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let (app, clients) = runtime.block_on(world());
        (runtime, app, clients)
    });
    for client in clients {
        let query = json!({ "jql": text, "maxResults": 3, "fields": ["summary"] });
        let reply = runtime.block_on(client.post("/rest/api/2/search", query));
        assert!(
            matches!(reply.status, 200 | 400),
            "{}: {}",
            reply.status,
            reply.text
        );
    }
});

/// Makes two projects, some issues with what hangs on them, and a filter.
async fn world() -> (TestApp, [Client; 2]) {
    let app = TestApp::on_sqlite().await;
    let admin = app.admin();
    let fred = app.member("fred").await;
    for key in ["OPS", "WEB"] {
        app.project(key).await;
        let id = app.issue(key, "login fails on Windows 32").await;
        let part = json!({ "name": "UI", "project": key });
        admin.post("/rest/api/2/component", part).await.expect(201);
        let version = json!({ "name": "1.0", "project": key });
        admin.post("/rest/api/2/version", version).await.expect(201);
        let edit = json!({ "fields": {
            "labels": ["red"],
            "description": "some *text*",
            "assignee": { "name": "fred" },
            "components": [{ "name": "UI" }],
            "fixVersions": [{ "name": "1.0" }],
        }});
        let path = format!("/rest/api/2/issue/{id}");
        admin.put(&path, edit).await.expect(204);
        let path = format!("{path}/comment");
        let comment = json!({ "body": "some words" });
        admin.post(&path, comment).await.expect(201);
        app.issue(key, "second").await;
    }
    let filter = json!({ "name": "mine", "jql": "assignee = currentUser()" });
    admin.post("/rest/api/2/filter", filter).await.expect(200);
    (app, [admin, fred])
}
