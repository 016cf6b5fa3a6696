//! Several grants in one change: what the forms of the pages do.

use base::guard::Global;
use base::{Cx, Result, Tx, messages};
use model::permission::may::global::Administer;
use model::{GrantId, PermissionSchemeId, ProjectPermission};
use policy::{Grant, Holder};

use super::{create, record, required};
use crate::holder;
use crate::permission_scheme::{Scheme, grants, store};

/// Grants several permissions to one holder; what is granted already stays as it is. Returns how many
/// were added.
///
/// # Errors
/// Not found; Invalid, if all of it is granted already.
pub async fn add_grants(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    permissions: &[ProjectPermission],
    holder: &Holder,
) -> Result<usize> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    let before = grants::of(tx, scheme.id).await?;
    let mut added = Vec::new();
    for permission in missing(&before, permissions, holder) {
        added.push(store::insert_grant(tx, scheme.id, permission, holder.clone()).await?);
    }
    if added.is_empty() {
        let names = holder::names(tx, std::iter::once(holder)).await?;
        return Err(messages::grants_exist(&names.in_words(holder)));
    }
    let changes = grants::changes(tx, &[], &added).await?;
    record(cx, tx, "Permission scheme updated", &scheme, changes).await?;
    Ok(added.len())
}

/// Returns those of the permissions that the holder does not have yet, each once.
#[must_use]
pub fn missing(
    grants: &[Grant],
    permissions: &[ProjectPermission],
    holder: &Holder,
) -> Vec<ProjectPermission> {
    let mut missing: Vec<ProjectPermission> = permissions
        .iter()
        .copied()
        .filter(|permission| {
            !grants
                .iter()
                .any(|grant| grant.permission == *permission && grant.holder == *holder)
        })
        .collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// Takes several grants away from a scheme.
///
/// # Errors
/// Not found, also if one of the grants is not the scheme's; Invalid, if none is named.
pub async fn remove_grants(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    ids: &[&str],
) -> Result<usize> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    let gone = find_grants(tx, scheme.id, ids).await?;
    if gone.is_empty() {
        return Err(messages::no_grants_chosen());
    }
    store::delete_grants(tx, gone.iter().map(|grant| grant.id)).await?;
    let changes = grants::changes(tx, &gone, &[]).await?;
    record(cx, tx, "Permission scheme updated", &scheme, changes).await?;
    Ok(gone.len())
}

/// Returns several grants of a scheme, each once.
///
/// # Errors
/// Not found, if one of them is not the scheme's.
pub async fn find_grants(
    tx: &mut db::Tx,
    scheme: PermissionSchemeId,
    ids: &[&str],
) -> Result<Vec<Grant>> {
    let grants = grants::of(tx, scheme).await?;
    let mut found: Vec<Grant> = Vec::new();
    for id in ids {
        let grant = grants
            .iter()
            .find(|grant| Some(grant.id) == GrantId::parse(id))
            .ok_or_else(|| messages::no_such_grant(id))?;
        if !found.iter().any(|known| known.id == grant.id) {
            found.push(grant.clone());
        }
    }
    Ok(found)
}

/// Makes a scheme with the grants of another one.
///
/// # Errors
/// Not found; Invalid, if the name is not one or is taken.
pub async fn copy(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    id: &str,
    name: &str,
    description: &str,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let original = required(tx, id).await?;
    let grants = grants::of(tx, original.id).await?;
    let wanted = grants
        .into_iter()
        .map(|grant| (grant.permission, grant.holder))
        .collect();
    let scheme = create(cx, tx, admin, name, description, wanted).await?;
    let extended = store::has_extended_administration(tx, original.id).await?;
    store::set_extended_administration(tx, scheme.id, extended).await?;
    Ok(scheme)
}
