//! Boards: what a saved filter finds, to be planned and worked off.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/agile/1.0/board` | none: the boards whose filters the caller sees | `type`, `name`, `projectKeyOrId` |
//! | `POST /rest/agile/1.0/board` | signed in, to see the filter | 201 |
//! | `GET /rest/agile/1.0/board/{boardId}` | to see the filter | 404 otherwise |
//! | `DELETE /rest/agile/1.0/board/{boardId}` | its owner, Jira administrator | 204; 403 |
//! | `GET /rest/agile/1.0/board/{boardId}/configuration` | to see the board | columns are made of the workflows' statuses |
//! | `GET /rest/agile/1.0/board/{boardId}/issue` | to see the board; issues by Browse Projects | |
//! | `GET /rest/agile/1.0/board/{boardId}/backlog` | the same | not done, and in no sprint that is not closed |
//! | `GET /rest/agile/1.0/board/{boardId}/epic` | the same | epics that the filter finds; `done` |
//! | `GET /rest/agile/1.0/board/{boardId}/epic/none/issue` | the same | |
//! | `GET /rest/agile/1.0/board/{boardId}/epic/{epicId}/issue` | the same | |
//! | `GET /rest/agile/1.0/board/{boardId}/sprint` | to see the board | `state`; 400 on a Kanban board |
//! | `GET /rest/agile/1.0/board/{boardId}/sprint/{sprintId}/issue` | the same; issues by Browse Projects | |
//! | `GET /rest/agile/1.0/board/{boardId}/project` | to see the board | those the filter names |
//! | `GET /rest/agile/1.0/board/{boardId}/version` | the same | `released` |
//! | `GET /rest/agile/1.0/board/{boardId}/settings/refined-velocity` | to see the board | 404 before it was set |
//! | `PUT /rest/agile/1.0/board/{boardId}/settings/refined-velocity` | its owner, Jira administrator | 201, then 200 |
//!
//! Boards are seen through their filters (`search::filter`), anonymously too, and go with them; a filter that
//! a board shows cannot be deleted. A board has no shares of its own, so one made by somebody who may
//! share nothing is as private as its filter. Its columns are To Do, In Progress and Done, by the categories
//! of the statuses. The sprints of a board are those made on it and those with an issue of it. A Kanban
//! board leaves out what was released. Quirks: none.

pub mod ops;
mod rest;
pub mod store;
pub mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

use crate::asked::ISSUES;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/agile/1.0/board/{boardId}";
    const VELOCITY: &str = "/rest/agile/1.0/board/{boardId}/settings/refined-velocity";
    let see = Needs::Nothing;
    const PAGE: &[&str] = &["startAt", "maxResults"];
    Routes::of("agile/board")
        .get("/rest/agile/1.0/board", see, rest::list)
        .asked(&["startAt", "maxResults", "type", "name", "projectKeyOrId"])
        .post("/rest/agile/1.0/board", Needs::SignIn, rest::create)
        .get(ONE, see, rest::get)
        .delete(ONE, Needs::SignIn, rest::delete)
        .get(
            "/rest/agile/1.0/board/{boardId}/configuration",
            see,
            rest::configuration,
        )
        .get("/rest/agile/1.0/board/{boardId}/issue", see, rest::issues)
        .asked(ISSUES)
        .get(
            "/rest/agile/1.0/board/{boardId}/backlog",
            see,
            rest::backlog,
        )
        .asked(ISSUES)
        .get("/rest/agile/1.0/board/{boardId}/epic", see, rest::epics)
        .asked(&["startAt", "maxResults", "done"])
        .get(
            "/rest/agile/1.0/board/{boardId}/epic/none/issue",
            see,
            rest::issues_without_epic,
        )
        .asked(ISSUES)
        .get(
            "/rest/agile/1.0/board/{boardId}/epic/{epicId}/issue",
            see,
            rest::issues_of_epic,
        )
        .asked(ISSUES)
        .get("/rest/agile/1.0/board/{boardId}/sprint", see, rest::sprints)
        .asked(&["startAt", "maxResults", "state"])
        .get(
            "/rest/agile/1.0/board/{boardId}/sprint/{sprintId}/issue",
            see,
            rest::issues_of_sprint,
        )
        .asked(ISSUES)
        .get(
            "/rest/agile/1.0/board/{boardId}/project",
            see,
            rest::projects,
        )
        .asked(PAGE)
        .get(
            "/rest/agile/1.0/board/{boardId}/version",
            see,
            rest::versions,
        )
        .asked(&["startAt", "maxResults", "released"])
        .get(VELOCITY, see, rest::get_velocity)
        .put(VELOCITY, Needs::SignIn, rest::set_velocity)
}
