//! The one walk behind every decision: requirements, all of which must be met, each by any one of
//! its conditions. Deciding ends at the first that settles it, explaining goes through them all.

use model::{GlobalPermission, GroupId, ProjectId, ProjectPermission, SecurityLevelId};

use crate::compile::{Policy, Project, Rule};
use crate::config::Holder;
use crate::explain::{Condition, Recorder, Requirement, Source, Why};
use crate::holders::Scene;
use crate::subject::{IssueFacts, Subject};

/// A decision in the making: requirements one after the other, all of which must be met.
pub(crate) struct Walk<'a, R> {
    policy: &'a Policy,
    subject: &'a Subject,
    recorder: &'a mut R,
    pub(crate) allowed: bool,
}

impl<'a, R: Recorder> Walk<'a, R> {
    pub(crate) fn new(policy: &'a Policy, subject: &'a Subject, recorder: &'a mut R) -> Self {
        Self {
            policy,
            subject,
            recorder,
            allowed: true,
        }
    }

    /// Adds a requirement, met by any one of the conditions `ask` goes through.
    #[inline]
    pub(crate) fn require(
        &mut self,
        requirement: Requirement,
        ask: impl FnOnce(&mut Asking<'_, R>),
    ) {
        if !self.allowed && !R::EXHAUSTIVE {
            return;
        }
        let mut asking = Asking {
            policy: self.policy,
            subject: self.subject,
            recorder: &mut *self.recorder,
            requirement,
            met: false,
            n_asked: 0,
        };
        ask(&mut asking);
        if asking.n_asked == 0 {
            asking.rule(Why::NobodyHolds);
        }
        self.allowed &= asking.met;
    }

    pub(crate) fn require_active(&mut self) {
        if !self.subject.is_active() {
            self.require(Requirement::ActiveSubject, |asking| {
                asking.rule(Why::Inactive);
            });
        }
    }

    pub(crate) fn require_project(&mut self, id: ProjectId) -> Option<&'a Project> {
        let project = self.policy.find_project(id);
        if project.is_none() {
            self.require(Requirement::ExistingProject, |asking| {
                asking.rule(Why::NoSuchProject);
            });
        }
        project
    }

    pub(crate) fn require_live(&mut self, project: &Project, permission: ProjectPermission) {
        if project.archived && !is_looking(permission) {
            self.require(Requirement::LiveProject, |asking| {
                asking.rule(Why::Archived);
            });
        }
    }

    /// An archived issue is looked at, and brought back.
    pub(crate) fn require_live_issue(
        &mut self,
        facts: &IssueFacts<'_>,
        permission: ProjectPermission,
    ) {
        let is_fine = is_looking(permission) || permission == ProjectPermission::RestoreIssues;
        if facts.archived && !is_fine {
            self.require(Requirement::LiveIssue, |asking| {
                asking.rule(Why::ArchivedIssue);
            });
        }
    }

    pub(crate) fn require_permission(
        &mut self,
        project: &Project,
        facts: Option<&IssueFacts<'_>>,
        permission: ProjectPermission,
    ) {
        let requirement = Requirement::Permission(permission);
        self.require(requirement, |asking| {
            asking.grants(project, facts, permission);
        });
    }

    pub(crate) fn require_level(
        &mut self,
        project: &Project,
        facts: &IssueFacts<'_>,
        level: SecurityLevelId,
    ) {
        self.require(Requirement::Level(level), |asking| {
            asking.level(project, facts, level);
        });
    }
}

/// A requirement in the making: conditions one after the other, one of which must match.
pub(crate) struct Asking<'a, R> {
    policy: &'a Policy,
    subject: &'a Subject,
    recorder: &'a mut R,
    requirement: Requirement,
    met: bool,
    n_asked: usize,
}

impl<R: Recorder> Asking<'_, R> {
    /// Goes through the holders until one matches, or through all of them for an explanation.
    #[inline]
    fn any<T: Copy>(
        &mut self,
        items: impl Iterator<Item = T>,
        source: impl Fn(T) -> Source,
        holder: impl Fn(T) -> Holder,
        why: impl Fn(T) -> Why,
    ) {
        for item in items {
            if self.met && !R::EXHAUSTIVE {
                return;
            }
            let why = why(item);
            self.take(why, || (source(item), Some(holder(item))));
        }
    }

    fn take(&mut self, why: Why, origin: impl FnOnce() -> (Source, Option<Holder>)) {
        self.n_asked += 1;
        self.met |= why.matches();
        let requirement = self.requirement;
        self.recorder.record(|| {
            let (source, holder) = origin();
            Condition {
                requirement,
                source,
                holder,
                why,
            }
        });
    }

    /// Adds a condition that is a rule of the house.
    pub(crate) fn rule(&mut self, why: Why) {
        self.take(why, || (Source::Rule, None));
    }

    pub(crate) fn grants(
        &mut self,
        project: &Project,
        facts: Option<&IssueFacts<'_>>,
        permission: ProjectPermission,
    ) {
        let policy = self.policy;
        let subject = self.subject;
        let scene = Scene {
            subject,
            project,
            facts,
            permission: Some(permission),
        };
        self.any(
            policy.rules(project, permission).iter(),
            |rule: &Rule| Source::Grant(rule.grant),
            |rule| rule.holder.clone(),
            |rule| policy.why(&rule.holder, &scene),
        );
    }

    fn level(&mut self, project: &Project, facts: &IssueFacts<'_>, id: SecurityLevelId) {
        let policy = self.policy;
        let Some(level) = policy.level_of(project, id) else {
            return self.rule(Why::NotALevelOfProject);
        };
        let scene = Scene {
            subject: self.subject,
            project,
            facts: Some(facts),
            permission: None,
        };
        self.any(
            level.holders.iter(),
            |_| Source::Level(id),
            Holder::clone,
            |holder| policy.why(holder, &scene),
        );
    }

    pub(crate) fn global(&mut self, permission: GlobalPermission) {
        self.global_grants(permission);
        if permission == GlobalPermission::Administer {
            self.global_grants(GlobalPermission::SystemAdmin);
        }
    }

    fn global_grants(&mut self, permission: GlobalPermission) {
        let subject = self.subject;
        self.any(
            self.policy.global_grants(permission).iter().copied(),
            |_| Source::Global(permission),
            |group: Option<GroupId>| group.map_or(Holder::Anyone, Holder::Group),
            |group| match group {
                None if permission.may_be_anyone() => Why::Anyone,
                None => Why::NeverAnyone,
                Some(group) if subject.is_in(group) => Why::MemberOfGroup(group),
                Some(_) if subject.id().is_none() => Why::NotSignedIn,
                Some(_) => Why::SomebodyElse,
            },
        );
    }
}

/// Says whether the permission only lets one look.
pub(crate) fn is_looking(permission: ProjectPermission) -> bool {
    matches!(
        permission,
        ProjectPermission::BrowseProjects
            | ProjectPermission::BrowseProjectArchive
            | ProjectPermission::ViewDevTools
            | ProjectPermission::ViewReadonlyWorkflow
            | ProjectPermission::ViewVotersAndWatchers
    )
}
