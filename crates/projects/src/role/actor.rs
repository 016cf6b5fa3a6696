//! Who is in a role: in one project, or by default when a project is new.
//!
//! The rules are the same for both; a [`Place`] says which, and is made from the proof it takes.

use base::audit::{Change, Entry, Object};
use base::guard::{Global, Granted, ProjectRef};
use base::refs::{groups_by_ids, users_by_ids};
use base::{Cx, Error, Result, Tx, messages};
use model::permission::may::{AdministerProjects, global};
use model::{ProjectId, RoleActorId, RoleId};
use policy::Member;
use serde_json::json;

use super::wire::{ActorFull, ActorsInput};
use super::{Role, store};
use crate::people;

/// A member of a role.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The membership.
    pub id: RoleActorId,
    /// The role.
    pub role: RoleId,
    /// The user or group.
    pub member: Member,
}

/// Where a role's members are to be changed, with the right to.
#[derive(Clone, Debug)]
pub struct Place {
    project: Option<ProjectId>,
    name: String,
}

/// Users and groups that a request names.
#[derive(Debug, Default)]
pub struct Named {
    /// Those that exist, each once.
    pub members: Vec<Member>,
    /// The names of those that do not.
    pub unknown: Vec<String>,
}

impl Place {
    /// Returns the roles of a project.
    #[must_use]
    pub fn of_project(project: &Granted<ProjectRef, AdministerProjects>) -> Self {
        Self {
            project: Some(project.id),
            name: project.name.clone(),
        }
    }

    /// Returns the default members.
    #[must_use]
    pub fn default_members(_: Global<global::Administer>) -> Self {
        Self {
            project: None,
            name: "Default members".to_owned(),
        }
    }

    /// Returns the project, unless it is about the default members.
    #[must_use]
    pub fn project(&self) -> Option<ProjectId> {
        self.project
    }
}

/// Returns the members of a role as JSON shows them.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn shown(
    cx: &Cx,
    tx: &mut db::Tx,
    project: Option<ProjectId>,
    role: RoleId,
) -> Result<Vec<ActorFull>> {
    let actors = store::actors_of(tx, project, role).await?;
    let users = users_by_ids(tx, user_ids(&actors)).await?;
    let groups = groups_by_ids(tx, group_ids(&actors)).await?;
    Ok(ActorFull::list(&actors, &users, &groups, cx.urls()))
}

/// Returns the users among the members.
pub(crate) fn user_ids(actors: &[Actor]) -> impl Iterator<Item = model::UserId> {
    actors.iter().filter_map(|actor| match actor.member {
        Member::User(id) => Some(id),
        Member::Group(_) => None,
    })
}

/// Returns the groups among the members.
pub(crate) fn group_ids(actors: &[Actor]) -> impl Iterator<Item = model::GroupId> {
    actors.iter().filter_map(|actor| match actor.member {
        Member::Group(id) => Some(id),
        Member::User(_) => None,
    })
}

/// Looks up the users or the groups of a request, which names one or the other.
///
/// # Errors
/// Invalid, if it names neither or both.
pub async fn either(tx: &mut db::Tx, input: &ActorsInput) -> Result<Named> {
    let users = input.user.as_deref().unwrap_or_default();
    let groups = input.group.as_deref().unwrap_or_default();
    if users.is_empty() == groups.is_empty() {
        return Err(messages::actors_users_or_groups());
    }
    both(tx, users, groups).await
}

/// Looks up users and groups by their names.
///
/// # Errors
/// When the database cannot be read.
pub async fn both(tx: &mut db::Tx, users: &[String], groups: &[String]) -> Result<Named> {
    let known_users = people::users_named(tx, users.iter().map(String::as_str)).await?;
    let known_groups = people::groups_named(tx, groups.iter().map(String::as_str)).await?;
    let mut named = Named::default();
    let members = users
        .iter()
        .map(|name| (name, people::named(&known_users, name).map(Member::User)))
        .chain(
            groups
                .iter()
                .map(|name| (name, people::named(&known_groups, name).map(Member::Group))),
        );
    for (name, member) in members {
        match member {
            Some(member) if named.members.contains(&member) => {}
            Some(member) => named.members.push(member),
            None => named.unknown.push(name.clone()),
        }
    }
    Ok(named)
}

/// Adds members to a role.
///
/// # Errors
/// Invalid, if one of them is in it already: nobody is added then.
pub async fn add(
    cx: &Cx,
    tx: &mut Tx,
    place: &Place,
    role: &Role,
    members: &[Member],
) -> Result<()> {
    tx.change_policy().await?;
    let before = store::actors_of(tx, place.project, role.id).await?;
    if let Some(twice) = members
        .iter()
        .find(|member| before.iter().any(|actor| actor.member == **member))
    {
        let name = name_of(tx, *twice).await?;
        return Err(messages::actor_is_in_role(&name, &role.name));
    }
    change(cx, tx, place, role, &before, members, &[]).await
}

/// Makes these the members of a role, and nobody else.
///
/// # Errors
/// When the database refuses.
pub async fn set(
    cx: &Cx,
    tx: &mut Tx,
    place: &Place,
    role: &Role,
    members: &[Member],
) -> Result<()> {
    tx.change_policy().await?;
    let before = store::actors_of(tx, place.project, role.id).await?;
    let added: Vec<Member> = members
        .iter()
        .filter(|member| !before.iter().any(|actor| actor.member == **member))
        .copied()
        .collect();
    let removed: Vec<Member> = before
        .iter()
        .map(|actor| actor.member)
        .filter(|member| !members.contains(member))
        .collect();
    change(cx, tx, place, role, &before, &added, &removed).await
}

/// Takes a member out of a role.
///
/// # Errors
/// What `refusal` makes of the member's name, if they are not in it.
pub async fn remove(
    cx: &Cx,
    tx: &mut Tx,
    place: &Place,
    role: &Role,
    member: Member,
    refusal: fn(&str, &str) -> Error,
) -> Result<()> {
    tx.change_policy().await?;
    let before = store::actors_of(tx, place.project, role.id).await?;
    if !before.iter().any(|actor| actor.member == member) {
        let name = name_of(tx, member).await?;
        return Err(refusal(&name, &role.name));
    }
    change(cx, tx, place, role, &before, &[], &[member]).await
}

async fn change(
    cx: &Cx,
    tx: &mut Tx,
    place: &Place,
    role: &Role,
    before: &[Actor],
    added: &[Member],
    removed: &[Member],
) -> Result<()> {
    if added.is_empty() && removed.is_empty() {
        return Ok(());
    }
    let gone: Vec<RoleActorId> = before
        .iter()
        .filter(|actor| removed.contains(&actor.member))
        .map(|actor| actor.id)
        .collect();
    store::delete_actors(tx, &gone).await?;
    store::insert_actors(tx, place.project, role.id, added).await?;
    let mut changes = Vec::new();
    for name in names_of(tx, removed).await? {
        changes.extend(Change::between("Member", Some(&name), None));
    }
    for name in names_of(tx, added).await? {
        changes.extend(Change::between("Member", None, Some(&name)));
    }
    told(cx, tx, place.project, &place.name, role, changes).await
}

/// Writes down that members of a role have changed: for the audit log, and for who waits for it. `place` is what
/// the project is called.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn told(
    cx: &Cx,
    tx: &mut Tx,
    project: Option<ProjectId>,
    place: &str,
    role: &Role,
    changes: Vec<Change>,
) -> Result<()> {
    let kind = if project.is_some() {
        "project_role_changed"
    } else {
        "default_role_changed"
    };
    let name = format!("{place}: {}", role.name);
    let entry = Entry {
        category: "projects",
        summary: "Project role members changed",
        object: Object {
            kind: "PROJECT_ROLE",
            id: role.id.to_string(),
            name: &name,
        },
        changes,
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "role": role.id.0, "project": project.map(|id| id.0) });
    tx.event(cx, kind, &payload).await
}

async fn name_of(tx: &mut db::Tx, member: Member) -> Result<String> {
    Ok(names_of(tx, &[member]).await?.pop().unwrap_or_default())
}

async fn names_of(tx: &mut db::Tx, members: &[Member]) -> Result<Vec<String>> {
    let users = members.iter().filter_map(|member| match member {
        Member::User(id) => Some(*id),
        Member::Group(_) => None,
    });
    let users = users_by_ids(tx, users).await?;
    let groups = members.iter().filter_map(|member| match member {
        Member::Group(id) => Some(*id),
        Member::User(_) => None,
    });
    let groups = groups_by_ids(tx, groups).await?;
    let names = members.iter().map(|member| match member {
        Member::User(id) => users.get(*id).map(|user| user.name.clone()),
        Member::Group(id) => groups.name(*id).map(str::to_owned),
    });
    Ok(names.map(Option::unwrap_or_default).collect())
}
