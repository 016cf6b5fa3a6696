//! The order of an issue's sub-tasks.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/subtask` | BROWSE_PROJECTS | an array, in their order |
//! | `GET /rest/api/2/issue/{issueIdOrKey}/subtask/move` | BROWSE_PROJECTS | `true`, if one may edit the issue |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/subtask/move` | EDIT_ISSUES | 204; 400 without such a place |
//!
//! Places count from 0, among the sub-tasks that the caller sees; those that are hidden stay where they are. A
//! new sub-task is the last. How sub-tasks are made and shown is in [`issue`](crate::issue) and [`read`](crate::read).
//! Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const LIST: &str = "/rest/api/2/issue/{issueIdOrKey}/subtask";
    const MOVE: &str = "/rest/api/2/issue/{issueIdOrKey}/subtask/move";
    let browse = Needs::Issue("BROWSE_PROJECTS");
    Routes::of("issues/subtask")
        .get(LIST, browse, rest::list)
        .get(MOVE, browse, rest::may_move)
        .post(MOVE, Needs::Issue("EDIT_ISSUES"), rest::move_one)
}
