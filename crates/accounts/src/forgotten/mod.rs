//! Asking for a new password or for one's username, without being signed in.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/ForgotLoginDetails.jspa` | — | the form |
//! | `POST /secure/ForgotLoginDetails.jspa` | — | the same answer, whoever is meant |
//!
//! Nobody learns whether an account exists: what is looked up is looked up after the answer. Each account
//! is sent three links an hour at most, and an address asks ten times a minute at most.

mod ops;
mod page;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ALL: Needs = Needs::Nothing;
    Routes::of("accounts/forgotten")
        .page("/secure/ForgotLoginDetails.jspa", ALL, page::show)
        .page("/secure/ForgotLoginDetails!default.jspa", ALL, page::show)
        .form("/secure/ForgotLoginDetails.jspa", ALL, page::ask)
}
