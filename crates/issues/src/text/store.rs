//! The SQL of the words of issues and comments.
//!
//! On SQLite `word_index` is a table of FTS5 that keeps no texts of its own: a row for an issue (four
//! times its id) and one for a comment (four times its id, and three more). On PostgreSQL it has a
//! `tsvector` for each text, as a vector holds a word only once at a place: summary, description and
//! environment of an issue are the rows with nothing, one and two more.

mod bulk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use db::{Dialect, Param, Tx};
use model::{CommentId, IssueId};

use super::analyze;
use super::engine::Field;
pub use bulk::write_plain;

/// A word that stands, or stood, in some text.
pub struct KnownWord {
    pub word: String,
    pub stem: String,
}

/// How many words of the same beginnings are looked at.
const MOST_KNOWN: i64 = 50_000;
/// The last place in a text that PostgreSQL can tell from others.
const LAST_PLACE: usize = 16_383;

/// Stores the words of an issue's texts in place of those it had.
pub async fn write_issue(
    tx: &mut Tx,
    id: IssueId,
    summary: &str,
    description: Option<&str>,
    environment: Option<&str>,
) -> db::Result<()> {
    let mut texts = vec![(Field::Summary, analyze::words(summary))];
    texts.extend(description.map(|text| (Field::Description, analyze::words(text))));
    texts.extend(environment.map(|text| (Field::Environment, analyze::words(text))));
    write(tx, id.0 * 4, &texts).await
}

/// Stores the words of a comment in place of those it had.
pub async fn write_comment(tx: &mut Tx, id: CommentId, body: &str) -> db::Result<()> {
    let texts = [(Field::Comment, analyze::words(body))];
    write(tx, id.0 * 4, &texts).await
}

/// Forgets the words of a comment.
pub async fn forget_comment(tx: &mut Tx, id: CommentId) -> db::Result<()> {
    let sql = format!("delete from word_index where {} = $1", row_id(tx.dialect()));
    let row = id.0 * 4 + Field::Comment.place();
    tx.execute(&sql, &[row.into()]).await?;
    Ok(())
}

/// Forgets the words of an issue that is about to be deleted, of its sub-tasks and of their comments.
pub async fn forget_issue(tx: &mut Tx, id: IssueId) -> db::Result<()> {
    let sql = format!(
        "delete from word_index where {} in
             (select i.id * 4 + places.n from issue i
              cross join (select 0 as n union all select 1 union all select 2) places
              where i.id = $1 or i.parent_id = $1
              union all
              select c.id * 4 + 3 from issue_comment c join issue i on i.id = c.issue_id
              where i.id = $1 or i.parent_id = $1)",
        row_id(tx.dialect())
    );
    tx.execute(&sql, &[id.into()]).await?;
    Ok(())
}

/// The name of the row's number. FTS5 has its own.
fn row_id(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "rowid",
        Dialect::Postgres => "id",
    }
}

/// `base` is four times the id of the issue or comment.
async fn write(tx: &mut Tx, base: i64, texts: &[(Field, Vec<String>)]) -> db::Result<()> {
    let words: BTreeSet<&str> = texts
        .iter()
        .flat_map(|(_, words)| words.iter().map(String::as_str))
        .collect();
    if !words.is_empty() {
        learn(tx, &words).await?;
    }
    match tx.dialect() {
        Dialect::Sqlite => write_row(tx, base, texts).await,
        Dialect::Postgres => write_vectors(tx, base, texts).await,
    }
}

async fn write_row(tx: &mut Tx, base: i64, texts: &[(Field, Vec<String>)]) -> db::Result<()> {
    let joined = |wanted: Field| {
        let text = texts.iter().find(|(field, _)| *field == wanted);
        Param::from(text.map(|(_, words)| words.join(" ")))
    };
    let is_comment = texts.iter().any(|(field, _)| *field == Field::Comment);
    let row = base
        + if is_comment {
            Field::Comment.place()
        } else {
            0
        };
    tx.execute(
        "insert or replace into word_index (rowid, summary, description, environment, comment)
         values ($1, $2, $3, $4, $5)",
        &[
            row.into(),
            joined(Field::Summary),
            joined(Field::Description),
            joined(Field::Environment),
            joined(Field::Comment),
        ],
    )
    .await?;
    Ok(())
}

async fn write_vectors(tx: &mut Tx, base: i64, texts: &[(Field, Vec<String>)]) -> db::Result<()> {
    let is_comment = texts.iter().any(|(field, _)| *field == Field::Comment);
    let (first, last) = if is_comment { (3, 3) } else { (0, 2) };
    tx.execute(
        "delete from word_index where id between $1 and $2",
        &[(base + first).into(), (base + last).into()],
    )
    .await?;
    let mut sql = String::from("insert into word_index (id, words) values ");
    let mut params = Vec::with_capacity(2 * texts.len());
    for (field, words) in texts {
        let (comma, position) = (if params.is_empty() { "" } else { ", " }, params.len() + 1);
        // Writing to a string cannot fail.
        let _ = write!(
            sql,
            "{comma}(${position}, cast(cast(${} as text) as tsvector))",
            position + 1
        );
        params.push((base + field.place()).into());
        params.push(vector(*field, words).into());
    }
    tx.execute(&sql, &params).await?;
    Ok(())
}

/// Returns a `tsvector` in writing: each word with its places, each place with the text's weight.
fn vector(field: Field, words: &[String]) -> String {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (place, word) in words.iter().enumerate() {
        let place = format!("{}{}", (place + 1).min(LAST_PLACE), field.weight());
        places.entry(word).or_default().push(place);
    }
    let mut vector = String::new();
    for (word, places) in places {
        // Writing to a string cannot fail.
        let _ = write!(vector, "'{word}':{} ", places.join(","));
    }
    vector
}

/// Adds words to the known ones, in their order, so that two changes wait for each other and not crosswise.
async fn learn(tx: &mut Tx, words: &BTreeSet<&str>) -> db::Result<()> {
    let mut list = String::from("[");
    for word in words {
        if list.len() > 1 {
            list.push(',');
        }
        // Letters and digits, which JSON writes as they are.
        let _ = write!(list, "[\"{word}\",\"{}\"]", analyze::stem(word));
    }
    list.push(']');
    let sql = match tx.dialect() {
        Dialect::Sqlite => {
            "insert into known_word (word, stem)
             select value ->> 0, value ->> 1 from json_each($1) where true on conflict do nothing"
        }
        Dialect::Postgres => {
            "insert into known_word (word, stem)
             select value ->> 0, value ->> 1
             from json_array_elements(cast(cast($1 as text) as json)) order by 1
             on conflict do nothing"
        }
    };
    tx.execute(sql, &[list.into()]).await?;
    Ok(())
}

/// Returns the words with one of `stems`, and those that begin with one of `beginnings`.
pub async fn known_words(
    tx: &mut Tx,
    stems: &BTreeSet<String>,
    beginnings: &BTreeSet<String>,
) -> db::Result<Vec<KnownWord>> {
    let quoted: Vec<String> = stems.iter().map(|stem| format!("\"{stem}\"")).collect();
    let mut params = vec![Param::from(format!("[{}]", quoted.join(",")))];
    let list = match tx.dialect() {
        Dialect::Sqlite => "select value from json_each($1)",
        Dialect::Postgres => "select json_array_elements_text(cast(cast($1 as text) as json))",
    };
    let mut sql = format!("select word, stem from known_word where stem in ({list})");
    for beginning in beginnings {
        let position = params.len() + 1;
        let _ = write!(
            sql,
            " union select word, stem from known_word where word >= ${position} and word < ${}",
            position + 1
        );
        params.push(beginning.as_str().into());
        // The last character there is, so behind whatever else begins so.
        params.push(format!("{beginning}\u{10ffff}").into());
    }
    let _ = write!(sql, " order by 1 limit {MOST_KNOWN}");
    tx.rows(&sql, &params, |row| {
        Ok(KnownWord {
            word: row.take()?,
            stem: row.take()?,
        })
    })
    .await
}

/// The texts of an issue.
pub struct IssueTexts {
    pub id: IssueId,
    pub summary: String,
    pub description: Option<String>,
    pub environment: Option<String>,
}

const REBUILT: &str = "text_index";

/// Returns the issue up to which an edition's words are made, none if they all are. The row stays locked.
pub async fn rebuilt_to(tx: &mut Tx, edition: i64) -> db::Result<Option<IssueId>> {
    let sql = format!(
        "select value from setting where key = $1{}",
        tx.dialect().for_update()
    );
    let value: Option<String> = tx.opt(&sql, &[REBUILT.into()], |row| row.take()).await?;
    let of_edition = value
        .as_deref()
        .and_then(|value| value.split_once(' '))
        .filter(|(of, _)| of.parse() == Ok(edition));
    Ok(match of_edition {
        Some((_, "all")) => None,
        Some((_, id)) => Some(IssueId(id.parse().unwrap_or_default())),
        None => Some(IssueId(0)),
    })
}

/// Writes down how far an edition came: to an issue, or through all of them.
pub async fn set_rebuilt_to(tx: &mut Tx, edition: i64, to: Option<IssueId>) -> db::Result<()> {
    let to = to.map_or_else(|| "all".to_owned(), |id| id.0.to_string());
    tx.execute(
        "insert into setting (key, value) values ($1, $2)
         on conflict (key) do update set value = excluded.value",
        &[REBUILT.into(), format!("{edition} {to}").into()],
    )
    .await?;
    Ok(())
}

/// Returns the next issues with their texts, which stay as they are until the transaction ends.
pub async fn issues_after(tx: &mut Tx, after: IssueId, most: i64) -> db::Result<Vec<IssueTexts>> {
    let sql = format!(
        "select id, summary, description, environment from issue where id > $1 order by id limit $2{}",
        tx.dialect().for_update()
    );
    tx.rows(&sql, &[after.into(), most.into()], |row| {
        Ok(IssueTexts {
            id: row.take()?,
            summary: row.take()?,
            description: row.take()?,
            environment: row.take()?,
        })
    })
    .await
}

/// Returns the comments of issues.
pub async fn comments_of(
    tx: &mut Tx,
    issues: &[IssueTexts],
) -> db::Result<Vec<(CommentId, String)>> {
    let ids: Vec<i64> = issues.iter().map(|issue| issue.id.0).collect();
    let sql = format!(
        "select id, body from issue_comment where {}{}",
        tx.dialect().is_one_of("issue_id", 1),
        tx.dialect().for_update()
    );
    tx.rows(&sql, &[ids.into()], |row| Ok((row.take()?, row.take()?)))
        .await
}
