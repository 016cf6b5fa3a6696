//! The questions, each with or without an explanation, and which requirements answer them.
//!
//! A decision and its explanation are the same walk; only what becomes of its steps differs. The
//! steps themselves are in [`crate::walk`].

use model::{GlobalPermission, ProjectId, ProjectPermission, RoleId, SecurityLevelId};

use crate::compile::Policy;
use crate::explain::{Explanation, Recorder, Requirement, Trace, Why};
use crate::subject::{IssueFacts, Subject};
use crate::walk::Walk;

/// The decisions.
impl Policy {
    /// Says whether the subject may sign in: an active user of some application, or an administrator.
    #[must_use]
    pub fn may_log_in(&self, subject: &Subject) -> bool {
        // Without an application an administrator could otherwise not repair what locked them out.
        subject.id().is_some()
            && subject.is_active()
            && (!subject.applications().is_empty()
                || self.global(subject, GlobalPermission::Administer))
    }

    /// Says whether the subject holds the global permission.
    #[must_use]
    pub fn global(&self, subject: &Subject, permission: GlobalPermission) -> bool {
        walk_global(self, subject, permission, &mut ())
    }

    /// Says whether the subject holds the permission in the project, if not on every issue there.
    #[must_use]
    pub fn project(
        &self,
        subject: &Subject,
        project: ProjectId,
        permission: ProjectPermission,
    ) -> bool {
        walk_project(self, subject, project, permission, &mut ())
    }

    /// Says whether the subject holds the permission on the issue of the project.
    #[must_use]
    pub fn issue(
        &self,
        subject: &Subject,
        project: ProjectId,
        facts: &IssueFacts<'_>,
        permission: ProjectPermission,
    ) -> bool {
        walk_issue(self, subject, project, facts, permission, &mut ())
    }

    /// Says whether the subject administers the project. An archived one is left to those who hold
    /// `ADMINISTER`, who alone can bring it back.
    #[must_use]
    pub fn administers(&self, subject: &Subject, project: ProjectId) -> bool {
        walk_administers(self, subject, project, &mut ())
    }

    /// Says whether the subject is in the project role, as themselves or through a group.
    #[must_use]
    pub fn in_role(&self, subject: &Subject, project: ProjectId, role: RoleId) -> bool {
        let Some(user) = subject.id().filter(|_| subject.is_active()) else {
            return false;
        };
        let role = self
            .find_project(project)
            .and_then(|known| known.role(role));
        role.is_some_and(|role| {
            role.users.binary_search(&user).is_ok()
                || role.groups.iter().any(|group| subject.is_in(*group))
        })
    }

    /// Says whether the subject is in the security level, for an issue with these facts; the level
    /// the issue has now is of no importance. Nobody is in a level of another project's scheme.
    #[must_use]
    pub fn level(
        &self,
        subject: &Subject,
        project: ProjectId,
        facts: &IssueFacts<'_>,
        level: SecurityLevelId,
    ) -> bool {
        walk_level(self, subject, project, facts, level, &mut ())
    }
}

/// The same decisions, explained.
impl Policy {
    /// Explains [`Self::global`].
    #[must_use]
    pub fn explain_global(&self, subject: &Subject, permission: GlobalPermission) -> Explanation {
        Trace::explain(|trace| walk_global(self, subject, permission, trace))
    }

    /// Explains [`Self::project`].
    #[must_use]
    pub fn explain_project(
        &self,
        subject: &Subject,
        project: ProjectId,
        permission: ProjectPermission,
    ) -> Explanation {
        Trace::explain(|trace| walk_project(self, subject, project, permission, trace))
    }

    /// Explains [`Self::issue`].
    #[must_use]
    pub fn explain_issue(
        &self,
        subject: &Subject,
        project: ProjectId,
        facts: &IssueFacts<'_>,
        permission: ProjectPermission,
    ) -> Explanation {
        Trace::explain(|trace| walk_issue(self, subject, project, facts, permission, trace))
    }

    /// Explains [`Self::administers`].
    #[must_use]
    pub fn explain_administers(&self, subject: &Subject, project: ProjectId) -> Explanation {
        Trace::explain(|trace| walk_administers(self, subject, project, trace))
    }
}

fn walk_global<R: Recorder>(
    policy: &Policy,
    subject: &Subject,
    permission: GlobalPermission,
    recorder: &mut R,
) -> bool {
    let mut walk = Walk::new(policy, subject, recorder);
    walk.require_active();
    walk.require(Requirement::Global(permission), |asking| {
        asking.global(permission);
    });
    walk.allowed
}

fn walk_project<R: Recorder>(
    policy: &Policy,
    subject: &Subject,
    project: ProjectId,
    permission: ProjectPermission,
    recorder: &mut R,
) -> bool {
    let mut walk = Walk::new(policy, subject, recorder);
    walk.require_active();
    let Some(project) = walk.require_project(project) else {
        return false;
    };
    walk.require_live(project, permission);
    walk.require_permission(project, None, permission);
    walk.allowed
}

fn walk_issue<R: Recorder>(
    policy: &Policy,
    subject: &Subject,
    project: ProjectId,
    facts: &IssueFacts<'_>,
    permission: ProjectPermission,
    recorder: &mut R,
) -> bool {
    let mut walk = Walk::new(policy, subject, recorder);
    walk.require_active();
    let Some(project) = walk.require_project(project) else {
        return false;
    };
    walk.require_live(project, permission);
    walk.require_live_issue(facts, permission);
    walk.require_permission(project, Some(facts), permission);
    if needs_browse(permission) {
        walk.require_permission(project, Some(facts), ProjectPermission::BrowseProjects);
    }
    if let Some(level) = facts.level {
        walk.require_level(project, facts, level);
    }
    walk.allowed
}

fn walk_administers<R: Recorder>(
    policy: &Policy,
    subject: &Subject,
    project: ProjectId,
    recorder: &mut R,
) -> bool {
    let mut walk = Walk::new(policy, subject, recorder);
    walk.require_active();
    let Some(project) = walk.require_project(project) else {
        return false;
    };
    walk.require(Requirement::Administration, |asking| {
        asking.global(GlobalPermission::Administer);
        if project.archived {
            asking.rule(Why::Archived);
        } else {
            asking.grants(project, None, ProjectPermission::AdministerProjects);
        }
    });
    walk.allowed
}

fn walk_level<R: Recorder>(
    policy: &Policy,
    subject: &Subject,
    project: ProjectId,
    facts: &IssueFacts<'_>,
    level: SecurityLevelId,
    recorder: &mut R,
) -> bool {
    let mut walk = Walk::new(policy, subject, recorder);
    walk.require_active();
    let Some(project) = walk.require_project(project) else {
        return false;
    };
    walk.require_level(project, facts, level);
    walk.allowed
}

/// Says whether the permission counts only on issues one sees.
fn needs_browse(permission: ProjectPermission) -> bool {
    // It says who may be chosen, and choosing somebody is how one shows them an issue where Browse
    // Projects is for the assignee.
    !matches!(
        permission,
        ProjectPermission::BrowseProjects | ProjectPermission::AssignableUser
    )
}
