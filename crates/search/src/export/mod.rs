//! What a search finds, as a file.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /sr/jira.issueviews:searchrequest-csv-all-fields/{of}/{file}` | none: finds what the caller may browse | every column there is |
//! | `GET /sr/jira.issueviews:searchrequest-csv-current-fields/{of}/{file}` | the same | the columns of the list |
//! | `GET /sr/jira.issueviews:searchrequest-json/{of}/{file}` | the same | the issues as the API writes them |
//!
//! `{of}` is `temp`, then `jqlQuery` is what is searched, or the number of a saved filter. `tempMax` narrows how
//! many issues there are: [`MOST`] at most (D-069). They are found at once, read and sent some at a time; a
//! failure on the way breaks the connection off, so that a part is not taken for all of it.

mod rest;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// How many issues a file has at most.
pub const MOST: i64 = 10_000;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
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
}
