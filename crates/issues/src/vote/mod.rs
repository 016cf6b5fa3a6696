//! Who wants an issue to be done.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/votes` | BROWSE_PROJECTS; names: VIEW_VOTERS_AND_WATCHERS | |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/votes` | BROWSE_PROJECTS | 204; 404 for one's own or a resolved issue |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}/votes` | BROWSE_PROJECTS | 204, also without a vote |
//!
//! A vote changes nothing of the issue: neither its history nor when it was updated. Quirks: none.

pub(crate) mod ops;
mod rest;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PATH: &str = "/rest/api/2/issue/{issueIdOrKey}/votes";
    let browse = Needs::Issue("BROWSE_PROJECTS");
    Routes::of("issues/vote")
        .get(PATH, browse, rest::list)
        .post(PATH, browse, rest::create)
        .delete(PATH, browse, rest::delete)
}
