//! The handlers of categories.

use base::guard;
use base::http::{Body, Created, Json, NoContent, Path};
use base::{Cx, Result};

use super::wire::{CategoryInput, CategoryShort};
use super::{categories, ops};
use crate::catalog::may_see;

pub async fn list(cx: Cx) -> Result<Json<Vec<CategoryShort>>> {
    may_see(&cx)?;
    let all = categories(&cx, &mut cx.read().await?).await?;
    let shown = all.0.iter().map(|known| known.short(cx.urls()));
    Ok(Json(shown.collect()))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<CategoryShort>> {
    may_see(&cx)?;
    let all = categories(&cx, &mut cx.read().await?).await?;
    Ok(Json(ops::find(&all, &id)?.short(cx.urls())))
}

pub async fn create(cx: Cx, Body(input): Body<CategoryInput>) -> Result<Created<CategoryShort>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let made = ops::create(&cx, &mut tx, admin, input.name, input.description).await?;
    tx.commit().await?;
    Ok(Created(made.short(cx.urls())))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<CategoryInput>,
) -> Result<Json<CategoryShort>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let changed = ops::update(&cx, &mut tx, admin, &id, input.name, input.description).await?;
    tx.commit().await?;
    Ok(Json(changed.short(cx.urls())))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}
