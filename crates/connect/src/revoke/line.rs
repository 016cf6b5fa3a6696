//! What is taken back, as one reads it before saying yes. What was only intended may not be there.

use crate::observed::Person;
use crate::plan::{Action, Call, Change, Effect, Plan, Sign};
use crate::record::{AccessMade, Assigned, CopyMade, GrantMade, Record, TargetMade};
use crate::rights;
use crate::spec::CredentialKind;

/// An id and a line.
type Line = (String, String);

/// Returns what taking back comes to, by the record alone. What has changed since is seen on the way.
#[must_use]
pub fn plan(record: &Record) -> Plan {
    plan_for(record, &[])
}

/// Returns the same, with what the group's other members lose ([`super::members`]).
#[must_use]
pub fn plan_for(record: &Record, members: &[Person]) -> Plan {
    let user = &record.username;
    let mut changes = Vec::new();
    let mut add = |line: Line, sign, call: (&'static str, String), reason: &str| {
        changes.push(Change {
            id: line.0,
            sign,
            line: line.1,
            details: Vec::new(),
            reason: reason.to_owned(),
            call: Call {
                method: call.0,
                path: call.1,
            },
            needs: "global permission Jira Administrators",
            effects: Vec::new(),
            action: Action::Undo,
        });
    };
    const OURS: &str = "it was made by this program";
    for made in &record.targets {
        let path = format!("/api/v4/…/{}/integrations/jira", made.target.path);
        add(
            target(made),
            Sign::Remove,
            ("DELETE", path),
            "its credential stops",
        );
    }
    let is_token = record
        .credential
        .as_ref()
        .is_some_and(|made| made.made && made.kind == CredentialKind::Token);
    if is_token && !record.made_user(user) {
        let path = "/rest/pat/latest/tokens/{id}".to_owned();
        add(token(user), Sign::Remove, ("DELETE", path), OURS);
    }
    if let Some(made) = &record.access {
        let path = format!("/rest/api/2/applicationrole/{}", made.application);
        add(access(made, user), Sign::Remove, ("PUT", path), OURS);
    }
    if let Some(made) = &record.member {
        let path = format!(
            "/rest/api/2/group/user?groupname={}&username={user}",
            made.name
        );
        add(
            member(user, &made.name),
            Sign::Remove,
            ("DELETE", path),
            OURS,
        );
    }
    for made in &record.assigned {
        let path = format!("/rest/api/2/project/{}/permissionscheme", made.project);
        add(assigned(made), Sign::Change, ("PUT", path), "as before");
    }
    for made in &record.copies {
        let id = made.id.as_deref().unwrap_or("{id}");
        let path = format!("/rest/api/2/permissionscheme/{id}");
        add(copy(made), Sign::Remove, ("DELETE", path), OURS);
    }
    for made in &record.grants {
        let id = made.id.as_deref().unwrap_or("{id}");
        let path = format!(
            "/rest/api/2/permissionscheme/{}/permission/{id}",
            made.scheme
        );
        add(grant(made), Sign::Remove, ("DELETE", path), OURS);
    }
    if let Some(made) = &record.user {
        let path = format!("/rest/api/2/user?username={}", made.name);
        add(self::user(&made.name), Sign::Remove, ("DELETE", path), OURS);
    }
    if let Some(made) = &record.group {
        let path = format!("/rest/api/2/group?groupname={}", made.name);
        add(group(&made.name), Sign::Remove, ("DELETE", path), OURS);
    }
    let is_loss = !record.grants.is_empty() || !record.assigned.is_empty();
    let mut people = Vec::new();
    if !changes.is_empty() {
        let spec = record.spec.as_ref();
        let name = spec.map_or(user.as_str(), |spec| &spec.user.display_name);
        people.push(loss(record, user, name, true));
    }
    let others = members.iter().filter(|_| is_loss);
    people.extend(others.map(|other| loss(record, &other.name, &other.display_name, false)));
    Plan {
        changes,
        people,
        ..Plan::default()
    }
}

/// What the group was granted; who has it by other ways keeps it, and that is certain of nobody but GitLab's
/// user, who goes.
fn loss(record: &Record, person: &str, display_name: &str, certain: bool) -> Effect {
    let mut loses: Vec<String> = Vec::new();
    for made in &record.grants {
        let name = rights::name(&made.permission).to_owned();
        if !loses.contains(&name) {
            loses.push(name);
        }
    }
    if loses.is_empty() {
        loses.push("what the group was granted".to_owned());
    }
    Effect {
        person: person.to_owned(),
        display_name: display_name.to_owned(),
        gains: Vec::new(),
        loses,
        projects: Vec::new(),
        certain,
    }
}

pub(super) fn target(made: &TargetMade) -> Line {
    let name = made.target.name();
    (
        format!("gitlab:{name}"),
        format!("the Jira issues integration of GitLab {name}"),
    )
}

pub(super) fn token(user: &str) -> Line {
    (
        "token".to_owned(),
        format!("the personal access token of {user}"),
    )
}

pub(super) fn access(made: &AccessMade, user: &str) -> Line {
    let who = match &made.group {
        Some(group) => format!("group {group}"),
        None => format!("user {user}"),
    };
    (
        format!("access:{}", made.application),
        format!("{who} may use {}", made.application),
    )
}

pub(super) fn member(user: &str, group: &str) -> Line {
    (
        format!("member:{user}:{group}"),
        format!("user {user} in group {group}"),
    )
}

pub(super) fn assigned(made: &Assigned) -> Line {
    (
        format!("assign:{}", made.project),
        format!(
            "project {} uses the permission scheme it used before",
            made.project
        ),
    )
}

pub(super) fn copy(made: &CopyMade) -> Line {
    (
        format!("copy:{}", made.source),
        format!("permission scheme “{}”", made.name),
    )
}

pub(super) fn grant(made: &GrantMade) -> Line {
    (
        format!("grant:{}:{}", made.scheme, made.permission),
        format!(
            "{} to group {} in permission scheme “{}”",
            rights::name(&made.permission),
            made.group,
            made.scheme_name
        ),
    )
}

pub(super) fn user(name: &str) -> Line {
    (format!("user:{name}"), format!("user {name}"))
}

pub(super) fn group(name: &str) -> Line {
    (format!("group:{name}"), format!("group {name}"))
}
