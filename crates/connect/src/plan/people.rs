//! Who gains what. A person gains nothing by a grant of what they have already; where that cannot be told
//! from what was read, they are named as somebody who may gain it.

use super::Effect;
use super::make::Basis;
use crate::observed::{Application, Grant, Person, Project, same};
use crate::rights;

/// Everybody whom a change may concern.
pub(super) struct People<'a> {
    basis: Basis<'a>,
    /// GitLab's user, as they are or will be.
    user: Person,
    /// The other members of the group.
    others: Vec<&'a Person>,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Has {
    Yes,
    No,
    Unknown,
}

impl<'a> People<'a> {
    pub(super) fn new(basis: Basis<'a>) -> Self {
        let spec = &basis.spec.user;
        let user = basis.observed.user.clone().unwrap_or_else(|| Person {
            name: spec.name.clone(),
            display_name: spec.display_name.clone(),
            active: true,
            groups: Some(Vec::new()),
            applications: Some(Vec::new()),
            ..Person::default()
        });
        let members = basis.observed.group.iter().flat_map(|group| &group.members);
        let others = members
            .filter(|member| !same(&member.name, &user.name) && member.active)
            .collect();
        Self {
            basis,
            user,
            others,
        }
    }

    /// Returns what is gained when the group is granted these permissions in these projects.
    pub(super) fn granted(&self, keys: &[String], projects: &[&Project]) -> Vec<Effect> {
        let projects: Vec<&Project> = projects
            .iter()
            .copied()
            .filter(|project| !project.archived)
            .collect();
        let mut effects = Vec::new();
        for person in std::iter::once(&self.user).chain(self.others.iter().copied()) {
            for key in keys {
                effects.extend(self.gain(person, key, &projects));
            }
        }
        merged(&effects)
    }

    /// Returns what GitLab's user gains by what the group has already.
    pub(super) fn joining(&self) -> Vec<Effect> {
        let group = &self.basis.spec.group.name;
        let mut effects = Vec::new();
        for scheme in &self.basis.observed.schemes {
            let projects: Vec<&Project> = self.basis.observed.users_of(&scheme.id).collect();
            if projects.is_empty() {
                continue;
            }
            let held = scheme.grants.iter().filter(|grant| {
                grant.holder == "group"
                    && grant
                        .parameter
                        .as_deref()
                        .is_some_and(|name| same(name, group))
            });
            for grant in held {
                effects.extend(self.gain(&self.user, &grant.permission, &projects));
            }
        }
        merged(&effects)
    }

    /// Returns who can use an application once the group may.
    pub(super) fn given_application(&self, application: &Application) -> Vec<Effect> {
        let gain = |person: &Person, certain| Effect {
            person: person.name.clone(),
            display_name: person.display_name.clone(),
            gains: vec![format!("signing in to {}", application.name)],
            loses: Vec::new(),
            projects: Vec::new(),
            certain,
        };
        let others = self
            .others
            .iter()
            .filter_map(|person| match person.groups.as_ref() {
                None => Some(gain(person, false)),
                Some(groups) => {
                    let has = application
                        .groups
                        .iter()
                        .any(|name| groups.iter().any(|group| same(name, group)));
                    (!has).then(|| gain(person, true))
                }
            });
        std::iter::once(gain(&self.user, true))
            .chain(others)
            .collect()
    }

    /// Returns what GitLab's user gains by an application's default groups.
    pub(super) fn given_default_groups(&self, application: &Application) -> Vec<Effect> {
        let mut gains = vec![format!("signing in to {}", application.name)];
        let groups = application.default_groups.iter();
        gains.extend(groups.map(|group| format!("everything that group {group} may do")));
        vec![Effect {
            person: self.user.name.clone(),
            display_name: self.user.display_name.clone(),
            gains,
            loses: Vec::new(),
            projects: Vec::new(),
            certain: true,
        }]
    }

    fn gain(&self, person: &Person, key: &str, projects: &[&Project]) -> Vec<Effect> {
        let of = |has: Has| {
            let keys: Vec<String> = projects
                .iter()
                .filter(|project| self.has(person, key, project) == has)
                .map(|project| project.key.clone())
                .collect();
            (!keys.is_empty()).then(|| Effect {
                person: person.name.clone(),
                display_name: person.display_name.clone(),
                gains: vec![rights::name(key).to_owned()],
                loses: Vec::new(),
                projects: keys,
                certain: has == Has::No,
            })
        };
        [of(Has::No), of(Has::Unknown)]
            .into_iter()
            .flatten()
            .collect()
    }

    fn has(&self, person: &Person, key: &str, project: &Project) -> Has {
        let scheme = project.scheme.as_deref().unwrap_or_default();
        let Some(scheme) = self.basis.observed.scheme(scheme) else {
            return Has::Unknown;
        };
        let mut has = Has::No;
        for grant in scheme.grants.iter().filter(|grant| grant.permission == key) {
            match self.matches(person, grant, project) {
                Has::Yes => return Has::Yes,
                Has::Unknown => has = Has::Unknown,
                Has::No => {}
            }
        }
        has
    }

    fn matches(&self, person: &Person, grant: &Grant, project: &Project) -> Has {
        let parameter = grant.parameter.as_deref().unwrap_or_default();
        let groups = person.groups.as_deref();
        match grant.holder.as_str() {
            "anyone" => Has::Yes,
            // GitLab's user will be one who signs in; whether others can is their applications' matter.
            "applicationRole" if parameter.is_empty() => Has::Yes,
            "applicationRole" => one_of(person.applications.as_deref(), [parameter]),
            "group" if parameter.is_empty() => Has::Yes,
            "group" => one_of(groups, [parameter]),
            "user" => is(person.key == parameter),
            "projectLead" => match &project.lead {
                Some(lead) => is(same(lead, &person.name)),
                None => Has::Unknown,
            },
            "projectRole" => {
                let roles = &self.basis.observed.roles;
                let role = roles
                    .iter()
                    .find(|role| role.project == project.key && role.role == parameter);
                match role {
                    // Who is not there yet, in a group that is not there yet, has no role.
                    None if person.key.is_empty() && self.basis.observed.group.is_none() => Has::No,
                    None => Has::Unknown,
                    Some(role) if role.users.iter().any(|user| same(user, &person.name)) => {
                        Has::Yes
                    }
                    Some(role) => one_of(groups, role.groups.iter().map(String::as_str)),
                }
            }
            // Reporter, assignee, custom fields: that depends on the issue.
            _ => Has::No,
        }
    }
}

fn is(has: bool) -> Has {
    if has { Has::Yes } else { Has::No }
}

fn one_of<'a>(own: Option<&[String]>, names: impl IntoIterator<Item = &'a str>) -> Has {
    let mut names = names.into_iter();
    match own {
        Some(own) => is(names.any(|name| own.iter().any(|own| same(own, name)))),
        None if names.next().is_none() => Has::No,
        None => Has::Unknown,
    }
}

/// Returns the effects with those of one person in the same projects as one.
pub(super) fn merged<'a>(effects: impl IntoIterator<Item = &'a Effect>) -> Vec<Effect> {
    let mut merged: Vec<Effect> = Vec::new();
    for effect in effects {
        let known = merged.iter_mut().find(|known| {
            same(&known.person, &effect.person)
                && known.projects == effect.projects
                && known.certain == effect.certain
        });
        let Some(known) = known else {
            merged.push(effect.clone());
            continue;
        };
        let add = |to: &mut Vec<String>, from: &[String]| {
            for text in from {
                if !to.contains(text) {
                    to.push(text.clone());
                }
            }
        };
        add(&mut known.gains, &effect.gains);
        add(&mut known.loses, &effect.loses);
    }
    merged
}
