//! What helps to write a query: the fields, the functions and the reserved words, and suggestions for a value
//! that is being written.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/jql/autocompletedata` | signed in | custom fields that the caller may know of only |
//! | `GET /rest/api/2/jql/autocompletedata/suggestions` | signed in | of what the caller may see only |
//!
//! What fields and functions there are is said in `query/field/list.rs` and `query/function.rs`, and nowhere a
//! second time. Users are suggested to those who may browse them. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::labels_beginning;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/autocomplete")
        .get("/rest/api/2/jql/autocompletedata", Needs::SignIn, rest::get)
        .get(
            "/rest/api/2/jql/autocompletedata/suggestions",
            Needs::SignIn,
            rest::suggest,
        )
}
