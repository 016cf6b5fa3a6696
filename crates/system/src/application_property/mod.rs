//! The settings of the instance that clients read and administrators change by REST.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /application-properties` | Jira administrator | `key` for one; `permissionLevel`, `keyFilter` |
//! | `GET /application-properties/advanced-settings` | Jira administrator | those without a look |
//! | `PUT /application-properties/{id}` | Jira administrator | the setting as it is now |
//! | `PUT /settings/baseUrl` | system administrator | only the one in force (D-054) |
//!
//! What is kept and told here changes nothing of the pages (D-055). Quirks: none.

mod known;
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
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("system/application_property")
        .get("/rest/api/2/application-properties", ADMIN, rest::list)
        .get(
            "/rest/api/2/application-properties/advanced-settings",
            ADMIN,
            rest::list_advanced,
        )
        .put("/rest/api/2/application-properties/{id}", ADMIN, rest::set)
        .put(
            "/rest/api/2/settings/baseUrl",
            Needs::Global("SYSTEM_ADMIN"),
            rest::set_base_url,
        )
}
