//! The words of many plain texts at once, made by the engine: for who fills a database for measuring.
//!
//! The rows are those that `write` writes, as long as a text has nothing but ASCII letters, digits,
//! blanks and full stops.

use std::collections::BTreeSet;

use db::{Dialect, Tx};
use model::IssueId;

use super::super::engine::{Field, ISSUE, PROJECT};
use super::super::rebuild::EDITION;
use super::{learn, set_rebuilt_to};

/// Writes the words of all issues and comments from an id on. `vocabulary` are the words that stand in them
/// in lower case; numbers may stand in them, too.
///
/// # Errors
/// When the database refuses.
pub async fn write_plain(tx: &mut Tx, from: i64, vocabulary: &[String]) -> db::Result<()> {
    let words: BTreeSet<&str> = vocabulary.iter().map(String::as_str).collect();
    learn(tx, &words).await?;
    // An issue's texts by their columns, and comments for all and for some.
    let texts = [
        ("summary", Field::Summary),
        ("description", Field::Description),
        ("environment", Field::Environment),
    ];
    let first = |field: Field| field.row(IssueId(0));
    let mut sources: Vec<String> = texts
        .iter()
        .map(|(column, field)| {
            format!(
                "select id * {ISSUE} + {} as row, project_id, {column} as body from issue
                 where id >= $1 and {column} is not null",
                first(*field)
            )
        })
        .collect();
    sources.push(format!(
        "select c.issue_id * {ISSUE} + c.id + case when c.group_id is null and c.role_id is null
             then {} else {} end as row, i.project_id, c.body
         from issue_comment c join issue i on i.id = c.issue_id where c.id >= $1",
        first(Field::Comment),
        first(Field::RestrictedComment)
    ));
    let sources = sources.join(" union all ");
    let from = [from.into()];
    match tx.dialect() {
        Dialect::Sqlite => {
            let sql = format!(
                "insert into word_index (rowid, words)
                 select row, body || ' {PROJECT}' || project_id from ({sources}) order by row"
            );
            tx.execute(&sql, &from).await?;
        }
        Dialect::Postgres => {
            // Filling an index is faster when it is made at once.
            tx.execute("drop index word_index_by_words", &[]).await?;
            let sql = format!(
                "insert into word_index (id, words)
                 select t.row, to_tsvector('simple', translate(t.body, '.', ' '))
                     || array_to_tsvector(array['{PROJECT}' || t.project_id])
                 from ({sources}) t
                 order by t.row"
            );
            tx.execute(&sql, &from).await?;
            let sql = "create index word_index_by_words on word_index using gin (words)";
            tx.execute(sql, &[]).await?;
        }
    }
    set_rebuilt_to(tx, EDITION, None).await
}
