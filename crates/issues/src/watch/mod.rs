//! Who watches an issue. Whoever creates an issue or comments on it watches it from then on.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/watchers` | BROWSE_PROJECTS; names: VIEW_VOTERS_AND_WATCHERS | |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/watchers` | BROWSE_PROJECTS; others: MANAGE_WATCHERS | 204; the body is a name |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}/watchers` | BROWSE_PROJECTS; others: MANAGE_WATCHERS | 204; `username` |
//!
//! Watching changes nothing of the issue: neither its history nor when it was updated. Quirks: none.

pub(crate) mod ops;
mod rest;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::start;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PATH: &str = "/rest/api/2/issue/{issueIdOrKey}/watchers";
    let browse = Needs::Issue("BROWSE_PROJECTS");
    Routes::of("issues/watch")
        .get(PATH, browse, rest::list)
        .post(PATH, browse, rest::create)
        .delete(PATH, browse, rest::delete)
}
