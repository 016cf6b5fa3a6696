//! What is found, on the engine under test.

use model::{CommentId, IssueId, ProjectId};
use testkit::TestApp;

use super::{
    Field, TextQuery, expression, has_words, issue_of, known, place_of, texts_of_comment,
    texts_of_issue, within,
};

const PROJECT: ProjectId = ProjectId(7);
const TEXTS: [Field; 3] = [Field::Summary, Field::Description, Field::Environment];
const ALL: [Field; 5] = [
    Field::Summary,
    Field::Description,
    Field::Environment,
    Field::Comment,
    Field::RestrictedComment,
];

/// Returns the texts that fit a query, of these kinds: the issue of each, and its place.
async fn texts(app: &TestApp, query: &str, fields: &[Field]) -> Vec<(i64, i64)> {
    let query = TextQuery::parse(query).unwrap();
    let mut tx = app.app().db.read().await.unwrap();
    let sought = known(&mut tx, &[query]).await.unwrap();
    let dialect = tx.dialect();
    let Some(expression) = expression(dialect, &sought[0]) else {
        return Vec::new();
    };
    let sql = format!(
        "select {}, {} from word_index where {} order by 1, 2",
        issue_of(dialect),
        place_of(dialect),
        has_words(dialect, 1)
    );
    let found: Vec<(i64, i64)> = tx
        .rows(&sql, &[expression.into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await
        .unwrap();
    let is_asked = |place: i64| fields.iter().any(|field| field.place() == place);
    found
        .into_iter()
        .filter(|(_, place)| is_asked(*place))
        .collect()
}

/// Returns the issues of these texts: a letter for each, in upper case where it is a comment.
async fn found(app: &TestApp, query: &str, fields: &[Field]) -> String {
    let texts = texts(app, query, fields).await;
    let mut letters: Vec<char> = texts
        .into_iter()
        .map(|(issue, place)| {
            let letter = char::from(b'a' + u8::try_from(issue).unwrap() - 1);
            if place >= Field::Comment.place() {
                letter.to_ascii_uppercase()
            } else {
                letter
            }
        })
        .collect();
    letters.dedup();
    letters.into_iter().collect()
}

async fn filled() -> TestApp {
    let app = TestApp::new().await;
    let mut tx = app.app().db.write().await.unwrap();
    let issues = [
        (
            "Login fails after logging out",
            Some("The user cannot log in again."),
            None,
        ),
        (
            "Out of memory",
            Some("login page needs 4 GB"),
            Some("Linux x86_64"),
        ),
        ("Logo is ugly", None, Some("All browsers")),
        ("登录失败", Some("Après l'été: naïve café"), None),
        ("", None, None),
    ];
    for (id, (summary, description, environment)) in (1..).zip(issues) {
        let texts = texts_of_issue(PROJECT, IssueId(id), summary, description, environment);
        super::write(&mut tx, &texts).await.unwrap();
    }
    for (id, (issue, body, is_restricted)) in (1..).zip([
        (1, "Seen it too; login works from Linux.", false),
        (2, "memory of an elephant", true),
    ]) {
        let (issue, id) = (IssueId(issue), CommentId(id));
        let texts = texts_of_comment(PROJECT, issue, id, body, is_restricted);
        super::write(&mut tx, &texts).await.unwrap();
    }
    tx.commit().await.unwrap();
    app
}

#[tokio::test]
async fn what_is_looked_for_is_found() {
    let app = filled().await;
    for (query, expected) in [
        ("login", "ab"),
        ("LOGINS", "ab"),
        ("logs", "a"),
        ("log", "a"),
        ("fail", "a"),
        ("login fails", "a"),
        ("login memory", ""),
        ("login OR memory", "ab"),
        ("login -fails", "b"),
        ("login NOT (fails OR page)", ""),
        ("-login", ""),
        ("(login OR logo) -ugly", "ab"),
        ("\"login fails\"", "a"),
        ("\"fails login\"", ""),
        ("\"login after\"~1", "a"),
        ("\"login out\"~1", ""),
        ("\"after login\"~1", "a"),
        ("log*", "abc"),
        ("lo?o", "c"),
        ("l*n", "ab"),
        ("logim~", "abc"),
        ("logim~1", "ab"),
        ("x86_64", "b"),
        ("x86", "b"),
        ("登录", "d"),
        ("录登", ""),
        ("cafe ete NAIVE", "d"),
        ("elephant", ""),
        ("nothing", ""),
        ("zz*z", ""),
    ] {
        assert_eq!(found(&app, query, &TEXTS).await, expected, "{query}");
    }
}

#[tokio::test]
async fn each_text_is_looked_at_by_itself() {
    let app = filled().await;
    assert_eq!(found(&app, "login", &[Field::Summary]).await, "a");
    assert_eq!(found(&app, "login", &[Field::Description]).await, "b");
    assert_eq!(found(&app, "linux", &[Field::Environment]).await, "b");
    assert_eq!(found(&app, "linux", &[Field::Comment]).await, "A");
    assert_eq!(found(&app, "memory", &ALL).await, "bB");
    // A comment for some only stands at a place of its own.
    assert_eq!(found(&app, "memory", &[Field::Comment]).await, "");
    assert_eq!(
        found(&app, "memory", &[Field::RestrictedComment]).await,
        "B"
    );
    // Not half of it in one and half in another.
    assert_eq!(found(&app, "memory login", &TEXTS).await, "");
    assert_eq!(found(&app, "\"memory login\"", &TEXTS).await, "");
    assert_eq!(found(&app, "memory -login", &TEXTS).await, "b");
}

#[tokio::test]
async fn the_same_word_may_stand_at_the_same_place_of_two_texts() {
    let app = TestApp::new().await;
    let mut tx = app.app().db.write().await.unwrap();
    let texts = texts_of_issue(PROJECT, IssueId(1), "a b", Some("a b"), Some("b a"));
    super::write(&mut tx, &texts).await.unwrap();
    tx.commit().await.unwrap();
    for field in [Field::Summary, Field::Description] {
        assert_eq!(found(&app, "\"a b\"", &[field]).await, "a");
        assert_eq!(found(&app, "\"b a\"", &[field]).await, "");
    }
    assert_eq!(found(&app, "\"b a\"", &[Field::Environment]).await, "a");
}

#[tokio::test]
async fn texts_of_other_projects_are_left_out() {
    let app = filled().await;
    let mut tx = app.app().db.read().await.unwrap();
    let dialect = tx.dialect();
    for (query, projects, n) in [
        ("login", &[7][..], 3),
        ("login", &[5, 7], 3),
        ("login", &[5, 70], 0),
        ("login OR memory -page", &[7], 5),
        ("\"login works\"", &[7], 1),
        // The project's own word is nobody's to find.
        ("7", &[7], 0),
        ("\u{e000}7", &[7], 0),
        ("?7", &[7], 0),
    ] {
        let Ok(query) = TextQuery::parse(query) else {
            continue;
        };
        let sought = known(&mut tx, std::slice::from_ref(&query)).await.unwrap();
        let Some(expression) = expression(dialect, &sought[0]) else {
            assert_eq!(n, 0, "{query:?}");
            continue;
        };
        let sql = format!(
            "select count(*) from word_index where {}",
            has_words(dialect, 1)
        );
        let expression = within(dialect, &expression, projects);
        let found: i64 = tx
            .one(&sql, &[expression.into()], |row| row.take())
            .await
            .unwrap();
        assert_eq!(found, n, "{query:?} in {projects:?}");
    }
}

#[tokio::test]
async fn words_follow_the_texts() {
    let app = TestApp::new().await;
    let admin = app.admin();
    app.project("OPS").await;
    let key = app.issue("OPS", "Giraffe").await;
    let ids = async |query: &str| texts(&app, query, &ALL).await.len();
    assert_eq!(ids("giraffe").await, 1);
    let path = format!("/rest/api/2/issue/{key}");
    let body = serde_json::json!({ "fields": { "summary": "Zebra", "description": "striped" } });
    admin.put(&path, body).await.expect(204);
    assert_eq!(
        (
            ids("giraffe").await,
            ids("zebra").await,
            ids("stripes").await
        ),
        (0, 1, 1)
    );
    let comments = format!("{path}/comment");
    let comment = admin
        .post(&comments, serde_json::json!({ "body": "An okapi" }))
        .await
        .expect(201);
    assert_eq!(ids("okapi").await, 1);
    let comment = format!("{comments}/{}", comment["id"].as_str().unwrap());
    admin
        .put(&comment, serde_json::json!({ "body": "A quagga" }))
        .await
        .expect(200);
    assert_eq!((ids("okapi").await, ids("quagga").await), (0, 1));
    // For some only, and then for all again: the words go with it.
    for (visibility, place) in [
        (
            serde_json::json!({ "type": "group", "value": "jira-administrators" }),
            4,
        ),
        (serde_json::Value::Null, 3),
    ] {
        let body = serde_json::json!({ "body": "A quagga", "visibility": visibility });
        admin.put(&comment, body).await.expect(200);
        let places: Vec<i64> = texts(&app, "quagga", &ALL)
            .await
            .iter()
            .map(|text| text.1)
            .collect();
        assert_eq!(places, [place]);
    }
    admin.delete(&comment).await.expect(204);
    assert_eq!(ids("quagga").await, 0);
    admin
        .post(&comments, serde_json::json!({ "body": "An okapi" }))
        .await
        .expect(201);
    admin.delete(&path).await.expect(204);
    assert_eq!((ids("okapi").await, ids("zebra").await), (0, 0));
    app.done().await;
}

#[tokio::test]
async fn issues_of_an_older_database_get_their_words() {
    let app = TestApp::new().await;
    app.project("OPS").await;
    for summary in ["Giraffe", "Zebra", "Okapi"] {
        app.issue("OPS", summary).await;
    }
    let mut tx = app.app().db.write().await.unwrap();
    tx.execute("delete from word_index", &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(super::rebuild(app.app()).await.unwrap(), 3);
    assert_eq!(super::rebuild(app.app()).await.unwrap(), 0);
    let mut tx = app.app().db.read().await.unwrap();
    let n: i64 = tx
        .one("select count(*) from word_index", &[], |row| row.take())
        .await
        .unwrap();
    assert_eq!(n, 3, "none of them has a description");
}
