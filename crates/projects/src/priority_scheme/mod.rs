//! Which priorities the issues of a project may have, and in which order: schemes that projects share.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/priorityschemes` | Jira administrator | a page; `expand=schemes.projectKeys` |
//! | `POST /rest/api/2/priorityschemes` | the same | 201 |
//! | `GET /rest/api/2/priorityschemes/{schemeId}` | the same | |
//! | `PUT /rest/api/2/priorityschemes/{schemeId}` | the same | 400 where issues would have to be migrated |
//! | `DELETE /rest/api/2/priorityschemes/{schemeId}` | the same | 403 for the default one, which its projects take |
//! | `GET /rest/api/2/project/{projectKeyOrId}/priorityscheme` | project administrator | `expand=projectKeys` |
//! | `PUT /rest/api/2/project/{projectKeyOrId}/priorityscheme` | Jira administrator | 400 where issues would have to be migrated |
//! | `DELETE /rest/api/2/project/{projectKeyOrId}/priorityscheme/{schemeId}` | the same | 400 unless it is the project's; 200 |
//!
//! What a scheme is and may be: [`offer`](crate::offer). Whoever administers one project learns the keys of
//! those only that they may know of. Quirks: none.

mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const LIST: &str = "/rest/api/2/priorityschemes";
    const ONE: &str = "/rest/api/2/priorityschemes/{schemeId}";
    const OF_PROJECT: &str = "/rest/api/2/project/{projectKeyOrId}/priorityscheme";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("projects/priority_scheme")
        .get(LIST, admin, rest::list)
        .post(LIST, admin, rest::create)
        .get(ONE, admin, rest::get)
        .put(ONE, admin, rest::update)
        .delete(ONE, admin, rest::delete)
        .get(OF_PROJECT, Needs::ProjectAdmin, rest::of_project)
        .put(OF_PROJECT, admin, rest::assign)
        .delete(
            "/rest/api/2/project/{projectKeyOrId}/priorityscheme/{schemeId}",
            admin,
            rest::unassign,
        )
}
