//! Issues: making, showing, changing and deleting them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/api/2/issue` | CREATE_ISSUES | 201; 400 with `errors.project` without the permission |
//! | `POST /rest/api/2/issue/bulk` | CREATE_ISSUES | 201 with those made; 400 if none was |
//! | `GET /rest/api/2/issue/{issueIdOrKey}` | BROWSE_PROJECTS | `fields`, `expand` |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}` | EDIT_ISSUES, and one more for some fields | 204 |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}` | DELETE_ISSUES | 204; 400 with sub-tasks and no `deleteSubtasks=true` |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/assignee` | ASSIGN_ISSUES | 204 |
//!
//! An edit that changes nothing leaves no trace. How an issue is shown is in [`read`](crate::read).
//! Quirks: none.

mod bulk;
pub(crate) mod given;
pub(crate) mod ops;
mod rest;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::error::Problems;
use base::guard::{Granted, IssueRef};
use base::route::{Needs, Routes};
use base::{Cx, Result, Tx};
use model::permission::may::EditIssues;
use serde_json::{Map, Value};

pub(crate) use wire::GivenIssue;

/// Changes fields of an issue as an edit does: by their names in requests, but whatever the screen. A board sets
/// estimates and what is known of an epic so.
///
/// # Errors
/// Invalid, with all that is wrong.
pub async fn edit_fields(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, EditIssues>,
    fields: Map<String, Value>,
) -> Result<()> {
    let mut problems = Problems::default();
    let given = GivenIssue {
        fields: Some(fields),
        update: None,
    };
    let mut given = given::read(given, &mut problems);
    given.named.clear();
    ops::edit(cx, tx, issue, given, problems).await
}

const ONE: &str = "/rest/api/2/issue/{issueIdOrKey}";

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/issue")
        .post(
            "/rest/api/2/issue",
            Needs::Project("CREATE_ISSUES"),
            rest::create,
        )
        .post(
            "/rest/api/2/issue/bulk",
            Needs::Project("CREATE_ISSUES"),
            bulk::create,
        )
        .get(ONE, Needs::Issue("BROWSE_PROJECTS"), rest::get)
        .asked(&["fields", "expand"])
        .put(ONE, Needs::Issue("EDIT_ISSUES"), rest::update)
        .delete(ONE, Needs::Issue("DELETE_ISSUES"), rest::delete)
        .put(
            "/rest/api/2/issue/{issueIdOrKey}/assignee",
            Needs::Issue("ASSIGN_ISSUES"),
            rest::assign,
        )
}
