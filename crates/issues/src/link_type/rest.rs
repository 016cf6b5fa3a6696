//! The handlers of link types.

use base::guard;
use base::http::{Body, Created, Json, NoContent, Path};
use base::{Cx, Result, messages};
use model::LinkTypeId;

use super::wire::{LinkTypeInput, LinkTypeList, LinkTypeShort, Order, Place};
use super::{link_types, ops};

pub async fn list(cx: Cx) -> Result<Json<LinkTypeList>> {
    may_see(&cx)?;
    let types = link_types(&cx, &mut cx.read().await?).await?;
    let shown = types.0.iter().map(|known| known.short(cx.urls()));
    Ok(Json(LinkTypeList {
        issue_link_types: shown.collect(),
    }))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<LinkTypeShort>> {
    may_see(&cx)?;
    let id = parse(&id)?;
    let types = link_types(&cx, &mut cx.read().await?).await?;
    types
        .get(id)
        .map(|known| Json(known.short(cx.urls())))
        .ok_or_else(|| messages::no_such_link_type(&id.to_string()))
}

pub async fn create(cx: Cx, Body(input): Body<LinkTypeInput>) -> Result<Created<LinkTypeShort>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let made = ops::create(&cx, &mut tx, admin, input).await?;
    tx.commit().await?;
    Ok(Created(made.short(cx.urls())))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<LinkTypeInput>,
) -> Result<Json<LinkTypeShort>> {
    let admin = guard::administrator(&cx)?;
    let id = parse(&id)?;
    let mut tx = cx.write().await?;
    let changed = ops::update(&cx, &mut tx, admin, id, input).await?;
    tx.commit().await?;
    Ok(Json(changed.short(cx.urls())))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let id = parse(&id)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn reset_order(cx: Cx, Body(order): Body<Order>) -> Result<Json<LinkTypeList>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let types = ops::reset_order(&cx, &mut tx, admin, order.direction.as_deref()).await?;
    tx.commit().await?;
    let shown = types.0.iter().map(|known| known.short(cx.urls()));
    Ok(Json(LinkTypeList {
        issue_link_types: shown.collect(),
    }))
}

pub async fn move_to(
    cx: Cx,
    Path(id): Path<String>,
    Body(place): Body<Place>,
) -> Result<Json<LinkTypeShort>> {
    let admin = guard::administrator(&cx)?;
    let id = parse(&id)?;
    let mut tx = cx.write().await?;
    let moved = ops::move_to(&cx, &mut tx, admin, id, place.new_position).await?;
    tx.commit().await?;
    Ok(Json(moved.short(cx.urls())))
}

/// Passes who may see the types: whoever is signed in, and everybody where a project is open to anyone.
fn may_see(cx: &Cx) -> Result<()> {
    if guard::viewable_projects(cx).ids().is_empty() {
        cx.signed_in()?;
    }
    Ok(())
}

fn parse(id: &str) -> Result<LinkTypeId> {
    LinkTypeId::parse(id).ok_or_else(|| messages::link_type_id_not_valid(id))
}
