//! Project roles: which there are, and who is in them when a project is new.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/role` | Jira administrator | with the default members |
//! | `POST /rest/api/2/role` | the same | 200, not 201 |
//! | `GET /rest/api/2/role/{id}` | the same | |
//! | `POST /rest/api/2/role/{id}` | the same | name or description |
//! | `PUT /rest/api/2/role/{id}` | the same | name and description |
//! | `DELETE /rest/api/2/role/{id}` | the same | `swap` takes its place in schemes |
//! | `GET /rest/api/2/role/{id}/actors` | the same | the default members |
//! | `POST /rest/api/2/role/{id}/actors` | the same | users or groups, not both |
//! | `DELETE /rest/api/2/role/{id}/actors` | the same | 200 with those left |
//!
//! The pages are `/secure/project/ViewProjectRoles.jspa` and those it leads to. Who is in a role of one
//! project is [`project_role`](crate::project_role), which shares the
//! [`actor`] rules. Quirks: none.

pub mod actor;
mod ops;
pub(crate) mod page;
mod rest;
pub(crate) mod store;
pub(crate) mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};
use model::RoleId;

pub use ops::{create, find};

/// A role that each project fills with its own people.
#[derive(Clone, Debug)]
pub struct Role {
    /// The role.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
}

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/role")
        .get("/rest/api/2/role", ADMIN, rest::list)
        .post("/rest/api/2/role", ADMIN, rest::create)
        .get("/rest/api/2/role/{id}", ADMIN, rest::get)
        .post("/rest/api/2/role/{id}", ADMIN, rest::change)
        .put("/rest/api/2/role/{id}", ADMIN, rest::replace)
        .delete("/rest/api/2/role/{id}", ADMIN, rest::delete)
        .get("/rest/api/2/role/{id}/actors", ADMIN, rest::get_actors)
        .post("/rest/api/2/role/{id}/actors", ADMIN, rest::add_actors)
        .delete("/rest/api/2/role/{id}/actors", ADMIN, rest::remove_actor)
        .and(page::routes())
}
