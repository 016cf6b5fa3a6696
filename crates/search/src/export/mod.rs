//! What a search finds, as a file.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /sr/jira.issueviews:searchrequest-csv-all-fields/{of}/{file}` | none: finds what the caller may browse | every column there is |
//! | `GET /sr/jira.issueviews:searchrequest-csv-current-fields/{of}/{file}` | the same | the columns of the list |
//! | `GET /sr/jira.issueviews:searchrequest-json/{of}/{file}` | the same | the issues as the API writes them |
//! | `GET /sr/jira.issueviews:searchrequest-xml/{of}/{file}` | the same | RSS 0.92 with elements of its own; `field`, `pager/start` |
//! | `GET /sr/jira.issueviews:searchrequest-rss/{of}/{file}` | the same | RSS 2.0, for readers of feeds |
//! | `GET /sr/jira.issueviews:searchrequest-printable/{of}/{file}`, `…-html-current-fields`, `…-html-all-fields` | the same | a page; [`MOST_PRINTED`] issues at most |
//! | `GET /si/jira.issueviews:issue-xml/{key}/{file}`, `/sr/…` | Browse Projects | one issue as XML |
//!
//! `{of}` is `temp`, then `jqlQuery` is what is searched, or the number of a saved filter. `tempMax` narrows how
//! many issues there are: [`MOST`] at most (D-069). They are found at once, read and sent some at a time; a
//! failure on the way breaks the connection off, so that a part is not taken for all of it.

mod format;
mod print;
mod rest;
mod xml;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use xml::legal;

/// How many issues a file has at most.
pub const MOST: i64 = 10_000;

/// How many of them a page has at most.
pub const MOST_PRINTED: i64 = 1000;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const BROWSE: Needs = Needs::Issue("BROWSE_PROJECTS");
    Routes::of("search/export")
        .page(
            "/sr/jira.issueviews:searchrequest-csv-all-fields/{of}/{file}",
            Needs::Nothing,
            rest::csv_of_all,
        )
        .page(
            "/sr/jira.issueviews:searchrequest-csv-current-fields/{of}/{file}",
            Needs::Nothing,
            rest::csv_of_current,
        )
        .page(
            "/sr/jira.issueviews:searchrequest-json/{of}/{file}",
            Needs::Nothing,
            rest::json,
        )
        .page(
            "/sr/jira.issueviews:searchrequest-xml/{of}/{file}",
            Needs::Nothing,
            rest::xml,
        )
        .page(
            "/sr/jira.issueviews:searchrequest-rss/{of}/{file}",
            Needs::Nothing,
            rest::rss,
        )
        .page(
            "/sr/jira.issueviews:searchrequest-printable/{of}/{file}",
            Needs::Nothing,
            print::current,
        )
        .page(
            "/sr/jira.issueviews:searchrequest-html-current-fields/{of}/{file}",
            Needs::Nothing,
            print::current,
        )
        .page(
            "/sr/jira.issueviews:searchrequest-html-all-fields/{of}/{file}",
            Needs::Nothing,
            print::all,
        )
        .page(
            "/si/jira.issueviews:issue-xml/{key}/{file}",
            BROWSE,
            rest::issue_xml,
        )
        .page(
            "/sr/jira.issueviews:issue-xml/{key}/{file}",
            BROWSE,
            rest::issue_xml,
        )
}
