//! What makes a plan impossible: found before anything is begun, each with what to do.

use super::Notice;
use super::make::{Basis, chosen, may_sign_in};
use crate::observed::same;
use crate::spec::{Access, CredentialKind, Projects};

/// Returns why it cannot be done.
pub(super) fn all(basis: Basis<'_>) -> Vec<Notice> {
    let mut refusals = Vec::new();
    let observed = basis.observed;
    let mut refuse = |code, text: String, remedy: &str| {
        refusals.push(Notice::new(code, text, remedy));
    };
    if observed.server.deployment_type == "Cloud" {
        refuse(
            "cloud",
            "this is Jira Cloud: it has no usernames and passwords, and its schemes work otherwise"
                .to_owned(),
            "Follow GitLab's instructions for Jira Cloud.",
        );
    }
    if !observed.me.is_admin {
        refuse(
            "not-administrator",
            format!(
                "{} lacks the global permission Jira Administrators, without which users, groups and \
                 schemes can be neither read nor made",
                observed.me.name
            ),
            "Sign in as a Jira administrator, or let one grant the permission under \
             Administration > System > Global permissions.",
        );
        // Nothing else was read, so nothing else can be said.
        return refusals;
    }
    if same(&observed.me.name, &basis.spec.user.name) {
        refuse(
            "own-account",
            format!(
                "{} is the administrator's own account: GitLab would have all its rights",
                observed.me.name
            ),
            "Choose a user of its own for GitLab.",
        );
    }
    if let Projects::Keys(keys) = &basis.spec.jira.projects {
        for key in keys {
            if !observed.projects.iter().any(|project| project.key == *key) {
                refuse(
                    "no-project",
                    format!(
                        "there is no project {key}, or {} may not see it",
                        observed.me.name
                    ),
                    "Check the key. Jira administrators do not see every project by right: who may \
                     browse it is in the project's permission scheme.",
                );
            }
        }
    }
    let groups = [&basis.record.group, &basis.record.member];
    if let Some(made) = groups.into_iter().flatten().next()
        && !same(&made.name, &basis.spec.group.name)
    {
        refuse(
            "other-group",
            format!(
                "{} was connected with the group {} before, not {}",
                basis.spec.user.name, made.name, basis.spec.group.name
            ),
            "Name the same group, or revoke first.",
        );
    }
    let is_theirs = !basis.record.made_user(&basis.spec.user.name);
    if let Some(user) = observed
        .user
        .as_ref()
        .filter(|user| !user.active && is_theirs)
    {
        refuse(
            "user-inactive",
            format!(
                "{} ({}) is inactive and cannot sign in",
                user.name, user.display_name
            ),
            "Tick Active under Administration > User management, if the account is not somebody's \
             who has left; or choose another name.",
        );
    }
    for key in basis.spec.wanted_permissions() {
        if !observed.permissions.is_empty() && !observed.permissions.contains(&key) {
            refuse(
                "no-permission",
                format!("this Jira knows no permission {key}"),
                "Take it out (`--permission`; in a file: `permissions.extra`), or correct it.",
            );
        }
    }
    if basis.spec.credential.kind == CredentialKind::Token && is_before(basis, &[8, 14]) {
        refuse(
            "no-tokens",
            format!(
                "Jira {} has no personal access tokens",
                observed.server.version
            ),
            "Use a password; tokens came with 8.14.",
        );
    }
    if let Some(applications) = &observed.applications
        && !may_sign_in(basis)
        && basis.spec.permissions.access != Access::None
        && chosen(applications).is_none()
    {
        refuse(
            "no-seat",
            "no application has a seat left, so a new user could not sign in".to_owned(),
            "Free a seat under Administration > Applications > Application access, or use a user \
             who has one.",
        );
    }
    refusals
}

fn is_before(basis: Basis<'_>, version: &[u64]) -> bool {
    let numbers = &basis.observed.server.version_numbers;
    !numbers.is_empty() && numbers.as_slice() < version
}
