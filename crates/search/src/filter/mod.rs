//! Saved filters: queries under a name, who else sees them, and who likes them best.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /filter` | signed in | 200; shared as the caller's default scope says |
//! | `GET /filter/favourite` | none: what the caller sees of their favourites | a list, not a page |
//! | `GET /filter/{id}` | to see the filter | 400 otherwise, not 404 |
//! | `PUT /filter/{id}` | to edit it; Jira administrator for `owner` | members left out stay as they are |
//! | `DELETE /filter/{id}` | its owner, Jira administrator | 204 |
//! | `GET`, `PUT`, `DELETE /filter/{id}/columns` | to see, to edit it | `columns` as a form, or as JSON |
//! | `GET /filter/{id}/permission`, `…/{permissionId}` | signed in, to see it | 404 otherwise |
//! | `POST /filter/{id}/permission` | to edit it, Create Shared Objects | 201 with all shares |
//! | `DELETE /filter/{id}/permission/{permissionId}` | to edit it | 204 |
//! | `GET`, `PUT /filter/defaultShareScope` | signed in | `GLOBAL` is taken for `AUTHENTICATED` |
//!
//! Its pages, in `page.rs`: `ManageFilters.jspa`, `SaveAsFilter`, `EditFilter`, `ShareFilter`, `DeleteFilter`.
//! They call what the API calls.
//!
//! A filter is seen by its owner, by whom it is shared with and, once it is shared with anybody, by Jira
//! administrators: what nobody else sees is private even to them. Sharing with a group takes being in it, with
//! a project seeing it, with a role having it, with a user Browse Users; of these Jira administrators
//! need only see the project. How a query names a filter: `query/saved.rs`. Quirks: none.

mod ops;
mod page;
mod rest;
mod share;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Filter, see};
pub(crate) use ops::{columns, editable, favourites, get, set_columns};
pub(crate) use rest::given_columns;
pub use store::Viewer;
pub(crate) use wire::Column;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const FILTER: &str = "/rest/api/2/filter/{id}";
    const COLUMNS: &str = "/rest/api/2/filter/{id}/columns";
    const SHARES: &str = "/rest/api/2/filter/{id}/permission";
    const SHARE: &str = "/rest/api/2/filter/{id}/permission/{permissionId}";
    const SCOPE: &str = "/rest/api/2/filter/defaultShareScope";
    Routes::of("search/filter")
        .post("/rest/api/2/filter", Needs::SignIn, rest::create)
        .get(
            "/rest/api/2/filter/favourite",
            Needs::Nothing,
            rest::favourites,
        )
        .get(SCOPE, Needs::SignIn, rest::get_default_scope)
        .put(SCOPE, Needs::SignIn, rest::set_default_scope)
        .get(FILTER, Needs::Nothing, rest::get)
        .put(FILTER, Needs::SignIn, rest::update)
        .delete(FILTER, Needs::SignIn, rest::delete)
        .get(COLUMNS, Needs::Nothing, rest::get_columns)
        .put(COLUMNS, Needs::SignIn, rest::set_columns)
        .delete(COLUMNS, Needs::SignIn, rest::delete_columns)
        .get(SHARES, Needs::SignIn, rest::list_shares)
        .post(SHARES, Needs::SignIn, rest::add_share)
        .get(SHARE, Needs::SignIn, rest::get_share)
        .delete(SHARE, Needs::SignIn, rest::delete_share)
        .and(page::routes())
}
