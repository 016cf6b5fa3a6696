//! The handlers of read-only mode.

use axum::http::StatusCode;
use base::http::{Body, Json};
use base::{Cx, Result, guard};
use model::permission::may::global::SystemAdmin;

use super::ops;
use super::wire::{Change, Mode};

pub async fn get(cx: Cx) -> Result<Json<Mode>> {
    cx.signed_in()?;
    let mut tx = cx.read().await?;
    Ok(Json(ops::get(&mut tx).await?))
}

pub async fn set(cx: Cx, Body(change): Body<Change>) -> Result<(StatusCode, Json<Mode>)> {
    let admin = guard::global::<SystemAdmin>(&cx)?;
    let mut tx = cx.write_always().await?;
    let mode = ops::set(&cx, &mut tx, admin, change).await?;
    tx.commit().await?;
    Ok((StatusCode::OK, Json(mode)))
}
