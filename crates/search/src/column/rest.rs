//! The handlers of columns.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use base::guard::{self, Granted, KeepWith};
use base::http::{Json, NoContent, Query};
use base::refs::UserRef;
use base::{Cx, Result};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops;
use crate::filter::{Column, given_columns};

#[derive(Deserialize, JsonSchema)]
pub struct Asked {
    username: Option<String>,
}

pub async fn get_own(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Vec<Column>>> {
    let mut tx = cx.read().await?;
    let user = whose(&cx, &mut tx, asked.username.as_deref()).await?;
    let columns = ops::of(&cx, &mut tx, &user).await?;
    Ok(Json(columns.iter().map(Column::new).collect()))
}

pub async fn set_own(
    cx: Cx,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    cx.signed_in()?;
    let given = given_columns(&headers, &body)?;
    let username = asked.username.or(given.username);
    let mut tx = cx.write().await?;
    let user = whose(&cx, &mut tx, username.as_deref()).await?;
    ops::set_of(&cx, &mut tx, &user, &given.columns).await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

pub async fn delete_own(cx: Cx, Query(asked): Query<Asked>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let user = whose(&cx, &mut tx, asked.username.as_deref()).await?;
    ops::forget_of(&mut tx, &user).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn get_default(cx: Cx) -> Result<Json<Vec<Column>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let columns = ops::default(&cx, &mut tx).await?;
    Ok(Json(columns.iter().map(Column::new).collect()))
}

pub async fn set_default(cx: Cx, headers: HeaderMap, body: Bytes) -> Result<StatusCode> {
    let admin = guard::administrator(&cx)?;
    let given = given_columns(&headers, &body)?;
    let mut tx = cx.write().await?;
    ops::set_default(&cx, &mut tx, admin, &given.columns).await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

async fn whose(
    cx: &Cx,
    tx: &mut db::Tx,
    username: Option<&str>,
) -> Result<Granted<UserRef, KeepWith>> {
    let own = &cx.signed_in()?.name;
    let name = username.filter(|name| !name.is_empty()).unwrap_or(own);
    accounts::user_property::whose(cx, tx, Some(name), None).await
}
