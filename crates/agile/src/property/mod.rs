//! What programs keep with a board or a sprint: any JSON, under a key.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/agile/1.0/board/{boardId}/properties` | to see the board | the keys |
//! | `GET /rest/agile/1.0/board/{boardId}/properties/{propertyKey}` | to see the board | |
//! | `PUT /rest/agile/1.0/board/{boardId}/properties/{propertyKey}` | its owner, Jira administrator | 201, then 200 |
//! | `DELETE /rest/agile/1.0/board/{boardId}/properties/{propertyKey}` | the same | 204 |
//! | `GET /rest/agile/1.0/sprint/{sprintId}/properties` | to see the sprint | the keys |
//! | `GET /rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}` | to see the sprint | |
//! | `PUT /rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}` | Manage Sprints | 201, then 200 |
//! | `DELETE /rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}` | Manage Sprints | 204 |
//!
//! Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const BOARD: &str = "/rest/agile/1.0/board/{boardId}/properties/{propertyKey}";
    const SPRINT: &str = "/rest/agile/1.0/sprint/{sprintId}/properties/{propertyKey}";
    let manage = Needs::Project("MANAGE_SPRINTS_PERMISSION");
    Routes::of("agile/property")
        .get(
            "/rest/agile/1.0/board/{boardId}/properties",
            Needs::Nothing,
            rest::list_of_board,
        )
        .get(BOARD, Needs::Nothing, rest::get_of_board)
        .put(BOARD, Needs::SignIn, rest::set_of_board)
        .delete(BOARD, Needs::SignIn, rest::delete_of_board)
        .get(
            "/rest/agile/1.0/sprint/{sprintId}/properties",
            Needs::Nothing,
            rest::list_of_sprint,
        )
        .get(SPRINT, Needs::Nothing, rest::get_of_sprint)
        .put(SPRINT, manage, rest::set_of_sprint)
        .delete(SPRINT, manage, rest::delete_of_sprint)
}
