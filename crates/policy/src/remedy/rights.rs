//! What somebody has in a project, to compare before and after.

use model::{ProjectPermission, SecurityLevelId};

use crate::compile::{Level, Policy, Project};
use crate::holders::Scene;
use crate::subject::{IssueFacts, Subject};
use crate::walk::is_looking;

/// What somebody has in a project, as sets of permissions: bits by [`ProjectPermission::index`].
pub struct Rights {
    /// On every issue without a security level.
    always: u64,
    /// While no issue settles it.
    perhaps: u64,
    /// On the issue in question.
    on_issue: u64,
    pub levels: Vec<SecurityLevelId>,
}

impl Rights {
    /// Returns the permissions that are there after and were not before.
    pub fn gained(&self, after: &Self) -> u64 {
        (after.always & !self.always)
            | (after.perhaps & !self.perhaps)
            | (after.on_issue & !self.on_issue)
    }
}

pub fn bit(permission: ProjectPermission) -> u64 {
    1 << permission.index()
}

/// A subject in a project, before or after.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    pub policy: &'a Policy,
    pub subject: &'a Subject,
    pub project: &'a Project,
}

impl Standing<'_> {
    pub fn rights(self, facts: Option<&IssueFacts<'_>>) -> Rights {
        let plain = IssueFacts::default();
        let on_issue = |permission| {
            facts.is_some_and(|facts| {
                self.policy
                    .issue(self.subject, self.project.id, facts, permission)
            })
        };
        let levels = self.policy.levels_of(self.project).iter();
        Rights {
            always: set(|permission| self.holds(Some(&plain), permission)),
            perhaps: set(|permission| self.holds(None, permission)),
            on_issue: set(on_issue),
            levels: levels
                .filter(|level| self.is_in(level))
                .map(|level| level.id)
                .collect(),
        }
    }

    /// Returns whether there is anything in `after` that is not here. Ends at the first, so it is asked
    /// first about what is likely.
    pub fn has_less_than(self, after: Standing<'_>, likely: ProjectPermission) -> bool {
        let plain = IssueFacts::default();
        let is_gained = |permission| {
            [Some(&plain), None]
                .into_iter()
                .any(|facts| !self.holds(facts, permission) && after.holds(facts, permission))
        };
        let mut levels = self.policy.levels_of(self.project).iter();
        is_gained(likely)
            || ProjectPermission::ALL.iter().copied().any(is_gained)
            || levels.any(|level| !self.is_in(level) && after.is_in(level))
    }

    pub fn holds(self, facts: Option<&IssueFacts<'_>>, permission: ProjectPermission) -> bool {
        let scene = Scene {
            subject: self.subject,
            project: self.project,
            facts,
            permission: Some(permission),
        };
        let mut rules = self.policy.rules(self.project, permission).iter();
        self.subject.is_active()
            && (!self.project.archived || is_looking(permission))
            && rules.any(|rule| self.policy.why(&rule.holder, &scene).matches())
    }

    fn is_in(self, level: &Level) -> bool {
        let plain = IssueFacts::default();
        let scene = Scene {
            subject: self.subject,
            project: self.project,
            facts: Some(&plain),
            permission: None,
        };
        let mut holders = level.holders.iter();
        self.subject.is_active() && holders.any(|holder| self.policy.why(holder, &scene).matches())
    }
}

fn set(has: impl Fn(ProjectPermission) -> bool) -> u64 {
    let all = ProjectPermission::ALL.iter().copied();
    all.filter(|permission| has(*permission))
        .fold(0, |set, permission| set | bit(permission))
}
