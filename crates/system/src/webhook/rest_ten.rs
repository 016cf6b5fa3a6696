//! The handlers of webhooks, in the form of the reference from 10.x on.

use axum::response::{IntoResponse, Response};
use base::http::{Body, Created, Json, NoContent, Path, Query};
use base::{Cx, Result, guard};
use schemars::JsonSchema;
use serde::Deserialize;

use super::rest::all;
use super::wire::{CountsShown, Given, Invocation, ShownTen, Statistics};
use super::{Webhook, ops, store};

/// How many deliveries are looked at for the last of each kind.
const LOOKED_AT: i64 = 200;

#[derive(Deserialize, JsonSchema)]
pub struct Asked {
    #[serde(default, deserialize_with = "base::http::flag")]
    statistics: bool,
}

pub async fn list(cx: Cx) -> Result<Json<Vec<ShownTen>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let webhooks = store::list(&mut tx, all()).await?;
    let shown = webhooks.iter().map(|webhook| ShownTen::new(webhook, None));
    Ok(Json(shown.collect()))
}

pub async fn create(cx: Cx, Body(given): Body<Given>) -> Result<Created<ShownTen>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let webhook = ops::create(&cx, &mut tx, admin, given.edit()).await?;
    tx.commit().await?;
    Ok(Created(ShownTen::new(&webhook, None)))
}

pub async fn get(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<ShownTen>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let webhook = ops::find(&mut tx, admin, &id).await?;
    let statistics = if asked.statistics {
        Some(statistics_of(&cx, &mut tx, &webhook).await?)
    } else {
        None
    };
    Ok(Json(ShownTen::new(&webhook, statistics)))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<Given>,
) -> Result<Json<ShownTen>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let webhook = ops::update(&cx, &mut tx, admin, &id, given.edit()).await?;
    tx.commit().await?;
    Ok(Json(ShownTen::new(&webhook, None)))
}

pub async fn latest(cx: Cx, Path(id): Path<String>) -> Result<Response> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let webhook = ops::find(&mut tx, admin, &id).await?;
    let last = store::deliveries(&mut tx, webhook.id, 1).await?;
    Ok(match last.first() {
        Some(last) => Json(Invocation::new(last)).into_response(),
        None => NoContent.into_response(),
    })
}

pub async fn statistics(cx: Cx, Path(id): Path<String>) -> Result<Json<Statistics>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let webhook = ops::find(&mut tx, admin, &id).await?;
    Ok(Json(statistics_of(&cx, &mut tx, &webhook).await?))
}

pub async fn summary(cx: Cx, Path(id): Path<String>) -> Result<Json<CountsShown>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let webhook = ops::find(&mut tx, admin, &id).await?;
    Ok(Json(statistics_of(&cx, &mut tx, &webhook).await?.counts))
}

/// Transitions do not tell webhooks: the events of issues do.
pub async fn transitions(cx: Cx, Path(id): Path<String>) -> Result<Json<[(); 0]>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    ops::find(&mut tx, admin, &id).await?;
    Ok(Json([]))
}

async fn statistics_of(cx: &Cx, tx: &mut db::Tx, webhook: &Webhook) -> Result<Statistics> {
    let counts = store::counts(tx, webhook.id).await?;
    let last = store::deliveries(tx, webhook.id, LOOKED_AT).await?;
    Ok(Statistics::new(counts, &last, cx.now().0))
}
