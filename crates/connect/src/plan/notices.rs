//! What one should know before saying yes.

use super::make::{Basis, chosen, may_sign_in};
use super::schemes::{in_use, is_wanted, wanted};
use super::{Action, Change, Notice};
use crate::observed::same;
use crate::rights::{self, ADMINISTER_PROJECTS, BROWSE_PROJECTS};
use crate::spec::{Access, Projects, SchemeChoice};

/// What anybody should have second thoughts about, if a user made for a program has it.
const TOO_MUCH: [&str; 6] = [
    ADMINISTER_PROJECTS,
    "DELETE_ISSUES",
    "EDIT_ISSUES",
    "EDIT_ALL_COMMENTS",
    "DELETE_ALL_COMMENTS",
    "MOVE_ISSUES",
];

/// Returns what one should know.
pub(super) fn warnings(basis: Basis<'_>, changes: &[Change]) -> Vec<Notice> {
    let mut warnings = Vec::new();
    warnings.extend(address(basis));
    warnings.extend(shared_schemes(basis, changes));
    warnings.extend(other_members(basis, changes));
    warnings.extend(existing_user(basis));
    warnings.extend(cannot_browse(basis));
    warnings.extend(unused_scheme(basis));
    warnings.extend(no_access(basis));
    warnings.extend(archived(basis));
    warnings.extend(more_than_wanted(basis));
    let gaps = basis.observed.gaps.iter();
    warnings.extend(gaps.map(|gap| {
        Notice::new(
            "not-read",
            format!("{} could not be read: {}", gap.what, gap.why),
            "",
        )
    }));
    warnings
}

fn address(basis: Basis<'_>) -> Option<Notice> {
    let says = basis.observed.server.base_url.trim_end_matches('/');
    let wanted = basis.spec.jira_url();
    (!says.is_empty() && says != wanted).then(|| {
        Notice::new(
            "base-url",
            format!(
                "Jira says that its address is {says}, and GitLab is given {wanted}: GitLab follows the \
                 addresses in Jira's answers, and would send the credential there"
            ),
            "Give GitLab the address Jira has, or correct Jira's under Administration > System > \
             General configuration > Base URL.",
        )
    })
}

fn shared_schemes(basis: Basis<'_>, changes: &[Change]) -> Vec<Notice> {
    if basis.spec.permissions.scheme == SchemeChoice::Copy {
        return Vec::new();
    }
    let mut notices = Vec::new();
    for scheme in in_use(basis) {
        let is_changed = changes.iter().any(
            |change| matches!(&change.action, Action::Grant { scheme: id, .. } if *id == scheme.id),
        );
        let outside: Vec<&str> = basis
            .observed
            .users_of(&scheme.id)
            .filter(|project| !is_wanted(basis, project))
            .map(|project| project.key.as_str())
            .collect();
        if is_changed && !outside.is_empty() {
            notices.push(Notice::new(
                "scheme-shared",
                format!(
                    "the permission scheme “{}” is also used by {}, which {} not asked for: the group \
                     gains the same there",
                    scheme.name,
                    list(&outside),
                    if outside.len() == 1 { "was" } else { "were" }
                ),
                "With `--scheme copy` (in a file: `scheme = \"copy\"`) the wanted projects get a complete \
                 copy of the scheme, and the others stay as they are.",
            ));
        }
    }
    notices
}

fn other_members(basis: Basis<'_>, changes: &[Change]) -> Option<Notice> {
    let group = basis.observed.group.as_ref()?;
    let user = &basis.spec.user.name;
    let others: Vec<&str> = group
        .members
        .iter()
        .filter(|member| !same(&member.name, user) && member.active)
        .map(|member| member.name.as_str())
        .collect();
    let grants = changes.iter().any(|change| {
        matches!(
            change.action,
            Action::Grant { .. } | Action::Assign { .. } | Action::GroupAccess { .. }
        )
    });
    if others.is_empty() || !grants {
        return None;
    }
    let listed = u64::try_from(group.members.len()).unwrap_or(u64::MAX);
    let more = match group.n_members.saturating_sub(listed) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(Notice::new(
        "group-has-members",
        format!(
            "the group {} exists and has other members, who gain what it is granted: {}{more}",
            group.name,
            list(&others)
        ),
        "Choose a group of its own for GitLab, if they should not.",
    ))
}

fn existing_user(basis: Basis<'_>) -> Option<Notice> {
    let user = basis.observed.user.as_ref()?;
    if basis.record.made_user(&user.name) {
        return None;
    }
    let groups = user.groups.clone().unwrap_or_default();
    let groups = if groups.is_empty() {
        String::new()
    } else {
        let names: Vec<&str> = groups.iter().map(String::as_str).collect();
        format!(" (in {})", list(&names))
    };
    Some(Notice::new(
        "user-exists",
        format!(
            "{} exists already and was not made by this program: {}{groups}. GitLab will act as this \
             user, with everything the user may do",
            user.name, user.display_name
        ),
        "Choose another name, if it is a person's account.",
    ))
}

/// The trap of GitLab's own instructions: the group may administer projects, and see nothing of them.
fn cannot_browse(basis: Basis<'_>) -> Vec<Notice> {
    let group = &basis.spec.group.name;
    let schemes = basis.observed.schemes.iter().filter(|scheme| {
        scheme.grant_to(ADMINISTER_PROJECTS, group).is_some()
            && scheme.grant_to(BROWSE_PROJECTS, group).is_none()
            && basis.observed.users_of(&scheme.id).next().is_some()
            && !in_use(basis).iter().any(|used| used.id == scheme.id)
    });
    schemes
        .map(|scheme| {
            Notice::new(
                "administers-without-browsing",
                format!(
                    "in the permission scheme “{}” the group {group} may administer projects that it \
                     cannot browse; those projects are not among the wanted ones",
                    scheme.name
                ),
                "Name their projects too, or take the grant away.",
            )
        })
        .collect()
}

fn unused_scheme(basis: Basis<'_>) -> Vec<Notice> {
    let group = &basis.spec.group.name;
    let schemes = basis.observed.schemes.iter().filter(|scheme| {
        scheme.grant_to(ADMINISTER_PROJECTS, group).is_some()
            && basis.observed.users_of(&scheme.id).next().is_none()
            && basis
                .observed
                .projects
                .iter()
                .all(|project| project.scheme.is_some())
    });
    schemes
        .map(|scheme| {
            Notice::new(
                "scheme-unused",
                format!(
                    "the permission scheme “{}” names the group {group} and is used by no project: it \
                     has no effect",
                    scheme.name
                ),
                "It is left as it is; delete it, if it was made for GitLab.",
            )
        })
        .collect()
}

fn no_access(basis: Basis<'_>) -> Option<Notice> {
    let is_left = basis.spec.permissions.access == Access::None;
    (is_left && !may_sign_in(basis)).then(|| {
        let default = chosen(basis.observed.applications.as_deref().unwrap_or_default())
            .map(|application| {
                format!(
                    "Put the user into {}, or make the group one of {}'s under Administration > \
                     Applications > Application access.",
                    application.default_groups.join(", "),
                    application.name
                )
            })
            .unwrap_or_default();
        Notice::new(
            "no-application",
            format!(
                "{} may use no application and so cannot sign in",
                basis.spec.user.name
            ),
            &default,
        )
    })
}

fn archived(basis: Basis<'_>) -> Option<Notice> {
    let is_named = matches!(basis.spec.jira.projects, Projects::Keys(_));
    let keys: Vec<&str> = basis
        .observed
        .projects
        .iter()
        .filter(|project| is_named && project.archived && is_wanted(basis, project))
        .map(|project| project.key.as_str())
        .collect();
    (!keys.is_empty()).then(|| {
        Notice::new(
            "archived",
            format!(
                "{} archived and read-only: nothing is changed there",
                is_or_are(&keys)
            ),
            "Restore the project first, if GitLab is to write there.",
        )
    })
}

/// What "any logged-in user" and "anyone" may do, GitLab's user may, too.
fn more_than_wanted(basis: Basis<'_>) -> Option<Notice> {
    let asked = basis.spec.wanted_permissions();
    let mut permissions: Vec<&str> = Vec::new();
    let mut projects: Vec<&str> = Vec::new();
    for project in wanted(basis) {
        let scheme = project.scheme.as_deref().unwrap_or_default();
        let grants = basis.observed.scheme(scheme).map(|scheme| &scheme.grants);
        for grant in grants.into_iter().flatten() {
            let is_everybody = grant.parameter.as_deref().unwrap_or_default().is_empty()
                && matches!(
                    grant.holder.as_str(),
                    "anyone" | "applicationRole" | "group"
                );
            let is_much = TOO_MUCH.contains(&grant.permission.as_str());
            if !is_everybody || !is_much || asked.contains(&grant.permission) {
                continue;
            }
            if !permissions.contains(&grant.permission.as_str()) {
                permissions.push(&grant.permission);
            }
            if !projects.contains(&project.key.as_str()) {
                projects.push(&project.key);
            }
        }
    }
    (!permissions.is_empty()).then(|| {
        let names: Vec<&str> = permissions.iter().map(|key| rights::name(key)).collect();
        Notice::new(
            "everybody-may",
            format!(
                "every user who can sign in may do more than GitLab needs in {}, and so may GitLab's: {}",
                list(&projects),
                list(&names)
            ),
            "To give GitLab less, grant these permissions in the schemes to a group or role of people \
             instead of to any logged-in user. That is not done here, for it would take rights from \
             people.",
        )
    })
}

fn is_or_are(keys: &[&str]) -> String {
    let verb = if keys.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", list(keys))
}

/// Returns names as one says them; of very many, how many more there are.
fn list(names: &[&str]) -> String {
    const MOST: usize = 40;
    let shown: Vec<&str> = names.iter().copied().take(MOST).collect();
    match names.len().saturating_sub(MOST) {
        0 => match shown.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => shown.concat(),
        },
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
