//! The grants of a scheme: read from a request, added, taken away, replaced.

use std::collections::HashSet;

use base::audit::Change;
use base::{Result, Tx, messages};
use model::{PermissionSchemeId, ProjectPermission};
use policy::{Grant, Holder};

use super::store;
use super::wire::GrantInput;
use crate::holder;

/// A grant somebody wants.
pub type Wanted = (ProjectPermission, Holder);

/// Reads the grants of a request; old keys of permissions become the present ones.
///
/// # Errors
/// Invalid, naming the first permission or holder that means nothing.
pub async fn parse(tx: &mut db::Tx, inputs: &[GrantInput]) -> Result<Vec<Wanted>> {
    let permissions = inputs
        .iter()
        .map(permission)
        .collect::<Result<Vec<ProjectPermission>>>()?;
    let holders = inputs
        .iter()
        .map(|input| input.holder.as_ref().ok_or_else(messages::holder_missing))
        .collect::<Result<Vec<_>>>()?;
    let holders = holder::parse(tx, &holders).await?;
    Ok(permissions.into_iter().zip(holders).collect())
}

fn permission(input: &GrantInput) -> Result<ProjectPermission> {
    let key = input
        .permission
        .as_deref()
        .filter(|key| !key.is_empty())
        .ok_or_else(messages::grant_permission_missing)?;
    ProjectPermission::from_any_key(key).ok_or_else(|| messages::grant_permission_unknown(key))
}

/// Returns the grants of one scheme.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(tx: &mut db::Tx, scheme: PermissionSchemeId) -> Result<Vec<Grant>> {
    let grants = store::grants_of(tx, &[scheme]).await?;
    Ok(grants.into_iter().map(|(_, grant)| grant).collect())
}

/// Makes the grants those of the scheme: what stays keeps its id, what is wanted twice is granted once.
/// Returns what changed.
///
/// # Errors
/// When the database refuses.
pub async fn replace(
    tx: &mut Tx,
    scheme: PermissionSchemeId,
    wanted: Vec<Wanted>,
) -> Result<Vec<Change>> {
    let (kept, gone): (Vec<Grant>, Vec<Grant>) = {
        let wanted: HashSet<&Wanted> = wanted.iter().collect();
        let before = of(tx, scheme).await?;
        before
            .into_iter()
            .partition(|grant| wanted.contains(&(grant.permission, grant.holder.clone())))
    };
    store::delete_grants(tx, gone.iter().map(|grant| grant.id)).await?;
    let mut granted: HashSet<Wanted> = kept
        .into_iter()
        .map(|grant| (grant.permission, grant.holder))
        .collect();
    let mut added: Vec<Grant> = Vec::new();
    for wanted in wanted {
        if granted.insert(wanted.clone()) {
            let (permission, holder) = wanted;
            added.push(store::insert_grant(tx, scheme, permission, holder).await?);
        }
    }
    changes(tx, &gone, &added).await
}

/// Returns the entries of the audit log for grants that went and came.
///
/// # Errors
/// When the database cannot be read.
pub async fn changes(tx: &mut db::Tx, gone: &[Grant], added: &[Grant]) -> Result<Vec<Change>> {
    let holders = gone.iter().chain(added).map(|grant| &grant.holder);
    let names = holder::names(tx, holders).await?;
    let text = |grant: &Grant| {
        let holder = names.describe(&grant.holder);
        format!("{}: {holder}", grant.permission.key())
    };
    let gone = gone
        .iter()
        .filter_map(|grant| Change::between("Grant", Some(&text(grant)), None));
    let added = added
        .iter()
        .filter_map(|grant| Change::between("Grant", None, Some(&text(grant))));
    Ok(gone.chain(added).collect())
}
