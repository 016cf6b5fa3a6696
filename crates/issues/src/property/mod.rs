//! What programs keep with an issue: any JSON, under a key.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/properties` | BROWSE_PROJECTS | the keys |
//! | `GET /rest/api/2/issue/{issueIdOrKey}/properties/{propertyKey}` | BROWSE_PROJECTS | |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/properties/{propertyKey}` | EDIT_ISSUES | 201 for a new one, 200 otherwise |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}/properties/{propertyKey}` | EDIT_ISSUES | 204 |
//!
//! A property changes nothing of the issue: neither its history nor when it was updated. Quirks: none.

mod ops;
mod rest;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/issue/{issueIdOrKey}/properties/{propertyKey}";
    let (browse, edit) = (Needs::Issue("BROWSE_PROJECTS"), Needs::Issue("EDIT_ISSUES"));
    Routes::of("issues/property")
        .get(
            "/rest/api/2/issue/{issueIdOrKey}/properties",
            browse,
            rest::list,
        )
        .get(ONE, browse, rest::get)
        .put(ONE, edit, rest::set)
        .delete(ONE, edit, rest::delete)
}
