use base::guard;
use model::permission::may::BrowseProjects;
use serde_json::{Value, json};
use testkit::TestApp;

use super::ops;
use super::wire::Message;
use crate::tests::hide;

const PATH: &str = "/rest/api/2/issue/OPS-1/notify";

async fn world() -> TestApp {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "it rains").await;
    app
}

/// Writes as the administrator, as if there were a mail server; returns to whom, and the last subject and text.
async fn notify(app: &TestApp, message: Value) -> (Vec<String>, String, String) {
    let cx = app.cx_of(testkit::ADMIN).await;
    let mut tx = cx.write().await.unwrap();
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, "OPS-1")
        .await
        .unwrap();
    let message: Message = serde_json::from_value(message).unwrap();
    ops::notify(&cx, &mut tx, &issue, &message).await.unwrap();
    let sql = "select recipient, subject, body from mail order by recipient";
    let mails: Vec<(String, String, String)> = tx
        .rows(sql, &[], |row| Ok((row.take()?, row.take()?, row.take()?)))
        .await
        .unwrap();
    let (subject, text) = mails
        .last()
        .map(|(_, subject, text)| (subject.clone(), text.clone()))
        .unwrap_or_default();
    (
        mails.into_iter().map(|(to, ..)| to).collect(),
        subject,
        text,
    )
}

#[tokio::test]
async fn those_who_may_see_the_issue_get_mail() {
    let app = world().await;
    let fred = app.member("fred").await;
    app.member("jo").await;
    app.stranger("out").await;
    fred.post("/rest/api/2/issue/OPS-1/watchers", json!("fred"))
        .await
        .expect(204);
    let address = |name: &str| format!("{name}@example.com");
    let (to, subject, text) = notify(
        &app,
        json!({
            "subject": "Umbrellas", "textBody": "Take {link} one.", "htmlBody": "<b>x</b>",
            "to": { "watchers": true, "users": [{ "name": "jo" }, { "name": "out" }] },
        }),
    )
    .await;
    // The reporter watches what they made; nobody is told of those who may not see it.
    assert_eq!(to, [address("admin"), address("fred"), address("jo")]);
    assert_eq!(subject, "Umbrellas");
    assert_eq!(
        text,
        "Take { link } one.\n\n--\nAda Admin wrote this about (OPS-1) it rains\nhttp://jira.test/browse/OPS-1\n"
    );
    let group = json!([{ "name": "jira-administrators" }]);
    let (to, subject, _) = notify(
        &app,
        json!({ "textBody": "x", "to": { "watchers": true }, "restrict": { "groups": group } }),
    )
    .await;
    assert_eq!(
        (to, subject.as_str()),
        (vec![address("admin")], "(OPS-1) it rains")
    );
    let (to, ..) = notify(
        &app,
        json!({
            "textBody": "x", "to": { "groups": group, "reporter": true },
            "restrict": { "permissions": [{ "key": "ADMINISTER_PROJECTS" }] },
        }),
    )
    .await;
    assert_eq!(to, [address("admin")]);
    app.done().await;
}

#[tokio::test]
async fn what_says_nothing_or_goes_nowhere_is_refused() {
    let app = world().await;
    let cx = app.cx_of(testkit::ADMIN).await;
    let mut tx = cx.write().await.unwrap();
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, "OPS-1")
        .await
        .unwrap();
    let all = json!({ "reporter": true });
    for (message, field) in [
        (json!({ "to": all }), "subject"),
        (json!({ "subject": "x" }), "to"),
        (json!({ "subject": "x", "to": {} }), "to"),
        (json!({ "subject": "a\nb", "to": all }), "subject"),
        (json!({ "subject": "x".repeat(256), "to": all }), "subject"),
        (
            json!({ "textBody": "x".repeat(32_768), "to": all }),
            "textBody",
        ),
        (
            json!({ "subject": "x", "to": { "users": [{ "name": "none" }] } }),
            "users",
        ),
        (
            json!({ "subject": "x", "to": { "groups": [{}] } }),
            "groups",
        ),
        (
            json!({ "subject": "x", "to": all, "restrict": { "permissions": [{ "key": "NO" }] } }),
            "restrict.permissions",
        ),
    ] {
        let message: Message = serde_json::from_value(message).unwrap();
        let refused = ops::notify(&cx, &mut tx, &issue, &message).await;
        match refused {
            Err(base::Error::Invalid(problems)) => assert_eq!(problems.fields[0].0, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    drop(tx);
    app.done().await;
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_promised() {
    let app = world().await;
    let fred = app.member("fred").await;
    let message = json!({ "subject": "x", "to": { "reporter": true } });
    let reply = fred.post(PATH, message.clone()).await;
    assert_eq!(reply.messages(), "Outgoing mail is not configured.");
    reply.expect(403);
    app.anonymous()
        .post(PATH, message.clone())
        .await
        .expect(401);
    for body in [
        json!("x"),
        json!({ "to": 1 }),
        json!({ "to": { "users": "fred" } }),
    ] {
        fred.post(PATH, body).await.expect(400);
    }
    hide(&app).await;
    fred.post(PATH, message).await.expect(404);
    app.done().await;
}
