//! Does a holder mean this subject? The innermost question, for grants and security levels alike.

use model::{GroupId, ProjectPermission, RoleId, UserId};

use crate::compile::{Policy, Project};
use crate::config::Holder;
use crate::explain::Why;
use crate::subject::{IssueFacts, Subject};

/// What a holder is looked at against.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) project: &'a Project,
    /// The issue; without one its holders match optimistically.
    pub(crate) facts: Option<&'a IssueFacts<'a>>,
    /// The permission the holder was granted; `None` for a security level.
    pub(crate) permission: Option<ProjectPermission>,
}

impl Policy {
    pub(crate) fn why(&self, holder: &Holder, scene: &Scene<'_>) -> Why {
        let subject = scene.subject;
        let Some(user) = subject.id() else {
            // Nobody is in a group, in a role or in a field, also where a field is empty.
            return if *holder == Holder::Anyone {
                Why::Anyone
            } else {
                Why::NotSignedIn
            };
        };
        match holder {
            Holder::Anyone => Why::Anyone,
            Holder::LoggedIn => Why::SignedIn,
            Holder::ProjectLead => when(scene.project.lead == Some(user), Why::IsLead),
            Holder::User(id) => when(*id == user, Why::IsUser),
            Holder::Group(id) => when(subject.is_in(*id), Why::MemberOfGroup(*id)),
            Holder::Role(id) => scene.why_in_role(user, *id),
            Holder::Application(key) => when(subject.uses(key), Why::UsesApplication),
            Holder::Reporter => scene.why_reporter(user),
            Holder::Assignee => scene.why_assignee(user),
            Holder::UserField(field) => scene.on_issue(|facts| {
                let found = facts.user_fields.contains(&(*field, user));
                when(found, Why::InUserField(*field))
            }),
            Holder::GroupField(field) => scene.on_issue(|facts| {
                let in_field = facts.group_fields.iter().filter(|(f, _)| f == field);
                let shared = in_field
                    .map(|(_, group)| *group)
                    .find(|group| subject.is_in(*group));
                shared.map_or(Why::SomebodyElse, |group| Why::InGroupField(*field, group))
            }),
            Holder::ReporterWithCreate => self.with(
                ProjectPermission::CreateIssues,
                scene,
                scene.why_reporter(user),
            ),
            Holder::AssigneeWithAssignable => self.with(
                ProjectPermission::AssignableUser,
                scene,
                scene.why_assignee(user),
            ),
        }
    }

    /// Returns the reason, if it is one and the subject is granted the permission in the project besides.
    fn with(&self, permission: ProjectPermission, scene: &Scene<'_>, why: Why) -> Why {
        if !why.matches() {
            return why;
        }
        // Asked of the project even where there is an issue, so that the answer is the same for all
        // issues and a search can use it. The holders that lead here do not count, which ends the
        // recursion; and an archived project is still looked at by those who could create in it.
        let asked = Scene {
            facts: None,
            permission: Some(permission),
            ..*scene
        };
        let granted = self.rules(scene.project, permission).iter().any(|rule| {
            let plain = !matches!(
                rule.holder,
                Holder::ReporterWithCreate | Holder::AssigneeWithAssignable
            );
            plain && self.why(&rule.holder, &asked).matches()
        });
        if granted { why } else { Why::Lacks(permission) }
    }
}

impl Scene<'_> {
    fn why_in_role(&self, user: UserId, id: RoleId) -> Why {
        let Some(role) = self.project.role(id) else {
            return Why::SomebodyElse;
        };
        if role.users.binary_search(&user).is_ok() {
            return Why::InRoleAsUser(id);
        }
        let shared = first_shared(&role.groups, self.subject.groups());
        shared.map_or(Why::SomebodyElse, |group| {
            Why::InRoleThroughGroup(id, group)
        })
    }

    fn why_reporter(&self, user: UserId) -> Why {
        self.on_issue(|facts| when(facts.reporter == Some(user), Why::IsReporter))
    }

    fn why_assignee(&self, user: UserId) -> Why {
        if self.permission == Some(ProjectPermission::AssignableUser) {
            return Why::Circular;
        }
        self.on_issue(|facts| when(facts.assignee == Some(user), Why::IsAssignee))
    }

    fn on_issue(&self, ask: impl FnOnce(&IssueFacts<'_>) -> Why) -> Why {
        match self.facts {
            Some(facts) => ask(facts),
            None if self.permission.is_some_and(is_about_project) => Why::NoIssueToAsk,
            None => Why::DependsOnIssue,
        }
    }
}

/// Says whether the permission is about the project as a whole, so that there is no issue which could
/// settle who is meant. Taking "the reporter" for everybody would then give it to everybody.
fn is_about_project(permission: ProjectPermission) -> bool {
    matches!(
        permission,
        ProjectPermission::AdministerProjects
            | ProjectPermission::ManageSprints
            | ProjectPermission::StartStopSprints
            | ProjectPermission::EditSprintNameAndGoal
    )
}

fn when(matches: bool, why: Why) -> Why {
    if matches { why } else { Why::SomebodyElse }
}

/// Returns the first group that is in both sorted lists.
fn first_shared(a: &[GroupId], b: &[GroupId]) -> Option<GroupId> {
    // A role has few groups and a user may have hundreds, or the other way round.
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short
        .iter()
        .copied()
        .find(|group| long.binary_search(group).is_ok())
}
