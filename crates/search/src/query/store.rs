//! The SQL of queries: looking up the names in one, and running it.
//!
//! The parts of the statement are in `store/`: what may be seen, the condition, the order.

mod condition;
mod order;
mod visible;
mod writer;

use base::guard::ViewableProjects;
use base::paging::Paging;
use base::{Cx, Result, messages, text};
use db::{Dialect, Param, Tx};
use model::{IssueId, ProjectId, UserId};

use super::bound::{Bound, Filter, IdColumn, Test};
use super::names::{Catalog, Issues, Names, Projects, Users, Wanted};
pub use visible::Sight;
use writer::Writer;

/// The largest number of parameters: SQLite takes 32,766 in one statement.
const MAX_PARAMS: usize = 30_000;

/// Returns the archived projects.
pub async fn archived(tx: &mut Tx) -> Result<Vec<ProjectId>> {
    let sql = "select id from project where is_archived order by id";
    Ok(tx.rows(sql, &[], |row| row.take()).await?)
}

/// Looks up names as the caller may know them.
pub async fn names(
    cx: &Cx,
    tx: &mut Tx,
    wanted: &Wanted,
    viewable: &ViewableProjects,
    sight: &Sight,
    levels: &[i64],
    browses_users: bool,
) -> Result<Names> {
    let mut names = Names::default();
    if wanted.catalog {
        names.take_catalog(&*projects::catalog(cx, tx).await?);
    }
    if wanted.levels && !levels.is_empty() {
        names.levels = levels_of(tx, levels).await?;
    }
    if !wanted.projects.is_empty() {
        names.projects = projects_of(tx, wanted, viewable).await?;
    }
    if !wanted.users.is_empty() {
        names.users = users_of(tx, wanted, browses_users).await?;
    }
    if !(wanted.issues.is_empty() && wanted.issue_ids.is_empty() || sight.is_nothing()) {
        names.issues = issues_of(tx, wanted, sight).await?;
    }
    Ok(names)
}

async fn levels_of(tx: &mut Tx, levels: &[i64]) -> Result<Catalog> {
    let sql = format!(
        "select id, name from security_level where {} order by id",
        tx.dialect().is_one_of("id", 1)
    );
    let levels: Vec<(i64, String)> = tx
        .rows(&sql, &[levels.to_vec().into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await?;
    Ok(Catalog::of(levels.iter().map(|(id, name)| (*id, &**name))))
}

async fn projects_of(
    tx: &mut Tx,
    wanted: &Wanted,
    viewable: &ViewableProjects,
) -> Result<Projects> {
    let mut sql = Writer::new(tx.dialect());
    let ids: Vec<i64> = wanted
        .projects
        .iter()
        .filter_map(|text| ProjectId::parse(text))
        .map(|id| id.0)
        .collect();
    sql.push("select id, key, lower_name from project where key");
    one_of_texts(
        &mut sql,
        wanted.projects.iter().map(|text| text.to_uppercase()),
    );
    sql.push(" or lower_name");
    one_of_texts(
        &mut sql,
        wanted.projects.iter().map(|name| text::fold(name)),
    );
    sql.push(" or ").is_one_of("id", &ids);
    let rows: Vec<(ProjectId, String, String)> =
        scan(tx, sql, |row| Ok((row.take()?, row.take()?, row.take()?))).await?;
    let mut projects = Projects::default();
    for (id, key, name) in rows.into_iter().filter(|(id, ..)| viewable.has(*id)) {
        projects.by_key.insert(key, id.0);
        projects.by_name.insert(name, id.0);
    }
    Ok(projects)
}

async fn users_of(tx: &mut Tx, wanted: &Wanted, browses_users: bool) -> Result<Users> {
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select id, lower_name, key, lower_email, lower_display_name from app_user \
         where lower_name",
    );
    let folded = || wanted.users.iter().map(|name| text::fold(name));
    one_of_texts(&mut sql, folded());
    sql.push(" or key");
    one_of_texts(&mut sql, wanted.users.iter().cloned());
    sql.push(" or lower_display_name");
    one_of_texts(&mut sql, folded());
    if browses_users {
        // Others could find out by it whose address it is.
        sql.push(" or lower_email");
        one_of_texts(&mut sql, folded());
    }
    sql.push(" order by id");
    let rows: Vec<(i64, [String; 4])> = scan(tx, sql, |row| {
        Ok((
            row.take()?,
            [row.take()?, row.take()?, row.take()?, row.take()?],
        ))
    })
    .await?;
    let mut users = Users::default();
    for (id, [name, key, email, display_name]) in rows {
        users.by_name.insert(name, id);
        users.by_key.insert(key, id);
        if browses_users {
            users.by_email.entry(email).or_default().push(id);
        }
        users
            .by_display_name
            .entry(display_name)
            .or_default()
            .push(id);
    }
    Ok(users)
}

async fn issues_of(tx: &mut Tx, wanted: &Wanted, sight: &Sight) -> Result<Issues> {
    let mut sql = Writer::new(tx.dialect());
    sql.push(
        "select i.id, p.key, i.number from issue i join project p on p.id = i.project_id where (",
    );
    let ids: Vec<i64> = wanted.issue_ids.iter().copied().collect();
    sql.is_one_of("i.id", &ids);
    for (project, numbers) in &wanted.issues {
        let numbers: Vec<i64> = numbers.iter().copied().collect();
        sql.push(" or p.key = ").value(project.as_str().to_owned());
        sql.push(" and ").is_one_of("i.number", &numbers);
    }
    sql.push(") and ");
    sight.write(&mut sql);
    let rows: Vec<(i64, String, i64)> =
        scan(tx, sql, |row| Ok((row.take()?, row.take()?, row.take()?))).await?;
    let mut issues = Issues::default();
    for (id, key, number) in rows {
        issues.ids.insert(id);
        issues.by_key.insert((key, number), id);
    }
    Ok(issues)
}

/// Writes ` in (…)` with these texts. Their number is rounded up to a power of two by repeating the last,
/// so that there are few different statements.
fn one_of_texts(sql: &mut Writer, texts: impl ExactSizeIterator<Item = String>) {
    let n_params = texts.len().next_power_of_two();
    let mut last = String::new();
    let mut texts = texts;
    sql.push(" in (");
    for param_idx in 0..n_params {
        if param_idx > 0 {
            sql.push(", ");
        }
        if let Some(text) = texts.next() {
            last = text;
        }
        sql.value(last.clone());
    }
    sql.push(")");
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
    let ids: Vec<IssueId> = if paging.max_results > 0 {
        let sql = page_statement(tx.dialect(), bound, &sight, user, paging);
        scan(tx, sql, |row| row.take()).await?
    } else {
        Vec::new()
    };
    let n_ids = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let is_last = n_ids < paging.max_results && (n_ids > 0 || paging.start_at == 0);
    let total = if is_last {
        paging.start_at.saturating_add(n_ids)
    } else {
        let sql = count_statement(tx.dialect(), bound, &sight, user);
        let counts: Vec<i64> = scan(tx, sql, |row| row.take()).await?;
        counts.first().copied().unwrap_or(0)
    };
    Ok(Matches { ids, total })
}

/// Returns the projects outside which the condition finds nothing, if it says so on its surface.
fn projects_of_all(filter: &Filter) -> Option<Vec<i64>> {
    match filter {
        Filter::Test(Test::Id {
            column: IdColumn::Project,
            ids,
            negated: false,
            ..
        }) => Some(ids.clone()),
        Filter::Test(Test::Number { project, .. }) => Some(vec![*project]),
        Filter::All(parts) => parts.iter().find_map(projects_of_all),
        Filter::Test(_) | Filter::Any(_) => None,
    }
}

fn page_statement(
    dialect: Dialect,
    bound: &Bound,
    sight: &Sight,
    user: Option<UserId>,
    paging: Paging,
) -> Writer {
    let mut sql = Writer::new(dialect);
    sql.push("select i.id from issue i");
    order::write_joins(&mut sql, &bound.order);
    write_where(&mut sql, bound, sight, user);
    order::write(&mut sql, &bound.order);
    sql.push(" limit ").value(paging.max_results);
    sql.push(" offset ").value(paging.start_at);
    sql
}

fn count_statement(dialect: Dialect, bound: &Bound, sight: &Sight, user: Option<UserId>) -> Writer {
    let mut sql = Writer::new(dialect);
    sql.push("select count(*) from issue i");
    write_where(&mut sql, bound, sight, user);
    sql
}

fn write_where(sql: &mut Writer, bound: &Bound, sight: &Sight, user: Option<UserId>) {
    sql.push(" where ");
    sight.write(sql);
    if bound.filter != Filter::All(Vec::new()) {
        sql.push(" and ");
        condition::write(sql, &bound.filter, user);
    }
}

async fn scan<T: Send + 'static>(
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
