//! What moving a sub-task means.

use base::guard::{Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::IssueId;
use model::permission::may::EditIssues;
use serde_json::json;

use super::store;
use crate::read::seen_subtasks;

/// Moves the sub-task at one place to another, both among those that the caller sees.
///
/// # Errors
/// Invalid, if there is no such place.
pub async fn move_one(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, EditIssues>,
    original: Option<usize>,
    current: Option<usize>,
) -> Result<()> {
    let seen = seen_subtasks(cx, tx, issue.id).await?;
    let at = |place: Option<usize>| place.and_then(|place| seen.get(place).copied());
    let (Some(moved), Some(target)) = (at(original), at(current)) else {
        return Err(messages::no_such_place_of_subtasks(seen.len()));
    };
    if moved == target {
        return Ok(());
    }
    let mut all = store::in_order(tx, issue.id).await?;
    reorder(&mut all, moved, target);
    store::set_order(tx, &all).await?;
    let payload = json!({ "issue": issue.id.0, "subtask": moved.0 });
    tx.event(cx, "issue_subtasks_ordered", &payload).await
}

/// Puts one to where another is, which makes room towards where the first one was.
fn reorder(all: &mut Vec<IssueId>, moved: IssueId, target: IssueId) {
    // Before it is taken out: whoever goes down comes to stand behind the target.
    let Some(to) = all.iter().position(|id| *id == target) else {
        return;
    };
    all.retain(|id| *id != moved);
    all.insert(to.min(all.len()), moved);
}
