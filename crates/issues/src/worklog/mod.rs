//! The work logged on an issue, and what it does to the estimate of what remains.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/worklog` | BROWSE_PROJECTS | all that one may see |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/worklog` | WORK_ON_ISSUES | 201; `adjustEstimate`, `newEstimate`, `reduceBy` |
//! | `GET /rest/api/2/issue/{issueIdOrKey}/worklog/{id}` | BROWSE_PROJECTS | 404 for one not to be seen |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/worklog/{id}` | EDIT_ALL_WORKLOGS, or EDIT_OWN_WORKLOGS for one's own | 200 |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}/worklog/{id}` | DELETE_ALL_WORKLOGS, or DELETE_OWN_WORKLOGS for one's own | 204; `increaseBy` |
//! | `GET /rest/api/2/worklog/updated` | sign-in; what one may see | a thousand at a time; none of the last minute |
//! | `GET /rest/api/2/worklog/deleted` | sign-in | ids only |
//! | `POST /rest/api/2/worklog/list` | sign-in; what one may see | at most a thousand ids |
//!
//! A worklog may be for a group or a project role only, as a comment may. Quirks: none.

mod adjust;
mod changes;
mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

pub use changes::told;

use base::route::{Needs, Routes};

pub(crate) use adjust::{Adjust, Asked};
pub(crate) use ops::{create, create_all, delete, find, first_of_issues, update};
pub(crate) use store::{WorklogRow, found};
pub(crate) use wire::{GivenWorklog, Worklog, WorklogPage};

const LIST: &str = "/rest/api/2/issue/{issueIdOrKey}/worklog";
const ONE: &str = "/rest/api/2/issue/{issueIdOrKey}/worklog/{id}";

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/worklog")
        .get(LIST, Needs::Issue("BROWSE_PROJECTS"), rest::list)
        .post(LIST, Needs::Issue("WORK_ON_ISSUES"), rest::create)
        .get(ONE, Needs::Issue("BROWSE_PROJECTS"), rest::get)
        .put(ONE, Needs::Issue("EDIT_OWN_WORKLOGS"), rest::update)
        .delete(ONE, Needs::Issue("DELETE_OWN_WORKLOGS"), rest::delete)
        .get(
            "/rest/api/2/worklog/updated",
            Needs::SignIn,
            changes::updated,
        )
        .get(
            "/rest/api/2/worklog/deleted",
            Needs::SignIn,
            changes::deleted,
        )
        .post("/rest/api/2/worklog/list", Needs::SignIn, changes::list)
}
