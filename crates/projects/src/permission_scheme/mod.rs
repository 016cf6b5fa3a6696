//! Permission schemes: who may do what in the projects that use them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/permissionscheme` | administrator of Jira or a project | short unless anything is expanded |
//! | `POST /rest/api/2/permissionscheme` | Jira administrator | 201 |
//! | `GET /rest/api/2/permissionscheme/{schemeId}` | administrator of Jira or a project using it | |
//! | `PUT /rest/api/2/permissionscheme/{schemeId}` | Jira administrator | `permissions` replaces all, `[]` empties, absent leaves |
//! | `DELETE /rest/api/2/permissionscheme/{schemeId}` | the same | its projects take the default scheme |
//! | `GET /rest/api/2/permissionscheme/{schemeId}/permission` | as the scheme | |
//! | `POST /rest/api/2/permissionscheme/{schemeId}/permission` | Jira administrator | 201 |
//! | `GET /rest/api/2/permissionscheme/{schemeId}/permission/{permissionId}` | as the scheme | |
//! | `DELETE /rest/api/2/permissionscheme/{schemeId}/permission/{permissionId}` | Jira administrator | 204 |
//! | `GET /rest/api/2/permissionscheme/{schemeId}/attribute/{attributeKey}` | the same | |
//! | `PUT /rest/api/2/permissionscheme/{schemeId}/attribute/{key}` | the same | plain text; 204 |
//! | `GET /rest/api/2/project/{projectIdOrKey}/permissionscheme` | project administrator | |
//! | `PUT /rest/api/2/project/{projectIdOrKey}/permissionscheme` | Jira administrator | the short form |
//!
//! The pages ([`page`](self)) are the administrator's, below `/secure/admin` and, for the choice of a project's
//! scheme, `/secure/project`: the forms of the operations above, with a preview of who gains and loses what
//! and warnings of what is probably not meant.
//!
//! Ids of schemes and grants are JSON numbers here. Whom a grant is for is in [`holder`](crate::holder);
//! what a grant does is decided in `policy`. Quirks: none.

mod grants;
mod ops;
mod page;
mod preview;
mod rest;
pub(crate) mod store;
mod warnings;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};
use model::PermissionSchemeId;

pub use ops::{create, find};

/// A permission scheme without its grants.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The scheme.
    pub id: PermissionSchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
}

/// The scheme of projects that have no other.
pub const DEFAULT_SCHEME: PermissionSchemeId = PermissionSchemeId(0);

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ALL: &str = "/rest/api/2/permissionscheme";
    const ONE: &str = "/rest/api/2/permissionscheme/{schemeId}";
    const GRANTS: &str = "/rest/api/2/permissionscheme/{schemeId}/permission";
    const GRANT: &str = "/rest/api/2/permissionscheme/{schemeId}/permission/{permissionId}";
    const ATTRIBUTE: &str = "/rest/api/2/permissionscheme/{schemeId}/attribute/{attributeKey}";
    const OF_PROJECT: &str = "/rest/api/2/project/{projectIdOrKey}/permissionscheme";
    Routes::of("projects/permission_scheme")
        .get(ALL, Needs::ProjectAdmin, rest::list)
        .post(ALL, ADMIN, rest::create)
        .get(ONE, Needs::ProjectAdmin, rest::get)
        .put(ONE, ADMIN, rest::update)
        .delete(ONE, ADMIN, rest::delete)
        .get(GRANTS, Needs::ProjectAdmin, rest::list_grants)
        .post(GRANTS, ADMIN, rest::add_grant)
        .get(GRANT, Needs::ProjectAdmin, rest::get_grant)
        .delete(GRANT, ADMIN, rest::remove_grant)
        .get(ATTRIBUTE, ADMIN, rest::get_attribute)
        .put(ATTRIBUTE, ADMIN, rest::set_attribute)
        .get(OF_PROJECT, Needs::ProjectAdmin, rest::get_of_project)
        .put(OF_PROJECT, ADMIN, rest::set_of_project)
        .and(page::routes())
}
