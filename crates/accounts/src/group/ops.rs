//! What changing a group means.

use base::audit::{Change, Entry, Object};
use base::guard::{self, Global};
use base::refs::{self, UserRef};
use base::{Cx, Result, Tx, messages, text};
use model::GroupId;
use model::permission::may::global::Administer;
use serde_json::json;

use super::rest::required;
use super::store;

const CATEGORY: &str = "group management";

/// A group as it is stored.
#[derive(Clone, Debug)]
pub struct Group {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
}

/// Who is to be put into a group.
#[derive(Clone, Copy, Debug)]
pub struct NewMember<'a> {
    /// The group.
    pub group: &'a Group,
    /// The user.
    pub user: &'a UserRef,
}

/// Returns the group of this name.
///
/// # Errors
/// Invalid without a name, Not found without a group.
pub async fn find(tx: &mut db::Tx, name: Option<&str>) -> Result<Group> {
    let name = required("groupname", name)?;
    let (id, name) = refs::group_by_name(tx, name)
        .await?
        .ok_or_else(|| messages::no_such_group(name))?;
    Ok(Group { id, name })
}

/// Makes a group.
///
/// # Errors
/// Invalid, if the name is empty, too long, not a name, or taken.
pub async fn create(cx: &Cx, tx: &mut Tx, _: Global<Administer>, name: &str) -> Result<Group> {
    if text::is_blank(name) {
        return Err(messages::group_name_missing());
    }
    if text::is_longer(name, text::MAX_LINE) || name.trim() != name || text::has_control(name) {
        return Err(messages::group_name_not_valid());
    }
    let group = Group {
        id: GroupId(tx.next_id("user_group_id").await?),
        name: name.to_owned(),
    };
    store::insert(tx, &group)
        .await
        .map_err(|error| match error {
            error if error.is_unique("user_group.lower_name") => messages::group_exists(),
            error => error.into(),
        })?;
    tx.audit(cx, entry("Group created", &group, Vec::new()))
        .await?;
    tx.event(cx, "group_created", &json!({ "group": group.name }))
        .await?;
    Ok(group)
}

/// Deletes a group. What it was granted goes with it; the comments only it could see go to `swap`.
///
/// # Errors
/// Not found; Invalid, if comments are visible to it alone and no other group is named, or if it is
/// the last one that administers the instance.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    name: Option<&str>,
    swap: Option<&str>,
) -> Result<()> {
    tx.change_policy().await?;
    tx.change_accounts().await?;
    let group = find(tx, name).await?;
    guard::members_of(cx, group.id)?;
    let swap = match swap.filter(|swap| !swap.is_empty()) {
        Some(swap) => Some(find(tx, Some(swap)).await?),
        None => None,
    };
    if swap.as_ref().is_some_and(|swap| swap.id == group.id) {
        return Err(messages::group_swap_is_same());
    }
    store::delete(tx, group.id, swap.map(|swap| swap.id))
        .await
        .map_err(|error| match error {
            error if error.is_foreign_key() => messages::group_swap_missing(&group.name),
            error => error.into(),
        })?;
    still_administered(tx).await?;
    tx.audit(cx, entry("Group deleted", &group, Vec::new()))
        .await?;
    tx.event(cx, "group_deleted", &json!({ "group": group.name }))
        .await
}

/// Puts a user into a group.
///
/// # Errors
/// Not found; Invalid, if they are a member already.
pub async fn add_member(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    group: Option<&str>,
    user: Option<&str>,
) -> Result<Group> {
    let name = required("name", user)?;
    let group = find(tx, group).await?;
    guard::members_of(cx, group.id)?;
    let user = refs::user_by_name(tx, name)
        .await?
        .ok_or_else(|| messages::no_such_user(name))?;
    insert_member(
        cx,
        tx,
        NewMember {
            group: &group,
            user: &user,
        },
    )
    .await?;
    Ok(group)
}

/// Puts a user into a group whose right to be put there was shown otherwise: by creating them.
pub(crate) async fn insert_member(cx: &Cx, tx: &mut Tx, new: NewMember<'_>) -> Result<()> {
    let NewMember { group, user } = new;
    tx.change_account(user.id).await?;
    store::insert_member(tx, group.id, user.id)
        .await
        .map_err(|error| match error {
            error if error.is_unique("membership.group_id,user_id") => {
                messages::already_member(&user.name, &group.name)
            }
            error => error.into(),
        })?;
    let change = Change::between("User", None, Some(&user.name));
    tx.audit(
        cx,
        entry("User added to group", group, change.into_iter().collect()),
    )
    .await?;
    tx.event(
        cx,
        "group_member_added",
        &json!({ "group": group.name, "user": user.key }),
    )
    .await
}

/// Takes a user out of a group.
///
/// # Errors
/// Not found; Invalid, if they are no member or the last administrator.
pub async fn remove_member(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    group: Option<&str>,
    user: Option<&str>,
) -> Result<()> {
    let name = required("username", user)?;
    // Two administrators who remove one another wait here, so that one stays.
    tx.change_policy().await?;
    let group = find(tx, group).await?;
    guard::members_of(cx, group.id)?;
    let user = refs::user_by_name(tx, name)
        .await?
        .ok_or_else(|| messages::no_such_user(name))?;
    delete_member(cx, tx, &group, &user).await?;
    still_administered(tx).await
}

/// Takes a user out of a group; whether somebody still administers the instance is for the caller
/// to see.
pub(crate) async fn delete_member(
    cx: &Cx,
    tx: &mut Tx,
    group: &Group,
    user: &UserRef,
) -> Result<()> {
    tx.change_account(user.id).await?;
    if !store::delete_member(tx, group.id, user.id).await? {
        return Err(messages::not_a_member(&user.name, &group.name));
    }
    let change = Change::between("User", Some(&user.name), None);
    tx.audit(
        cx,
        entry(
            "User removed from group",
            group,
            change.into_iter().collect(),
        ),
    )
    .await?;
    tx.event(
        cx,
        "group_member_removed",
        &json!({ "group": group.name, "user": user.key }),
    )
    .await
}

/// Refuses a change after which no active user could administer the instance.
///
/// # Errors
/// Invalid, if there is none.
pub(crate) async fn still_administered(tx: &mut Tx) -> Result<()> {
    if store::n_system_administrators(tx).await? > 0 {
        Ok(())
    } else {
        Err(messages::last_administrator())
    }
}

fn entry<'a>(summary: &'static str, group: &'a Group, changes: Vec<Change>) -> Entry<'a> {
    Entry {
        category: CATEGORY,
        summary,
        object: Object {
            kind: "GROUP",
            id: group.id.to_string(),
            name: &group.name,
        },
        changes,
    }
}
