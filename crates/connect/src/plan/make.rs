//! The plan as a whole: its parts in the order that is safe to interrupt.
//!
//! First what gives nobody anything (an empty group, a user who cannot sign in), then the grants, then
//! membership and application access, which bring them into force, then the credential, and GitLab last.
//! At no point does anybody lose anything, and GitLab never has a credential that does not work yet.

use super::people::{People, merged};
use super::{Action, Call, Change, Plan, Sign, credential, notices, refusals, schemes, targets};
use crate::observed::{Application, Observed, same};
use crate::record::Record;
use crate::spec::{Access, Spec};

/// What a plan is made from.
#[derive(Clone, Copy)]
pub(super) struct Basis<'a> {
    pub spec: &'a Spec,
    pub observed: &'a Observed,
    pub record: &'a Record,
}

/// The administrator's right, in Jira's words.
pub(super) const ADMINISTER: &str = "global permission Jira Administrators";

/// Returns what is to be done so that what is wanted is there. Nothing, if it is.
#[must_use]
pub fn make(spec: &Spec, observed: &Observed, record: &Record) -> Plan {
    let basis = Basis {
        spec,
        observed,
        record,
    };
    let people = People::new(basis);
    let mut plan = Plan {
        refusals: refusals::all(basis),
        ..Plan::default()
    };
    plan.changes.extend(group(basis));
    plan.changes.extend(user(basis));
    plan.changes.extend(schemes::changes(basis, &people));
    plan.changes.extend(member(basis, &people));
    plan.changes.extend(access(basis, &people));
    let to_targets = targets::changes(basis);
    let credential = credential::change(basis, !to_targets.is_empty());
    plan.refusals.extend(credential.refusal);
    match credential.change {
        // A new credential goes to every target, also to those that are as wanted otherwise.
        Some(change) => {
            plan.changes.push(change);
            plan.changes.extend(targets::all(basis));
        }
        None => plan.changes.extend(to_targets),
    }
    plan.people = merged(plan.changes.iter().flat_map(|change| &change.effects));
    plan.warnings = notices::warnings(basis, &plan.changes);
    plan.warnings.extend(credential.warning);
    plan
}

fn group(basis: Basis<'_>) -> Option<Change> {
    let name = &basis.spec.group.name;
    basis.observed.group.is_none().then(|| Change {
        id: format!("group:{name}"),
        sign: Sign::Add,
        line: format!("group {name}"),
        details: Vec::new(),
        reason: "it holds what GitLab's user may do".to_owned(),
        call: post("/rest/api/2/group"),
        needs: ADMINISTER,
        effects: Vec::new(),
        action: Action::CreateGroup,
    })
}

fn user(basis: Basis<'_>) -> Option<Change> {
    let user = &basis.spec.user;
    let there = basis.observed.user.as_ref();
    if there.is_some_and(|there| !there.active) && basis.record.made_user(&user.name) {
        return Some(Change {
            id: format!("user:{}", user.name),
            sign: Sign::Change,
            line: format!("user {} is active again", user.name),
            details: Vec::new(),
            reason: "this program made it and somebody deactivated it".to_owned(),
            call: Call {
                method: "PUT",
                path: format!("/rest/api/2/user?username={}", user.name),
            },
            needs: ADMINISTER,
            effects: Vec::new(),
            action: Action::ActivateUser,
        });
    }
    there.is_none().then(|| Change {
        id: format!("user:{}", user.name),
        sign: Sign::Add,
        line: format!("user {} ({}, {})", user.name, user.display_name, user.email),
        details: Vec::new(),
        reason: "GitLab signs in as a user of its own, whom everybody can tell from people"
            .to_owned(),
        call: post("/rest/api/2/user"),
        needs: ADMINISTER,
        effects: Vec::new(),
        action: Action::CreateUser,
    })
}

fn member(basis: Basis<'_>, people: &People<'_>) -> Option<Change> {
    let user = &basis.spec.user.name;
    let group = &basis.spec.group.name;
    (!basis.observed.is_member(user)).then(|| Change {
        id: format!("member:{user}:{group}"),
        sign: Sign::Add,
        line: format!("user {user} in group {group}"),
        details: Vec::new(),
        reason: "what the group may do, its members may".to_owned(),
        call: post(&format!("/rest/api/2/group/user?groupname={group}")),
        needs: ADMINISTER,
        effects: people.joining(),
        action: Action::AddMember,
    })
}

fn access(basis: Basis<'_>, people: &People<'_>) -> Option<Change> {
    let user = &basis.spec.user.name;
    let group = &basis.spec.group.name;
    let applications = basis.observed.applications.as_deref().unwrap_or_default();
    if may_sign_in(basis) {
        return None;
    }
    let application = chosen(applications)?;
    let key = &application.key;
    match basis.spec.permissions.access {
        Access::None => None,
        Access::Group => Some(Change {
            id: format!("access:{key}:{group}"),
            sign: Sign::Add,
            line: format!("group {group} may use {}", application.name),
            details: Vec::new(),
            reason: "whoever may use no application cannot sign in".to_owned(),
            call: Call {
                method: "PUT",
                path: format!("/rest/api/2/applicationrole/{key}"),
            },
            needs: ADMINISTER,
            effects: people.given_application(application),
            action: Action::GroupAccess {
                application: key.clone(),
            },
        }),
        Access::Default => Some(Change {
            id: format!("access:{key}:{user}"),
            sign: Sign::Add,
            line: format!(
                "user {user} may use {}: in {}",
                application.name,
                application.default_groups.join(", ")
            ),
            details: Vec::new(),
            reason: "whoever may use no application cannot sign in".to_owned(),
            call: post("/rest/api/2/user/application"),
            needs: ADMINISTER,
            effects: people.given_default_groups(application),
            action: Action::DefaultAccess {
                application: key.clone(),
            },
        }),
    }
}

/// Returns whether the user may use some application once in the group.
pub(super) fn may_sign_in(basis: Basis<'_>) -> bool {
    let Some(applications) = &basis.observed.applications else {
        // Jira does not say; verifying will.
        return true;
    };
    let group = &basis.spec.group.name;
    let of_group = applications
        .iter()
        .any(|application| application.groups.iter().any(|name| same(name, group)));
    let user = basis.observed.user.as_ref();
    let of_user = user
        .and_then(|user| user.applications.as_ref())
        .is_some_and(|applications| !applications.is_empty());
    let by_groups = user
        .and_then(|user| user.groups.as_ref())
        .is_some_and(|groups| {
            applications
                .iter()
                .flat_map(|application| &application.groups)
                .any(|name| groups.iter().any(|group| same(name, group)))
        });
    of_group || of_user || by_groups
}

/// Returns the application that the user is given: the one new users get, else the first with a seat.
pub(super) fn chosen(applications: &[Application]) -> Option<&Application> {
    const PREFERRED: [&str; 2] = ["jira-software", "jira-core"];
    let has_seat =
        |application: &&Application| application.defined && application.remaining_seats != Some(0);
    let usable: Vec<&Application> = applications.iter().filter(has_seat).collect();
    let by_key = |key: &str| usable.iter().find(|application| application.key == key);
    usable
        .iter()
        .find(|application| application.selected_by_default)
        .or_else(|| PREFERRED.iter().find_map(|key| by_key(key)))
        .or_else(|| usable.first())
        .copied()
}

pub(super) fn post(path: &str) -> Call {
    Call {
        method: "POST",
        path: path.to_owned(),
    }
}
