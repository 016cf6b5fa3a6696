//! The SQL of queries: looking up the names in one, and running it.
//!
//! The parts of the statement are in `store/`: what may be seen, the condition, the order; so are the
//! look-ups, in `store/names.rs`.

mod condition;
mod custom;
mod history;
mod many;
mod names;
mod order;
mod past;
mod texts;
mod visible;
pub(crate) mod writer;

use base::paging::Paging;
use base::{Result, messages};
use db::{Dialect, Param, Tx};
use model::{IssueId, ProjectId, UserId};

use super::bound::{Bound, Filter, IdColumn, Ids, MomentColumn, Test};
use condition::Reader;
pub use names::{Asker, names, sprint_is_seen};
use past::Past;
use texts::Words;
pub use visible::Sight;
use writer::Writer;

/// The largest number of parameters: SQLite takes 32,766 in one statement.
const MAX_PARAMS: usize = 30_000;

/// Returns the archived projects.
pub async fn archived(tx: &mut Tx) -> Result<Vec<ProjectId>> {
    let sql = "select id from project where is_archived order by id";
    Ok(tx.rows(sql, &[], |row| row.take()).await?)
}

/// Returns whether any issue is archived.
pub async fn has_archived(tx: &mut Tx) -> Result<bool> {
    let sql = "select id from issue where archived_at is not null limit 1";
    let found: Option<i64> = tx.opt(sql, &[], |row| row.take()).await?;
    Ok(found.is_some())
}

/// A page of issues, and how many there are in all.
#[derive(Debug, Default)]
pub struct Matches {
    /// The issues of the page, in order.
    pub ids: Vec<IssueId>,
    /// How many there are in all.
    pub total: i64,
}

/// Finds the issues of a page. The page first: it mostly tells how many there are, or is all that an index
/// in its order has to be read for.
pub async fn run(
    tx: &mut Tx,
    bound: &Bound,
    sight: Sight,
    user: Option<UserId>,
    paging: Paging,
) -> Result<Matches> {
    let sight = match projects_of_all(&bound.filter) {
        Some(projects) => sight.within(&projects),
        None => sight,
    };
    if sight.is_nothing() {
        return Ok(Matches::default());
    }
    let asks_for_words = texts::asks_for_words(&bound.filter);
    let sight = if asks_for_words && texts::are_sought_within(tx, &sight.projects()).await? {
        sight.seeking_words_within()
    } else {
        sight
    };
    let found: Vec<(IssueId, Option<i64>)> = if paging.max_results > 0 {
        let sql = page_statement(tx.dialect(), bound, &sight, user, paging);
        scan(tx, sql, |row| Ok((row.take()?, row.take()?))).await?
    } else {
        Vec::new()
    };
    let n_ids = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let is_last = n_ids < paging.max_results && (n_ids > 0 || paging.start_at == 0);
    let counted = found.first().and_then(|(_, total)| *total);
    let ids = found.into_iter().map(|(id, _)| id).collect();
    let total = if is_last {
        paging.start_at.saturating_add(n_ids)
    } else if let Some(total) = counted {
        total
    } else {
        let sql = count_statement(tx.dialect(), bound, &sight, user);
        let counts: Vec<i64> = scan(tx, sql, |row| row.take()).await?;
        counts.first().copied().unwrap_or(0)
    };
    Ok(Matches { ids, total })
}

/// Returns the projects outside which the condition finds nothing, if it says so on its surface.
pub fn projects_of_all(filter: &Filter) -> Option<Vec<i64>> {
    match filter {
        Filter::Test(Test::Id {
            column: IdColumn::Project,
            ids:
                Ids {
                    listed,
                    or_empty: false,
                    ..
                },
            negated: false,
        }) => Some(listed.clone()),
        Filter::Test(Test::Number { project, .. }) => Some(vec![*project]),
        Filter::All(parts) => parts.iter().find_map(projects_of_all),
        Filter::Any(parts) if !parts.is_empty() => {
            let projects: Option<Vec<Vec<i64>>> = parts.iter().map(projects_of_all).collect();
            projects.map(|projects| projects.concat())
        }
        Filter::Test(_) | Filter::Any(_) | Filter::Not(_) => None,
    }
}

/// What a search begins with.
enum Start {
    /// The texts with words. All of them are looked at whatever the order.
    Words(Words, Filter),
    /// A status that issues had: the same holds.
    Past(Past, Filter),
    /// The issues, by the index that fits.
    Issues,
}

impl Start {
    fn of(sql: &Writer, filter: &Filter, reader: Reader<'_>) -> Self {
        if let Some((words, rest)) = Words::taken_from(sql, filter, reader) {
            return Self::Words(words, rest);
        }
        match Past::taken_from(filter) {
            Some((past, rest)) => Self::Past(past, rest),
            None => Self::Issues,
        }
    }
}

/// Returns the statement for the issues of a page. Where all issues found are looked at whatever the order, it
/// tells beside each issue how many there are in all.
fn page_statement(
    dialect: Dialect,
    bound: &Bound,
    sight: &Sight,
    user: Option<UserId>,
    paging: Paging,
) -> Writer {
    let mut sql = Writer::new(dialect);
    let reader = sight.reader(user);
    let start = Start::of(&sql, &bound.filter, reader);
    match &start {
        Start::Words(words, rest) => {
            sql.push("select i.id, count(*) over () from ");
            words.write_table(&mut sql, user);
            order::write_joins(&mut sql, &bound.order, user);
            sql.push(" where i.id = w.issue_id and ");
            sight.write_beside_order(&mut sql);
            write_condition(&mut sql, sight, rest, reader);
        }
        Start::Past(past, rest) => {
            sql.push("with w as materialized (");
            past.write_query(&mut sql, sight, rest, reader);
            sql.push(") select i.id, (select count(*) from w) from ");
            if order::is_by_id(&bound.order) {
                sql.push("w i");
            } else {
                sql.push("w cross join issue i");
                order::write_joins(&mut sql, &bound.order, user);
                sql.push(" where i.id = w.id");
            }
        }
        Start::Issues => {
            sql.push("select i.id, cast(null as bigint) from issue i");
            order::write_joins(&mut sql, &bound.order, user);
            sql.push(" where ");
            if order::has_index(&bound.order) {
                sight.write_beside_order(&mut sql);
            } else {
                sight.write(&mut sql);
            }
            write_condition(&mut sql, sight, &bound.filter, reader);
        }
    }
    let has_words = matches!(start, Start::Words(..));
    order::write(&mut sql, &bound.order, has_words);
    sql.push(" limit ").value(paging.max_results);
    sql.push(" offset ").value(paging.start_at);
    sql
}

fn count_statement(dialect: Dialect, bound: &Bound, sight: &Sight, user: Option<UserId>) -> Writer {
    let mut sql = Writer::new(dialect);
    let reader = sight.reader(user);
    sql.push("select count(*) from ");
    match Start::of(&sql, &bound.filter, reader) {
        Start::Words(words, rest) => {
            words.write_table(&mut sql, user);
            sql.push(" where i.id = w.issue_id and ");
            sight.write_beside_order(&mut sql);
            write_condition(&mut sql, sight, &rest, reader);
        }
        Start::Past(past, rest) => {
            sql.push("(");
            past.write_query(&mut sql, sight, &rest, reader);
            sql.push(") w");
        }
        Start::Issues => {
            sql.push("issue i");
            if dialect == Dialect::Sqlite && is_by_status(&bound.filter) {
                // It takes a range of times for a better choice than one status.
                sql.push(" indexed by issue_by_project_status");
            }
            sql.push(" where ");
            sight.write(&mut sql);
            write_condition(&mut sql, sight, &bound.filter, reader);
        }
    }
    sql
}

/// Returns whether a condition asks for some statuses, and beside them at most for times that are in the same
/// index.
fn is_by_status(filter: &Filter) -> bool {
    let is_status = |filter: &Filter| match filter {
        Filter::Test(Test::Id {
            column: IdColumn::Status,
            ids,
            negated: false,
        }) => !ids.or_empty && ids.members_of.is_empty() && !ids.listed.is_empty(),
        _ => false,
    };
    let is_time = |filter: &Filter| match filter {
        Filter::Test(Test::Moment { column, .. }) => {
            matches!(column, MomentColumn::Created | MomentColumn::Updated)
        }
        _ => false,
    };
    match filter {
        Filter::All(parts) => {
            parts.iter().any(is_status) && parts.iter().all(|part| is_status(part) || is_time(part))
        }
        part => is_status(part),
    }
}

/// Writes the condition that an issue is seen and found.
pub fn write_matching(sql: &mut Writer, bound: &Bound, sight: &Sight, user: Option<UserId>) {
    sql.push("(");
    sight.write(sql);
    write_condition(sql, sight, &bound.filter, sight.reader(user));
    sql.push(")");
}

fn write_condition(sql: &mut Writer, sight: &Sight, filter: &Filter, reader: Reader<'_>) {
    // Archived issues are few, and an index of their own knows them: reading each issue's column would cost
    // more than the rest.
    if sight.has_archived() {
        sql.push(" and i.id not in (select a.id from issue a where a.archived_at is not null)");
    }
    if *filter != Filter::All(Vec::new()) {
        sql.push(" and ");
        condition::write(sql, filter, reader);
    }
}

/// Runs a statement that may read many rows.
pub(crate) async fn scan<T: Send + 'static>(
    tx: &mut Tx,
    sql: Writer,
    read: impl FnMut(&mut db::Row<'_>) -> db::Result<T> + Send + 'static,
) -> Result<Vec<T>> {
    let (sql, params): (String, Vec<Param<'static>>) = sql.finish();
    if params.len() > MAX_PARAMS {
        return Err(messages::jql_too_large());
    }
    Ok(tx.scan(sql, params, read).await?)
}

#[cfg(test)]
mod tests;
