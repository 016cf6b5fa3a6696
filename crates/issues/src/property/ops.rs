//! What setting a property means.

use base::guard::{Granted, IssueRef};
use base::{Cx, Result, Tx, messages, text};
use model::permission::may::EditIssues;
use serde_json::json;

use super::store;
use crate::again;

/// The longest value, in characters of its JSON: the reference's limit.
const MAX_VALUE: usize = 32_768;

/// Sets a property; returns whether it is new.
///
/// # Errors
/// Invalid, if the key or the value is too long.
pub async fn set(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, EditIssues>,
    key: &str,
    value: &str,
) -> Result<bool> {
    if text::is_blank(key) || text::is_longer(key, text::MAX_LINE) || text::has_control(key) {
        return Err(messages::property_key_not_valid());
    }
    if text::is_longer(value, MAX_VALUE) {
        return Err(messages::property_too_long(MAX_VALUE));
    }
    let is_new = store::set(tx, issue.id, key, value).await.map_err(again)?;
    event(cx, tx, "issue_property_set", issue, key).await?;
    Ok(is_new)
}

/// Deletes a property.
///
/// # Errors
/// Not found.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, EditIssues>,
    key: &str,
) -> Result<()> {
    if !store::delete(tx, issue.id, key).await? {
        return Err(messages::no_such_property(key));
    }
    event(cx, tx, "issue_property_deleted", issue, key).await
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    issue: &IssueRef,
    key: &str,
) -> Result<()> {
    tx.event(cx, kind, &json!({ "issue": issue.id.0, "key": key }))
        .await
}
