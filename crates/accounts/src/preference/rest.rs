//! The handlers of preferences.

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::http::{NoContent, Query};
use base::{Cx, Result, messages, text};
use schemars::JsonSchema;
use serde::Deserialize;

use super::store;

/// The longest value, in characters.
const MAX_VALUE: usize = 32_768;
/// How many preferences one user has at most.
const MOST: i64 = 1000;

#[derive(Deserialize, JsonSchema)]
pub struct Asked {
    key: Option<String>,
}

impl Asked {
    /// The reference answers 404 without a key.
    fn key(&self) -> Result<&str> {
        let key = self.key.as_deref().unwrap_or_default();
        if text::is_blank(key) {
            return Err(messages::no_such_preference(key));
        }
        Ok(key)
    }
}

pub async fn get(cx: Cx, Query(asked): Query<Asked>) -> Result<Response> {
    let user = cx.signed_in()?.id;
    let key = asked.key()?;
    let mut tx = cx.read().await?;
    let value = store::get(&mut tx, user, key).await?;
    let value = value.ok_or_else(|| messages::no_such_preference(key))?;
    // As it was set, quotes or none, and yet under this type: so the reference has it.
    const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
    Ok(([(header::CONTENT_TYPE, JSON)], value).into_response())
}

pub async fn set(cx: Cx, Query(asked): Query<Asked>, body: Bytes) -> Result<NoContent> {
    let user = cx.signed_in()?.id;
    let key = asked.key()?;
    if text::is_longer(key, text::MAX_LINE) || text::has_control(key) {
        return Err(messages::preference_key_not_valid());
    }
    let value = std::str::from_utf8(&body).map_err(|_| messages::preference_not_text())?;
    if value.is_empty() {
        return Err(messages::no_preference_value());
    }
    if value.contains('\0') {
        return Err(messages::nul_character());
    }
    if text::is_longer(value, MAX_VALUE) {
        return Err(messages::preference_too_long(MAX_VALUE));
    }
    let mut tx = cx.write().await?;
    store::set(&mut tx, user, key, value).await?;
    if store::count(&mut tx, user).await? > MOST {
        return Err(messages::too_many_preferences(MOST));
    }
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete(cx: Cx, Query(asked): Query<Asked>) -> Result<NoContent> {
    let user = cx.signed_in()?.id;
    let key = asked.key()?;
    let mut tx = cx.write().await?;
    if !store::delete(&mut tx, user, key).await? {
        return Err(messages::no_such_preference(key));
    }
    tx.commit().await?;
    Ok(NoContent)
}
