//! The handlers of properties.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use base::http::{Json, NoContent, Path, is_json, parse_json};
use base::urls::encode;
use base::{Cx, Error, Result, guard, messages};
use model::permission::may::{BrowseProjects, EditIssues};
use serde_json::Value;

use super::wire::{Key, Keys, Property};
use super::{ops, store};

pub async fn list(cx: Cx, Path(issue): Path<String>) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let keys = store::keys(&mut tx, issue.id).await?;
    let keys = keys.into_iter().map(|key| {
        let path = format!("issue/{}/properties/{}", issue.key, encode(&key));
        Key {
            self_url: cx.urls().api(&path),
            key,
        }
    });
    Ok(Json(Keys {
        keys: keys.collect(),
    }))
}

pub async fn get(cx: Cx, Path((issue, key)): Path<(String, String)>) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let value = store::get(&mut tx, issue.id, &key).await?;
    let value = value.ok_or_else(|| messages::no_such_property(&key))?;
    let value = serde_json::from_str(&value)
        .map_err(|error| Error::internal("the value of a property", error))?;
    Ok(Json(Property { key, value }))
}

pub async fn set(
    cx: Cx,
    Path((issue, key)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    if !is_json(headers.get(header::CONTENT_TYPE)) {
        return Err(messages::not_json());
    }
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    // Here nothing is not an empty object.
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(messages::property_value_missing());
    }
    let value: Value = parse_json(&body)?;
    let is_new = ops::set(&cx, &mut tx, &issue, &key, &value.to_string()).await?;
    tx.commit().await?;
    Ok(if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    })
}

pub async fn delete(cx: Cx, Path((issue, key)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    ops::delete(&cx, &mut tx, &issue, &key).await?;
    tx.commit().await?;
    Ok(NoContent)
}
