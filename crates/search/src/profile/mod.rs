//! The profile of a user: the account, searches for their issues, and what they did last.
//!
//! | page | permission | reference |
//! |---|---|---|
//! | `GET /secure/ViewProfile.jspa` | to be signed in | one's own, or `name=` somebody else's |
//!
//! What it tells of the account is [`accounts::profile::account`]; what the user did is what the feed of their
//! activity says ([`crate::activity`]), which the page leads to: of issues that the reader may browse.

mod page;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/profile").page("/secure/ViewProfile.jspa", Needs::SignIn, page::show)
}
