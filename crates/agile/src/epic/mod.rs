//! Epics: large issues, and those that are part of them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/agile/1.0/epic/{epicIdOrKey}` | BROWSE_PROJECTS | 404 for what is no epic |
//! | `POST /rest/agile/1.0/epic/{epicIdOrKey}` | EDIT_ISSUES | what is left out stays |
//! | `GET /rest/agile/1.0/epic/{epicIdOrKey}/issue` | BROWSE_PROJECTS | by rank |
//! | `POST /rest/agile/1.0/epic/{epicIdOrKey}/issue` | EDIT_ISSUES, for the epic too | 204; 50 at once |
//! | `PUT /rest/agile/1.0/epic/{epicIdOrKey}/rank` | SCHEDULE_ISSUES | 204 |
//! | `GET /rest/agile/1.0/epic/none/issue` | issues by BROWSE_PROJECTS | by rank |
//! | `POST /rest/agile/1.0/epic/none/issue` | EDIT_ISSUES | 204; 50 at once |
//!
//! An epic is an issue of that type; its name, color and status are custom fields, and are changed as
//! an edit of the issue changes them. Epics and sub-tasks are part of no epic. Quirks: none.

pub mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

use crate::asked;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/agile/1.0/epic/{epicIdOrKey}";
    const ISSUES: &str = "/rest/agile/1.0/epic/{epicIdOrKey}/issue";
    const NONE: &str = "/rest/agile/1.0/epic/none/issue";
    let (browse, edit) = (Needs::Issue("BROWSE_PROJECTS"), Needs::Issue("EDIT_ISSUES"));
    Routes::of("agile/epic")
        .get(ONE, browse, rest::get)
        .post(ONE, edit, rest::update)
        .get(ISSUES, browse, rest::issues)
        .asked(asked::ISSUES)
        .post(ISSUES, edit, rest::add_issues)
        .put(
            "/rest/agile/1.0/epic/{epicIdOrKey}/rank",
            Needs::Issue("SCHEDULE_ISSUES"),
            rest::rank,
        )
        .get(NONE, Needs::Nothing, rest::issues_without)
        .asked(asked::ISSUES)
        .post(NONE, edit, rest::remove_issues)
}
