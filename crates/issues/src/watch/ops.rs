//! What watching means.

use base::guard::{self, Granted, IssueRef};
use base::refs::{UserRef, user_by_name};
use base::{Cx, Result, Tx, messages};
use model::permission::may::BrowseProjects;
use model::{IssueId, ProjectPermission};
use serde_json::json;

use super::store;
use crate::again;

/// Makes the caller a watcher of what they create or comment on.
///
/// # Errors
/// When the database refuses.
pub async fn start(cx: &Cx, tx: &mut Tx, issue: IssueId) -> Result<()> {
    if let Some(user) = cx.user_id() {
        store::insert(tx, issue, user, cx.now())
            .await
            .map_err(again)?;
    }
    Ok(())
}

/// Makes somebody a watcher; the caller, if nobody is named.
///
/// # Errors
/// Not found for a user that there is not; Forbidden without the permission to add others; Invalid for
/// somebody who may not see the issue.
pub async fn add(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    name: Option<&str>,
) -> Result<()> {
    let caller = cx.signed_in()?;
    let name = name.unwrap_or(&caller.name);
    let user = find(cx, tx, issue, name).await?;
    if user.id != caller.id {
        let subject = guard::subject_of(tx, user.id).await?;
        let browse = ProjectPermission::BrowseProjects;
        if !user.active || !guard::other_on_issue(cx, &subject, issue, browse) {
            return Err(messages::watcher_cannot_see(&user.name));
        }
    }
    let is_new = store::insert(tx, issue.id, user.id, cx.now())
        .await
        .map_err(again)?;
    if is_new {
        event(cx, tx, "issue_watcher_added", issue, &user).await?;
    }
    Ok(())
}

/// Takes a watcher away. Who does not watch stays without a word.
///
/// # Errors
/// As [`add`].
pub async fn remove(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    name: &str,
) -> Result<()> {
    let user = find(cx, tx, issue, name).await?;
    if store::delete(tx, issue.id, user.id).await? {
        event(cx, tx, "issue_watcher_removed", issue, &user).await?;
    }
    Ok(())
}

/// Returns the user, if they are the caller or the caller manages the watchers.
async fn find(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, BrowseProjects>,
    name: &str,
) -> Result<UserRef> {
    let caller = cx.signed_in()?;
    if issue.is_archived {
        return Err(messages::issue_is_archived(&issue.key.to_string()));
    }
    let user = user_by_name(tx, name).await?;
    if user.as_ref().is_none_or(|user| user.id != caller.id) {
        let manage = ProjectPermission::ManageWatchers;
        if !guard::may_on_issue(cx, issue, manage) {
            let key = issue.key.to_string();
            return Err(messages::no_issue_permission(manage.name(), &key));
        }
    }
    user.ok_or_else(|| messages::no_such_watcher(name))
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    issue: &IssueRef,
    user: &UserRef,
) -> Result<()> {
    tx.event(cx, kind, &json!({ "issue": issue.id.0, "user": user.key }))
        .await
}
