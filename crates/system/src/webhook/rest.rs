//! The handlers of webhooks, in the form of the reference until 9.x.

use base::http::{Body, Created, Json, NoContent, Path};
use base::paging::Paging;
use base::refs::users_by_ids;
use base::{Cx, Result, guard};

use super::wire::{Given, Shown};
use super::{Webhook, ops, store};

pub async fn list(cx: Cx) -> Result<Json<Vec<Shown>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let webhooks = store::list(&mut tx, all()).await?;
    Ok(Json(shown(&cx, &mut tx, &webhooks).await?))
}

pub async fn create(cx: Cx, Body(given): Body<Given>) -> Result<Created<Shown>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let webhook = ops::create(&cx, &mut tx, admin, given.edit()).await?;
    let shown = one(&cx, &mut tx, &webhook).await?;
    tx.commit().await?;
    Ok(Created(shown))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<Shown>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let webhook = ops::find(&mut tx, admin, &id).await?;
    Ok(Json(one(&cx, &mut tx, &webhook).await?))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<Given>,
) -> Result<Json<Shown>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let webhook = ops::update(&cx, &mut tx, admin, &id, given.edit()).await?;
    let shown = one(&cx, &mut tx, &webhook).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// There are never more: see [`ops::MOST`].
pub fn all() -> Paging {
    Paging {
        start_at: 0,
        max_results: ops::MOST,
    }
}

async fn one(cx: &Cx, tx: &mut db::Tx, webhook: &Webhook) -> Result<Shown> {
    let users = users_by_ids(tx, webhook.updated_by).await?;
    Ok(Shown::new(webhook, &users, cx.urls()))
}

async fn shown(cx: &Cx, tx: &mut db::Tx, webhooks: &[Webhook]) -> Result<Vec<Shown>> {
    let users = webhooks.iter().filter_map(|webhook| webhook.updated_by);
    let users = users_by_ids(tx, users).await?;
    let shown = webhooks
        .iter()
        .map(|webhook| Shown::new(webhook, &users, cx.urls()));
    Ok(shown.collect())
}
