//! Who gains and who loses what in which projects, before a change of a scheme is saved.
//!
//! Two policies are compiled of nothing but the projects concerned, one with the grants as they are and one
//! with the grants as they would be, and asked about the people whom the changed grants can mean. What comes
//! out ([`effects`]) is pure; [`of`] reads what it needs, within limits that the page tells of.

mod read;
mod store;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use model::{ProjectId, ProjectPermission};
use policy::{Grant, Holder, Policy, Subject};

pub use read::{Preview, Where, of};

/// A permission that some people gain or lose, all of them in the same projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The permission.
    pub permission: ProjectPermission,
    /// Whether it is gained; lost otherwise.
    pub gained: bool,
    /// Who: places in the list of those asked about.
    pub people: Vec<usize>,
    /// How many of those who gain it cannot use it, since they may not browse all these projects.
    pub n_blind: usize,
    /// Where.
    pub projects: Vec<ProjectId>,
}

/// Compares two policies: gains first, in the order of the scheme page.
#[must_use]
pub fn effects(
    before: &Policy,
    after: &Policy,
    projects: &[ProjectId],
    permissions: &[ProjectPermission],
    people: &[Subject],
) -> Vec<Effect> {
    let mut found = Vec::new();
    for gained in [true, false] {
        for permission in permissions {
            // Projects where it happens to the same people are told together.
            let mut by_people: BTreeMap<Vec<usize>, Vec<ProjectId>> = BTreeMap::new();
            for project in projects {
                let holds =
                    |policy: &Policy, subject| policy.project(subject, *project, *permission);
                let changed: Vec<usize> = people
                    .iter()
                    .enumerate()
                    .filter(|(_, subject)| {
                        holds(before, subject) != gained && holds(after, subject) == gained
                    })
                    .map(|(idx, _)| idx)
                    .collect();
                if !changed.is_empty() {
                    by_people.entry(changed).or_default().push(*project);
                }
            }
            found.extend(by_people.into_iter().map(|(changed, projects)| {
                let is_blind = |idx: &&usize| {
                    let subject = people.get(**idx);
                    subject.is_some_and(|subject| !browses(after, subject, &projects))
                };
                Effect {
                    permission: *permission,
                    gained,
                    n_blind: if gained && needs_browse(*permission) {
                        changed.iter().filter(is_blind).count()
                    } else {
                        0
                    },
                    people: changed,
                    projects,
                }
            }));
        }
    }
    found
}

fn browses(policy: &Policy, subject: &Subject, projects: &[ProjectId]) -> bool {
    projects
        .iter()
        .all(|project| policy.project(subject, *project, ProjectPermission::BrowseProjects))
}

/// Says whether the permission is of no use to who does not browse.
pub(super) fn needs_browse(permission: ProjectPermission) -> bool {
    !matches!(
        permission,
        ProjectPermission::BrowseProjects | ProjectPermission::AssignableUser
    )
}

/// Returns the grants that are on one side only.
#[must_use]
pub fn difference(before: &[Grant], after: &[Grant]) -> Vec<(ProjectPermission, Holder)> {
    let only_in = |these: &[Grant], those: &[Grant]| -> Vec<(ProjectPermission, Holder)> {
        let is_missing = |grant: &&Grant| {
            !those
                .iter()
                .any(|other| other.permission == grant.permission && other.holder == grant.holder)
        };
        let missing = these.iter().filter(is_missing);
        missing
            .map(|grant| (grant.permission, grant.holder.clone()))
            .collect()
    };
    let mut changed = only_in(before, after);
    changed.extend(only_in(after, before));
    changed.sort();
    changed.dedup();
    changed
}

/// Returns the permissions whose holders a change of these grants can change.
#[must_use]
pub fn permissions_concerned(
    changed: &[(ProjectPermission, Holder)],
    grants: impl Iterator<Item = Grant>,
) -> Vec<ProjectPermission> {
    let mut permissions: Vec<ProjectPermission> =
        changed.iter().map(|(permission, _)| *permission).collect();
    let follows = permissions.iter().any(|permission| {
        matches!(
            permission,
            ProjectPermission::CreateIssues | ProjectPermission::AssignableUser
        )
    });
    if follows {
        // These holders depend on another permission besides.
        let grants = grants.filter(|grant| {
            matches!(
                grant.holder,
                Holder::ReporterWithCreate | Holder::AssigneeWithAssignable
            )
        });
        permissions.extend(grants.map(|grant| grant.permission));
    }
    permissions.sort_unstable();
    permissions.dedup();
    permissions
}
