//! Permission of others, explained: for those who answer for a project.
//!
//! Judged by the policy the caller's request is judged by. The proofs needed say that the caller
//! administers the project, and sees the issue if one is concerned: of what one may not see nothing is
//! explained.

use model::permission::may::{AdministerProjects, BrowseProjects};
use model::{GlobalPermission, GroupId, ProjectId, ProjectPermission};
use policy::{Explanation, Question, Remedy, Subject, Surroundings};

use super::{
    Granted, IssueRef, ProjectRef, administers, has_global, subject_of, viewable_projects,
};
use crate::refs::UserRef;
use crate::{Cx, Result};

/// Whom and what an explanation is about.
pub struct Examined<'a> {
    /// The project, which the caller administers.
    pub project: &'a Granted<ProjectRef, AdministerProjects>,
    /// The issue of the project, which the caller sees, if one is concerned.
    pub issue: Option<&'a Granted<IssueRef, BrowseProjects>>,
    /// Whose permission it is; `None` is who has not signed in.
    pub user: Option<&'a UserRef>,
    /// The permission.
    pub permission: ProjectPermission,
}

/// What comes out.
pub struct Examination {
    /// The verdict and its conditions.
    pub explanation: Explanation,
    /// What would make the answer yes, what gives least besides first. Other projects are counted as far
    /// as the caller may know of them.
    pub remedies: Vec<Remedy>,
    /// Whether the user is somebody who may sign in: otherwise what they hold is of no use to them.
    pub may_log_in: bool,
}

/// Returns whether the caller administers Jira or any project: who does may ask.
#[must_use]
pub fn may_examine(cx: &Cx) -> bool {
    has_global(cx, GlobalPermission::Administer)
        || viewable_projects(cx)
            .ids()
            .iter()
            .any(|id| administers(cx, *id))
}

/// Explains a permission of somebody. An issue of another project than the one proven is taken for none.
///
/// # Errors
/// When the database cannot be read.
pub async fn examine(cx: &Cx, tx: &mut db::Tx, examined: &Examined<'_>) -> Result<Examination> {
    let subject = match examined.user {
        Some(user) => subject_of(tx, user.id).await?,
        None => Subject::anonymous(),
    };
    let project = examined.project.id;
    let issue = examined.issue.filter(|issue| issue.project == project);
    let permission = examined.permission;
    let facts = issue.map(|issue| issue.facts());
    let explanation = match &facts {
        Some(facts) => cx
            .policy
            .explain_issue(&subject, project, facts, permission),
        None => cx.policy.explain_project(&subject, project, permission),
    };
    let remedies = if explanation.allowed {
        Vec::new()
    } else {
        let known = known_projects(cx);
        let question = Question {
            subject: &subject,
            project,
            facts,
            permission,
        };
        let around = Surroundings {
            applications: &applications(tx).await?,
            projects: known.as_deref(),
        };
        cx.policy.remedies(question, around)
    };
    Ok(Examination {
        explanation,
        remedies,
        may_log_in: examined.user.is_none() || cx.policy.may_log_in(&subject),
    })
}

/// Returns the projects the caller may be told of; `None` is all.
fn known_projects(cx: &Cx) -> Option<Vec<ProjectId>> {
    if has_global(cx, GlobalPermission::Administer) {
        return None;
    }
    Some(viewable_projects(cx).ids().to_vec())
}

async fn applications(tx: &mut db::Tx) -> Result<Vec<(GroupId, String)>> {
    let sql = "select group_id, role_key from application_role_group order by group_id, role_key";
    Ok(tx
        .rows(sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await?)
}
