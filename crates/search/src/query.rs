//! JQL, from text to issues, in stages that are types:
//!
//! 1. [`jql::parse`] makes a tree of the text;
//! 2. `names.rs` collects the names in it, `store.rs` looks them up, each kind at once, as the caller may
//!    know them;
//! 3. `bind.rs` turns names into ids (`bound.rs`): from here on nothing can be unknown;
//! 4. `store.rs` writes it as SQL, together with what the caller may see, and runs it.
//!
//! Not here: the language itself, which is in `jql`, and how issues look in an answer, which is in
//! `issues`. A new field is a section in `field/list.rs`, a new function one in `function/`.

mod bind;
pub(crate) mod bound;
pub(crate) mod custom;
mod date;
pub(crate) mod field;
pub(crate) mod function;
mod later;
mod names;
mod saved;
mod spelling;
pub(crate) mod store;

use base::paging::Paging;
use base::{Actor, Cx, Result, guard, messages};
use issues::read::Found;
use jiff::tz::TimeZone;
use jql::Query;
use model::{FilterId, GlobalPermission, IssueId, ProjectId, UserId};

use bind::Scope;
pub use bind::{Help, Problem, Unknown};
use bound::Bound;
use custom::Searchable;
use date::Now;
use names::Wanted;
use store::Asker;
pub use store::Sight;
use store::writer::Writer;

/// What becomes of problems with the names in a query. Its grammar must be right always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// They are refused.
    Strict,
    /// They are told beside what is found; the clauses concerned find nothing.
    Warn,
    /// The same, but they are not told.
    Off,
}

/// What a query has found.
#[derive(Debug)]
pub struct Outcome {
    /// The issues of the page, in order.
    pub found: Found,
    /// How many there are in all.
    pub total: i64,
    /// What is wrong with the query, if that was to be told so.
    pub warnings: Vec<String>,
}

/// Finds the issues of a page that the caller may see.
///
/// # Errors
/// Invalid, with all that is wrong with the query; Busy, if it takes too long.
pub async fn find(
    cx: &Cx,
    tx: &mut db::Tx,
    text: &str,
    validation: Validation,
    paging: Paging,
) -> Result<Outcome> {
    find_parsed(cx, tx, &parsed(text)?, validation, paging).await
}

/// Finds the issues of a page that the caller may see, by a query that was read before.
///
/// # Errors
/// As [`find`].
pub async fn find_parsed(
    cx: &Cx,
    tx: &mut db::Tx,
    query: &Query,
    validation: Validation,
    paging: Paging,
) -> Result<Outcome> {
    let sight = sight_of(cx, tx).await?;
    let (bound, problems) = bound(cx, tx, query, &sight, None).await?;
    if validation == Validation::Strict && !problems.is_empty() {
        return Err(messages::bad_jql(texts(problems)));
    }
    let matches = store::run(tx, &bound, sight, cx.user_id(), paging).await?;
    Ok(Outcome {
        found: Found::by_visible_search(matches.ids),
        total: matches.total,
        warnings: match validation {
            Validation::Off => Vec::new(),
            Validation::Strict | Validation::Warn => texts(problems),
        },
    })
}

/// Finds the issues of a page that the caller may see; or tells what is wrong with the query, and where.
///
/// # Errors
/// Busy, if it takes too long.
pub async fn attempt(
    cx: &Cx,
    tx: &mut db::Tx,
    text: &str,
    paging: Paging,
) -> Result<std::result::Result<Outcome, Vec<Problem>>> {
    let query = match jql::parse(text).into_result() {
        Ok(query) => query,
        Err(errors) => {
            let problems = errors.iter().map(|error| Problem {
                text: error.message(text),
                span: error.span,
                help: error.hint(text).map_or(Help::None, Help::Sentence),
            });
            return Ok(Err(problems.collect()));
        }
    };
    let sight = sight_of(cx, tx).await?;
    let (bound, problems) = bound(cx, tx, &query, &sight, None).await?;
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let matches = store::run(tx, &bound, sight, cx.user_id(), paging).await?;
    Ok(Ok(Outcome {
        found: Found::by_visible_search(matches.ids),
        total: matches.total,
        warnings: Vec::new(),
    }))
}

fn texts(problems: Vec<Problem>) -> Vec<String> {
    problems.into_iter().map(|problem| problem.text).collect()
}

/// Returns which of the issues a query finds, each given by its id and key; what it orders by does not
/// matter. Its clauses with problems find nothing.
///
/// # Errors
/// Invalid, if it is no query; Busy, if it takes too long.
pub async fn matching(
    cx: &Cx,
    tx: &mut db::Tx,
    text: &str,
    issues: &[(IssueId, String)],
) -> Result<Vec<IssueId>> {
    let condition = condition(text)?;
    if condition.is_empty() {
        return Ok(issues.iter().map(|(id, _)| *id).collect());
    }
    if issues.is_empty() {
        return Ok(Vec::new());
    }
    // A clause for each: one that is gone meanwhile spoils its own only.
    let keys = issues.iter().map(|(_, key)| format!("issuekey = {key}"));
    let keys: Vec<String> = keys.collect();
    let text = format!("({}) and ({condition})", keys.join(" or "));
    let paging = Paging {
        start_at: 0,
        max_results: i64::try_from(keys.len()).unwrap_or(i64::MAX),
    };
    let outcome = find(cx, tx, &text, Validation::Off, paging).await?;
    Ok(outcome.found.ids().to_vec())
}

/// Refuses a query that the caller could not run as the filter of a webhook.
///
/// # Errors
/// Invalid, with all that is wrong with the query.
pub async fn check_filter(cx: &Cx, tx: &mut db::Tx, text: &str) -> Result<()> {
    check(cx, tx, text, None).await
}

/// Returns a query without what it orders by.
fn condition(text: &str) -> Result<String> {
    let query = jql::parse(text).into_result().map_err(|errors| {
        messages::bad_jql(errors.iter().map(|error| error.message(text)).collect())
    })?;
    let Some(sort) = query.order.first() else {
        return Ok(text.trim().to_owned());
    };
    let head = text.get(..sort.span.start).unwrap_or_default();
    let end = head.to_ascii_lowercase().rfind("order").unwrap_or(0);
    Ok(head.get(..end).unwrap_or_default().trim().to_owned())
}

/// The condition on `issue i` that the caller sees it and a query finds it, to become part of other SQL.
#[derive(Debug)]
pub struct Matching {
    bound: Bound,
    sight: Sight,
    user: Option<UserId>,
}

impl Matching {
    /// Writes the condition.
    pub fn write(&self, sql: &mut Writer) {
        store::write_matching(sql, &self.bound, &self.sight, self.user);
    }
}

/// Returns the condition that issues pass which the caller sees and the query finds.
///
/// # Errors
/// Invalid, with all that is wrong with the query, if that is to be told.
pub async fn matcher(
    cx: &Cx,
    tx: &mut db::Tx,
    query: &Query,
    validation: Validation,
) -> Result<Matching> {
    let sight = sight_of(cx, tx).await?;
    let (bound, problems) = bound(cx, tx, query, &sight, None).await?;
    if validation == Validation::Strict && !problems.is_empty() {
        return Err(messages::bad_jql(texts(problems)));
    }
    Ok(Matching {
        bound,
        sight,
        user: cx.user_id(),
    })
}

/// Refuses a query that the caller could not run: one that is to become that of a saved filter, if it
/// is there already.
///
/// # Errors
/// Invalid, with all that is wrong with the query.
pub async fn check(cx: &Cx, tx: &mut db::Tx, text: &str, within: Option<FilterId>) -> Result<()> {
    let sight = sight_of(cx, tx).await?;
    let (_, problems) = bound(cx, tx, &parsed(text)?, &sight, within).await?;
    if problems.is_empty() {
        Ok(())
    } else {
        Err(messages::bad_jql(texts(problems)))
    }
}

/// Reads a query.
///
/// # Errors
/// Invalid, with all that is wrong with its grammar.
pub fn parsed(text: &str) -> Result<Query> {
    jql::parse(text).into_result().map_err(|errors| {
        messages::bad_jql(errors.iter().map(|error| error.message(text)).collect())
    })
}

/// Returns, for each of several queries, the projects outside of which it finds nothing, as far as it says
/// so itself and all it names is known to the caller. The names in all of them are looked up at once.
///
/// # Errors
/// When the database cannot be read.
pub async fn projects_of(
    cx: &Cx,
    tx: &mut db::Tx,
    queries: &[Query],
) -> Result<Vec<Option<Vec<ProjectId>>>> {
    let sight = sight_of(cx, tx).await?;
    let bounds = bound_all(cx, tx, queries, &sight, None).await?;
    let projects = bounds.into_iter().map(|(bound, problems)| {
        let mut projects = store::projects_of_all(&bound.filter).filter(|_| problems.is_empty())?;
        projects.sort_unstable();
        projects.dedup();
        Some(projects.into_iter().map(ProjectId).collect())
    });
    Ok(projects.collect())
}

/// Returns the query with its names resolved, and what is wrong with them.
async fn bound(
    cx: &Cx,
    tx: &mut db::Tx,
    query: &Query,
    sight: &Sight,
    within: Option<FilterId>,
) -> Result<(Bound, Vec<Problem>)> {
    let mut bounds = bound_all(cx, tx, std::slice::from_ref(query), sight, within).await?;
    let bound = bounds.pop();
    bound.ok_or_else(|| base::Error::Internal("a query was not bound".to_owned()))
}

/// Returns queries with their names resolved, and what is wrong with them.
async fn bound_all(
    cx: &Cx,
    tx: &mut db::Tx,
    queries: &[Query],
    sight: &Sight,
    within: Option<FilterId>,
) -> Result<Vec<(Bound, Vec<Problem>)>> {
    let user = cx.user_id();
    let levels = levels_of(cx);
    let browses_users = guard::has_global(cx, GlobalPermission::UserPicker);
    let asker = Asker {
        user,
        viewable: &guard::viewable_projects(cx),
        sight,
        levels: &levels,
        browses_users,
    };
    let mut wanted = Wanted {
        custom: searchable(cx, tx).await?,
        ..Wanted::default()
    };
    for query in queries {
        wanted.take(query);
    }
    let saved = saved::load(cx, tx, &mut wanted).await?;
    let mut names = store::names(cx, tx, &wanted, &asker).await?;
    names.saved = saved;
    let scope = Scope {
        names: &names,
        now: &Now::new(cx.now(), zone(cx)),
        user,
        browses_users,
        within,
    };
    Ok(queries
        .iter()
        .map(|query| bind::bind(query, &scope))
        .collect())
}

/// Returns the custom fields that the caller can name.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn searchable(cx: &Cx, tx: &mut db::Tx) -> Result<Searchable> {
    let fields = issues::field::custom::custom_fields(cx, tx).await?;
    Ok(Searchable::new(fields, &guard::viewable_projects(cx)))
}

/// Returns which issues the caller sees.
///
/// # Errors
/// When the database cannot be read.
pub async fn sight_of(cx: &Cx, tx: &mut db::Tx) -> Result<Sight> {
    let archived = store::archived(tx).await?;
    let sight = Sight::new(guard::visible(cx).issues, cx.user_id(), |project| {
        archived.binary_search(&project).is_ok()
    });
    Ok(if store::has_archived(tx).await? {
        sight
    } else {
        sight.without_archived()
    })
}

/// Returns the security levels that the caller is in for some issues at least.
pub fn levels_of(cx: &Cx) -> Vec<i64> {
    let visible = guard::visible(cx).issues;
    let levels = visible.projects.iter().flat_map(|project| &project.levels);
    let mut levels: Vec<i64> = levels.map(|level| level.level.0).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// Returns where the caller is, as far as days and hours go.
pub(crate) fn zone(cx: &Cx) -> TimeZone {
    match &cx.actor {
        Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
        Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
    }
}

#[cfg(test)]
mod tests;
