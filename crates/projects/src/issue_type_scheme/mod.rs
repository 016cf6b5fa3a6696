//! Which issue types a project has, and in which order: schemes that projects share.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issuetypescheme` | Jira administrator | `expand=schemes.issueTypes,schemes.defaultIssueType` |
//! | `POST /rest/api/2/issuetypescheme` | the same | 200, not 201 |
//! | `GET /rest/api/2/issuetypescheme/{schemeId}` | the same | |
//! | `PUT /rest/api/2/issuetypescheme/{schemeId}` | the same | 400 where issues would have to be migrated |
//! | `DELETE /rest/api/2/issuetypescheme/{schemeId}` | the same | 403 for the default one, which its projects take |
//! | `GET /rest/api/2/issuetypescheme/{schemeId}/associations` | the same | an array of projects |
//! | `PUT /rest/api/2/issuetypescheme/{schemeId}/associations` | the same | 200; others take the default scheme |
//! | `POST /rest/api/2/issuetypescheme/{schemeId}/associations` | the same | 200 |
//! | `DELETE /rest/api/2/issuetypescheme/{schemeId}/associations` | the same | 204; 403 for the default one |
//! | `DELETE /rest/api/2/issuetypescheme/{schemeId}/associations/{projIdOrKey}` | the same | the same |
//!
//! What a scheme is and may be: [`offer`](crate::offer). Quirks: none.

mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const LIST: &str = "/rest/api/2/issuetypescheme";
    const ONE: &str = "/rest/api/2/issuetypescheme/{schemeId}";
    const PROJECTS: &str = "/rest/api/2/issuetypescheme/{schemeId}/associations";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("projects/issue_type_scheme")
        .get(LIST, admin, rest::list)
        .post(LIST, admin, rest::create)
        .get(ONE, admin, rest::get)
        .put(ONE, admin, rest::update)
        .delete(ONE, admin, rest::delete)
        .get(PROJECTS, admin, rest::list_projects)
        .put(PROJECTS, admin, rest::set_projects)
        .post(PROJECTS, admin, rest::add_projects)
        .delete(PROJECTS, admin, rest::remove_projects)
        .delete(
            "/rest/api/2/issuetypescheme/{schemeId}/associations/{projIdOrKey}",
            admin,
            rest::remove_project,
        )
}
