//! The handlers of links between issues.

use axum::http::StatusCode;
use base::http::{Body, Json, NoContent, Path};
use base::{Cx, Error, Result};

use super::ops;
use super::wire::{GivenLink, Link};
use crate::link_type::link_types;
use crate::read;

pub async fn create(cx: Cx, Body(given): Body<GivenLink>) -> Result<StatusCode> {
    let mut tx = cx.write().await?;
    ops::create(&cx, &mut tx, &given).await?;
    tx.commit().await?;
    Ok(StatusCode::CREATED)
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<Link>> {
    let mut tx = cx.read().await?;
    let seen = ops::find(&cx, &mut tx, &id).await?;
    let types = link_types(&cx, &mut tx).await?;
    let link_type = types
        .get(seen.link.link_type)
        .map(|known| known.short(cx.urls()))
        .ok_or_else(|| Error::internal("issue link", "it has no type"))?;
    let (inward_issue, outward_issue) =
        read::related_pair(&cx, &mut tx, (&seen.source, &seen.destination)).await?;
    Ok(Json(Link {
        id: seen.link.id.to_string(),
        self_url: cx.urls().api(&format!("issueLink/{}", seen.link.id)),
        link_type,
        inward_issue,
        outward_issue,
    }))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let seen = ops::find(&cx, &mut tx, &id).await?;
    ops::delete(&cx, &mut tx, &seen).await?;
    tx.commit().await?;
    Ok(NoContent)
}
