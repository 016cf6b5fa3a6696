//! The handlers of application roles.

use base::http::{Body, Json, Path};
use base::{Cx, Result, guard};

use super::wire::{ApplicationRole, Edit};
use super::{ops, store};

pub async fn list(cx: Cx) -> Result<Json<Vec<ApplicationRole>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let roles = store::roles(&mut tx).await?;
    let counts = store::n_users(&mut tx).await?;
    let shown = roles
        .iter()
        .map(|role| ApplicationRole::new(role, n_users(&counts, &role.key)));
    Ok(Json(shown.collect()))
}

pub async fn get(cx: Cx, Path(key): Path<String>) -> Result<Json<ApplicationRole>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    show(&mut tx, &key).await
}

pub async fn update(
    cx: Cx,
    Path(key): Path<String>,
    Body(edit): Body<Edit>,
) -> Result<Json<ApplicationRole>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let edit = ops::Edit {
        groups: edit.groups.as_deref(),
        default_groups: edit.default_groups.as_deref(),
        is_default: edit.selected_by_default,
    };
    ops::update(&cx, &mut tx, admin, &key, edit).await?;
    let shown = show(&mut tx, &key).await?;
    tx.commit().await?;
    Ok(shown)
}

async fn show(tx: &mut db::Tx, key: &str) -> Result<Json<ApplicationRole>> {
    let role = ops::find(tx, key).await?;
    let counts = store::n_users(tx).await?;
    Ok(Json(ApplicationRole::new(&role, n_users(&counts, key))))
}

fn n_users(counts: &[(String, i64)], key: &str) -> i64 {
    counts
        .iter()
        .find(|(known, _)| known == key)
        .map_or(0, |(_, n)| *n)
}
