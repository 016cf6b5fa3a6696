//! A small policy in which one thing is different: only the project asked about, its scheme and levels.

use std::sync::Arc;

use model::{GrantId, GroupId, RoleId, UserId};

use super::{Change, Question, Surroundings};
use crate::compile::{Level, Policy, Project, Role, Rule, Scheme};
use crate::config::Holder;
use crate::subject::{IssueFacts, Subject};

/// What a question is asked of once the change is made.
pub struct Supposed<'a> {
    /// Knows the project alone; its scheme is the only one.
    pub policy: Policy,
    pub subject: Subject,
    pub facts: Option<IssueFacts<'a>>,
}

/// Returns how things are after the change, unless it makes no sense.
pub fn suppose<'a>(
    policy: &Policy,
    project: &Project,
    question: Question<'a>,
    around: Surroundings<'_>,
    change: &Change,
) -> Option<Supposed<'a>> {
    let mut project = project.clone();
    let mut scheme = project
        .scheme_idx
        .and_then(|idx| policy.schemes.get(idx))
        .cloned();
    project.scheme_idx = scheme.is_some().then_some(0);
    let mut levels: Box<[Level]> = policy.levels_of(&project).into();
    let mut subject = question.subject.clone();
    let mut facts = question.facts;
    match change {
        Change::BecomeAssignee => facts.as_mut()?.assignee = Some(subject.id()?),
        Change::BecomeReporter => facts.as_mut()?.reporter = Some(subject.id()?),
        Change::BecomeLead => project.lead = Some(subject.id()?),
        Change::JoinRole(role) => project.roles = with_member(&project.roles, *role, subject.id()?),
        Change::JoinGroup(group) => subject = member(&subject, *group, around)?,
        Change::Grant(permission, holder) => {
            let rules = scheme.as_mut()?.rules.get_mut(permission.index())?;
            let mut more: Vec<Rule> = rules.to_vec();
            more.push(Rule {
                holder: holder.clone(),
                // No grant has it yet, and nobody is told of it.
                grant: GrantId(0),
            });
            *rules = more.into_boxed_slice();
        }
        Change::Admit(id, holder) => {
            let level = levels.iter_mut().find(|level| level.id == *id)?;
            let mut more: Vec<Holder> = level.holders.to_vec();
            more.push(holder.clone());
            level.holders = more.into_boxed_slice();
        }
    }
    Some(Supposed {
        policy: Policy {
            projects: Box::new([project]),
            schemes: scheme.into_iter().collect(),
            levels,
            global: policy.global.clone(),
            // Who is in which field is known already.
            fields: policy.fields.clone(),
        },
        subject,
        facts,
    })
}

fn with_member(roles: &[Role], id: RoleId, user: UserId) -> Arc<[Role]> {
    let mut roles: Vec<Role> = roles.to_vec();
    let at = match roles.binary_search_by_key(&id, |role| role.id) {
        Ok(at) => at,
        Err(at) => {
            roles.insert(
                at,
                Role {
                    id,
                    users: Box::default(),
                    groups: Box::default(),
                },
            );
            at
        }
    };
    if let Some(role) = roles.get_mut(at) {
        let mut users = role.users.to_vec();
        users.push(user);
        users.sort_unstable();
        users.dedup();
        role.users = users.into_boxed_slice();
    }
    roles.into()
}

/// Returns the subject as a member of the group, with the applications this gives.
fn member(subject: &Subject, group: GroupId, around: Surroundings<'_>) -> Option<Subject> {
    let mut groups = subject.groups().to_vec();
    groups.push(group);
    let given = around.applications.iter().filter(|(of, _)| *of == group);
    let mut applications = subject.applications().to_vec();
    applications.extend(given.map(|(_, key)| key.clone()));
    Some(Subject::user(
        subject.id()?,
        subject.is_active(),
        groups,
        applications,
    ))
}

/// Where a membership could make a difference at all, so that a group used in one project of thousands
/// does not have them all looked at.
pub struct Touched {
    group: GroupId,
    applications: Vec<String>,
    /// By the scheme's place.
    schemes: Vec<bool>,
}

impl Touched {
    pub fn by(policy: &Policy, group: GroupId, after: &Subject, before: &Subject) -> Self {
        let new = after.applications().iter().filter(|key| !before.uses(key));
        let mut touched = Self {
            group,
            applications: new.cloned().collect(),
            schemes: Vec::new(),
        };
        let in_scheme = |scheme: &Scheme| {
            let mut rules = scheme.rules.iter().flatten();
            rules.any(|rule| touched.means(&rule.holder))
        };
        touched.schemes = policy.schemes.iter().map(in_scheme).collect();
        touched
    }

    pub fn has(&self, policy: &Policy, project: &Project) -> bool {
        let scheme = project.scheme_idx.and_then(|idx| self.schemes.get(idx));
        let by_role = |role: &Role| role.groups.binary_search(&self.group).is_ok();
        let by_level = |level: &Level| level.holders.iter().any(|holder| self.means(holder));
        scheme.is_some_and(|touched| *touched)
            || project.roles.iter().any(by_role)
            || policy.levels_of(project).iter().any(by_level)
    }

    fn means(&self, holder: &Holder) -> bool {
        match holder {
            Holder::Group(id) => *id == self.group,
            Holder::Application(key) => self.applications.contains(key),
            _ => false,
        }
    }
}
