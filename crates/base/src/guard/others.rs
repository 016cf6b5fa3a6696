//! Permission of others: who may be assigned, who sees an issue, whose account may be changed.
//!
//! Judged by the policy the caller's request is judged by. What comes out is for showing or leaving
//! out people, and for rules such as "the assignee must be assignable"; it is no proof of what the
//! caller may.

use std::collections::HashMap;

use model::{GlobalPermission, GroupId, ProjectId, ProjectPermission, UserId};
use policy::{IssueFacts, Subject};

use super::{Granted, IssueRef, ProjectRef, ViewableProjects, administrator, subject_of};
use crate::refs::UserRef;
use crate::{Cx, Result, messages};

/// The right to change an account: to edit, rename, deactivate or delete its user.
#[derive(Clone, Copy, Debug)]
pub struct ChangeAccount;

/// Returns the user with proof that the caller may change their account.
///
/// # Errors
/// Unauthorized or Forbidden for who is no administrator; Forbidden also where the user is a system
/// administrator and the caller is not.
pub async fn account(
    cx: &Cx,
    tx: &mut db::Tx,
    user: UserRef,
) -> Result<Granted<UserRef, ChangeAccount>> {
    administrator(cx)?;
    // Otherwise a Jira administrator would set a system administrator's password and be one.
    if !cx.policy.global(&cx.subject, GlobalPermission::SystemAdmin) {
        let subject = subject_of(tx, user.id).await?;
        // Asked as if they were active: a deactivated one has only to be activated again.
        let subject = Subject::user(
            user.id,
            true,
            subject.groups().to_vec(),
            subject.applications().to_vec(),
        );
        if cx.policy.global(&subject, GlobalPermission::SystemAdmin) {
            return Err(messages::not_for_administrators());
        }
    }
    Ok(Granted::new(user))
}

/// The right to read and change what is kept with a user: properties, columns.
#[derive(Clone, Copy, Debug)]
pub struct KeepWith;

/// Returns the user with proof that the caller may read and change what is kept with them: their own, or
/// as an administrator anybody's whose account they may change.
///
/// # Errors
/// As [`account`].
pub async fn keep_with(
    cx: &Cx,
    tx: &mut db::Tx,
    user: UserRef,
) -> Result<Granted<UserRef, KeepWith>> {
    if cx.user_id() == Some(user.id) {
        return Ok(Granted::new(user));
    }
    let user = account(cx, tx, user).await?;
    Ok(Granted::new(user.into_inner()))
}

/// Refuses who may not change the members of a group: of one that makes system administrators, only
/// these may.
///
/// # Errors
/// Forbidden.
pub fn members_of(cx: &Cx, group: GroupId) -> Result<()> {
    let member = Subject::user(UserId(0), true, vec![group], Vec::new());
    let makes = cx.policy.global(&member, GlobalPermission::SystemAdmin);
    if makes && !cx.policy.global(&cx.subject, GlobalPermission::SystemAdmin) {
        return Err(messages::not_for_administrators());
    }
    Ok(())
}

/// Returns whether somebody else holds a permission in the project, issue-dependent holders taken
/// optimistically.
#[must_use]
pub fn other_in_project<P>(
    cx: &Cx,
    other: &Subject,
    project: &Granted<ProjectRef, P>,
    permission: ProjectPermission,
) -> bool {
    cx.policy.project(other, project.id, permission)
}

/// Returns whether somebody else holds a permission in a project the caller may know of, issue-dependent
/// holders taken optimistically: for lists that go over several projects.
#[must_use]
pub fn other_in_viewable(
    cx: &Cx,
    other: &Subject,
    viewable: &ViewableProjects,
    project: ProjectId,
    permission: ProjectPermission,
) -> bool {
    viewable.has(project) && cx.policy.project(other, project, permission)
}

/// Returns whether somebody else holds a permission for the issue. Who may not sign in holds none.
#[must_use]
pub fn other_on_issue<P>(
    cx: &Cx,
    other: &Subject,
    issue: &Granted<IssueRef, P>,
    permission: ProjectPermission,
) -> bool {
    cx.policy.may_log_in(other)
        && cx
            .policy
            .issue(other, issue.project, &issue.facts(), permission)
}

/// Returns whether the issue may be assigned to somebody. They are judged as if it were, since
/// being the assignee may be what shows them the issue.
#[must_use]
pub fn may_be_assigned<P>(cx: &Cx, other: &Subject, issue: &Granted<IssueRef, P>) -> bool {
    other.id().is_some_and(|id| {
        let facts = issue.facts().assigned_to(id);
        cx.policy.issue(
            other,
            issue.project,
            &facts,
            ProjectPermission::AssignableUser,
        )
    })
}

/// Returns whether an issue with these facts, which is yet to be created in the project, may be
/// assigned to somebody.
#[must_use]
pub fn may_be_assigned_new<P>(
    cx: &Cx,
    other: &Subject,
    project: &Granted<ProjectRef, P>,
    facts: IssueFacts<'_>,
) -> bool {
    other.id().is_some_and(|id| {
        cx.policy.issue(
            other,
            project.id,
            &facts.assigned_to(id),
            ProjectPermission::AssignableUser,
        )
    })
}

/// Returns several users as the policy sees them, in three queries however many there are. Users
/// who are not there are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn subjects_of(
    tx: &mut db::Tx,
    users: impl IntoIterator<Item = UserId>,
) -> Result<HashMap<UserId, Subject>> {
    let mut ids: Vec<i64> = users.into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let dialect = tx.dialect();
    let actives: Vec<(UserId, bool)> = tx
        .rows(
            &format!(
                "select id, active from app_user where {}",
                dialect.is_one_of("id", 1)
            ),
            &[ids.clone().into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    let memberships: Vec<(UserId, GroupId)> = tx
        .rows(
            &format!(
                "select user_id, group_id from membership where {}",
                dialect.is_one_of("user_id", 1)
            ),
            &[ids.into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    let applications: Vec<(GroupId, String)> = tx
        .rows(
            "select group_id, role_key from application_role_group",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    let mut groups: HashMap<UserId, Vec<GroupId>> = HashMap::new();
    for (user, group) in memberships {
        groups.entry(user).or_default().push(group);
    }
    let subjects = actives.into_iter().map(|(user, active)| {
        let groups = groups.remove(&user).unwrap_or_default();
        let keys = applications
            .iter()
            .filter(|(group, _)| groups.contains(group))
            .map(|(_, key)| key.clone());
        let keys = keys.collect();
        (user, Subject::user(user, active, groups, keys))
    });
    Ok(subjects.collect())
}
