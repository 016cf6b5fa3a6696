//! What would turn a no into a yes: the single memberships and grants, and what else each would give.
//!
//! Candidates come from the conditions that did not match; each is tried on a policy, a subject or an
//! issue changed accordingly, and stays only if the verdict is yes then. What comes first gives least
//! besides. Not here: how many *other* people a grant would reach, which depends on who is in the groups.

mod rights;
mod suppose;

#[cfg(test)]
mod tests;

use model::{GlobalPermission, GroupId, ProjectId, ProjectPermission, RoleId, SecurityLevelId};

use crate::compile::{Policy, Project};
use crate::config::Holder;
use crate::explain::{Condition, Explanation, Requirement, Why};
use crate::holders::Scene;
use crate::subject::{IssueFacts, Subject};
use rights::{Rights, Standing, bit};

/// A question whose answer may be no.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Who asks.
    pub subject: &'a Subject,
    /// The project.
    pub project: ProjectId,
    /// The issue of the project, if one is concerned.
    pub facts: Option<IssueFacts<'a>>,
    /// What is to be done.
    pub permission: ProjectPermission,
}

/// What else must be known to say what a change would give.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The groups that may use an application, with the application's key.
    pub applications: &'a [(GroupId, String)],
    /// The projects that count in [`Remedy::gives_elsewhere`], sorted; `None` is all.
    pub projects: Option<&'a [ProjectId]>,
}

/// One thing an administrator could change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The subject becomes the assignee of the issue.
    BecomeAssignee,
    /// The subject becomes the reporter of the issue.
    BecomeReporter,
    /// The subject becomes the lead of the project.
    BecomeLead,
    /// The subject joins the role of the project.
    JoinRole(RoleId),
    /// The subject joins the group.
    JoinGroup(GroupId),
    /// The project's permission scheme grants the permission to a holder who means the subject.
    Grant(ProjectPermission, Holder),
    /// The security level admits a holder who means the subject.
    Admit(SecurityLevelId, Holder),
}

/// A change that makes the answer yes, and what it would give the subject besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The change.
    pub change: Change,
    /// The other permissions it gives in the project, in the order of the scheme page.
    pub gives_in_project: Vec<ProjectPermission>,
    /// The security levels of the project it lets the subject see.
    pub gives_levels: Vec<SecurityLevelId>,
    /// In how many other projects it gives something.
    pub gives_elsewhere: usize,
    /// The global permissions it gives.
    pub gives_globally: Vec<GlobalPermission>,
    /// The applications it gives access to.
    pub gives_applications: Vec<String>,
}

impl Remedy {
    /// Returns how much it gives besides, and how widely it is felt: the order of preference.
    fn weight(&self) -> impl Ord + use<> {
        let breadth = match &self.change {
            Change::Grant(_, holder) | Change::Admit(_, holder) => match holder {
                Holder::User(_) => 1,
                Holder::Role(_) => 2,
                Holder::Anyone => 4,
                _ => 3,
            },
            _ => 0,
        };
        (
            self.gives_globally.len(),
            self.gives_applications.len(),
            self.gives_elsewhere,
            self.gives_in_project.len() + self.gives_levels.len(),
            breadth,
        )
    }
}

impl Policy {
    /// Returns each single change that would make the answer yes, the one that gives least besides
    /// first; nothing if the answer is yes already or no single change is enough.
    #[must_use]
    pub fn remedies(&self, question: Question<'_>, around: Surroundings<'_>) -> Vec<Remedy> {
        let explanation = question.explain(self);
        let Some(project) = self.find_project(question.project) else {
            return Vec::new();
        };
        if explanation.allowed || !question.subject.is_active() {
            return Vec::new();
        }
        let search = Search {
            policy: self,
            question,
            around,
            project,
            before: Standing {
                policy: self,
                subject: question.subject,
                project,
            }
            .rights(question.facts.as_ref()),
        };
        let mut remedies: Vec<Remedy> = search
            .candidates(&explanation)
            .into_iter()
            .filter_map(|change| search.try_out(change))
            .collect();
        search.add_groups(&mut remedies);
        remedies.sort_by(|a, b| (a.weight(), &a.change).cmp(&(b.weight(), &b.change)));
        remedies
    }
}

impl Question<'_> {
    fn explain(&self, policy: &Policy) -> Explanation {
        match &self.facts {
            Some(facts) => policy.explain_issue(self.subject, self.project, facts, self.permission),
            None => policy.explain_project(self.subject, self.project, self.permission),
        }
    }

    fn answer(&self, policy: &Policy) -> bool {
        match &self.facts {
            Some(facts) => policy.issue(self.subject, self.project, facts, self.permission),
            None => policy.project(self.subject, self.project, self.permission),
        }
    }
}

struct Search<'a> {
    policy: &'a Policy,
    question: Question<'a>,
    around: Surroundings<'a>,
    project: &'a Project,
    before: Rights,
}

impl Search<'_> {
    /// Returns what could help: everything a requirement that is not met offers.
    fn candidates(&self, explanation: &Explanation) -> Vec<Change> {
        let mut changes = Vec::new();
        let conditions = &explanation.conditions;
        for of_one in conditions.chunk_by(|a, b| a.requirement == b.requirement) {
            if of_one.iter().any(Condition::matched) {
                continue;
            }
            for condition in of_one {
                if let Some(holder) = &condition.holder {
                    self.to_be_meant(holder, condition.why, &mut changes);
                }
            }
            match of_one.first().map(|condition| condition.requirement) {
                Some(Requirement::Permission(permission)) => {
                    let grants = self.own_holders().into_iter();
                    changes.extend(grants.map(|holder| Change::Grant(permission, holder)));
                }
                Some(Requirement::Level(level)) => {
                    let admitted = self.own_holders().into_iter();
                    changes.extend(admitted.map(|holder| Change::Admit(level, holder)));
                }
                _ => {}
            }
        }
        changes.sort_unstable();
        changes.dedup();
        changes
    }

    /// Adds the ways to become one of those a holder means.
    fn to_be_meant(&self, holder: &Holder, why: Why, changes: &mut Vec<Change>) {
        if self.question.subject.id().is_none() {
            return;
        }
        if let Why::Lacks(permission) = why {
            for rule in self.policy.rules(self.project, permission) {
                self.to_be_meant(&rule.holder, Why::SomebodyElse, changes);
            }
            let grants = self.own_holders().into_iter();
            changes.extend(grants.map(|holder| Change::Grant(permission, holder)));
            return;
        }
        let facts = self.question.facts.as_ref();
        match holder {
            Holder::Group(id) => changes.push(Change::JoinGroup(*id)),
            Holder::Role(id) => {
                changes.push(Change::JoinRole(*id));
                let role = self.project.role(*id);
                let groups = role.map_or(&[][..], |role| &role.groups);
                changes.extend(groups.iter().copied().map(Change::JoinGroup));
            }
            Holder::Application(key) => {
                let groups = self.around.applications.iter();
                let groups = groups.filter(|(_, of)| of == key);
                changes.extend(groups.map(|(group, _)| Change::JoinGroup(*group)));
            }
            Holder::GroupField(field) => {
                let groups = facts.map_or(&[][..], |facts| facts.group_fields).iter();
                let groups = groups.filter(|(of, _)| of == field);
                changes.extend(groups.map(|(_, group)| Change::JoinGroup(*group)));
            }
            Holder::ProjectLead => changes.push(Change::BecomeLead),
            Holder::Reporter | Holder::ReporterWithCreate if facts.is_some() => {
                changes.push(Change::BecomeReporter);
            }
            Holder::Assignee | Holder::AssigneeWithAssignable if facts.is_some() => {
                changes.push(Change::BecomeAssignee);
            }
            // The others mean one person, or mean the subject already; and to be put into a field of
            // the issue is neither a grant nor a membership.
            _ => {}
        }
    }

    /// Adds the grants to the subject's groups: for the subject the same as the grant to themselves, so
    /// they are not tried out each.
    fn add_groups(&self, remedies: &mut Vec<Remedy>) {
        let mut more = Vec::new();
        for remedy in remedies.iter() {
            let groups = self.question.subject.groups().iter().copied();
            let groups = groups.map(Holder::Group);
            let with = |change| Remedy {
                change,
                ..remedy.clone()
            };
            match &remedy.change {
                Change::Grant(permission, Holder::User(_)) => {
                    more.extend(groups.map(|group| with(Change::Grant(*permission, group))));
                }
                Change::Admit(level, Holder::User(_)) => {
                    more.extend(groups.map(|group| with(Change::Admit(*level, group))));
                }
                _ => {}
            }
        }
        remedies.append(&mut more);
    }

    /// Returns the holders that mean the subject, as a new grant could name them; groups come later.
    fn own_holders(&self) -> Vec<Holder> {
        let subject = self.question.subject;
        let Some(user) = subject.id() else {
            return vec![Holder::Anyone];
        };
        let mut holders = vec![Holder::User(user)];
        let roles = self.project.roles.iter().filter(|role| {
            role.users.contains(&user) || role.groups.iter().any(|id| subject.is_in(*id))
        });
        holders.extend(roles.map(|role| Holder::Role(role.id)));
        holders
    }

    /// Returns what the change gives, if it makes the answer yes.
    fn try_out(&self, change: Change) -> Option<Remedy> {
        let supposed = suppose::suppose(
            self.policy,
            self.project,
            self.question,
            self.around,
            &change,
        )?;
        let question = Question {
            subject: &supposed.subject,
            facts: supposed.facts,
            ..self.question
        };
        if !question.answer(&supposed.policy) {
            return None;
        }
        let project = supposed.policy.find_project(self.project.id)?;
        let after = Standing {
            policy: &supposed.policy,
            subject: question.subject,
            project,
        };
        let after = after.rights(question.facts.as_ref());
        let gained = self.before.gained(&after);
        let levels = after.levels.into_iter();
        let had = |id: &SecurityLevelId| self.before.levels.contains(id);
        let global = |subject: &Subject, id| self.policy.global(subject, id);
        Some(Remedy {
            gives_in_project: ProjectPermission::ALL
                .iter()
                .copied()
                .filter(|id| *id != self.question.permission && gained & bit(*id) != 0)
                .collect(),
            gives_levels: levels.filter(|id| !had(id)).collect(),
            gives_elsewhere: self.elsewhere(&change, &supposed),
            gives_globally: GlobalPermission::ALL
                .iter()
                .copied()
                .filter(|id| global(question.subject, *id) && !global(self.question.subject, *id))
                .collect(),
            gives_applications: supposed
                .subject
                .applications()
                .iter()
                .filter(|key| !self.question.subject.uses(key))
                .cloned()
                .collect(),
            change,
        })
    }

    /// Returns in how many other projects the change gives something.
    fn elsewhere(&self, change: &Change, supposed: &suppose::Supposed<'_>) -> usize {
        let policy = self.policy;
        let likely = self.question.permission;
        let before = |project| Standing {
            policy,
            subject: self.question.subject,
            project,
        };
        let others = policy.projects.iter().filter(|project| {
            project.id != self.project.id
                && self
                    .around
                    .projects
                    .is_none_or(|counted| counted.binary_search(&project.id).is_ok())
        });
        match change {
            Change::JoinGroup(group) => {
                let touched =
                    suppose::Touched::by(policy, *group, &supposed.subject, self.question.subject);
                others
                    .filter(|project| touched.has(policy, project))
                    .filter(|project| {
                        let after = Standing {
                            subject: &supposed.subject,
                            ..before(project)
                        };
                        before(project).has_less_than(after, likely)
                    })
                    .count()
            }
            Change::Grant(permission, _) => others
                .filter(|project| project.scheme_idx == self.project.scheme_idx)
                .filter(|project| {
                    // The scheme with the grant is the only one `suppose` knows.
                    let with_grant = Project {
                        scheme_idx: Some(0),
                        ..(*project).clone()
                    };
                    let after = Standing {
                        policy: &supposed.policy,
                        subject: &supposed.subject,
                        project: &with_grant,
                    };
                    before(project).has_less_than(after, *permission)
                })
                .count(),
            Change::Admit(_, holder) => others
                .filter(|project| project.security_scheme == self.project.security_scheme)
                .filter(|project| {
                    let scene = Scene {
                        subject: self.question.subject,
                        project,
                        facts: None,
                        permission: None,
                    };
                    policy.why(holder, &scene).matches()
                        && before(project).holds(None, ProjectPermission::BrowseProjects)
                })
                .count(),
            Change::BecomeAssignee
            | Change::BecomeReporter
            | Change::BecomeLead
            | Change::JoinRole(_) => 0,
        }
    }
}
