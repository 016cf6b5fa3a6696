//! What archiving an issue means.

use base::audit::{Entry, Object};
use base::guard::{Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::IssueId;
use model::permission::may::{ArchiveIssues, RestoreIssues};
use serde_json::json;

use super::store;

/// Archives issues, with their sub-tasks.
///
/// # Errors
/// When the database refuses.
pub async fn archive(
    cx: &Cx,
    tx: &mut Tx,
    issues: &[Granted<IssueRef, ArchiveIssues>],
) -> Result<()> {
    let ids: Vec<IssueId> = issues.iter().map(|issue| issue.id).collect();
    let changed = store::archive(tx, &ids, cx.user_id(), cx.now()).await?;
    let keys: Vec<String> = issues.iter().map(|issue| issue.key.to_string()).collect();
    audit(cx, tx, "Issue archived", &ids, &keys.join(", ")).await?;
    event(cx, tx, "issues_archived", &changed).await
}

/// Brings an issue back, with the sub-tasks that went with it.
///
/// # Errors
/// Forbidden, if it is not archived, or if what it is a part of is.
pub async fn restore(cx: &Cx, tx: &mut Tx, issue: &Granted<IssueRef, RestoreIssues>) -> Result<()> {
    let key = issue.key.to_string();
    if !issue.is_archived {
        return Err(messages::issue_is_not_archived(&key));
    }
    if store::has_archived_parent(tx, issue.id).await? {
        return Err(messages::parent_is_archived(&key));
    }
    let changed = store::restore(tx, issue.id).await?;
    audit(cx, tx, "Issue restored", &[issue.id], &key).await?;
    event(cx, tx, "issues_restored", &changed).await
}

async fn audit(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    ids: &[IssueId],
    name: &str,
) -> Result<()> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let entry = Entry {
        category: "issues",
        summary,
        object: Object {
            kind: "ISSUE",
            id: ids.join(", "),
            name,
        },
        changes: Vec::new(),
    };
    tx.audit(cx, entry).await
}

async fn event(cx: &Cx, tx: &mut Tx, kind: &'static str, issues: &[IssueId]) -> Result<()> {
    let issues: Vec<i64> = issues.iter().map(|id| id.0).collect();
    tx.event(cx, kind, &json!({ "issues": issues })).await
}
