//! Components seen from the issues that have them. The components themselves are in the area of projects.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/component/{id}/relatedIssueCounts` | to see the project | |
//! | `DELETE /rest/api/2/component/{id}` | project administrator | 204; `moveIssuesTo` |
//!
//! Quirks: none.

mod ops;
mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{delete, n_issues};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/component")
        .get(
            "/rest/api/2/component/{id}/relatedIssueCounts",
            Needs::Project("BROWSE_PROJECTS"),
            rest::count,
        )
        .delete(
            "/rest/api/2/component/{id}",
            Needs::ProjectAdmin,
            rest::delete,
        )
}
