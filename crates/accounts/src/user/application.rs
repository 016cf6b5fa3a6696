//! What giving and taking an application means: membership in its groups.

use base::guard::{self, ChangeAccount, Granted};
use base::refs::UserRef;
use base::{Cx, Result, Tx, messages};

use super::store;
use crate::application_role::{Role, roles};
use crate::group::{self, Group, NewMember};

/// Gives a user an application, by putting them into its default groups.
///
/// # Errors
/// Invalid, if there is no such application or it has no default group; Forbidden, if such a group
/// makes system administrators and the caller is none.
pub async fn add_application(
    cx: &Cx,
    tx: &mut Tx,
    user: &Granted<UserRef, ChangeAccount>,
    key: &str,
) -> Result<()> {
    let role = find_role(tx, key).await?;
    let groups: Vec<_> = role.default_groups().collect();
    if groups.is_empty() {
        return Err(messages::application_without_default_group(key));
    }
    let has = store::groups_of(tx, user.id).await?;
    for role_group in groups {
        if has.iter().any(|(id, _)| *id == role_group.id) {
            continue;
        }
        guard::members_of(cx, role_group.id)?;
        let group = &Group {
            id: role_group.id,
            name: role_group.name.clone(),
        };
        group::insert_member(cx, tx, NewMember { group, user }).await?;
    }
    Ok(())
}

/// Takes an application from a user, by taking them out of all its groups. [`Tx::change_policy`]
/// comes before.
///
/// # Errors
/// As [`add_application`]; Invalid, if nobody could administer the instance any more.
pub async fn remove_application(
    cx: &Cx,
    tx: &mut Tx,
    user: &Granted<UserRef, ChangeAccount>,
    key: &str,
) -> Result<()> {
    let role = find_role(tx, key).await?;
    let has = store::groups_of(tx, user.id).await?;
    for (id, name) in has {
        if role.groups.iter().any(|group| group.id == id) {
            guard::members_of(cx, id)?;
            group::delete_member(cx, tx, &Group { id, name }, user).await?;
        }
    }
    group::still_administered(tx).await
}

async fn find_role(tx: &mut Tx, key: &str) -> Result<Role> {
    let roles = roles(tx).await?;
    roles
        .into_iter()
        .find(|role| role.key == key)
        .ok_or_else(|| messages::no_such_application(key))
}

/// Returns the groups that the applications of these keys put a user into, each once.
pub(super) async fn groups_of(tx: &mut Tx, keys: Option<&[String]>) -> Result<Vec<Group>> {
    let roles = roles(tx).await?;
    if let Some(keys) = keys
        && let Some(unknown) = keys
            .iter()
            .find(|key| !roles.iter().any(|role| role.key == **key))
    {
        return Err(messages::no_such_application(unknown));
    }
    let is_given = |role: &&Role| match keys {
        Some(keys) => keys.contains(&role.key),
        None => role.is_default,
    };
    let mut groups: Vec<Group> = Vec::new();
    for group in roles.iter().filter(is_given).flat_map(Role::default_groups) {
        if !groups.iter().any(|known| known.id == group.id) {
            groups.push(Group {
                id: group.id,
                name: group.name.clone(),
            });
        }
    }
    Ok(groups)
}
