//! The SQL of suggestions.

use base::guard::ViewableProjects;
use base::{Result, text};
use db::{Dialect, Tx};
use model::IssueId;

use super::ops::Suggestion;
use crate::filter::Viewer;
use crate::query::store::writer::Writer;
use crate::query::store::{Sight, scan, sprint_is_seen};

/// Returns the projects that the caller may know of, by name.
pub async fn projects(tx: &mut Tx, viewable: &ViewableProjects) -> Result<Vec<Suggestion>> {
    let ids: Vec<i64> = viewable.ids().iter().map(|id| id.0).collect();
    let mut sql = Writer::new(tx.dialect());
    sql.push("select name, key from project where ");
    sql.is_one_of("id", &ids).push(" order by lower_name");
    scan(tx, sql, |row| {
        let (value, key): (String, String) = (row.take()?, row.take()?);
        Ok(Suggestion {
            shown: format!("{value} ({key})"),
            value,
        })
    })
    .await
}

/// Returns the names of components of these projects, each once.
pub async fn components(tx: &mut Tx, viewable: &ViewableProjects) -> Result<Vec<Suggestion>> {
    let mut sql = Writer::new(tx.dialect());
    let ids: Vec<i64> = viewable.ids().iter().map(|id| id.0).collect();
    sql.push("select distinct name from component where ");
    sql.is_one_of("project_id", &ids).push(" order by name");
    scan(tx, sql, read_name).await
}

/// Returns the names of versions of these projects, each once.
pub async fn versions(tx: &mut Tx, viewable: &ViewableProjects) -> Result<Vec<Suggestion>> {
    let mut sql = Writer::new(tx.dialect());
    let ids: Vec<i64> = viewable.ids().iter().map(|id| id.0).collect();
    sql.push("select distinct name from version where ");
    sql.is_one_of("project_id", &ids).push(" order by name");
    scan(tx, sql, read_name).await
}

/// Returns the names of sprints that the caller may know of, each once.
pub async fn sprints(tx: &mut Tx, viewer: &Viewer, sight: &Sight) -> Result<Vec<Suggestion>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select distinct s.name from sprint s where ");
    sprint_is_seen(&mut sql, viewer, sight);
    sql.push(" order by s.name");
    scan(tx, sql, read_name).await
}

/// Returns the names of security levels, each once.
pub async fn levels(tx: &mut Tx, levels: &[i64]) -> Result<Vec<Suggestion>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select distinct name from security_level where ");
    sql.is_one_of("id", levels).push(" order by name");
    scan(tx, sql, read_name).await
}

/// Returns users whose name, address or display name begins so, or has a word that does.
pub async fn users(tx: &mut Tx, begun: &str, most: usize) -> Result<Vec<Suggestion>> {
    let begun = text::fold(begun);
    let mut sql = Writer::new(tx.dialect());
    sql.push("select name, display_name, email from app_user where active and (");
    let (at_start, at_word) = (sql.bind(prefix(&begun)), sql.bind(word(&begun)));
    for column in ["lower_name", "lower_display_name", "lower_email"] {
        sql.is_like(column, at_start).push(" or ");
    }
    sql.is_like("lower_display_name", at_word);
    sql.push(") order by lower_display_name, id limit ");
    sql.value(i64::try_from(most).unwrap_or(i64::MAX));
    scan(tx, sql, |row| {
        let (value, shown, email): (String, String, String) =
            (row.take()?, row.take()?, row.take()?);
        Ok(Suggestion {
            shown: format!("{shown} - {email} ({value})"),
            value,
        })
    })
    .await
}

/// Returns labels, of issues that the caller sees, that begin so; without those of one issue.
pub async fn labels(
    tx: &mut Tx,
    sight: &Sight,
    begun: &str,
    without: Option<IssueId>,
    most: usize,
) -> Result<Vec<Suggestion>> {
    if sight.is_nothing() {
        return Ok(Vec::new());
    }
    let mut sql = Writer::new(tx.dialect());
    sql.push("select distinct l.label from issue_label l join issue i on i.id = l.issue_id where ");
    let at_start = sql.bind(prefix(&text::fold(begun)));
    sql.is_like("lower(l.label)", at_start).push(" and ");
    if let Some(issue) = without {
        sql.push("l.label not in (select label from issue_label where issue_id = ");
        sql.value(issue.0).push(") and ");
    }
    sight.write(&mut sql);
    sql.push(" order by l.label limit ");
    sql.value(i64::try_from(most).unwrap_or(i64::MAX));
    scan(tx, sql, read_name).await
}

fn read_name(row: &mut db::Row<'_>) -> db::Result<Suggestion> {
    let value: String = row.take()?;
    Ok(Suggestion {
        shown: value.clone(),
        value,
    })
}

/// Returns the pattern of texts that begin so.
fn prefix(text: &str) -> String {
    let anywhere = Dialect::like_pattern(text);
    anywhere.get(1..).unwrap_or_default().to_owned()
}

/// Returns the pattern of texts in which a later word begins so.
fn word(text: &str) -> String {
    Dialect::like_pattern(&format!(" {text}"))
}
