//! Sprints: planned, running, closed; and the issues that are moved into them and out of them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/agile/1.0/sprint` | Manage Sprints in the board's projects | 201 |
//! | `GET /rest/agile/1.0/sprint/{sprintId}` | to see its board, or one of its issues | 404 otherwise |
//! | `PUT /rest/agile/1.0/sprint/{sprintId}` | Manage Sprints, or less for some changes | what is left out goes |
//! | `POST /rest/agile/1.0/sprint/{sprintId}` | the same | what is left out stays |
//! | `DELETE /rest/agile/1.0/sprint/{sprintId}` | Manage Sprints | 204; only future ones |
//! | `GET /rest/agile/1.0/sprint/{sprintId}/issue` | to see it; issues by Browse Projects | |
//! | `POST /rest/agile/1.0/sprint/{sprintId}/issue` | Edit and Schedule Issues | 204; 50 at once |
//! | `POST /rest/agile/1.0/sprint/{sprintId}/swap` | Manage Sprints for both | 204 |
//! | `PUT /rest/agile/1.0/sprint/unmap` | Jira administrator | 204 |
//! | `PUT /rest/agile/1.0/sprint/unmap-all` | Jira administrator | 204 |
//! | `POST /rest/agile/1.0/backlog/issue` | Edit and Schedule Issues | 204; 50 at once |
//!
//! A sprint is managed by who holds Manage Sprints in every project of the board it was made on; in every
//! project there is, if the board's filter does not say which those are; in those of its issues, if the board is
//! gone. Start/Complete Sprints is enough to do just that, Edit Sprints for name and goal. A future
//! sprint is started (with both dates), an active one closed, and that is all: what is closed does not
//! change, and what was not done in it is in the backlog then. D-038: none starts or ends by itself.
//! Quirks: none.

pub mod ops;
mod rest;
mod store;
pub mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

use crate::asked;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/agile/1.0/sprint/{sprintId}";
    const ISSUES: &str = "/rest/agile/1.0/sprint/{sprintId}/issue";
    let manage = Needs::Project("MANAGE_SPRINTS_PERMISSION");
    let schedule = Needs::Issue("SCHEDULE_ISSUES");
    let administer = Needs::Global("ADMINISTER");
    Routes::of("agile/sprint")
        .post("/rest/agile/1.0/sprint", manage, rest::create)
        .get(ONE, Needs::Nothing, rest::get)
        .put(ONE, manage, rest::replace)
        .post(ONE, manage, rest::change)
        .delete(ONE, manage, rest::delete)
        .get(ISSUES, Needs::Nothing, rest::issues)
        .asked(asked::ISSUES)
        .post(ISSUES, schedule, rest::add_issues)
        .post("/rest/agile/1.0/sprint/{sprintId}/swap", manage, rest::swap)
        .put("/rest/agile/1.0/sprint/unmap", administer, rest::unmap)
        .put(
            "/rest/agile/1.0/sprint/unmap-all",
            administer,
            rest::unmap_all,
        )
        .post("/rest/agile/1.0/backlog/issue", schedule, rest::to_backlog)
}
