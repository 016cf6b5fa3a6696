//! The handlers of properties of boards and sprints.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use base::http::{Json, NoContent, Path, is_json, parse_json};
use base::{Cx, Result, Tx, messages};

use super::ops::{self, Changeable, Of};
use super::store;
use super::wire::{Keys, Property};
use crate::board::ops as boards;
use crate::sprint::ops as sprints;

async fn board(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Of> {
    Ok(Of::Board(boards::see(cx, tx, id).await?.id))
}

async fn sprint(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Of> {
    Ok(Of::Sprint(sprints::see(cx, tx, id).await?.id))
}

async fn own_board(cx: &Cx, tx: &mut Tx, id: &str) -> Result<Changeable> {
    let board = boards::see(cx, tx, id).await?;
    Ok(Changeable(Of::Board(boards::owned(cx, board)?.id)))
}

async fn own_sprint(cx: &Cx, tx: &mut Tx, id: &str) -> Result<Changeable> {
    let sprint = sprints::managed_one(cx, tx, id).await?.whole()?;
    Ok(Changeable(Of::Sprint(sprint.id)))
}

async fn listed(cx: &Cx, tx: &mut db::Tx, of: Of) -> Result<Json<Keys>> {
    let keys = store::keys(tx, of).await?;
    Ok(Json(Keys::new(of, keys, cx.urls())))
}

async fn got(tx: &mut db::Tx, of: Of, key: String) -> Result<Json<Property>> {
    let value = ops::get(tx, of, &key).await?;
    Ok(Json(Property { key, value }))
}

async fn put(
    cx: &Cx,
    mut tx: Tx,
    of: Changeable,
    key: &str,
    (headers, body): (HeaderMap, Bytes),
) -> Result<StatusCode> {
    if !is_json(headers.get(header::CONTENT_TYPE)) {
        return Err(messages::not_json());
    }
    // Here nothing is not an empty object.
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(messages::property_value_missing());
    }
    let is_new = ops::set(cx, &mut tx, of, key, &parse_json(&body)?).await?;
    tx.commit().await?;
    Ok(if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    })
}

async fn gone(cx: &Cx, mut tx: Tx, of: Changeable, key: &str) -> Result<NoContent> {
    ops::delete(cx, &mut tx, of, key).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn list_of_board(cx: Cx, Path(id): Path<String>) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let of = board(&cx, &mut tx, &id).await?;
    listed(&cx, &mut tx, of).await
}

pub async fn get_of_board(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let of = board(&cx, &mut tx, &id).await?;
    got(&mut tx, of, key).await
}

pub async fn set_of_board(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    let mut tx = cx.write().await?;
    let of = own_board(&cx, &mut tx, &id).await?;
    put(&cx, tx, of, &key, (headers, body)).await
}

pub async fn delete_of_board(cx: Cx, Path((id, key)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let of = own_board(&cx, &mut tx, &id).await?;
    gone(&cx, tx, of, &key).await
}

pub async fn list_of_sprint(cx: Cx, Path(id): Path<String>) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let of = sprint(&cx, &mut tx, &id).await?;
    listed(&cx, &mut tx, of).await
}

pub async fn get_of_sprint(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let of = sprint(&cx, &mut tx, &id).await?;
    got(&mut tx, of, key).await
}

pub async fn set_of_sprint(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    let mut tx = cx.write().await?;
    let of = own_sprint(&cx, &mut tx, &id).await?;
    put(&cx, tx, of, &key, (headers, body)).await
}

pub async fn delete_of_sprint(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let of = own_sprint(&cx, &mut tx, &id).await?;
    gone(&cx, tx, of, &key).await
}
