//! What the group's other members have already: their groups, and the roles that schemes grant to. Only
//! read where there are such members, and not of very many.

use std::collections::BTreeSet;

use jira_client::{Id, OrAbsent as _, UserRef};

use crate::error::Error;
use crate::gitlab_part::Gitlab;
use crate::observed::{Observed, RoleMembers, same};
use crate::parties::Parties;
use crate::report::Event;
use crate::spec::{Projects, Spec};

/// Of how many members the groups are read. Past that they are named without saying what they have.
const MOST_PEOPLE: usize = 100;
/// How many roles are read.
const MOST_ROLES: usize = 200;

/// Reads the groups of the group's other members, and who has the roles that matter.
pub(super) async fn read<G: Gitlab>(
    parties: &Parties<'_, G>,
    spec: &Spec,
    observed: &mut Observed,
) -> Result<(), Error> {
    let user = &spec.user.name;
    let others: Vec<String> = observed
        .group
        .iter()
        .flat_map(|group| &group.members)
        .filter(|member| member.active && !same(&member.name, user))
        .map(|member| member.name.clone())
        .collect();
    let is_gaining = is_anything_missing(spec, observed);
    if others.is_empty() || others.len() > MOST_PEOPLE || !is_gaining {
        return Ok(());
    }
    for (done, name) in others.iter().enumerate() {
        let found = parties.admin.user(UserRef::Name(name)).await.or_absent();
        let found = found.map_err(|source| Error::jira(format!("read user {name}"), source))?;
        let members = observed
            .group
            .iter_mut()
            .flat_map(|group| &mut group.members);
        for member in members.filter(|member| same(&member.name, name)) {
            if let Some(found) = &found {
                *member = super::convert::person(found, true);
            }
        }
        parties.report.event(&Event::Reading {
            what: "who is in the group",
            done: done + 1,
            total: others.len(),
        });
    }
    roles(parties, spec, observed).await
}

fn is_anything_missing(spec: &Spec, observed: &Observed) -> bool {
    let wanted = spec.wanted_permissions();
    observed.projects.iter().any(|project| {
        let scheme = project.scheme.as_deref().unwrap_or_default();
        observed.scheme(scheme).is_some_and(|scheme| {
            wanted
                .iter()
                .any(|key| scheme.grant_to(key, &spec.group.name).is_none())
        })
    })
}

async fn roles<G: Gitlab>(
    parties: &Parties<'_, G>,
    spec: &Spec,
    observed: &mut Observed,
) -> Result<(), Error> {
    let wanted = spec.wanted_permissions();
    let mut needed: BTreeSet<(String, String)> = BTreeSet::new();
    for project in &observed.projects {
        let is_wanted = match &spec.jira.projects {
            Projects::All => true,
            Projects::Keys(keys) => keys.contains(&project.key),
        };
        let scheme = project.scheme.as_deref().unwrap_or_default();
        let grants = observed.scheme(scheme).filter(|_| is_wanted);
        let by_role = grants
            .iter()
            .flat_map(|scheme| &scheme.grants)
            .filter(|grant| grant.holder == "projectRole" && wanted.contains(&grant.permission))
            .filter_map(|grant| grant.parameter.clone());
        needed.extend(by_role.map(|role| (project.key.clone(), role)));
    }
    let total = needed.len().min(MOST_ROLES);
    for (done, (project, role)) in needed.into_iter().take(MOST_ROLES).enumerate() {
        let id = Id::from(role.as_str());
        let found = parties.admin.project_role(&project, &id).await.or_absent();
        let found =
            found.map_err(|source| Error::jira(format!("read the roles of {project}"), source))?;
        let Some(found) = found else { continue };
        let of = |groups: bool| {
            let actors = found.actors.iter();
            actors
                .filter(|actor| actor.is_group() == groups)
                .map(|actor| actor.name.clone())
                .collect()
        };
        observed.roles.push(RoleMembers {
            project,
            role,
            users: of(false),
            groups: of(true),
        });
        parties.report.event(&Event::Reading {
            what: "who has which role",
            done: done + 1,
            total,
        });
    }
    Ok(())
}
