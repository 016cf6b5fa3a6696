//! What making, changing and deleting a role means.

use base::audit::{Change, Entry, Object};
use base::guard::Global;
use base::{Cx, Result, Tx, messages, text};
use model::RoleId;
use model::permission::may::global::Administer;
use serde_json::json;

use super::{Role, store};

/// Returns the role of this id.
///
/// # Errors
/// Not found.
pub async fn find(tx: &mut db::Tx, id: &str) -> Result<Role> {
    let found = match RoleId::parse(id) {
        Some(id) => store::by_id(tx, id).await?,
        None => None,
    };
    found.ok_or_else(|| messages::no_such_role(id))
}

/// Makes a role without members.
///
/// # Errors
/// Invalid, if the name is not one or is taken.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    name: &str,
    description: &str,
) -> Result<Role> {
    check(name, description)?;
    let role = Role {
        id: RoleId(tx.next_id("project_role_id").await?),
        name: name.to_owned(),
        description: description.to_owned(),
    };
    store::insert(tx, &role)
        .await
        .map_err(|error| taken(error, name))?;
    tx.audit(cx, entry("Project role created", &role, Vec::new()))
        .await?;
    tx.event(cx, "role_created", &json!({ "role": role.id.0 }))
        .await?;
    Ok(role)
}

/// Gives a role another name, another description, or both.
///
/// # Errors
/// Not found; Invalid, if the name is not one or is taken.
pub async fn change(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    name: Option<&str>,
    description: Option<&str>,
) -> Result<Role> {
    let before = find(tx, id).await?;
    let role = Role {
        id: before.id,
        name: name.unwrap_or(&before.name).to_owned(),
        description: description.unwrap_or(&before.description).to_owned(),
    };
    check(&role.name, &role.description)?;
    store::update(tx, &role)
        .await
        .map_err(|error| taken(error, &role.name))?;
    let changes = [
        Change::between("Name", Some(&before.name), Some(&role.name)),
        Change::between(
            "Description",
            Some(&before.description),
            Some(&role.description),
        ),
    ];
    let changes = changes.into_iter().flatten().collect();
    tx.audit(cx, entry("Project role updated", &role, changes))
        .await?;
    tx.event(cx, "role_updated", &json!({ "role": role.id.0 }))
        .await?;
    Ok(role)
}

/// Deletes a role with its members in all projects; `swap` takes its place in schemes and comments.
///
/// # Errors
/// Not found; Invalid, if it is in use and no other role is named.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    swap: Option<&str>,
) -> Result<()> {
    tx.change_policy().await?;
    let role = find(tx, id).await?;
    match swap.filter(|swap| !swap.is_empty()) {
        Some(other) => {
            let swap = match RoleId::parse(other) {
                Some(other) if other != role.id => store::by_id(tx, other).await?,
                _ => None,
            };
            let swap = swap.ok_or_else(|| messages::role_swap_not_valid(other))?;
            store::swap(tx, role.id, swap.id).await?;
        }
        None if store::is_used(tx, role.id).await? => {
            return Err(messages::role_in_use(&role.name));
        }
        None => {}
    }
    store::delete(tx, role.id).await?;
    tx.audit(cx, entry("Project role deleted", &role, Vec::new()))
        .await?;
    tx.event(cx, "role_deleted", &json!({ "role": role.id.0 }))
        .await
}

fn check(name: &str, description: &str) -> Result<()> {
    if text::is_blank(name)
        || text::is_longer(name, text::MAX_LINE)
        || name.trim() != name
        || text::has_control(name)
    {
        return Err(messages::role_name_not_valid());
    }
    if text::is_longer(description, text::MAX_LONG_TEXT) {
        return Err(base::Error::invalid_field(
            "description",
            messages::text_too_long(),
        ));
    }
    Ok(())
}

fn taken(error: db::Error, name: &str) -> base::Error {
    if error.is_unique("project_role.lower_name") {
        messages::role_exists(name)
    } else {
        error.into()
    }
}

fn entry<'a>(summary: &'static str, role: &'a Role, changes: Vec<Change>) -> Entry<'a> {
    Entry {
        category: "projects",
        summary,
        object: Object {
            kind: "PROJECT_ROLE",
            id: role.id.to_string(),
            name: &role.name,
        },
        changes,
    }
}
