//! The search page, and the addresses under which people have kept searches.
//!
//! | page | permission | reference |
//! |---|---|---|
//! | `/issues/` | none: finds what the caller may browse | `jql`, `filter`, `startIndex` |
//! | `/issues` | the same | the same page |
//! | `/secure/IssueNavigator.jspa`, `…!executeAdvanced.jspa` | the same | lead to `/issues/` |
//! | `/secure/ViewUserIssueColumns!default.jspa` | signed in | one's own columns, or with `filterId` a filter's |
//! | `/secure/ViewUserIssueColumns.jspa` | the same; to edit the filter | a step of that form |
//!
//! | file | what it is |
//! |---|---|
//! | `source.rs` | what is searched: a query, a saved filter, one of those that everybody has |
//! | `basic.rs` | the form of a few fields that writes a query |
//! | `text.rs` | changing the text of a query: another order, one clause less, where it is wrong |
//! | `columns.rs` | which columns a list has |
//! | `cell.rs` | what stands in them: read off the JSON of an issue, so that page, export and REST agree |
//!
//! A page of fifty issues takes a constant number of statements, and reads the fields of its columns only.

mod basic;
pub(crate) mod cell;
pub(crate) mod columns;
mod hint;
mod old;
pub(crate) mod page;
pub(crate) mod source;
mod store;
pub(crate) mod text;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/navigator")
        .page("/issues/", Needs::Nothing, page::show)
        .page("/issues", Needs::Nothing, page::show)
        .page(
            "/secure/IssueNavigator.jspa",
            Needs::Nothing,
            old::navigator,
        )
        .page(
            "/secure/IssueNavigator!executeAdvanced.jspa",
            Needs::Nothing,
            old::navigator,
        )
        .page(columns::SHOW, Needs::SignIn, columns::show)
        .form(columns::SEND, Needs::SignIn, columns::change)
}
