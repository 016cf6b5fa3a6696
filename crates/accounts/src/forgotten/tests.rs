use std::time::Duration;

use serde_json::json;
use testkit::{Reply, TestApp};

const PATH: &str = "/secure/ForgotLoginDetails.jspa";

async fn recipients(app: &TestApp) -> Vec<String> {
    let mut tx = app.app().db.read().await.unwrap();
    let sql = "select recipient from mail order by id";
    tx.rows(sql, &[], |row| row.take()).await.unwrap()
}

/// Returns to whom mail was written, once it is so many: it is written after the answer.
async fn written(app: &TestApp, n_mails: usize) -> Vec<String> {
    for _ in 0..500 {
        let found = recipients(app).await;
        if found.len() >= n_mails {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("no mail");
}

async fn ask(app: &TestApp, text: &str) -> Reply {
    app.browser().submit(PATH, &[("username", text)]).await
}

#[tokio::test]
async fn the_answer_does_not_tell_who_there_is() {
    let app = TestApp::new().await;
    app.member("fred").await;
    app.member("jane").await;
    let inactive = json!({ "active": false });
    let path = "/rest/api/2/user?username=jane";
    app.admin().put(path, inactive).await.expect(200);
    let mut answers = Vec::new();
    for text in [
        "nobody",
        "nobody@example.com",
        "jane",
        "FRED",
        " fred@Example.com ",
        "a\tb'--",
    ] {
        let reply = ask(&app, text).await;
        let page = app.browser().get(&app.browser().location(&reply)).await;
        let set_cookie = reply.headers.get_all("set-cookie").iter().count();
        answers.push((
            reply.status,
            reply.text.clone(),
            set_cookie,
            reply.header("location").to_owned(),
        ));
        assert_eq!(page.status, 200);
        assert!(
            page.text.contains("If there is an account"),
            "{}",
            page.text
        );
    }
    assert_eq!(answers[0].0, 303);
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "{answers:?}"
    );
    assert_eq!(written(&app, 2).await, ["fred@example.com"; 2]);
    app.done().await;
}

#[tokio::test]
async fn nobody_is_flooded() {
    let app = TestApp::new().await;
    app.member("fred").await;
    for n_asked in 1..=5 {
        ask(&app, "fred").await;
        written(&app, n_asked.min(3)).await;
    }
    assert_eq!(ask(&app, "admin").await.status, 303);
    assert_eq!(written(&app, 4).await.len(), 4);
    app.advance(3600);
    ask(&app, "fred").await;
    written(&app, 5).await;
    app.done().await;
}

#[tokio::test]
async fn asking_again_and_again_is_slowed_down() {
    let app = TestApp::new().await;
    for _ in 0..10 {
        assert_eq!(ask(&app, "nobody").await.status, 303);
    }
    assert_eq!(ask(&app, "nobody").await.status, 429);
    assert_eq!(ask(&app, "admin").await.status, 429);
    app.advance(60);
    assert_eq!(ask(&app, "nobody").await.status, 303);
    app.done().await;
}

#[tokio::test]
async fn a_form_that_says_nothing_is_refused() {
    let app = TestApp::new().await;
    let page = app.browser().get(PATH).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("Can&#39;t access your account?"),
        "{}",
        page.text
    );
    for text in ["", "  ", &"x".repeat(256)] {
        assert_eq!(ask(&app, text).await.status, 400);
    }
    assert_eq!(
        app.browser()
            .send(PATH, &[("username", "admin")])
            .await
            .status,
        403
    );
    assert!(recipients(&app).await.is_empty());
    app.done().await;
}
