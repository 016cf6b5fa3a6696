//! Links from an issue to pages elsewhere: commits, merge requests, tickets of other trackers.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/remotelink` | BROWSE_PROJECTS | an array; with `globalId` the one link, or 404 |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/remotelink` | LINK_ISSUES | 201; 200 where `globalId` is known, whose link it replaces |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}/remotelink` | LINK_ISSUES | by `globalId`; 204 |
//! | `GET /rest/api/2/issue/{issueIdOrKey}/remotelink/{linkId}` | BROWSE_PROJECTS | |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/remotelink/{linkId}` | LINK_ISSUES | 204; replaces the whole link |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}/remotelink/{linkId}` | LINK_ISSUES | 204 |
//!
//! A change that changes nothing leaves no trace: GitLab saves its links again and again. Quirks: Q-001.

pub(crate) mod ops;
mod rest;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

const LIST: &str = "/rest/api/2/issue/{issueIdOrKey}/remotelink";
const ONE: &str = "/rest/api/2/issue/{issueIdOrKey}/remotelink/{linkId}";
const SEE: Needs = Needs::Issue("BROWSE_PROJECTS");
const LINK: Needs = Needs::Issue("LINK_ISSUES");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/remote_link")
        .get(LIST, SEE, rest::list)
        .post(LIST, LINK, rest::create)
        .delete(LIST, LINK, rest::delete_by_global_id)
        .get(ONE, SEE, rest::get)
        .put(ONE, LINK, rest::update)
        .delete(ONE, LINK, rest::delete)
}
