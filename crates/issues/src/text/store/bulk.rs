//! The words of many plain texts at once, made by the engine: for who fills a database for measuring.
//!
//! The rows are those that `write_issue` writes, as long as a text has nothing but ASCII letters, digits,
//! blanks and full stops.

use std::collections::BTreeSet;

use db::{Dialect, Tx};

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
    let statements: &[&str] = match tx.dialect() {
        Dialect::Sqlite => &[
            "insert into word_index (rowid, summary, description, environment)
             select id * 2, summary, description, environment from issue where id >= $1 order by id",
            "insert into word_index (rowid, comment)
             select id * 2 + 1, body from issue_comment where id >= $1 order by id",
        ],
        Dialect::Postgres => &[
            // Filling an index is faster when it is made at once.
            "drop index word_index_by_words",
            "insert into word_index (id, words)
             select i.id * 2, cast(concat_ws(' ', s.words, d.words, e.words) as tsvector)
             from issue i
                 cross join lateral (select string_agg(w.word || ':' || w.n || 'A', ' ') as words
                     from string_to_table(translate(lower(i.summary), '.', ''), ' ')
                         with ordinality w(word, n)) s
                 cross join lateral (select string_agg(w.word || ':' || w.n || 'B', ' ') as words
                     from string_to_table(translate(lower(i.description), '.', ''), ' ')
                         with ordinality w(word, n)) d
                 cross join lateral (select string_agg(w.word || ':' || w.n || 'C', ' ') as words
                     from string_to_table(translate(lower(i.environment), '.', ''), ' ')
                         with ordinality w(word, n)) e
             where i.id >= $1",
            "insert into word_index (id, words)
             select c.id * 2 + 1, cast(s.words as tsvector)
             from issue_comment c
                 cross join lateral (select string_agg(w.word || ':' || w.n || 'D', ' ') as words
                     from string_to_table(translate(lower(c.body), '.', ''), ' ')
                         with ordinality w(word, n)) s
             where c.id >= $1",
            "create index word_index_by_words on word_index using gin (words)",
        ],
    };
    for sql in statements {
        let params = if sql.contains("$1") {
            vec![from.into()]
        } else {
            Vec::new()
        };
        tx.execute(sql, &params).await?;
    }
    set_rebuilt_to(tx, EDITION, None).await
}
