//! What granting and revoking a global permission means.

use base::audit::{Change, Entry, Object};
use base::guard::{self, Global};
use base::{Cx, Result, Tx, messages};
use model::permission::may::global::{Administer, SystemAdmin};
use model::{GlobalPermission, GroupId};
use serde_json::json;

use super::store;
use crate::group::{Group, still_administered};

/// One grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// What is granted.
    pub permission: GlobalPermission,
    /// To which group; none is anyone on the web.
    pub group: Option<GroupId>,
    /// The group's name.
    pub name: Option<String>,
}

/// Returns all grants, sorted by permission and group.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(tx: &mut db::Tx, _: Global<Administer>) -> Result<Vec<Granted>> {
    store::grants(tx).await
}

/// Grants a permission to a group, or to anyone on the web.
///
/// # Errors
/// Forbidden for who is no system administrator, if it makes such; Invalid, if the group has it
/// already, or if it is not for anyone.
pub async fn grant(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    permission: GlobalPermission,
    group: Option<&Group>,
) -> Result<()> {
    may_change(cx, permission)?;
    if group.is_none() && !permission.may_be_anyone() {
        return Err(messages::permission_not_for_anyone(permission.name()));
    }
    tx.change_policy().await?;
    let id = group.map(|group| group.id);
    if store::has(tx, permission, id).await? {
        return Err(messages::global_grant_exists(permission.name()));
    }
    let grant_id = tx.next_id("global_grant_id").await?;
    store::insert(tx, grant_id, permission, id).await?;
    told(cx, tx, "Global permission added", permission, group).await
}

/// Takes a permission from a group, or from anyone on the web.
///
/// # Errors
/// Forbidden as in [`grant`]; Not found, if the group does not have it; Invalid, if nobody or not
/// even the caller would be an administrator afterwards.
pub async fn revoke(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    permission: GlobalPermission,
    group: Option<&Group>,
) -> Result<()> {
    may_change(cx, permission)?;
    tx.change_policy().await?;
    let id = group.map(|group| group.id);
    if !store::has(tx, permission, id).await? {
        return Err(messages::no_such_global_grant(permission.name()));
    }
    store::delete(tx, permission, id).await?;
    still_administered(tx).await?;
    if let Some(user) = cx.user_id()
        && !store::administers(tx, user).await?
    {
        return Err(messages::own_administration());
    }
    told(cx, tx, "Global permission deleted", permission, group).await
}

fn may_change(cx: &Cx, permission: GlobalPermission) -> Result<()> {
    if permission == GlobalPermission::SystemAdmin {
        guard::global::<SystemAdmin>(cx)?;
    }
    Ok(())
}

async fn told(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    permission: GlobalPermission,
    group: Option<&Group>,
) -> Result<()> {
    let name = group.map_or("Anyone", |group| group.name.as_str());
    let change = Change::between("Group", None, Some(name));
    let entry = Entry {
        category: "permissions",
        summary,
        object: Object {
            kind: "GLOBAL_PERMISSION",
            id: permission.key().to_owned(),
            name: permission.name(),
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await?;
    let payload =
        json!({ "permission": permission.key(), "group": group.map(|group| &group.name) });
    tx.event(cx, "global_permissions_changed", &payload).await
}
