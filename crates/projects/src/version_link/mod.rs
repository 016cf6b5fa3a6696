//! What programs keep with versions: JSON under a name that others may use for the same thing elsewhere.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/version/remotelink` | what one may see | `globalId`; all versions with it |
//! | `GET /rest/api/2/version/{versionId}/remotelink` | to see the project | |
//! | `POST /rest/api/2/version/{versionId}/remotelink` | project administrator | 201; `globalId` in the body, or a new one |
//! | `DELETE /rest/api/2/version/{versionId}/remotelink` | project administrator | 204; all of them |
//! | `GET /rest/api/2/version/{versionId}/remotelink/{globalId}` | to see the project | |
//! | `POST /rest/api/2/version/{versionId}/remotelink/{globalId}` | project administrator | 201, also for one that is there |
//! | `DELETE /rest/api/2/version/{versionId}/remotelink/{globalId}` | project administrator | 204 |
//!
//! Quirks: none.

mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const OF_VERSION: &str = "/rest/api/2/version/{versionId}/remotelink";
    const ONE: &str = "/rest/api/2/version/{versionId}/remotelink/{globalId}";
    let browse = Needs::Project("BROWSE_PROJECTS");
    let admin = Needs::ProjectAdmin;
    Routes::of("projects/version_link")
        .get(
            "/rest/api/2/version/remotelink",
            Needs::Nothing,
            rest::search,
        )
        .get(OF_VERSION, browse, rest::list)
        .post(OF_VERSION, admin, rest::create)
        .delete(OF_VERSION, admin, rest::delete_all)
        .get(ONE, browse, rest::get)
        .post(ONE, admin, rest::set)
        .delete(ONE, admin, rest::delete)
}
