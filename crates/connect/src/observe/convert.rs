//! From the client's types to what a plan is made from.

use crate::observed::{Application, Grant, Person, Project, Scheme};

/// Returns a user as a person; `has_lists` says whether the answer was one with groups and applications.
pub(super) fn person(user: &jira_client::User, has_lists: bool) -> Person {
    let own = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    Person {
        name: user.name.clone(),
        // Before 8.4 the key is the name, and some answers leave it out.
        key: user.key.clone().unwrap_or_else(|| user.name.clone()),
        display_name: user.display_name.clone(),
        active: user.active,
        groups: (has_lists && user.groups.is_some()).then(|| own(user.group_names())),
        applications: (has_lists && user.application_roles.is_some())
            .then(|| own(user.application_keys())),
    }
}

/// Returns an application role as an application.
pub(super) fn application(role: &jira_client::ApplicationRole) -> Application {
    Application {
        key: role.key.clone(),
        name: if role.name.is_empty() {
            role.key.clone()
        } else {
            role.name.clone()
        },
        groups: role.groups.clone(),
        default_groups: role.default_groups.clone(),
        defined: role.defined,
        selected_by_default: role.selected_by_default,
        remaining_seats: if role.has_unlimited_seats {
            Some(-1)
        } else {
            role.remaining_seats
        },
    }
}

/// Returns a scheme.
pub(super) fn scheme(scheme: &jira_client::PermissionScheme) -> Scheme {
    Scheme {
        id: scheme.id.to_string(),
        name: scheme.name.clone(),
        description: scheme.description.clone().unwrap_or_default(),
        grants: scheme
            .permissions
            .iter()
            .flatten()
            .map(Grant::from)
            .collect(),
        extended_administration: None,
    }
}

/// Returns a project; which scheme it uses is read for itself.
pub(super) fn project(project: &jira_client::Project) -> Project {
    Project {
        id: project.id.to_string(),
        key: project.key.clone(),
        name: project.name.clone(),
        archived: project.archived,
        lead: project.lead.as_ref().map(|lead| lead.name.clone()),
        scheme: None,
    }
}
