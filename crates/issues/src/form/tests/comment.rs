//! Comments that come with a change, and whom they are for.

use serde_json::{Value, json};
use testkit::{Browser, Client, TestApp};

use super::{error, fields};
use crate::tests::{configure, revoke};

/// A name and a value that a form sends.
type Pair = (&'static str, &'static str);

/// The forms: what shows it, what takes it, what is sent besides the comment.
const FORMS: [(&str, &str, &[Pair]); 3] = [
    (
        "/secure/EditIssue!default.jspa?id=OPS-1",
        "/secure/EditIssue.jspa",
        &[("id", "OPS-1"), ("environment", "here")],
    ),
    (
        "/secure/AssignIssue!default.jspa?id=OPS-1",
        "/secure/AssignIssue.jspa",
        &[("id", "OPS-1"), ("assignee", "fred")],
    ),
    (
        "/secure/CommentAssignIssue!default.jspa?id=OPS-1&action=31",
        "/secure/CommentAssignIssue.jspa",
        &[("id", "OPS-1"), ("action", "31")],
    ),
];

async fn world() -> (TestApp, Client) {
    let app = TestApp::new().await;
    app.project("OPS").await;
    app.issue("OPS", "the first").await;
    let fred = app.member("fred").await;
    (app, fred)
}

async fn comments(client: &Client) -> Vec<Value> {
    let path = "/rest/api/2/issue/OPS-1/comment";
    let page = client.get(path).await.expect(200);
    page["comments"].as_array().unwrap().clone()
}

async fn sent(
    browser: &Browser,
    (action, base): (&str, &[(&str, &str)]),
    comment: (&str, &str),
) -> testkit::Reply {
    let (body, level) = comment;
    let said = [("comment", body), ("commentLevel", level)];
    browser.submit(action, &[base, &said].concat()).await
}

#[tokio::test]
async fn a_comment_is_for_whom_the_form_says() {
    let (app, fred) = world().await;
    let member = json!({ "user": ["admin"] });
    let role = json!({ "name": "Developers" });
    let role = app.admin().post("/rest/api/2/role", role).await.expect(200);
    let role = format!("/rest/api/2/project/OPS/role/{}", role["id"]);
    let added = app.admin().post(&role, member).await;
    added.expect(200);
    let admin = app.browser_of("admin").await;
    let issue_page = admin.get("/browse/OPS-1").await.text;
    let offered = |text: &str| -> Vec<String> {
        let (_, list) = text.split_once("name=\"commentLevel\"").unwrap();
        let (list, _) = list.split_once("</select>").unwrap();
        let values = list.split("value=\"").skip(1);
        values
            .map(|part| part.split('"').next().unwrap().to_owned())
            .collect()
    };
    let choices = offered(&issue_page);
    assert!(choices.len() > 2, "{choices:?}");
    for (form, action, base) in FORMS {
        let shown = admin.get(form).await;
        assert_eq!(offered(&shown.text), choices, "{form}: {}", shown.text);
        for (body, level) in [
            ("for administrators", "group:jira-administrators"),
            ("for developers", "role:Developers"),
            ("for all", ""),
        ] {
            let done = sent(&admin, (action, base), (body, level)).await;
            // A step that was taken is not there again.
            if action.contains("CommentAssign") {
                configure(&app, &["update issue set status_id = 10000"]).await;
            }
            assert_eq!(done.status, 303, "{form} {level}: {}", done.text);
        }
        let all = comments(&app.admin()).await;
        let told: Vec<(&str, &Value)> = all
            .iter()
            .rev()
            .take(3)
            .rev()
            .map(|one| (one["body"].as_str().unwrap(), &one["visibility"]))
            .collect();
        let group = json!({ "type": "group", "value": "jira-administrators" });
        let role = json!({ "type": "role", "value": "Developers" });
        let expected = [
            ("for administrators", &group),
            ("for developers", &role),
            ("for all", &Value::Null),
        ];
        assert_eq!(told, expected, "{form}");
    }
    let seen = comments(&fred).await;
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|one| one["body"] == "for all"), "{seen:?}");
    let has = fields(&app, "OPS-1").await;
    assert_eq!(has["environment"], "here");
    assert_eq!(has["assignee"]["name"], "fred");
    app.done().await;
}

#[tokio::test]
async fn for_whom_the_writer_is_not_is_refused_with_all_of_it() {
    let (app, _) = world().await;
    let fred = app.browser_of("fred").await;
    let before = app.fingerprint().await;
    for (form, action, base) in FORMS {
        for level in [
            "group:jira-administrators",
            "group:none such",
            "role:Nobody",
            "everybody",
        ] {
            let refused = sent(&fred, (action, base), ("<kept>", level)).await;
            assert_eq!(refused.status, 400, "{form} {level}: {}", refused.text);
            let error = error(&refused, "commentLevel");
            assert!(!error.is_empty(), "{form} {level}");
            assert!(refused.text.contains("&#60;kept&#62;</textarea>"), "{form}");
            let chosen = format!("value=\"{level}\" selected");
            assert!(refused.text.contains(&chosen), "{form}: {}", refused.text);
        }
        // There is nobody else to choose than those they are one of.
        let shown = fred.get(form).await;
        assert!(shown.text.contains("for=\"commentLevel\""), "{form}");
        let is_offered = shown.text.contains("group:jira-administrators");
        assert!(!is_offered, "{form}");
    }
    assert_eq!(app.fingerprint().await, before);
    app.done().await;
}

#[tokio::test]
async fn who_may_not_comment_is_not_asked_to() {
    let (app, _) = world().await;
    revoke(&app, "ADD_COMMENTS").await;
    let fred = app.browser_of("fred").await;
    let before = app.fingerprint().await;
    for (form, action, base) in FORMS {
        let shown = fred.get(form).await;
        assert_eq!(shown.status, 200, "{form}");
        let is_asked = shown.text.contains("name=\"comment\"");
        assert!(!is_asked && !shown.text.contains("commentLevel"), "{form}");
        // What was written while one still could is not dropped in silence.
        let refused = sent(&fred, (action, base), ("late", "")).await;
        assert_eq!(refused.status, 403, "{form}: {}", refused.text);
    }
    assert_eq!(app.fingerprint().await, before);
    for (form, action, base) in FORMS {
        let done = sent(&fred, (action, base), (" ", "")).await;
        assert_eq!(done.status, 303, "{form}: {}", done.text);
    }
    assert_eq!(comments(&app.admin()).await, Vec::<Value>::new());
    app.done().await;
}
