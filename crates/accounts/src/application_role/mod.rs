//! Applications, and the groups whose members may use them: who may sign in at all.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /applicationrole` | Jira administrator | an array, with its version as `ETag` |
//! | `PUT /applicationrole` | Jira administrator | several at once, all or none; 412 by `If-Match` |
//! | `GET /applicationrole/{key}` | Jira administrator | with the same `ETag` |
//! | `PUT /applicationrole/{key}` | Jira administrator | what is there changes; 412 by `If-Match` |
//! | `POST /secure/admin/ApplicationAccess.jspa` | Jira administrator | the page *Application access* |
//!
//! There are no seats (D-002). Which applications there are is not configured.

mod ops;
mod page;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use store::{Role, roles};

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/application_role")
        .get("/rest/api/2/applicationrole", ADMIN, rest::list)
        .put("/rest/api/2/applicationrole", ADMIN, rest::update_several)
        .get("/rest/api/2/applicationrole/{key}", ADMIN, rest::get)
        .put("/rest/api/2/applicationrole/{key}", ADMIN, rest::update)
        .page("/secure/admin/ApplicationAccess.jspa", ADMIN, page::show)
        .page(
            "/secure/admin/ApplicationAccess!default.jspa",
            ADMIN,
            page::show,
        )
        .form("/secure/admin/ApplicationAccess.jspa", ADMIN, page::change)
}
