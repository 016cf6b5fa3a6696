//! What making, changing and deleting issues means.

mod choices;
mod create;
mod edit;
mod labels;

use base::guard::{Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::DeleteIssues;
use serde_json::json;

use super::store;
use crate::again;

pub(crate) use choices::resolution;
pub use create::create;
pub use edit::{assign, edit};
pub(crate) use edit::{assignee, save};

/// Deletes an issue, with its sub-tasks if that is asked for.
///
/// # Errors
/// Invalid, if there are sub-tasks and they are not to be deleted.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, DeleteIssues>,
    with_subtasks: bool,
) -> Result<()> {
    let subtasks = store::subtasks(tx, issue.id).await?;
    if !subtasks.is_empty() && !with_subtasks {
        return Err(messages::has_subtasks(&issue.key.to_string()));
    }
    store::delete(tx, issue.id).await.map_err(again)?;
    let subtasks: Vec<i64> = subtasks.iter().map(|id| id.0).collect();
    let payload = json!({
        "issue": issue.id.0, "key": issue.key.to_string(), "project": issue.project.0, "subtasks": subtasks,
    });
    tx.event(cx, "issue_deleted", &payload).await
}
