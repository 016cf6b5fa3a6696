//! Writing to people about an issue.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/api/2/issue/{issueIdOrKey}/notify` | BROWSE_PROJECTS, signed in; USER_PICKER to name users or groups | 204; 403 without a mail server |
//!
//! The mail goes to those of the people named who may see the issue, and to no other; who is left out is not
//! told. It is plain text: `htmlBody` is not sent (D-051). Quirks: none.

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
    Routes::of("issues/notify").post(
        "/rest/api/2/issue/{issueIdOrKey}/notify",
        Needs::Issue("BROWSE_PROJECTS"),
        rest::notify,
    )
}
