//! What setting a property of an issue means.

use base::guard::{Granted, IssueRef};
use base::property::{self, GivenValue, Kept};
use base::{Cx, Result, Tx};
use model::permission::may::EditIssues;
use serde_json::json;

/// Where the properties of issues are.
pub const KEPT: Kept = Kept {
    table: "issue_property",
    owner: "issue_id",
};

/// Sets a property; returns whether it is new.
///
/// # Errors
/// Invalid, if the key or the value is too long.
pub async fn set(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, EditIssues>,
    key: &str,
    value: &GivenValue,
) -> Result<bool> {
    let is_new = property::set(tx, KEPT, issue.id.0, key, value).await?;
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
    property::delete(tx, KEPT, issue.id.0, key).await?;
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
