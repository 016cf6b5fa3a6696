//! Jira Software: boards, backlogs, sprints, epics and ranking, under `/rest/agile/1.0`.
//!
//! Not here: what an issue itself has of a plan (rank, epic, sprints), which is in `issues::planning`; how
//! issues are found, which is in `search`: a board shows what a saved filter finds, in the order of rank.

mod asked;
mod board;
mod epic;
mod issue;
mod property;
mod sprint;
mod wire;

#[cfg(test)]
mod tests;

use base::route::Routes;

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    board::routes()
        .and(epic::routes())
        .and(issue::routes())
        .and(sprint::routes())
        .and(property::routes())
}
