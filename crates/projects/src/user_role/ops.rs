//! What changing one user's roles means.

use std::collections::{BTreeSet, HashMap};

use base::audit::Change;
use base::guard::Global;
use base::refs::UserRef;
use base::{Cx, Result, Tx, messages};
use model::permission::may::global::Administer;
use model::{ProjectId, RoleActorId, RoleId};
use policy::Member;

use super::store;
use crate::role::{self, Role, actor};

/// A role of a project.
pub type Place = (ProjectId, RoleId);

/// Puts a user into some roles and takes them out of others; returns in how many that changed something. Who
/// has come or gone meanwhile stays so.
///
/// # Errors
/// Invalid, if a project or role is not there: nothing is changed then.
pub async fn change(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    user: &UserRef,
    added: &BTreeSet<Place>,
    removed: &BTreeSet<Place>,
) -> Result<usize> {
    tx.change_policy().await?;
    let projects: BTreeSet<ProjectId> = added.union(removed).map(|(project, _)| *project).collect();
    let projects: Vec<ProjectId> = projects.into_iter().collect();
    let names: HashMap<ProjectId, String> =
        store::names(tx, &projects).await?.into_iter().collect();
    let roles = role::store::all(tx).await?;
    let find = |(project, role): Place| -> Option<(&str, &Role)> {
        let role = roles.iter().find(|known| known.id == role)?;
        Some((names.get(&project)?, role))
    };
    let before = store::direct(tx, user.id, &projects).await?;
    let is_in = |place: &Place| {
        let mut before = before.iter();
        before.any(|known| (known.project, known.role) == *place)
    };
    let gone: Vec<RoleActorId> = before
        .iter()
        .filter(|known| removed.contains(&(known.project, known.role)))
        .map(|known| known.id)
        .collect();
    role::store::delete_actors(tx, &gone).await?;
    let name = user.name.as_str();
    let mut n_changed = 0;
    for place in added.union(removed) {
        let (project, role) = find(*place).ok_or_else(messages::role_place_is_gone)?;
        let change = if added.contains(place) && !is_in(place) {
            let member = [Member::User(user.id)];
            role::store::insert_actors(tx, Some(place.0), role.id, &member).await?;
            Change::between("Member", None, Some(name))
        } else if removed.contains(place) && is_in(place) {
            Change::between("Member", Some(name), None)
        } else {
            continue;
        };
        n_changed += 1;
        let changes = change.into_iter().collect();
        actor::told(cx, tx, Some(place.0), project, role, changes).await?;
    }
    Ok(n_changed)
}
