//! What voting means.

use base::guard::{Granted, IssueRef};
use base::{Cx, Result, SignedIn, Tx, messages};
use model::permission::may::BrowseProjects;
use serde_json::json;

use super::store;
use crate::again;

/// Votes for an issue.
///
/// # Errors
/// Not found, as the reference has it, for an issue one has reported and for a resolved one.
pub async fn vote(cx: &Cx, tx: &mut Tx, issue: &Granted<IssueRef, BrowseProjects>) -> Result<()> {
    let caller = voter(cx, tx, issue).await?;
    let is_new = store::insert(tx, issue.id, caller.id, cx.now())
        .await
        .map_err(again)?;
    if is_new {
        event(cx, tx, "issue_vote_added", issue, caller).await?;
    }
    Ok(())
}

/// Takes one's vote back. Without one nothing happens.
///
/// # Errors
/// As [`vote`].
pub async fn unvote(cx: &Cx, tx: &mut Tx, issue: &Granted<IssueRef, BrowseProjects>) -> Result<()> {
    let caller = voter(cx, tx, issue).await?;
    if store::delete(tx, issue.id, caller.id).await? {
        event(cx, tx, "issue_vote_removed", issue, caller).await?;
    }
    Ok(())
}

/// Returns the caller, if they have a say.
async fn voter<'a>(cx: &'a Cx, tx: &mut Tx, issue: &IssueRef) -> Result<&'a SignedIn> {
    let caller = cx.signed_in()?;
    if issue.is_archived {
        return Err(messages::issue_is_archived(&issue.key.to_string()));
    }
    if issue.reporter == Some(caller.id) {
        return Err(messages::no_vote_for_own_issue());
    }
    match store::is_resolved(tx, issue.id).await? {
        Some(false) => Ok(caller),
        Some(true) => Err(messages::no_vote_on_resolved_issue()),
        None => Err(messages::no_such_issue()),
    }
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    issue: &IssueRef,
    caller: &SignedIn,
) -> Result<()> {
    let payload = json!({ "issue": issue.id.0, "user": caller.key });
    tx.event(cx, kind, &payload).await
}
