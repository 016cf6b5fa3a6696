//! The SQL of the quick search. What may be known is part of each statement.

use base::Result;
use base::guard::ViewableProjects;
use base::text::fold;
use db::{Dialect, Tx};

use crate::query::store::scan;
use crate::query::store::writer::Writer;

/// How many words are looked up at most.
const MAX_WORDS: usize = 20;

fn write_viewable(sql: &mut Writer, column: &str, viewable: &ViewableProjects) {
    let ids: Vec<i64> = viewable.ids().iter().map(|id| id.0).collect();
    sql.is_one_of(column, &ids);
}

/// Writes the condition that a text begins with what was typed, or has a word that does.
fn write_has(sql: &mut Writer, column: &str, typed: &str) {
    let begins = Dialect::like_pattern(&fold(typed));
    let begins = sql.bind(begins.trim_start_matches('%').to_owned());
    sql.push("(").is_like(column, begins);
    let within = Dialect::like_pattern(&format!(" {}", fold(typed)));
    let within = sql.bind(within);
    sql.push(" or ").is_like(column, within).push(")");
}

fn write_has_any(sql: &mut Writer, column: &str, words: &[&str]) {
    let words: Vec<String> = words
        .iter()
        .take(MAX_WORDS)
        .map(|word| Dialect::like_pattern(&fold(word.trim_matches('*'))))
        .collect();
    sql.any(&words, &mut |sql, pattern| {
        let pattern = sql.bind(pattern.clone());
        sql.is_like(column, pattern);
    });
}

/// Returns those of the words that are keys of projects.
pub async fn keys(tx: &mut Tx, viewable: &ViewableProjects, words: &[&str]) -> Result<Vec<String>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let words: Vec<String> = words
        .iter()
        .take(MAX_WORDS)
        .map(|&word| word.to_owned())
        .collect();
    let mut sql = Writer::new(tx.dialect());
    sql.push("select p.key from project p where p.key")
        .one_of_texts(words.into_iter())
        .push(" and ");
    write_viewable(&mut sql, "p.id", viewable);
    scan(tx, sql, |row| row.take()).await
}

/// Returns names of components that have one of the words.
pub async fn components(
    tx: &mut Tx,
    viewable: &ViewableProjects,
    words: &[&str],
    most: i64,
) -> Result<Vec<String>> {
    named(tx, ("component", viewable), words, most).await
}

/// Returns names of versions that have one of the words.
pub async fn versions(
    tx: &mut Tx,
    viewable: &ViewableProjects,
    words: &[&str],
    most: i64,
) -> Result<Vec<String>> {
    named(tx, ("version", viewable), words, most).await
}

async fn named(
    tx: &mut Tx,
    (table, viewable): (&'static str, &ViewableProjects),
    words: &[&str],
    most: i64,
) -> Result<Vec<String>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select distinct t.name from ")
        .push(table)
        .push(" t where ");
    write_viewable(&mut sql, "t.project_id", viewable);
    sql.push(" and ");
    write_has_any(&mut sql, "t.lower_name", words);
    sql.push(" order by t.name limit ").value(most);
    scan(tx, sql, |row| row.take()).await
}

/// Returns the users of these names.
pub async fn users_called(tx: &mut Tx, names: &[&str]) -> Result<Vec<String>> {
    let names: Vec<String> = names
        .iter()
        .take(MAX_WORDS)
        .map(|name| fold(name))
        .collect();
    let mut sql = Writer::new(tx.dialect());
    sql.push("select u.name from app_user u where u.lower_name")
        .one_of_texts(names.into_iter());
    scan(tx, sql, |row| row.take()).await
}

/// Returns key and name of projects that are typed.
pub async fn projects(
    tx: &mut Tx,
    viewable: &ViewableProjects,
    typed: &str,
    most: i64,
) -> Result<Vec<(String, String)>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select p.key, p.name from project p where not p.is_archived and ");
    write_viewable(&mut sql, "p.id", viewable);
    sql.push(" and (p.key = ")
        .value(typed.to_uppercase())
        .push(" or ");
    write_has(&mut sql, "p.lower_name", typed);
    sql.push(") order by p.lower_name, p.id limit ").value(most);
    scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await
}

/// Returns name and display name of active users who are typed. Only for whoever may browse users.
pub async fn people(tx: &mut Tx, typed: &str, most: i64) -> Result<Vec<(String, String)>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select u.name, u.display_name from app_user u where u.active and (");
    write_has(&mut sql, "u.lower_display_name", typed);
    sql.push(" or ");
    write_has(&mut sql, "u.lower_name", typed);
    sql.push(") order by u.lower_display_name, u.id limit ")
        .value(most);
    scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await
}
