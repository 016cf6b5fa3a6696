//! Issues as boards see them: with their epic and sprints, ranked, estimated.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/agile/1.0/issue/{issueIdOrKey}` | BROWSE_PROJECTS | `fields`, `expand` |
//! | `GET /rest/agile/1.0/issue/{issueIdOrKey}/estimation` | BROWSE_PROJECTS, to see the board | `boardId` |
//! | `PUT /rest/agile/1.0/issue/{issueIdOrKey}/estimation` | EDIT_ISSUES, to see the board | `boardId` |
//! | `PUT /rest/agile/1.0/issue/rank` | SCHEDULE_ISSUES | 204; 50 at once |
//!
//! Issues are ranked all or none: where the reference would answer 207 because one of several could not be
//! ranked, this answers with the refusal and has moved nothing (D-039). Quirks: none.

pub mod ops;
mod rest;
pub mod shown;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ESTIMATION: &str = "/rest/agile/1.0/issue/{issueIdOrKey}/estimation";
    let browse = Needs::Issue("BROWSE_PROJECTS");
    Routes::of("agile/issue")
        .get("/rest/agile/1.0/issue/{issueIdOrKey}", browse, rest::get)
        .asked(&["fields", "expand"])
        .get(ESTIMATION, browse, rest::get_estimation)
        .asked(&["boardId"])
        .put(
            ESTIMATION,
            Needs::Issue("EDIT_ISSUES"),
            rest::set_estimation,
        )
        .asked(&["boardId"])
        .put(
            "/rest/agile/1.0/issue/rank",
            Needs::Issue("SCHEDULE_ISSUES"),
            rest::rank,
        )
}
