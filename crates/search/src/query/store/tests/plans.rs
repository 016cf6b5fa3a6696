//! How SQLite goes about each class of queries: an index that is lost shows here. It has no statistics, so
//! its plans follow from the statements and the schema alone, and are the same with a million issues.

use std::fmt::Write as _;

use testkit::TestApp;

use super::*;

/// What is searched for, and from which issue on a page is read; none for a count.
const CLASSES: &[(&str, Option<i64>)] = &[
    ("key = OPS-5", Some(0)),
    (
        "project = OPS and status = Done order by updated desc",
        Some(0),
    ),
    ("project = OPS and status = Done", None),
    ("project = OPS order by created desc", Some(0)),
    ("project = OPS order by updated", Some(50_000)),
    ("assignee = currentUser() and resolution is empty", Some(0)),
    (
        "assignee = currentUser() and resolution is empty order by updated desc",
        Some(0),
    ),
    ("assignee = currentUser() and resolution is empty", None),
    ("reporter = currentUser() order by created desc", Some(0)),
    ("text ~ \"login fails\"", Some(0)),
    ("project = OPS and summary ~ login", None),
    (
        "project = OPS and status was Done during (\"2024-01-01\", \"2024-02-01\")",
        None,
    ),
    (
        "status was Done during (\"2024-01-01\", \"2024-02-01\")",
        Some(0),
    ),
    ("order by created desc", Some(50_000)),
    ("order by updated desc", Some(50_000)),
    ("created >= -30d", Some(50_000)),
    ("", None),
    ("status = Done and created >= -30d", None),
    ("labels = slow", Some(0)),
];

#[tokio::test]
async fn plans_are_the_known_ones() {
    let app = TestApp::on_sqlite().await;
    let mut tx = app.app().db.read().await.unwrap();
    let mut found = String::new();
    for (jql, start_at) in CLASSES {
        let (bound, problems) = bound(jql);
        assert_eq!(problems, Vec::<String>::new(), "{jql}");
        // As many projects as make the order count more than they do.
        let seen = match projects_of_all(&bound.filter) {
            Some(projects) => projects,
            None => (1..=100).collect(),
        };
        let seen = seen
            .into_iter()
            .map(|id| project(id, all(), &[(40, all())]));
        let sight = sight(seen.collect());
        let user = Some(FRED);
        let sql = match start_at {
            Some(start_at) => {
                let paging = Paging::new(Some(*start_at), None, 50, 1000).unwrap();
                page_statement(Dialect::Sqlite, &bound, &sight, user, paging)
            }
            None => count_statement(Dialect::Sqlite, &bound, &sight, user),
        };
        let (sql, params) = sql.finish();
        let steps = tx
            .rows(&format!("explain query plan {sql}"), &params, |row| {
                let _: (i64, i64, i64) = (row.take()?, row.take()?, row.take()?);
                row.take::<String>()
            })
            .await
            .unwrap();
        let what = start_at.map_or("count".to_owned(), |start| format!("page from {start}"));
        writeln!(found, "{what}: {jql}").unwrap();
        for step in steps {
            writeln!(found, "    {step}").unwrap();
        }
    }
    drop(tx);
    app.done().await;
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/query/store/tests/plans.txt"
    );
    if std::env::var("UPDATE_EXPECT").is_ok() {
        std::fs::write(file, &found).unwrap();
    }
    let expected = std::fs::read_to_string(file).unwrap();
    assert_eq!(
        found, expected,
        "plans.txt differs; UPDATE_EXPECT=1 writes it anew"
    );
}
