//! Putting issues away, so that they can only be looked at, and bringing them back.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/api/2/issue/archive` | ARCHIVE_ISSUES for each | 200; a line for each issue |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/archive` | ARCHIVE_ISSUES | 204; 403 if it is |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/restore` | RESTORE_ISSUES | 204; 403 if it is not |
//!
//! Sub-tasks go and come back with their parent. An archived issue is found by its key only: no search shows
//! it. That it can only be looked at is a rule of the policy. What `POST` takes and how its lines look is told
//! nowhere: Q-040.

mod ops;
mod rest;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    let archive = Needs::Issue("ARCHIVE_ISSUES");
    Routes::of("issues/archive")
        .post("/rest/api/2/issue/archive", Needs::SignIn, rest::several)
        .put(
            "/rest/api/2/issue/{issueIdOrKey}/archive",
            archive,
            rest::archive,
        )
        .put(
            "/rest/api/2/issue/{issueIdOrKey}/restore",
            Needs::Issue("RESTORE_ISSUES"),
            rest::restore,
        )
}
