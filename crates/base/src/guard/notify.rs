//! Permission of those whom the program tells what happens: who sees an issue, and what is said of it.
//!
//! Judged as if they asked themselves. Only the program may ask: what it reads for that is nobody's.

use model::{GroupId, IssueId, ProjectId, ProjectPermission, RoleId};
use policy::Subject;

use super::IssueRef;
use super::fields::field_facts;
use super::issue::find_by_ids;
use crate::{Actor, Cx, Result, messages};

/// Returns issues that something happened to, whoever may see them; those that are gone are left out.
///
/// # Errors
/// Unauthorized for anybody but the program itself; when the database cannot be read.
pub async fn issues_to_tell(cx: &Cx, tx: &mut db::Tx, ids: &[IssueId]) -> Result<Vec<IssueRef>> {
    if !matches!(cx.actor, Actor::Internal(_)) {
        return Err(messages::not_signed_in());
    }
    let mut found = find_by_ids(tx, ids.iter().map(|id| id.0).collect()).await?;
    let mut facts = field_facts(cx, tx, ids).await?;
    for issue in &mut found {
        issue.fields = facts.remove(&issue.id).unwrap_or_default();
    }
    Ok(found)
}

/// Returns whether somebody sees the issue.
#[must_use]
pub fn other_sees(cx: &Cx, other: &Subject, issue: &IssueRef) -> bool {
    let browse = ProjectPermission::BrowseProjects;
    cx.policy
        .issue(other, issue.project, &issue.facts(), browse)
}

/// Returns whether what is said for a group or a role of the project, or for all, is for somebody.
#[must_use]
pub fn is_for_other(
    cx: &Cx,
    other: &Subject,
    project: ProjectId,
    (group, role): (Option<GroupId>, Option<RoleId>),
) -> bool {
    match (group, role) {
        (None, None) => true,
        (group, role) => {
            group.is_some_and(|group| other.is_in(group))
                || role.is_some_and(|role| cx.policy.in_role(other, project, role))
        }
    }
}
