//! The part about permission schemes. A scheme is never swapped for a bare one: grants are added to the
//! scheme a project uses, or to a complete copy of it.

use super::make::{ADMINISTER, Basis, post};
use super::people::People;
use super::{Action, Call, Change, Sign};
use crate::observed::{Project, Scheme, same};
use crate::record::State;
use crate::rights;
use crate::spec::{Projects, SchemeChoice};

/// The longest name of a scheme.
const LONGEST: usize = 255;

/// Returns the changes that give the group its permissions in the wanted projects.
pub(super) fn changes(basis: Basis<'_>, people: &People<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for scheme in in_use(basis) {
        let missing = missing(basis, scheme);
        let copies = basis.spec.permissions.scheme == SchemeChoice::Copy && !is_ours(basis, scheme);
        match (missing.is_empty(), copies) {
            (true, _) => {}
            (false, true) => changes.extend(by_copy(basis, people, scheme)),
            (false, false) => {
                let grants = missing.iter().map(|key| grant(basis, people, scheme, key));
                changes.extend(grants);
            }
        }
    }
    changes
}

/// Returns the wanted projects that are not archived: what is archived is read-only.
pub(super) fn wanted(basis: Basis<'_>) -> impl Iterator<Item = &Project> {
    let all = basis.observed.projects.iter();
    all.filter(move |project| is_wanted(basis, project) && !project.archived)
}

/// Returns whether a project is one of those GitLab works with.
pub(super) fn is_wanted(basis: Basis<'_>, project: &Project) -> bool {
    match &basis.spec.jira.projects {
        Projects::All => true,
        Projects::Keys(keys) => keys.contains(&project.key),
    }
}

/// Returns the schemes that the wanted projects use, each once.
pub(super) fn in_use(basis: Basis<'_>) -> Vec<&Scheme> {
    let mut schemes: Vec<&Scheme> = Vec::new();
    for project in wanted(basis) {
        let id = project.scheme.as_deref().unwrap_or_default();
        let Some(scheme) = basis.observed.scheme(id) else {
            continue;
        };
        if !schemes.iter().any(|known| known.id == scheme.id) {
            schemes.push(scheme);
        }
    }
    schemes
}

/// Returns the wanted permissions that a scheme does not grant to the group.
pub(super) fn missing(basis: Basis<'_>, scheme: &Scheme) -> Vec<String> {
    let group = &basis.spec.group.name;
    let mut wanted = basis.spec.wanted_permissions();
    wanted.retain(|key| scheme.grant_to(key, group).is_none());
    wanted
}

fn is_ours(basis: Basis<'_>, scheme: &Scheme) -> bool {
    basis.record.is_copy(&scheme.id) || is_marked(basis, scheme)
}

fn is_marked(basis: Basis<'_>, scheme: &Scheme) -> bool {
    scheme.description.contains(&marker(&basis.spec.group.name))
}

fn marker(group: &str) -> String {
    format!("bailiwick connect, for {group}")
}

/// Returns the description of a copy. It tells a person where it comes from, and the program that it is
/// one of its own, should the record be lost.
pub(crate) fn copy_description(source: &str, group: &str) -> String {
    format!("Copy of “{source}” ({})", marker(group))
}

/// Returns the name of a scheme's copy.
fn copy_name(source: &str, group: &str, number: usize) -> String {
    let end = match number {
        0 | 1 => format!(" ({group})"),
        number => format!(" ({group} {number})"),
    };
    let room = LONGEST.saturating_sub(end.chars().count());
    source.chars().take(room).chain(end.chars()).collect()
}

/// Returns the name for the copy of a scheme, and the copy if it is there already.
fn copy_of<'a>(basis: Basis<'a>, source: &Scheme) -> (String, Option<&'a Scheme>) {
    let schemes = &basis.observed.schemes;
    let named = |name: &str| schemes.iter().find(|scheme| same(&scheme.name, name));
    if let Some(made) = basis.record.copy_of(&source.id) {
        return (made.name.clone(), named(&made.name));
    }
    let mut number = 1;
    loop {
        let name = copy_name(&source.name, &basis.spec.group.name, number);
        match named(&name) {
            Some(scheme) if !is_marked(basis, scheme) => number += 1,
            found => return (name, found),
        }
    }
}

fn by_copy(basis: Basis<'_>, people: &People<'_>, source: &Scheme) -> Vec<Change> {
    let group = &basis.spec.group.name;
    let (name, copy) = copy_of(basis, source);
    let is_complete = match copy {
        None => false,
        Some(copy) => is_complete(basis, source, copy),
    };
    let mut changes = Vec::new();
    if !is_complete {
        let verb = if copy.is_some() { "completed" } else { "made" };
        changes.push(Change {
            id: format!("copy:{}", source.id),
            sign: if copy.is_some() {
                Sign::Change
            } else {
                Sign::Add
            },
            line: format!(
                "permission scheme “{name}”, a complete copy of “{}” ({} grants)",
                source.name,
                source.grants.len()
            ),
            details: missing(basis, source)
                .iter()
                .map(|key| format!("+ {} to group {group}", rights::name(key)))
                .chain(
                    (source.extended_administration == Some(false))
                        .then(|| "extended project administration is off there, too".to_owned()),
                )
                .collect(),
            reason: format!(
                "{verb} so that other projects with “{}” stay as they are",
                source.name
            ),
            call: post("/rest/api/2/permissionscheme"),
            needs: ADMINISTER,
            effects: Vec::new(),
            action: Action::Copy {
                source: source.id.clone(),
                name: name.clone(),
            },
        });
    }
    let added = missing(basis, source);
    for project in wanted(basis).filter(|project| project.scheme.as_deref() == Some(&source.id)) {
        changes.push(Change {
            id: format!("assign:{}", project.key),
            sign: Sign::Change,
            line: format!(
                "project {} uses permission scheme “{name}” instead of “{}”",
                project.key, source.name
            ),
            details: Vec::new(),
            reason: format!("there the group {group} has what GitLab needs; nobody loses anything"),
            call: Call {
                method: "PUT",
                path: format!("/rest/api/2/project/{}/permissionscheme", project.key),
            },
            needs: ADMINISTER,
            effects: people.granted(&added, std::slice::from_ref(&project)),
            action: Action::Assign {
                project: project.key.clone(),
                source: source.id.clone(),
                name: name.clone(),
            },
        });
    }
    changes
}

/// Returns whether nothing is missing in a copy. What somebody has taken out of a copy that was complete
/// once, and is used, is not put back.
fn is_complete(basis: Basis<'_>, source: &Scheme, copy: &Scheme) -> bool {
    let was = basis
        .record
        .copy_of(&source.id)
        .is_some_and(|made| made.state == State::Done);
    let is_used = basis.observed.users_of(&copy.id).next().is_some();
    let has_all = was
        || is_used
        || source.grants.iter().all(|grant| {
            copy.grants.iter().any(|there| {
                there.permission == grant.permission
                    && there.holder == grant.holder
                    && there.parameter == grant.parameter
            })
        });
    has_all && missing(basis, copy).is_empty()
}

fn grant(basis: Basis<'_>, people: &People<'_>, scheme: &Scheme, key: &str) -> Change {
    let group = &basis.spec.group.name;
    let projects: Vec<&Project> = basis.observed.users_of(&scheme.id).collect();
    Change {
        id: format!("grant:{}:{key}", scheme.id),
        sign: Sign::Add,
        line: format!(
            "{} to group {group} in permission scheme “{}”",
            rights::name(key),
            scheme.name
        ),
        details: Vec::new(),
        reason: rights::reason(key).to_owned(),
        call: post(&format!(
            "/rest/api/2/permissionscheme/{}/permission",
            scheme.id
        )),
        needs: ADMINISTER,
        effects: people.granted(&[key.to_owned()], &projects),
        action: Action::Grant {
            scheme: scheme.id.clone(),
            name: scheme.name.clone(),
            permission: key.to_owned(),
        },
    }
}
