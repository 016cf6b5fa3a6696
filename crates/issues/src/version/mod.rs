//! Versions seen from the issues that have them. The versions themselves are in the area of projects.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/version/{id}/relatedIssueCounts` | to see the project | |
//! | `GET /rest/api/2/version/{id}/unresolvedIssueCount` | to see the project | |
//! | `DELETE /rest/api/2/version/{id}` | project administrator | 204; `moveFixIssuesTo`, `moveAffectedIssuesTo` |
//! | `POST /rest/api/2/version/{id}/removeAndSwap` | project administrator | the same, in a body |
//! | `PUT /rest/api/2/version/{id}/mergeto/{moveIssuesTo}` | project administrator | 204 |
//!
//! Quirks: none.

mod ops;
mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{InField, InUse, Places, delete, move_unresolved, n_unresolved, usage};
pub use wire::InCustomField;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    let browse = Needs::Project("BROWSE_PROJECTS");
    let admin = Needs::ProjectAdmin;
    Routes::of("issues/version")
        .get(
            "/rest/api/2/version/{id}/relatedIssueCounts",
            browse,
            rest::count,
        )
        .get(
            "/rest/api/2/version/{id}/unresolvedIssueCount",
            browse,
            rest::count_unresolved,
        )
        .delete("/rest/api/2/version/{id}", admin, rest::delete)
        .post(
            "/rest/api/2/version/{id}/removeAndSwap",
            admin,
            rest::remove_and_swap,
        )
        .put(
            "/rest/api/2/version/{id}/mergeto/{moveIssuesTo}",
            admin,
            rest::merge,
        )
}
