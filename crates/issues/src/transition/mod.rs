//! How an issue moves on: which steps its workflow has from where it is, and taking one.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/transitions` | BROWSE_PROJECTS; without TRANSITION_ISSUES an empty list | `transitionId`, `expand=transitions.fields` |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/transitions` | TRANSITION_ISSUES | 204; 400 for a step that is not there |
//!
//! A step into a status of the category Done sets a resolution, one out of it takes it away. Quirks: none.

mod ops;
mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::available;
pub(crate) use wire::TransitionShort;

const PATH: &str = "/rest/api/2/issue/{issueIdOrKey}/transitions";

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/transition")
        .get(PATH, Needs::Issue("BROWSE_PROJECTS"), rest::list)
        .post(PATH, Needs::Issue("TRANSITION_ISSUES"), rest::transition)
}
