//! How an issue moves on: which steps its workflow has from where it is, and taking one.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/transitions` | BROWSE_PROJECTS; without TRANSITION_ISSUES an empty list | `transitionId`, `expand=transitions.fields` |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/transitions` | TRANSITION_ISSUES | 204; 400 for a step that is not there |
//!
//! A step does what the post functions of its transition say, and is offered to those for whom its conditions hold.
//! With a screen it takes the fields on it; a resolution it asks for and is not given is the usual one. Without
//! one it takes an assignee and, into a status of the category Done, a resolution, which then is set whatever a
//! post function says. Quirks: none.

mod ops;
mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::{available, offers, transition};
pub(crate) use wire::TransitionShort;

const PATH: &str = "/rest/api/2/issue/{issueIdOrKey}/transitions";

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/transition")
        .get(PATH, Needs::Issue("BROWSE_PROJECTS"), rest::list)
        .post(PATH, Needs::Issue("TRANSITION_ISSUES"), rest::transition)
}
