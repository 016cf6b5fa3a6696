//! Who is in the roles of a project.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/project/{projectIdOrKey}/role` | to see the project | names and links |
//! | `GET /rest/api/2/project/{projectIdOrKey}/role/{id}` | project administrator | 404 otherwise |
//! | `POST /rest/api/2/project/{projectIdOrKey}/role/{id}` | the same | 410 for unknown members |
//! | `PUT /rest/api/2/project/{projectIdOrKey}/role/{id}` | the same | 404 for unknown members |
//! | `DELETE /rest/api/2/project/{projectIdOrKey}/role/{id}` | the same | 410 for unknown members |
//!
//! The page is `/plugins/servlet/project-config/{projectKey}/roles`. That there is a role is no secret, who is in it is one: so the list is open to who sees the project,
//! and all else answers with the reference's 404, never with a 403. Quirks: none.

mod page;
mod rest;
mod shown;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use shown::{InRole, roles_shown};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/project/{projectIdOrKey}/role/{id}";
    Routes::of("projects/project_role")
        .get(
            "/rest/api/2/project/{projectIdOrKey}/role",
            Needs::Project("BROWSE_PROJECTS"),
            rest::list,
        )
        .get(ONE, Needs::ProjectAdmin, rest::get)
        .post(ONE, Needs::ProjectAdmin, rest::add)
        .put(ONE, Needs::ProjectAdmin, rest::set)
        .delete(ONE, Needs::ProjectAdmin, rest::remove)
        .and(page::routes())
}
