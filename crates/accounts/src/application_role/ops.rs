//! What changing an application role means.

use std::fmt::Write as _;

use base::audit::{Change, Entry, Object};
use base::guard::{self, Global};
use base::{Cx, Result, Tx, messages, secret, text};
use model::GroupId;
use model::permission::may::global::Administer;
use serde_json::json;

use super::store::{self, Role};

/// How many groups an application may have.
const MOST_GROUPS: usize = 500;

/// What is to change; what is `None` stays.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// All groups whose members may use the application.
    pub groups: Option<&'a [String]>,
    /// Those of them that who is given the application is put into.
    pub default_groups: Option<&'a [String]>,
    /// Whether new users get the application.
    pub is_default: Option<bool>,
}

/// Returns the role of this key.
///
/// # Errors
/// Not found.
pub async fn find(tx: &mut db::Tx, key: &str) -> Result<Role> {
    let roles = store::roles(tx).await?;
    roles
        .into_iter()
        .find(|role| role.key == key)
        .ok_or_else(|| messages::application_not_found(key))
}

/// Returns what changes whenever an application role does, in the form of an `ETag`.
pub fn version(roles: &[Role]) -> String {
    let mut text = String::new();
    for role in roles {
        let _ = writeln!(text, "{}\n{}", role.key, role.is_default);
        for group in &role.groups {
            let _ = writeln!(text, "{} {}", group.id, group.is_default);
        }
    }
    format!("\"{}\"", secret::hash(&text))
}

/// Refuses a change of what is not any more what the caller has read. Such changes wait for one another
/// from here on.
///
/// # Errors
/// Outdated.
pub async fn check_version(tx: &mut Tx, known: Option<&str>) -> Result<()> {
    tx.change_accounts().await?;
    let Some(known) = known.filter(|known| *known != "*") else {
        return Ok(());
    };
    if version(&store::roles(tx).await?) == known {
        Ok(())
    } else {
        Err(messages::application_roles_changed())
    }
}

/// Changes several application roles, each at most once; those left out stay.
///
/// # Errors
/// As [`update`].
pub async fn update_several(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    edits: &[(&str, Edit<'_>)],
) -> Result<()> {
    // So there are never more of them than there are applications.
    for (at, (key, _)) in edits.iter().enumerate() {
        find(tx, key).await?;
        if edits.iter().take(at).any(|(other, _)| other == key) {
            return Err(messages::application_role_twice(key));
        }
    }
    for (key, edit) in edits {
        update(cx, tx, admin, key, *edit).await?;
    }
    Ok(())
}

/// Changes which groups have an application.
///
/// # Errors
/// Not found; Invalid, if a group does not exist or a default group is not one of the groups;
/// Forbidden, if a new default group makes system administrators and the caller is none.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    key: &str,
    edit: Edit<'_>,
) -> Result<()> {
    tx.change_accounts().await?;
    let role = find(tx, key).await?;
    let groups: Vec<GroupId> = match edit.groups {
        Some(names) => resolve(tx, "groups", names).await?,
        None => role.groups.iter().map(|group| group.id).collect(),
    };
    let defaults: Vec<GroupId> = match edit.default_groups {
        Some(names) => {
            let ids = resolve(tx, "defaultGroups", names).await?;
            if let Some((_, name)) = ids.iter().zip(names).find(|(id, _)| !groups.contains(id)) {
                return Err(messages::default_group_not_in_application(name));
            }
            ids
        }
        None => role
            .default_groups()
            .map(|group| group.id)
            .filter(|id| groups.contains(id))
            .collect(),
    };
    // Whom others create would be put into it: who may not do that may not arrange for it.
    let was_default = |id: GroupId| role.default_groups().any(|group| group.id == id);
    for id in defaults.iter().copied().filter(|id| !was_default(*id)) {
        guard::members_of(cx, id)?;
    }
    let others: Vec<GroupId> = groups
        .into_iter()
        .filter(|id| !defaults.contains(id))
        .collect();
    store::delete_groups(tx, key).await?;
    store::insert_groups(tx, key, &defaults, true).await?;
    store::insert_groups(tx, key, &others, false).await?;
    if let Some(is_default) = edit.is_default {
        store::set_default(tx, key, is_default).await?;
    }
    let now = find(tx, key).await?;
    let changes = [
        Change::between("Groups", Some(&names(&role)), Some(&names(&now))),
        Change::between(
            "Default groups",
            Some(&default_names(&role)),
            Some(&default_names(&now)),
        ),
    ];
    let entry = Entry {
        category: "user management",
        summary: "Application access updated",
        object: Object {
            kind: "APPLICATION_ROLE",
            id: role.key.clone(),
            name: &role.name,
        },
        changes: changes.into_iter().flatten().collect(),
    };
    tx.audit(cx, entry).await?;
    tx.event(cx, "application_role_updated", &json!({ "key": key }))
        .await
}

/// Returns the ids of the groups of these names, in their order.
async fn resolve(tx: &mut Tx, field: &str, names: &[String]) -> Result<Vec<GroupId>> {
    if names.len() > MOST_GROUPS {
        return Err(messages::too_many_groups(field, MOST_GROUPS));
    }
    let folded: Vec<String> = names.iter().map(|name| text::fold(name)).collect();
    let known = store::groups_by_names(tx, &folded).await?;
    let found = folded.iter().zip(names).map(|(folded, name)| {
        known
            .iter()
            .find(|(lower_name, _)| lower_name == folded)
            .map(|(_, id)| *id)
            .ok_or_else(|| messages::no_such_group_in(field, name))
    });
    found.collect()
}

fn names(role: &Role) -> String {
    let names: Vec<&str> = role
        .groups
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    names.join(", ")
}

fn default_names(role: &Role) -> String {
    let names: Vec<&str> = role
        .default_groups()
        .map(|group| group.name.as_str())
        .collect();
    names.join(", ")
}
