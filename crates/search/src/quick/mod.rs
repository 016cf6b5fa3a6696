//! The search in the top bar of every page.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/QuickSearch.jspa` | none: finds what the caller may browse | `searchString` |
//! | `GET /rest/quicksearch/1.0/productsearch/search` | the same | `q`; answers while one types |
//!
//! The key of an issue leads to it. Other words are looked for in texts, but for those that mean something:
//! `smart.rs`. While one types, issues (by key and summary; those looked at last, if nothing is typed),
//! projects, people and the pages of the administration are suggested, each only to whom they are shown
//! elsewhere.

mod ops;
mod rest;
mod smart;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/quick")
        .page("/secure/QuickSearch.jspa", Needs::Nothing, rest::search)
        .get(
            "/rest/quicksearch/1.0/productsearch/search",
            Needs::Nothing,
            rest::suggest,
        )
}
