//! The handlers of users' properties.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use base::http::{Json, NoContent, Path, Query, is_json, parse_json};
use base::urls::encode;
use base::{Cx, Error, Result, messages};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::wire::{Key, Keys, Property};
use super::{ops, store};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    username: Option<String>,
    user_key: Option<String>,
}

impl Asked {
    fn parts(&self) -> (Option<&str>, Option<&str>) {
        (self.username.as_deref(), self.user_key.as_deref())
    }
}

pub async fn list(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Keys>> {
    let (name, key) = asked.parts();
    let mut tx = cx.read().await?;
    let user = ops::whose(&cx, &mut tx, name, key).await?;
    let keys = store::keys(&mut tx, user.id).await?;
    let keys = keys.into_iter().map(|key| {
        let path = format!(
            "user/properties/{}?userKey={}",
            encode(&key),
            encode(&user.key)
        );
        Key {
            self_url: cx.urls().api(&path),
            key,
        }
    });
    Ok(Json(Keys {
        keys: keys.collect(),
    }))
}

pub async fn get(
    cx: Cx,
    Path(property): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Property>> {
    let (name, key) = asked.parts();
    let mut tx = cx.read().await?;
    let user = ops::whose(&cx, &mut tx, name, key).await?;
    let value = store::get(&mut tx, user.id, &property).await?;
    let value = value.ok_or_else(|| messages::no_such_property(&property))?;
    let value = serde_json::from_str(&value)
        .map_err(|error| Error::internal("the value of a property", error))?;
    Ok(Json(Property {
        key: property,
        value,
    }))
}

pub async fn set(
    cx: Cx,
    Path(property): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    let (name, key) = asked.parts();
    if !is_json(headers.get(header::CONTENT_TYPE)) {
        return Err(messages::not_json());
    }
    let mut tx = cx.write().await?;
    let user = ops::whose(&cx, &mut tx, name, key).await?;
    // Here nothing is not an empty object.
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(messages::property_value_missing());
    }
    let value: Value = parse_json(&body)?;
    let is_new = ops::set(&mut tx, &user, &property, &value.to_string()).await?;
    tx.commit().await?;
    Ok(if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    })
}

pub async fn delete(
    cx: Cx,
    Path(property): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<NoContent> {
    let (name, key) = asked.parts();
    let mut tx = cx.write().await?;
    let user = ops::whose(&cx, &mut tx, name, key).await?;
    if !store::delete(&mut tx, user.id, &property).await? {
        return Err(messages::no_such_property(&property));
    }
    tx.commit().await?;
    Ok(NoContent)
}
