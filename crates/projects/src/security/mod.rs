//! Issue security schemes and their levels: who sees an issue at all.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issuesecurityschemes` | Jira administrator | |
//! | `GET /rest/api/2/issuesecurityschemes/{id}` | administrator of Jira or a project using it | with its levels |
//! | `GET /rest/api/2/securitylevel/{id}` | Jira administrator, or to be in the level | 404 otherwise |
//! | `GET /rest/api/2/project/{projectIdOrKey}/issuesecuritylevelscheme` | project administrator | 404 without one |
//! | `GET /rest/api/2/project/{projectIdOrKey}/securitylevel` | `SET_ISSUE_SECURITY`, or an empty list | the levels one is in |
//!
//! The API only reads them, as the reference's. They are made and changed on pages: the list
//! `/secure/admin/ViewIssueSecuritySchemes.jspa`, one scheme with its levels and who is in them
//! (`/secure/admin/EditIssueSecurities.jspa`) and the forms behind these. A project takes one by being created
//! or edited with `issueSecurityScheme`, or on `/secure/project/SelectProjectIssueSecurityScheme.jspa`, which
//! asks what becomes of the levels of its issues. Quirks: none.

mod ops;
mod page;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};
use model::{SecurityGrantId, SecurityLevelId, SecuritySchemeId};
use policy::Holder;

pub use ops::{NewLevel, NewScheme, create, find};

/// An issue security scheme without its levels.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The scheme.
    pub id: SecuritySchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The level of issues that name none.
    pub default_level: Option<SecurityLevelId>,
}

/// A level of an issue security scheme.
#[derive(Clone, Debug)]
pub struct Level {
    /// The level.
    pub id: SecurityLevelId,
    /// Its scheme.
    pub scheme: SecuritySchemeId,
    /// Its name.
    pub name: String,
    /// Who is in it, in words.
    pub description: String,
}

/// Somebody in a level.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it is known by.
    pub id: SecurityGrantId,
    /// The level.
    pub level: SecurityLevelId,
    /// Who.
    pub holder: Holder,
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/security")
        .get(
            "/rest/api/2/issuesecurityschemes",
            Needs::Global("ADMINISTER"),
            rest::list,
        )
        .get(
            "/rest/api/2/issuesecurityschemes/{id}",
            Needs::ProjectAdmin,
            rest::get,
        )
        .get(
            "/rest/api/2/securitylevel/{id}",
            Needs::SignIn,
            rest::get_level,
        )
        .get(
            "/rest/api/2/project/{projectIdOrKey}/issuesecuritylevelscheme",
            Needs::ProjectAdmin,
            rest::get_of_project,
        )
        .get(
            "/rest/api/2/project/{projectIdOrKey}/securitylevel",
            Needs::Project("BROWSE_PROJECTS"),
            rest::list_levels,
        )
        .and(page::routes())
}
