//! Searching for issues.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/search` | none: finds what the caller may browse | `fields` may come several times |
//! | `POST /rest/api/2/search` | the same | for queries too long for a URL |
//!
//! A thousand issues a page at most, as GitLab's import asks for; `maxResults=0` only counts, and -1 stands
//! for as many as there may be. What a query can say: [`query`](crate::query). Quirks: none.

mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/issue_search")
        .get("/rest/api/2/search", Needs::Nothing, rest::get)
        .asked(&[
            "jql",
            "startAt",
            "maxResults",
            "validateQuery",
            "fields",
            "expand",
        ])
        .post("/rest/api/2/search", Needs::Nothing, rest::post)
}
