//! What programs keep with a thing: any JSON, under a key. One piece of code for projects, issue types,
//! issues, comments and whatever else has properties; whoever calls it has asked for permission.
//!
//! A thing that has properties names its table with a [`Kept`]: three columns, of which the first is the
//! thing's id and the others are `key` and `value`.

mod store;
mod wire;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};

use crate::contract::{Operation, Takes};
use crate::http::{is_json, parse_json};
use crate::urls::encode;
use crate::{Error, Result, Urls, messages, text};

pub use store::Kept;
use wire::Key;
pub use wire::{Keys, Property};

/// The longest value, in characters of its JSON: the reference's limit.
const MAX_VALUE: usize = 32_768;

/// Returns the keys of a thing's properties. `resource` is the thing's place in the API: `issue/OPS-1`.
///
/// # Errors
/// When the database cannot be read.
pub async fn keys(
    tx: &mut db::Tx,
    kept: Kept,
    id: i64,
    resource: &str,
    urls: &Urls,
) -> Result<Keys> {
    let keys = store::keys(tx, kept, id).await?;
    let keys = keys.into_iter().map(|key| Key {
        self_url: urls.api(&format!("{resource}/properties/{}", encode(&key))),
        key,
    });
    Ok(Keys {
        keys: keys.collect(),
    })
}

/// Returns a property.
///
/// # Errors
/// Not found.
pub async fn get(tx: &mut db::Tx, kept: Kept, id: i64, key: String) -> Result<Property> {
    let value = store::get(tx, kept, id, &key).await?;
    let value = value.ok_or_else(|| messages::no_such_property(&key))?;
    let value = serde_json::from_str(&value)
        .map_err(|error| Error::internal("the value of a property", error))?;
    Ok(Property { key, value })
}

/// Sets a property; returns whether it is new.
///
/// # Errors
/// Invalid, if there is no value, it is not JSON, or the key or the value is too long.
pub async fn set(
    tx: &mut db::Tx,
    kept: Kept,
    id: i64,
    key: &str,
    given: &GivenValue,
) -> Result<bool> {
    let value = given.json()?;
    if text::is_blank(key) || text::is_longer(key, text::MAX_LINE) || text::has_control(key) {
        return Err(messages::property_key_not_valid());
    }
    if text::is_longer(&value, MAX_VALUE) {
        return Err(messages::property_too_long(MAX_VALUE));
    }
    let is_new = store::set(tx, kept, id, key, &value).await;
    // What it is to be kept with may have been deleted meanwhile: run again, the request finds that out.
    Ok(is_new?)
}

/// Deletes a property.
///
/// # Errors
/// Not found.
pub async fn delete(tx: &mut db::Tx, kept: Kept, id: i64, key: &str) -> Result<()> {
    if store::delete(tx, kept, id, key).await? {
        Ok(())
    } else {
        Err(messages::no_such_property(key))
    }
}

/// Returns the status of setting a property.
#[must_use]
pub fn status(is_new: bool) -> StatusCode {
    if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    }
}

/// The body that sets a property, read once permission was asked for.
pub struct GivenValue(Bytes);

impl GivenValue {
    /// Returns the value as the text of its JSON.
    fn json(&self) -> Result<String> {
        // Here nothing is not an empty object.
        if self.0.iter().all(u8::is_ascii_whitespace) {
            return Err(messages::property_value_missing());
        }
        let value: serde_json::Value = parse_json(&self.0)?;
        Ok(value.to_string())
    }
}

impl Takes for GivenValue {
    fn describe(operation: &mut Operation<'_>) {
        operation.takes_body::<serde_json::Value>();
    }
}

impl<S: Send + Sync> FromRequest<S> for GivenValue {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        if !is_json(request.headers().get(header::CONTENT_TYPE)) {
            return Err(messages::not_json());
        }
        let bytes = crate::http::read_body(request, state).await?;
        Ok(Self(bytes))
    }
}
