//! The handlers of settings.

use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use base::http::{Body, Json, NoContent, Path, Query};
use base::{Cx, Result, Urls, guard, messages};
use model::permission::may::global::SystemAdmin;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::ops::{self, Filter};
use super::wire::{Change, Property};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    key: Option<String>,
    permission_level: Option<String>,
    key_filter: Option<String>,
}

pub async fn list(cx: Cx, Query(asked): Query<Asked>) -> Result<Response> {
    guard::administrator(&cx)?;
    let mut filter = Filter {
        key: asked.key_filter.as_deref(),
        ..Filter::default()
    };
    match asked.permission_level.as_deref().unwrap_or_default() {
        "" | "SYSADMIN" => {}
        "ADMIN" => filter.changeable_only = true,
        "SYSADMIN_ONLY" => filter.configured_only = true,
        other => return Err(messages::no_such_permission_level(other)),
    }
    let mut tx = cx.read().await?;
    // With a key it is one, and no list.
    if let Some(key) = asked.key.as_deref().filter(|key| !key.is_empty()) {
        return Ok(Json(ops::get(&cx, &mut tx, key).await?).into_response());
    }
    Ok(Json(ops::list(&cx, &mut tx, &filter).await?).into_response())
}

pub async fn list_advanced(cx: Cx) -> Result<Json<Vec<Property>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let mut all = ops::list(&cx, &mut tx, &Filter::default()).await?;
    all.retain(|property| {
        super::known::Known::of(property.key).is_some_and(|known| !known.is_look())
    });
    Ok(Json(all))
}

pub async fn set(
    cx: Cx,
    Path(key): Path<String>,
    Body(change): Body<Change>,
) -> Result<Json<Property>> {
    let admin = guard::administrator(&cx)?;
    let value = match change.value {
        Some(Value::String(text)) => text,
        Some(Value::Null) | None => return Err(messages::setting_without_value()),
        Some(Value::Array(_) | Value::Object(_)) => {
            return Err(messages::setting_not_valid(&key));
        }
        Some(plain) => plain.to_string(),
    };
    let mut tx = cx.write().await?;
    ops::set(&cx, &mut tx, admin, &key, &value).await?;
    let now = ops::get(&cx, &mut tx, &key).await?;
    tx.commit().await?;
    Ok(Json(now))
}

/// D-054: the address is decided where the server is started. Saying the one in force is no mistake.
pub async fn set_base_url(cx: Cx, body: Bytes) -> Result<NoContent> {
    guard::global::<SystemAdmin>(&cx)?;
    let text = std::str::from_utf8(&body).map_err(|_| messages::base_url_not_valid())?;
    // Clients send it as JSON, or bare.
    let wanted = serde_json::from_str::<String>(text).unwrap_or_else(|_| text.trim().to_owned());
    let wanted = Urls::parse(&wanted).map_err(|_| messages::base_url_not_valid())?;
    if wanted.base() == cx.urls().base() {
        Ok(NoContent)
    } else {
        Err(messages::base_url_is_configured())
    }
}
