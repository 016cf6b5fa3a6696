//! The SQL of the words of issues and comments.
//!
//! `word_index` has a row for each text. On SQLite it is a table of FTS5 that keeps no texts of its own, on
//! PostgreSQL each row has a `tsvector`. What the row's number says: `engine.rs`.

mod bulk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use db::{Dialect, Param, Tx};
use model::{CommentId, IssueId, ProjectId};

use super::analyze;
use super::engine::{Field, ISSUE, project_word, row_id};
use super::rebuild::Progress;
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

/// A text, or that there is none, at the row it has.
pub struct Text<'a> {
    row: i64,
    project: ProjectId,
    body: Option<&'a str>,
}

/// Returns the texts of an issue.
pub fn texts_of_issue<'a>(
    project: ProjectId,
    id: IssueId,
    summary: &'a str,
    description: Option<&'a str>,
    environment: Option<&'a str>,
) -> [Text<'a>; 3] {
    let texts = [
        (Field::Summary, Some(summary)),
        (Field::Description, description),
        (Field::Environment, environment),
    ];
    texts.map(|(field, body)| Text {
        row: field.row(id),
        project,
        body,
    })
}

/// Returns the text of a comment: of one for all, or of one for some only.
pub fn texts_of_comment(
    project: ProjectId,
    issue: IssueId,
    id: CommentId,
    body: &str,
    is_restricted: bool,
) -> [Text<'_>; 2] {
    let texts = [
        (Field::Comment, (!is_restricted).then_some(body)),
        (Field::RestrictedComment, is_restricted.then_some(body)),
    ];
    texts.map(|(field, body)| Text {
        row: field.comment_row(issue, id),
        project,
        body,
    })
}

/// Forgets the words of a comment.
pub async fn forget_comment(tx: &mut Tx, issue: IssueId, id: CommentId) -> db::Result<()> {
    let rows = [Field::Comment, Field::RestrictedComment];
    let rows = rows.map(|field| field.comment_row(issue, id));
    forget(tx, rows.to_vec()).await
}

/// Forgets the words of an issue that is about to be deleted, of its sub-tasks and of their comments.
pub async fn forget_issue(tx: &mut Tx, id: IssueId) -> db::Result<()> {
    // Of issue 0 the row is what it adds to that of an issue.
    let places = |fields: &[Field]| {
        let rows: Vec<String> = fields
            .iter()
            .map(|field| format!("select {} as n", field.row(IssueId(0))))
            .collect();
        rows.join(" union all ")
    };
    let sql = format!(
        "delete from word_index where {row_id} in
             (select i.id * {ISSUE} + places.n from issue i cross join ({texts}) places
              where i.id = $1 or i.parent_id = $1
              union all
              select i.id * {ISSUE} + places.n + c.id
              from issue_comment c join issue i on i.id = c.issue_id cross join ({comments}) places
              where i.id = $1 or i.parent_id = $1)",
        row_id = row_id(tx.dialect()),
        texts = places(&[Field::Summary, Field::Description, Field::Environment]),
        comments = places(&[Field::Comment, Field::RestrictedComment]),
    );
    tx.execute(&sql, &[id.into()]).await?;
    Ok(())
}

async fn forget(tx: &mut Tx, rows: Vec<i64>) -> db::Result<()> {
    let row_id = row_id(tx.dialect());
    let sql = format!(
        "delete from word_index where {}",
        tx.dialect().is_one_of(row_id, 1)
    );
    tx.execute(&sql, &[rows.into()]).await?;
    Ok(())
}

/// Stores the words of texts in place of those that are at their rows.
pub async fn write(tx: &mut Tx, texts: &[Text<'_>]) -> db::Result<()> {
    forget(tx, texts.iter().map(|text| text.row).collect()).await?;
    let texts = texts
        .iter()
        .filter_map(|text| Some((text, analyze::words(text.body?))))
        .filter(|(_, words)| !words.is_empty());
    let texts: Vec<(&Text<'_>, Vec<String>)> = texts.collect();
    if texts.is_empty() {
        return Ok(());
    }
    let words = texts.iter().flat_map(|(_, words)| words);
    learn(tx, &words.map(String::as_str).collect()).await?;
    let dialect = tx.dialect();
    let rows = texts.iter().map(|(text, words)| {
        let project = project_word(text.project);
        let words = match dialect {
            Dialect::Sqlite => format!("{} {project}", words.join(" ")),
            Dialect::Postgres => format!("{}'{project}'", vector(words)),
        };
        format!("[{},\"{words}\"]", text.row)
    });
    let list = json_list(rows);
    let sql = match dialect {
        Dialect::Sqlite => {
            "insert into word_index (rowid, words)
             select value ->> 0, value ->> 1 from json_each($1)"
        }
        Dialect::Postgres => {
            "insert into word_index (id, words)
             select cast(value ->> 0 as bigint), cast(value ->> 1 as tsvector)
             from json_array_elements(cast(cast($1 as text) as json))"
        }
    };
    tx.execute(sql, &[list.into()]).await?;
    Ok(())
}

/// Returns a `tsvector` in writing: each word with its places.
fn vector(words: &[String]) -> String {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (place, word) in words.iter().enumerate() {
        let place = (place + 1).min(LAST_PLACE).to_string();
        places.entry(word).or_default().push(place);
    }
    let mut vector = String::new();
    for (word, places) in places {
        // Writing to a string cannot fail.
        let _ = write!(vector, "'{word}':{} ", places.join(","));
    }
    vector
}

/// Returns a list in JSON of what is JSON already. Words are letters and digits, and a `tsvector` has commas, colons
/// and single quotation marks between them: JSON writes all of that as it is.
fn json_list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    format!("[{}]", items.join(","))
}

/// Adds words to the known ones, in their order, so that two changes wait for each other and not crosswise.
async fn learn(tx: &mut Tx, words: &BTreeSet<&str>) -> db::Result<()> {
    let rows = words.iter();
    let rows = rows.map(|word| format!("[\"{word}\",\"{}\"]", analyze::stem(word)));
    let list = json_list(rows);
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
    let quoted = stems.iter().map(|stem| format!("\"{stem}\""));
    let mut params = vec![Param::from(json_list(quoted))];
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
    pub project: ProjectId,
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
    Ok(read_rebuilt_to(value.as_deref(), edition))
}

/// As [`rebuilt_to`], for who only looks.
pub async fn seen_rebuilt_to(tx: &mut Tx, edition: i64) -> db::Result<Option<IssueId>> {
    let sql = "select value from setting where key = $1";
    let value: Option<String> = tx.opt(sql, &[REBUILT.into()], |row| row.take()).await?;
    Ok(read_rebuilt_to(value.as_deref(), edition))
}

fn read_rebuilt_to(value: Option<&str>, edition: i64) -> Option<IssueId> {
    let of_edition = value
        .and_then(|value| value.split_once(' '))
        .filter(|(of, _)| of.parse() == Ok(edition));
    match of_edition {
        Some((_, "all")) => None,
        Some((_, id)) => Some(IssueId(id.parse().unwrap_or_default())),
        None => Some(IssueId(0)),
    }
}

/// Counts the issues up to one, or all without one.
pub async fn progress(tx: &mut Tx, to: Option<IssueId>) -> db::Result<Progress> {
    let last = to.map_or(i64::MAX, |to| to.0);
    tx.one(
        "select
             (select count(*) from issue where id <= $1),
             (select count(*) from issue),
             (select max(updated_at) from issue),
             (select max(updated_at) from issue where id <= $1)",
        &[last.into()],
        |row| {
            Ok(Progress {
                n_done: row.take()?,
                n_issues: row.take()?,
                last_updated: row.take()?,
                last_updated_of_done: row.take()?,
            })
        },
    )
    .await
}

/// Returns the texts of some issues, which stay as they are until the transaction ends.
pub async fn issues_of(tx: &mut Tx, ids: &[IssueId]) -> db::Result<Vec<IssueTexts>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = format!(
        "select id, project_id, summary, description, environment from issue where {} order by id{}",
        tx.dialect().is_one_of("id", 1),
        tx.dialect().for_update()
    );
    tx.rows(&sql, &[ids.into()], |row| {
        Ok(IssueTexts {
            id: row.take()?,
            project: row.take()?,
            summary: row.take()?,
            description: row.take()?,
            environment: row.take()?,
        })
    })
    .await
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
        "select id, project_id, summary, description, environment from issue where id > $1 order by id limit $2{}",
        tx.dialect().for_update()
    );
    tx.rows(&sql, &[after.into(), most.into()], |row| {
        Ok(IssueTexts {
            id: row.take()?,
            project: row.take()?,
            summary: row.take()?,
            description: row.take()?,
            environment: row.take()?,
        })
    })
    .await
}

/// A comment of an issue.
pub struct CommentText {
    pub project: ProjectId,
    pub issue: IssueId,
    pub id: CommentId,
    pub body: String,
    pub is_restricted: bool,
}

/// Returns the comments of issues.
pub async fn comments_of(tx: &mut Tx, issues: &[IssueTexts]) -> db::Result<Vec<CommentText>> {
    let ids: Vec<i64> = issues.iter().map(|issue| issue.id.0).collect();
    let sql = format!(
        "select i.project_id, c.issue_id, c.id, c.body,
             c.group_id is not null or c.role_id is not null
         from issue_comment c join issue i on i.id = c.issue_id where {}{}",
        tx.dialect().is_one_of("c.issue_id", 1),
        tx.dialect().for_update()
    );
    tx.rows(&sql, &[ids.into()], |row| {
        Ok(CommentText {
            project: row.take()?,
            issue: row.take()?,
            id: row.take()?,
            body: row.take()?,
            is_restricted: row.take()?,
        })
    })
    .await
}
