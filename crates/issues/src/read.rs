//! Reading issues: one, or a page of those a search has found, with a constant number of queries.
//!
//! The signature others use:
//!
//! ```text
//! read::issues_by_ids(cx, tx, &Found::by_visible_search(ids), FieldSet, &Expand) -> Result<Vec<Issue>>
//! ```
//!
//! [`Issue`] serializes to the reference's bean, in the order of the ids. `expand` may have
//! `renderedFields`, `transitions` and `changelog`; `names` and `schema` stand beside the list of a search,
//! not in each issue, and are had from [`names`](crate::field::names) and [`schema`](crate::field::schema).
//!
//! Not here: finding issues, which is in `search`, and changing them, which is in [`issue`](crate::issue).

mod found;
mod html;
mod page;
mod rendered;
mod store;
mod times;
mod wire;

use std::sync::Arc;

use base::expand::Expand;
use base::guard::{self, Granted, IssueRef};
use base::{Cx, Result, messages};

use crate::field::FieldSet;
use crate::meta::edit_meta;
use model::IssueId;
pub(crate) use page::Page;
pub use page::Planned;
use projects::catalog;
pub(crate) use store::{IssueRow, RelatedRow, Times};

pub use found::Found;
pub(crate) use html::Texts;
pub(crate) use rendered::day;
pub use rendered::moment;
pub(crate) use times::{aggregate, subtasks};
pub use wire::Issue;
pub(crate) use wire::Related;
pub(crate) use wire::{list, project};

/// Returns the issues found, in their order, each with the fields asked for. One that was deleted since
/// it was found is left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn issues_by_ids(
    cx: &Cx,
    tx: &mut db::Tx,
    found: &Found,
    fields: FieldSet,
    expand: &Expand,
) -> Result<Vec<Issue>> {
    let page = Page::read(cx, tx, found, fields, (expand, true)).await?;
    Ok(wire::listed(&Arc::new(page), found))
}

/// Returns an issue that may be browsed.
///
/// # Errors
/// Not found, if it was deleted since.
pub async fn issue<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
    fields: FieldSet,
    expand: &Expand,
) -> Result<Issue> {
    let found = Found::one(issue);
    let page = Arc::new(Page::read(cx, tx, &found, fields, (expand, false)).await?);
    let editmeta = if expand.has("editmeta") {
        Some(edit_meta(cx, tx, issue).await?)
    } else {
        None
    };
    wire::single(&page, issue.id, expand, editmeta).ok_or_else(messages::no_such_issue)
}

/// Returns the sub-tasks of an issue that the caller sees, in their order, as others name them.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn subtasks_of<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
) -> Result<Vec<Related>> {
    let catalog = catalog(cx, tx).await?;
    let rows = store::related(tx, &[issue.id], &[]).await?;
    let ids: Vec<IssueId> = rows.iter().map(|row| row.id).collect();
    let fields = guard::field_facts(cx, tx, &ids).await?;
    let is_seen = |row: &&RelatedRow| page::is_seen(cx, row, fields.get(&row.id));
    let seen = rows.iter().filter(is_seen);
    let shown = seen.map(|row| Related::new(row, &catalog, cx.urls()));
    Ok(shown.collect())
}

/// Returns the ids of the sub-tasks of an issue that the caller sees, in their order.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn seen_subtasks(
    cx: &Cx,
    tx: &mut db::Tx,
    parent: IssueId,
) -> Result<Vec<IssueId>> {
    let rows = store::related(tx, &[parent], &[]).await?;
    let ids: Vec<IssueId> = rows.iter().map(|row| row.id).collect();
    let fields = guard::field_facts(cx, tx, &ids).await?;
    let is_seen = |row: &&RelatedRow| page::is_seen(cx, row, fields.get(&row.id));
    let seen = rows.iter().filter(is_seen);
    Ok(seen.map(|row| row.id).collect())
}

/// Returns the issues found as boards see them: under another link, and with more members.
///
/// # Errors
/// When the database cannot be read.
pub async fn planned_issues(
    cx: &Cx,
    tx: &mut db::Tx,
    found: &Found,
    fields: FieldSet,
    (expand, planned): (&Expand, Planned),
) -> Result<Vec<Issue>> {
    let mut page = Page::read(cx, tx, found, fields, (expand, false)).await?;
    page.planned = Some(planned);
    Ok(wire::listed(&Arc::new(page), found))
}

/// Returns an issue as boards see it.
///
/// # Errors
/// Not found, if it was deleted since.
pub async fn planned_issue<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
    fields: FieldSet,
    (expand, planned): (&Expand, Planned),
) -> Result<Issue> {
    let found = Found::one(issue);
    let mut page = Page::read(cx, tx, &found, fields, (expand, false)).await?;
    page.planned = Some(planned);
    let editmeta = if expand.has("editmeta") {
        Some(edit_meta(cx, tx, issue).await?)
    } else {
        None
    };
    wire::single(&Arc::new(page), issue.id, expand, editmeta).ok_or_else(messages::no_such_issue)
}

/// Returns two issues that may be browsed, as others name them.
///
/// # Errors
/// Not found, if one was deleted since.
pub(crate) async fn related_pair<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    (one, other): (&Granted<IssueRef, P>, &Granted<IssueRef, P>),
) -> Result<(Related, Related)> {
    let catalog = catalog(cx, tx).await?;
    let rows = store::related(tx, &[], &[one.id, other.id]).await?;
    let shown = |id| {
        let row = rows.iter().find(|row| row.id == id);
        row.map(|row| Related::new(row, &catalog, cx.urls()))
            .ok_or_else(messages::no_such_issue)
    };
    Ok((shown(one.id)?, shown(other.id)?))
}
