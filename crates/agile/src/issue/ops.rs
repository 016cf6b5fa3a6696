//! What ranking and estimating mean, and in which fields it is kept.

use base::guard::{Granted, IssueRef};
use base::{Cx, Error, Result, Tx, messages};
use issues::field::custom::{CustomField, custom_fields};
use issues::planning::{Place, RANK};
use model::permission::may::EditIssues;
use model::{CustomFieldId, IssueId};
use serde_json::{Map, Value};

use super::store as own;
use crate::board::ops::{self as boards, Board, Kind};
use crate::board::store;
use crate::board::wire::Number;

/// The type and the name of the field that issues are estimated in.
const STORY_POINTS: (&str, &str) = (
    "com.atlassian.jira.plugin.system.customfieldtypes:float",
    "Story Points",
);

/// Returns the field of a type of which there is one.
async fn one_of_type(cx: &Cx, tx: &mut db::Tx, key: &str) -> Result<CustomField> {
    let fields = custom_fields(cx, tx).await?;
    let found = fields.fields.iter().find(|field| field.kind.key == key);
    found
        .cloned()
        .ok_or_else(|| Error::Internal(format!("there is no field of the type {key}")))
}

/// Returns the name that the field of a type has in requests.
pub async fn field_of_type(cx: &Cx, tx: &mut db::Tx, key: &str) -> Result<String> {
    Ok(format!(
        "customfield_{}",
        one_of_type(cx, tx, key).await?.id
    ))
}

/// Returns the field that shows ranks.
pub async fn rank_field(cx: &Cx, tx: &mut db::Tx) -> Result<CustomFieldId> {
    Ok(one_of_type(cx, tx, RANK).await?.id)
}

/// Refuses another field than the one that ranks are in, if one is named.
pub async fn check_rank_field(cx: &Cx, tx: &mut db::Tx, given: Option<&Number>) -> Result<()> {
    let Some(given) = given else {
        return Ok(());
    };
    if given.text() == rank_field(cx, tx).await?.to_string() {
        Ok(())
    } else {
        Err(messages::not_the_rank_field())
    }
}

/// Returns the place before or after an issue.
pub fn place(other: IssueId, is_before: bool) -> Place {
    if is_before {
        Place::Before(other)
    } else {
        Place::After(other)
    }
}

/// Returns the field that a board's issues are estimated in, and its name, if they are.
pub async fn estimation_field(
    cx: &Cx,
    tx: &mut db::Tx,
    board: &Board,
) -> Result<Option<(CustomFieldId, String)>> {
    if board.kind == Kind::Kanban {
        return Ok(None);
    }
    let fields = custom_fields(cx, tx).await?;
    let (key, name) = STORY_POINTS;
    let is_meant = |field: &&CustomField| field.kind.key == key && field.name == name;
    let found = fields.fields.iter().find(is_meant);
    Ok(found.map(|field| (field.id, field.name.clone())))
}

/// Returns the field that an issue is estimated in on a board.
pub async fn estimated_by(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: IssueId,
    board: Option<&str>,
) -> Result<CustomFieldId> {
    let board = board.filter(|board| !board.is_empty());
    let board = boards::see(cx, tx, board.ok_or_else(messages::board_needed)?).await?;
    let matching = boards::matching(cx, tx, &board).await?;
    if !store::has_issue(tx, &matching, issue).await? {
        return Err(messages::issue_not_on_board());
    }
    let field = estimation_field(cx, tx, &board).await?;
    let (id, _) = field.ok_or_else(messages::board_has_no_estimation)?;
    Ok(id)
}

/// Returns the estimate of an issue.
pub async fn estimate<P>(
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
    field: CustomFieldId,
) -> Result<Value> {
    Ok(own::number(tx, issue.id, field).await?.into())
}

/// Sets the estimate of an issue; nothing takes it away. Some clients send a number as text.
pub async fn set_estimate(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, EditIssues>,
    field: CustomFieldId,
    value: Option<Value>,
) -> Result<()> {
    let not_valid = || Error::invalid_field("value", messages::ESTIMATE_NOT_VALID);
    let value = match value.unwrap_or_default() {
        Value::String(text) if text.trim().is_empty() => Value::Null,
        Value::String(text) => {
            let number: f64 = text.trim().parse().map_err(|_| not_valid())?;
            serde_json::Number::from_f64(number)
                .map(Value::Number)
                .ok_or_else(not_valid)?
        }
        value @ (Value::Null | Value::Number(_)) => value,
        _ => return Err(not_valid()),
    };
    let wanted = Map::from_iter([(format!("customfield_{field}"), value)]);
    issues::issue::edit_fields(cx, tx, issue, wanted).await
}
