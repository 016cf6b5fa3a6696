//! JQL, from text to issues, in stages that are types:
//!
//! 1. [`jql::parse`] makes a tree of the text;
//! 2. `names.rs` collects the names in it, `store.rs` looks them up, each kind at once, as the caller may
//!    know them;
//! 3. `bind.rs` turns names into ids (`bound.rs`): from here on nothing can be unknown;
//! 4. `store.rs` writes it as SQL, together with what the caller may see, and runs it.
//!
//! Not here: the language itself, which is in `jql`, and how issues look in an answer, which is in
//! `issues`. A new field is a row in `field.rs` and an arm in each stage, which the compiler asks for.

mod bind;
mod bound;
mod date;
mod field;
mod names;
mod store;
mod text;

use base::paging::Paging;
use base::{Actor, Cx, Result, guard, messages};
use issues::read::Found;
use jiff::tz::TimeZone;
use model::GlobalPermission;

use bind::Scope;
use date::Now;
use names::Wanted;
use store::Sight;

/// What becomes of problems with the names in a query. Its grammar must be right always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// They are refused.
    Strict,
    /// They are told beside what is found; the clauses concerned find nothing.
    Warn,
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
    let query = jql::parse(text).into_result().map_err(|errors| {
        messages::bad_jql(errors.iter().map(|error| error.message(text)).collect())
    })?;
    let user = cx.user_id();
    let visible = guard::visible(cx).issues;
    let levels = levels_of(&visible);
    let archived = store::archived(tx).await?;
    let sight = Sight::new(visible, user, |project| {
        archived.binary_search(&project).is_ok()
    });
    let browses_users = guard::has_global(cx, GlobalPermission::UserPicker);
    let names = store::names(
        cx,
        tx,
        &Wanted::by(&query),
        &guard::viewable_projects(cx),
        &sight,
        &levels,
        browses_users,
    )
    .await?;
    let scope = Scope {
        names: &names,
        now: &Now::new(cx.now(), zone(cx)),
        user,
        browses_users,
    };
    let (bound, problems) = bind::bind(&query, &scope);
    if validation == Validation::Strict && !problems.is_empty() {
        return Err(messages::bad_jql(problems));
    }
    let matches = store::run(tx, &bound, sight, user, paging).await?;
    Ok(Outcome {
        found: Found::by_visible_search(matches.ids),
        total: matches.total,
        warnings: problems,
    })
}

/// Returns the security levels that the caller is in for some issues at least.
fn levels_of(visible: &policy::Visibility) -> Vec<i64> {
    let levels = visible.projects.iter().flat_map(|project| &project.levels);
    let mut levels: Vec<i64> = levels.map(|level| level.level.0).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

fn zone(cx: &Cx) -> TimeZone {
    match &cx.actor {
        Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
        Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
    }
}

#[cfg(test)]
mod tests;
