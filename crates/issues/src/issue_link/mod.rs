//! Links between issues.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/api/2/issueLink` | LINK_ISSUES for the inward issue, BROWSE_PROJECTS for the other | 201 without a body |
//! | `GET /rest/api/2/issueLink/{linkId}` | BROWSE_PROJECTS for both | |
//! | `DELETE /rest/api/2/issueLink/{linkId}` | LINK_ISSUES for one of them, BROWSE_PROJECTS for both | 204 |
//!
//! A link goes from its inward issue, which says the type's outward words, to its outward issue. Making it
//! twice makes it once. A comment that comes with it is the inward issue's. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::{Direction, create, create_all, delete, find, item};
pub(crate) use store::{LinkRow, of_issues};
pub(crate) use wire::{GivenLink, GivenName};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/issueLink/{linkId}";
    Routes::of("issues/issue_link")
        .post(
            "/rest/api/2/issueLink",
            Needs::Issue("LINK_ISSUES"),
            rest::create,
        )
        .get(ONE, Needs::Issue("BROWSE_PROJECTS"), rest::get)
        .delete(ONE, Needs::Issue("LINK_ISSUES"), rest::delete)
}
