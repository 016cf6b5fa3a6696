//! Issue types seen from the issues that have them. The types themselves are in the area of projects.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `DELETE /rest/api/2/issuetype/{id}` | Jira administrator | 204; `alternativeIssueTypeId` for its issues |
//! | `GET /rest/api/2/issuetype/{id}/alternatives` | Jira administrator | those that its issues could have |
//!
//! The issues of a type can have another one that their projects offer, that is a sub-task's type as it is,
//! and with which they stay in their workflow. Quirks: none.

mod ops;
mod rest;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    let admin = Needs::Global("ADMINISTER");
    Routes::of("issues/issue_type")
        .delete("/rest/api/2/issuetype/{id}", admin, rest::delete)
        .get(
            "/rest/api/2/issuetype/{id}/alternatives",
            admin,
            rest::alternatives,
        )
}
