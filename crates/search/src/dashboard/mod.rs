//! Dashboards, what is on them, and what programs keep with that.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /dashboard` | — | `filter` is `my` or `favourite`; `startAt`, `maxResults` |
//! | `GET /dashboard/{id}` | — | |
//! | `GET /dashboard/{id}/items/{itemId}/properties` | — | the keys |
//! | `GET /dashboard/{id}/items/{itemId}/properties/{propertyKey}` | — | |
//! | `PUT`, `DELETE` of the same | owner, or Jira administrator | 201, 200, 204 |
//!
//! There is the *System Dashboard*, which everybody sees, with one item; dashboards of one's own cannot be
//! made yet. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const KEYS: &str = "/rest/api/2/dashboard/{dashboardId}/items/{itemId}/properties";
    const ONE: &str = "/rest/api/2/dashboard/{dashboardId}/items/{itemId}/properties/{propertyKey}";
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("search/dashboard")
        .get("/rest/api/2/dashboard", Needs::Nothing, rest::list)
        .get("/rest/api/2/dashboard/{id}", Needs::Nothing, rest::get)
        .get(KEYS, Needs::Nothing, rest::list_properties)
        .get(ONE, Needs::Nothing, rest::get_property)
        .put(ONE, ADMIN, rest::set_property)
        .delete(ONE, ADMIN, rest::delete_property)
}
