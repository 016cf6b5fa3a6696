//! What properties of boards and sprints mean.

use base::{Cx, Error, Result, Tx, messages, text};
use model::{BoardId, SprintId};
use serde_json::{Value, json};

use super::store;

/// The longest value, in characters of its JSON: the reference's limit.
const MAX_VALUE: usize = 32_768;

/// What has a property. Whoever makes one has found that the caller sees it.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// A board.
    Board(BoardId),
    /// A sprint.
    Sprint(SprintId),
}

/// What the caller may give properties to.
#[derive(Clone, Copy, Debug)]
pub struct Changeable(pub Of);

impl Of {
    /// Returns where it is in the API.
    pub fn path(self) -> String {
        match self {
            Self::Board(id) => format!("board/{id}"),
            Self::Sprint(id) => format!("sprint/{id}"),
        }
    }
}

/// Returns a property.
///
/// # Errors
/// Not found.
pub async fn get(tx: &mut db::Tx, of: Of, key: &str) -> Result<Value> {
    let value = store::get(tx, of, key).await?;
    let value = value.ok_or_else(|| messages::no_such_property(key))?;
    serde_json::from_str(&value).map_err(|error| Error::internal("the value of a property", error))
}

/// Sets a property; returns whether it is new.
///
/// # Errors
/// Invalid, if the key or the value is too long.
pub async fn set(cx: &Cx, tx: &mut Tx, of: Changeable, key: &str, value: &Value) -> Result<bool> {
    if text::is_blank(key) || text::is_longer(key, text::MAX_LINE) || text::has_control(key) {
        return Err(messages::property_key_not_valid());
    }
    let value = value.to_string();
    if text::is_longer(&value, MAX_VALUE) {
        return Err(messages::property_too_long(MAX_VALUE));
    }
    let is_new = store::set(tx, of.0, key, &value).await?;
    told(cx, tx, "agile_property_set", of, key).await?;
    Ok(is_new)
}

/// Deletes a property.
///
/// # Errors
/// Not found.
pub async fn delete(cx: &Cx, tx: &mut Tx, of: Changeable, key: &str) -> Result<()> {
    if !store::delete(tx, of.0, key).await? {
        return Err(messages::no_such_property(key));
    }
    told(cx, tx, "agile_property_deleted", of, key).await
}

async fn told(cx: &Cx, tx: &mut Tx, kind: &'static str, of: Changeable, key: &str) -> Result<()> {
    let payload = json!({ "of": of.0.path(), "key": key });
    tx.event(cx, kind, &payload).await
}
