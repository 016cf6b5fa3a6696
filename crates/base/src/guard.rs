//! Where permission is asked for. What comes out is a value that says it was granted; the functions that
//! read and change things take that value and not a bare id, so code that forgot to ask does not compile.
//!
//! Refusals: 401 for nobody, 404 where the thing itself is secret, 403 otherwise. What one may not see
//! does not exist.

mod explain;
mod fields;
mod issue;
pub(crate) mod load;
mod notify;
mod others;
mod project;
mod setup;
mod subject;
mod websudo;

use std::marker::PhantomData;
use std::ops::Deref;

use model::permission::may::{GlobalRight, global};
use model::{GlobalPermission, ProjectId, ProjectPermission};

pub use explain::{Examination, Examined, examine, may_examine};
pub use fields::{FieldFacts, field_facts};
pub use issue::{IssueRef, issue, issue_by_id, issues, may_on_issue};
pub use load::{READ_ONLY, read_holder};
pub use notify::{is_for_other, issues_to_tell, other_sees};
pub use others::{
    ChangeAccount, KeepWith, account, keep_with, may_be_assigned, may_be_assigned_new, members_of,
    other_in_project, other_in_viewable, other_on_issue, subjects_of,
};
pub use project::{ProjectRef, View, create_in, project, project_to_view};
pub use setup::{FirstRun, first_run, is_first_run};
pub use subject::{may_log_in, signed_in, subject_of};
pub use websudo::{SECURE_SECONDS, has_secure_session, keep_secure_session};

use crate::{Cx, Result, messages};

/// Proof that the caller holds the global permission `P`.
#[derive(Clone, Copy, Debug)]
pub struct Global<P>(PhantomData<P>);

/// Proof that the caller may do `P` with this `R`, and the `R` itself as it was read to find out.
#[derive(Clone, Debug)]
pub struct Granted<R, P> {
    resource: R,
    right: PhantomData<P>,
}

impl<R, P> Granted<R, P> {
    fn new(resource: R) -> Self {
        Self {
            resource,
            right: PhantomData,
        }
    }

    /// Returns the resource without the proof.
    pub fn into_inner(self) -> R {
        self.resource
    }
}

impl<R, P> Deref for Granted<R, P> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.resource
    }
}

/// Returns proof of a global permission.
///
/// # Errors
/// Unauthorized for anonymous callers who lack it, Forbidden for others.
pub fn global<P: GlobalRight>(cx: &Cx) -> Result<Global<P>> {
    if cx.policy.global(&cx.subject, P::PERMISSION) {
        return Ok(Global(PhantomData));
    }
    cx.signed_in()?;
    Err(match P::PERMISSION {
        GlobalPermission::Administer => messages::not_an_administrator(),
        other => messages::no_global_permission(other.name()),
    })
}

/// Returns proof that the caller is a Jira administrator: shorthand for the most frequent one.
///
/// # Errors
/// Unauthorized for anonymous callers, Forbidden for others.
pub fn administrator(cx: &Cx) -> Result<Global<global::Administer>> {
    global(cx)
}

/// Returns whether the caller holds a global permission: for what is merely shown or left out by it.
#[must_use]
pub fn has_global(cx: &Cx, permission: GlobalPermission) -> bool {
    cx.policy.global(&cx.subject, permission)
}

/// Returns whether the caller holds a permission in a project, issue-dependent holders taken
/// optimistically: for what is merely shown or left out by it.
#[must_use]
pub fn has_in_project(cx: &Cx, project: ProjectId, permission: ProjectPermission) -> bool {
    cx.policy.project(&cx.subject, project, permission)
}

/// Returns whether the caller holds a permission in some project they may see, issue-dependent holders taken
/// optimistically: for what is merely shown or left out by it. Asks the database nothing.
#[must_use]
pub fn has_somewhere(cx: &Cx, permission: ProjectPermission) -> bool {
    cx.policy.somewhere(&cx.subject, permission)
}

/// Returns whether the caller holds a permission for an issue known by its facts only, such as a row of
/// a list: for what is merely shown or left out by it. Asks the database nothing.
#[must_use]
pub fn may(
    cx: &Cx,
    project: ProjectId,
    facts: &policy::IssueFacts<'_>,
    permission: ProjectPermission,
) -> bool {
    cx.policy.issue(&cx.subject, project, facts, permission)
}

/// Returns whether the caller administers the project (or Jira).
#[must_use]
pub fn administers(cx: &Cx, project: ProjectId) -> bool {
    cx.policy.administers(&cx.subject, project)
}

/// Returns whether the caller is in a group: what comments with a visibility ask.
#[must_use]
pub fn is_in_group(cx: &Cx, group: model::GroupId) -> bool {
    cx.subject.is_in(group)
}

/// Returns whether the caller is in a role of a project, as themselves or through a group.
#[must_use]
pub fn is_in_role(cx: &Cx, project: ProjectId, role: model::RoleId) -> bool {
    cx.policy.in_role(&cx.subject, project, role)
}

/// What the caller may see of which projects, to become part of a search's SQL.
#[derive(Clone, Debug)]
pub struct Visible {
    /// Per project: all issues, or those where the caller is reporter, assignee and so on; and levels.
    pub issues: policy::Visibility,
}

/// Returns what the caller may see.
#[must_use]
pub fn visible(cx: &Cx) -> Visible {
    Visible {
        issues: cx.policy.visibility(&cx.subject),
    }
}

/// The projects whose existence the caller may know: those they browse or administer.
#[derive(Clone, Debug)]
pub struct ViewableProjects(Vec<ProjectId>);

impl ViewableProjects {
    /// Returns their ids, sorted.
    #[must_use]
    pub fn ids(&self) -> &[ProjectId] {
        &self.0
    }

    /// Returns whether the project is one of them.
    #[must_use]
    pub fn has(&self, project: ProjectId) -> bool {
        self.0.binary_search(&project).is_ok()
    }
}

/// Returns the projects whose existence the caller may know.
#[must_use]
pub fn viewable_projects(cx: &Cx) -> ViewableProjects {
    ViewableProjects(cx.policy.viewable(&cx.subject))
}
