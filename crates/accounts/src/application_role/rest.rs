//! The handlers of application roles.

use axum::http::{HeaderMap, HeaderName, header};
use base::http::{Body, Json, Path};
use base::{Cx, Result, guard};

use super::wire::{ApplicationRole, Edit, Several};
use super::{ops, store};

/// An answer with the version of all application roles.
type Versioned<T> = ([(HeaderName, String); 1], Json<T>);

pub async fn list(cx: Cx) -> Result<Versioned<Vec<ApplicationRole>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    show_all(&mut tx).await
}

pub async fn get(cx: Cx, Path(key): Path<String>) -> Result<Versioned<ApplicationRole>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    show(&mut tx, &key).await
}

pub async fn update(
    cx: Cx,
    Path(key): Path<String>,
    headers: HeaderMap,
    Body(edit): Body<Edit>,
) -> Result<Versioned<ApplicationRole>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::check_version(&mut tx, if_match(&headers)).await?;
    ops::update(&cx, &mut tx, admin, &key, wanted(&edit)).await?;
    let shown = show(&mut tx, &key).await?;
    tx.commit().await?;
    Ok(shown)
}

pub async fn update_several(
    cx: Cx,
    headers: HeaderMap,
    Body(edits): Body<Several>,
) -> Result<Versioned<Vec<ApplicationRole>>> {
    let admin = guard::administrator(&cx)?;
    let edits = edits.list();
    let keyed: Vec<(&str, ops::Edit<'_>)> = edits
        .iter()
        .map(|edit| (edit.key.as_deref().unwrap_or_default(), wanted(edit)))
        .collect();
    let mut tx = cx.write().await?;
    ops::check_version(&mut tx, if_match(&headers)).await?;
    ops::update_several(&cx, &mut tx, admin, &keyed).await?;
    let shown = show_all(&mut tx).await?;
    tx.commit().await?;
    Ok(shown)
}

fn wanted(edit: &Edit) -> ops::Edit<'_> {
    ops::Edit {
        groups: edit.groups.as_deref(),
        default_groups: edit.default_groups.as_deref(),
        is_default: edit.selected_by_default,
    }
}

fn if_match(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::IF_MATCH)?.to_str().ok()
}

async fn show_all(tx: &mut db::Tx) -> Result<Versioned<Vec<ApplicationRole>>> {
    let roles = store::roles(tx).await?;
    let counts = store::n_users(tx).await?;
    let shown = roles
        .iter()
        .map(|role| ApplicationRole::new(role, n_users(&counts, &role.key)));
    let version = ops::version(&roles);
    Ok(([(header::ETAG, version)], Json(shown.collect())))
}

async fn show(tx: &mut db::Tx, key: &str) -> Result<Versioned<ApplicationRole>> {
    let roles = store::roles(tx).await?;
    let version = ops::version(&roles);
    let role = ops::find(tx, key).await?;
    let counts = store::n_users(tx).await?;
    let shown = ApplicationRole::new(&role, n_users(&counts, key));
    Ok(([(header::ETAG, version)], Json(shown)))
}

fn n_users(counts: &[(String, i64)], key: &str) -> i64 {
    counts
        .iter()
        .find(|(known, _)| known == key)
        .map_or(0, |(_, n)| *n)
}
