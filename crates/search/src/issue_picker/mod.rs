//! Issues to pick from while a key or some words of a summary are typed.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/picker` | none: suggests what the caller may browse | a section each for what the caller did last and for the current search |
//!
//! The first section has the issues that the caller created, edited or commented on, the last of them first:
//! which issues somebody only looked at is not stored. The second is there where `currentJQL` is given; one
//! that cannot be read finds nothing. Both are searches (`query.rs`), so nothing is in them that a search
//! would not find. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::suggested;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("search/issue_picker").get("/rest/api/2/issue/picker", Needs::Nothing, rest::get)
}
