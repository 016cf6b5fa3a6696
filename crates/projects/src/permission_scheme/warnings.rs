//! What is probably not meant in a scheme: it grants, and yet people cannot do what was meant. Pure.

use model::ProjectPermission;
use policy::{Grant, Holder};

use super::preview::needs_browse;

/// Something that is probably not meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// No project uses the scheme: nothing in it counts.
    Unused,
    /// Nobody holds Browse Projects: nobody sees an issue.
    NobodyBrowses,
    /// Somebody holds something but not Browse Projects.
    Blind {
        /// Who.
        holder: Holder,
        /// What they hold.
        permissions: Vec<ProjectPermission>,
    },
    /// Browse Projects is held by somebody whom only an issue names: everybody sees that there is a project.
    VisibleToAll {
        /// Who.
        holder: Holder,
    },
}

/// Returns what is probably not meant in a scheme with these grants.
#[must_use]
pub fn warnings(grants: &[Grant], n_projects: i64) -> Vec<Warning> {
    let mut found = Vec::new();
    if n_projects == 0 {
        found.push(Warning::Unused);
    }
    let browse = ProjectPermission::BrowseProjects;
    let browsers: Vec<&Holder> = grants
        .iter()
        .filter(|grant| grant.permission == browse)
        .map(|grant| &grant.holder)
        .collect();
    if browsers.is_empty() {
        found.push(Warning::NobodyBrowses);
    }
    let mut blind: Vec<(Holder, Vec<ProjectPermission>)> = Vec::new();
    for grant in grants {
        if !needs_browse(grant.permission) || sees(&grant.holder, &browsers) {
            continue;
        }
        match blind.iter_mut().find(|(holder, _)| *holder == grant.holder) {
            Some((_, permissions)) => permissions.push(grant.permission),
            None => blind.push((grant.holder.clone(), vec![grant.permission])),
        }
    }
    found.extend(blind.into_iter().map(|(holder, mut permissions)| {
        permissions.sort_unstable();
        permissions.dedup();
        Warning::Blind {
            holder,
            permissions,
        }
    }));
    if !browsers.contains(&&Holder::Anyone) && !browsers.contains(&&Holder::LoggedIn) {
        let dynamic = browsers.iter().filter(|holder| holder.depends_on_issue());
        found.extend(dynamic.map(|holder| Warning::VisibleToAll {
            holder: (*holder).clone(),
        }));
    }
    found
}

/// Returns whether the holder also holds Browse Projects, or nothing can be said of it.
fn sees(holder: &Holder, browsers: &[&Holder]) -> bool {
    if browsers.contains(&holder) || browsers.contains(&&Holder::Anyone) {
        return true;
    }
    match holder {
        Holder::Anyone => false,
        // Who the reporter is, an issue tells; that they see it otherwise is the rule.
        holder if holder.depends_on_issue() => true,
        _ => browsers.contains(&&Holder::LoggedIn),
    }
}

#[cfg(test)]
mod tests {
    use model::{GrantId, GroupId};

    use super::*;

    fn grant(permission: ProjectPermission, holder: Holder) -> Grant {
        Grant {
            id: GrantId(0),
            permission,
            holder,
        }
    }

    const DEVS: Holder = Holder::Group(GroupId(1));

    #[test]
    fn the_trap_of_the_tutorial() {
        let administer = ProjectPermission::AdministerProjects;
        let grants = [grant(administer, DEVS)];
        assert_eq!(
            warnings(&grants, 0),
            [
                Warning::Unused,
                Warning::NobodyBrowses,
                Warning::Blind {
                    holder: DEVS,
                    permissions: vec![administer],
                },
            ]
        );
    }

    #[test]
    fn who_browses_through_all_is_not_blind() {
        for holder in [Holder::LoggedIn, Holder::Anyone, DEVS] {
            let grants = [
                grant(ProjectPermission::EditIssues, DEVS),
                grant(ProjectPermission::BrowseProjects, holder),
            ];
            assert_eq!(warnings(&grants, 1), []);
        }
    }

    #[test]
    fn a_reporter_who_browses_shows_the_project_to_all() {
        let grants = [
            grant(ProjectPermission::BrowseProjects, Holder::Reporter),
            grant(ProjectPermission::AssignableUser, DEVS),
        ];
        let holder = Holder::Reporter;
        assert_eq!(warnings(&grants, 1), [Warning::VisibleToAll { holder }]);
    }
}
