use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use testkit::TestApp;
use tokio::net::TcpListener;

use super::send::signature;
use super::{BACK_OFF, Sender, work};
use crate::webhook::Secret;

const ALL: &str = "/rest/webhooks/1.0/webhook";

/// A request that was received.
#[derive(Clone)]
struct Seen {
    path: String,
    headers: HeaderMap,
    body: String,
}

impl Seen {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    fn event(&self) -> String {
        self.json()["webhookEvent"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default().to_owned()
    }
}

/// A program that is told.
struct Receiver {
    url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    status: Arc<AtomicU16>,
}

impl Receiver {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, status) = (
            Arc::new(Mutex::new(Vec::new())),
            Arc::new(AtomicU16::new(200)),
        );
        let (log, answer) = (Arc::clone(&seen), Arc::clone(&status));
        let router = axum::Router::new().fallback(move |request: Request| {
            let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
            async move {
                let (parts, body) = request.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
                log.lock().unwrap().push(Seen {
                    path: parts.uri.to_string(),
                    headers: parts.headers,
                    body: String::from_utf8(body.to_vec()).unwrap(),
                });
                let status = StatusCode::from_u16(answer.load(Ordering::SeqCst)).unwrap();
                // What a redirection would lead to is never asked.
                (status, [("location", "/elsewhere")])
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, seen, status }
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// Returns what was received since the last time.
    fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }

    fn events(&self) -> Vec<String> {
        self.take().iter().map(Seen::event).collect()
    }
}

async fn world() -> (TestApp, Receiver, Sender) {
    let app = TestApp::new().await;
    app.project("OPS").await;
    (app, Receiver::start().await, Sender::new().unwrap())
}

async fn register(app: &TestApp, receiver: &Receiver, path: &str, more: Value) {
    let mut hook = json!({
        "name": "Receiver",
        "url": format!("{}{path}", receiver.url),
        "events": [
            "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created",
            "comment_deleted", "worklog_created", "worklog_deleted", "issuelink_created", "user_created",
            "user_deleted", "project_created", "jira:version_created", "jira:version_released",
        ],
    });
    for (name, value) in more.as_object().unwrap() {
        hook[name] = value.clone();
    }
    app.admin().post(ALL, hook).await.expect(201);
}

/// Does all there is to do.
async fn tell(app: &TestApp, process: &str, sender: &Sender) {
    while work(app.app(), process, sender).await.unwrap() {}
}

#[tokio::test]
async fn what_happens_is_told_in_its_order() {
    let (app, receiver, sender) = world().await;
    let admin = app.admin();
    // Nobody is told of what was before.
    app.issue("OPS", "before").await;
    register(&app, &receiver, "/hook", json!({})).await;
    app.issue("OPS", "one").await;
    app.advance(1);
    let edit = json!({ "fields": { "summary": "two", "priority": { "id": "2" } } });
    admin.put("/rest/api/2/issue/OPS-2", edit).await.expect(204);
    let comment = json!({ "body": "said" });
    admin
        .post("/rest/api/2/issue/OPS-2/comment", comment)
        .await
        .expect(201);
    let worklog = json!({ "timeSpent": "1h", "comment": "did" });
    admin
        .post("/rest/api/2/issue/OPS-2/worklog", worklog)
        .await
        .expect(201);
    admin.delete("/rest/api/2/issue/OPS-2").await.expect(204);
    tell(&app, "one", &sender).await;
    let seen = receiver.take();
    let events: Vec<String> = seen.iter().map(Seen::event).collect();
    // The issue was gone when this was worked on, and is told of as it was.
    assert_eq!(
        events[..4],
        [
            "jira:issue_created",
            "jira:issue_updated",
            "comment_created",
            "jira:issue_updated"
        ]
    );
    let items = seen[1].json()["changelog"]["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 2);
    assert_eq!(events.last().unwrap(), "jira:issue_deleted");
    let deleted = seen.last().unwrap().json();
    assert_eq!(deleted["issue"]["key"], "OPS-2");
    assert_eq!(deleted["issue"]["fields"]["summary"], "two");

    app.issue("OPS", "three").await;
    tell(&app, "one", &sender).await;
    let created = receiver.take()[0].json();
    let members: Vec<&String> = created.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "timestamp",
            "webhookEvent",
            "issue_event_type_name",
            "user",
            "issue"
        ]
    );
    assert_eq!(created["timestamp"], 1_709_294_401_000_i64);
    assert_eq!(created["issue_event_type_name"], "issue_created");
    assert_eq!(created["user"]["name"], "admin");
    assert_eq!(created["issue"]["fields"]["summary"], "three");
    let members: Vec<&String> = created["issue"].as_object().unwrap().keys().collect();
    assert_eq!(members, ["id", "self", "key", "fields"]);

    let edit = json!({ "fields": { "summary": "four" } });
    admin.put("/rest/api/2/issue/OPS-3", edit).await.expect(204);
    let comment = json!({ "body": "said" });
    let comment = admin
        .post("/rest/api/2/issue/OPS-3/comment", comment)
        .await
        .expect(201);
    let worklog = json!({ "timeSpent": "1h", "comment": "did" });
    admin
        .post("/rest/api/2/issue/OPS-3/worklog", worklog)
        .await
        .expect(201);
    tell(&app, "one", &sender).await;
    let seen = receiver.take();
    let updated = seen[0].json();
    assert_eq!(updated["issue_event_type_name"], "issue_updated");
    let item = &updated["changelog"]["items"][0];
    assert_eq!(
        (&item["field"], &item["fromString"], &item["toString"]),
        (&json!("summary"), &json!("three"), &json!("four"))
    );
    let events: Vec<String> = seen.iter().map(Seen::event).collect();
    assert_eq!(events[1..3], ["comment_created", "jira:issue_updated"]);
    assert_eq!(seen[1].json()["comment"], comment);
    assert_eq!(seen[1].json()["issue"]["key"], "OPS-3");
    assert_eq!(seen[2].json()["issue_event_type_name"], "issue_commented");
    assert_eq!(seen[2].json()["comment"]["body"], "said");
    let worklog = seen
        .iter()
        .find(|one| one.event() == "worklog_created")
        .unwrap();
    assert_eq!(worklog.json()["worklog"]["comment"], "did");
    assert_eq!(seen[0].path, "/hook");
    assert_eq!(seen[0].header("x-hub-signature"), "");
    assert_eq!(
        seen[0].header("content-type"),
        "application/json; charset=UTF-8"
    );
    let mut names: Vec<String> = seen
        .iter()
        .map(|one| one.header("x-atlassian-webhook-identifier"))
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), seen.len());
    app.done().await;
}

#[tokio::test]
async fn users_projects_and_versions() {
    let (app, receiver, sender) = world().await;
    register(&app, &receiver, "/${project.key}/${version.id}", json!({})).await;
    app.member("fred").await;
    app.project("NEW").await;
    let version = json!({ "name": "1.0", "project": "NEW" });
    let version = app
        .admin()
        .post("/rest/api/2/version", version)
        .await
        .expect(201);
    let id = version["id"].as_str().unwrap();
    let path = format!("/rest/api/2/version/{id}");
    app.admin()
        .put(&path, json!({ "released": true }))
        .await
        .expect(200);
    tell(&app, "one", &sender).await;
    let seen = receiver.take();
    let events: Vec<String> = seen.iter().map(Seen::event).collect();
    assert_eq!(
        events,
        [
            "user_created",
            "project_created",
            "jira:version_created",
            "jira:version_released"
        ]
    );
    assert_eq!(seen[0].json()["user"]["name"], "fred");
    assert_eq!(seen[1].json()["project"]["key"], "NEW");
    assert_eq!(seen[3].json()["version"]["released"], true);
    assert_eq!(seen[3].path, format!("/NEW/{id}"));
    app.admin()
        .delete("/rest/api/2/user?username=fred")
        .await
        .expect(204);
    tell(&app, "one", &sender).await;
    let gone = receiver.take()[0].json();
    assert!(gone["user"]["key"].is_string() && gone["user"]["name"].is_null());
    app.done().await;
}

#[tokio::test]
async fn requests_are_signed_and_may_have_no_body() {
    let (app, receiver, sender) = world().await;
    let more = json!({ "secret": "the very secret" });
    register(&app, &receiver, "/signed?k=${issue.key}", more).await;
    register(&app, &receiver, "/bare", json!({ "excludeBody": true })).await;
    app.issue("OPS", "one").await;
    tell(&app, "one", &sender).await;
    let seen = receiver.take();
    let signed = seen
        .iter()
        .find(|one| one.path == "/signed?k=OPS-1")
        .unwrap();
    let secret = Secret("the very secret".to_owned());
    assert_eq!(
        signed.header("x-hub-signature"),
        signature(&secret, signed.body.as_bytes())
    );
    let bare = seen.iter().find(|one| one.path == "/bare").unwrap();
    assert_eq!(
        (bare.body.as_str(), bare.header("x-hub-signature")),
        ("", String::new())
    );
    let shown = app.admin().get(ALL).await.text;
    assert!(!shown.contains("the very secret"));
    let dump = app.dump().await.join("\n");
    assert_eq!(
        dump.matches("the very secret").count(),
        1,
        "in its own row only"
    );
    app.done().await;
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_and_what_follows_waits() {
    let (app, receiver, sender) = world().await;
    register(
        &app,
        &receiver,
        "/hook",
        json!({ "events": ["jira:issue_created"] }),
    )
    .await;
    receiver.answers(302);
    app.issue("OPS", "one").await;
    app.issue("OPS", "two").await;
    tell(&app, "one", &sender).await;
    let first = receiver.take();
    assert_eq!(
        first.len(),
        1,
        "the second one waits, and no redirection is followed"
    );
    // Not before its time.
    app.advance(BACK_OFF[0] - 1);
    tell(&app, "one", &sender).await;
    assert!(receiver.take().is_empty());
    receiver.answers(204);
    app.advance(1);
    tell(&app, "one", &sender).await;
    let seen = receiver.take();
    let keys: Vec<Value> = seen
        .iter()
        .map(|one| one.json()["issue"]["key"].clone())
        .collect();
    assert_eq!(keys, ["OPS-1", "OPS-2"]);
    let name = "x-atlassian-webhook-identifier";
    assert_eq!(seen[0].header(name), first[0].header(name));

    // Given up in the end, and the next one has its turn.
    receiver.answers(500);
    app.issue("OPS", "three").await;
    tell(&app, "one", &sender).await;
    for seconds in BACK_OFF {
        app.advance(seconds);
        tell(&app, "one", &sender).await;
    }
    assert_eq!(receiver.take().len(), BACK_OFF.len() + 1);
    app.advance(100_000);
    tell(&app, "one", &sender).await;
    assert!(receiver.take().is_empty());
    let ten = "/rest/jira-webhook/1.0/webhooks/1";
    let latest = app.admin().get(&format!("{ten}/latest")).await.expect(200);
    assert_eq!(
        (
            &latest["result"]["outcome"],
            &latest["result"]["statusCode"]
        ),
        (&json!("FAILURE"), &json!(500))
    );
    let counts = app
        .admin()
        .get(&format!("{ten}/statistics/summary"))
        .await
        .expect(200);
    assert_eq!(
        (&counts["successes"], &counts["failures"]),
        (&json!(2), &json!(1))
    );
    let page = app
        .admin_browser()
        .await
        .get("/plugins/servlet/webhooks/edit?id=1")
        .await;
    assert!(page.text.contains("Given up") && page.text.contains("Delivered"));
    receiver.answers(200);
    app.issue("OPS", "four").await;
    tell(&app, "one", &sender).await;
    assert_eq!(receiver.take().len(), 1);
    app.done().await;
}

#[tokio::test]
async fn nothing_is_lost_with_the_process_that_was_telling() {
    let (app, receiver, sender) = world().await;
    register(
        &app,
        &receiver,
        "/hook",
        json!({ "events": ["jira:issue_created"] }),
    )
    .await;
    receiver.answers(503);
    app.issue("OPS", "one").await;
    tell(&app, "one", &sender).await;
    receiver.take();
    // The process is gone, and has not said so: its lease runs out.
    app.issue("OPS", "two").await;
    receiver.answers(200);
    let other = app.second_node().await;
    tell(&other, "two", &sender).await;
    assert!(receiver.take().is_empty());
    app.advance(61);
    tell(&other, "two", &sender).await;
    let seen = receiver.take();
    let keys: Vec<Value> = seen
        .iter()
        .map(|one| one.json()["issue"]["key"].clone())
        .collect();
    assert_eq!(keys, ["OPS-1", "OPS-2"]);
    // Were the first one still there, it would not tell anything twice.
    tell(&app, "one", &sender).await;
    assert!(receiver.take().is_empty());
    app.done().await;
}

#[tokio::test]
async fn who_is_told_of_what() {
    let (app, receiver, sender) = world().await;
    app.project("SEC").await;
    let events = json!([
        "jira:issue_created",
        "comment_created",
        "jira:issue_deleted"
    ]);
    let filter = json!({ "issue-related-events-section": "project = OPS order by key" });
    register(
        &app,
        &receiver,
        "/ops",
        json!({ "events": events, "filters": filter }),
    )
    .await;
    register(
        &app,
        &receiver,
        "/off",
        json!({ "events": events, "enabled": false }),
    )
    .await;
    register(&app, &receiver, "/all", json!({ "events": events })).await;
    app.issue("OPS", "one").await;
    app.issue("SEC", "two").await;
    let hidden = json!({ "body": "hush", "visibility": { "type": "group", "value": "jira-administrators" } });
    app.admin()
        .post("/rest/api/2/issue/SEC-1/comment", hidden)
        .await
        .expect(201);
    tell(&app, "one", &sender).await;
    let seen = receiver.take();
    let of = |path: &str| -> Vec<Value> {
        let here = seen.iter().filter(|one| one.path == path);
        here.map(|one| one.json()["issue"]["key"].clone()).collect()
    };
    assert_eq!(of("/ops"), ["OPS-1"]);
    assert_eq!(of("/all"), ["OPS-1", "SEC-1"]);
    assert!(of("/off").is_empty());
    assert!(seen.iter().all(|one| !one.body.contains("hush")));
    // What is gone cannot be searched for.
    app.admin()
        .delete("/rest/api/2/issue/OPS-1")
        .await
        .expect(204);
    tell(&app, "one", &sender).await;
    let seen = receiver.take();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].path.as_str(), seen[0].event().as_str()),
        ("/all", "jira:issue_deleted")
    );
    // A webhook that is gone takes what was waiting with it.
    app.issue("OPS", "three").await;
    app.admin().delete(&format!("{ALL}/3")).await.expect(204);
    tell(&app, "one", &sender).await;
    assert_eq!(receiver.events(), ["jira:issue_created"]);
    app.done().await;
}

#[tokio::test]
async fn some_addresses_are_never_asked() {
    let (app, _, sender) = world().await;
    let hook = json!({ "name": "x", "url": "http://169.254.169.254/latest", "events": ["jira:issue_created"] });
    app.admin().post(ALL, hook).await.expect(201);
    app.issue("OPS", "one").await;
    tell(&app, "one", &sender).await;
    let latest = "/rest/jira-webhook/1.0/webhooks/1/latest";
    let latest = app.admin().get(latest).await.expect(200);
    assert_eq!(latest["result"]["outcome"], "ERROR");
    let text = latest["result"]["description"].as_str().unwrap();
    assert!(text.contains("link-local"), "{text}");
    app.done().await;
}
