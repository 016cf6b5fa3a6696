//! The members of a role on a page: shown, added by name, removed. For default members and a project's.

use base::error::Problems;
use base::page::FormPairs;
use base::refs::{groups_by_ids, users_by_ids};
use base::{Cx, Result, Tx, messages};
use model::{GroupId, UserId};
use policy::Member;

use crate::role::Role;
use crate::role::actor::{self, Actor, Place};

/// A member as a page shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the button to remove sends.
    pub value: String,
    /// `User` or `Group`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
}

/// What was typed to add: names with commas between them.
#[derive(Debug, Default)]
pub struct Added {
    /// The role.
    pub role: String,
    /// The users.
    pub users: String,
    /// The groups.
    pub groups: String,
}

impl Added {
    /// Reads the form.
    pub fn of(form: &FormPairs) -> Self {
        Self {
            role: form.first("id").to_owned(),
            users: form.first("users").to_owned(),
            groups: form.first("groups").to_owned(),
        }
    }
}

/// Returns the members with their names.
///
/// # Errors
/// When the database cannot be read.
pub async fn shown(tx: &mut db::Tx, actors: &[Actor]) -> Result<Vec<Shown>> {
    let users = users_by_ids(tx, actor::user_ids(actors)).await?;
    let groups = groups_by_ids(tx, actor::group_ids(actors)).await?;
    let mut shown: Vec<Shown> = actors
        .iter()
        .map(|actor| match actor.member {
            Member::User(id) => Shown {
                value: value(actor),
                kind: "User",
                name: users.get(id).map_or_else(String::new, |user| {
                    format!("{} ({})", user.display_name, user.name)
                }),
            },
            Member::Group(id) => Shown {
                value: value(actor),
                kind: "Group",
                name: groups.name(id).unwrap_or_default().to_owned(),
            },
        })
        .collect();
    shown.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    Ok(shown)
}

/// Returns what the button to remove the member sends.
#[must_use]
pub fn value(actor: &Actor) -> String {
    match actor.member {
        Member::User(id) => format!("user-{id}"),
        Member::Group(id) => format!("group-{id}"),
    }
}

/// Returns whom the button pressed removes, if it was one of those.
pub fn removed(form: &FormPairs) -> Option<Member> {
    let (kind, id) = form.first("remove").split_once('-')?;
    match kind {
        "user" => UserId::parse(id).map(Member::User),
        "group" => GroupId::parse(id).map(Member::Group),
        _ => None,
    }
}

/// Adds those that were typed.
///
/// # Errors
/// Invalid, beside the field whose names are not there; as [`actor::add`].
pub async fn add(cx: &Cx, tx: &mut Tx, place: &Place, role: &Role, added: &Added) -> Result<()> {
    let (users, groups) = (names(&added.users), names(&added.groups));
    let mut problems = Problems::default();
    if users.is_empty() && groups.is_empty() {
        problems.field("users", messages::CHOOSE_MEMBERS);
    }
    let mut members = Vec::new();
    for (field, named) in [
        ("users", actor::both(tx, &users, &[]).await?),
        ("groups", actor::both(tx, &[], &groups).await?),
    ] {
        if !named.unknown.is_empty() {
            problems.field(field, messages::names_unknown(&named.unknown));
        }
        members.extend(named.members);
    }
    problems.check()?;
    actor::add(cx, tx, place, role, &members).await
}

fn names(text: &str) -> Vec<String> {
    let names = text.split([',', '\n']).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
