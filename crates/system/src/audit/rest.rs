//! The handler of the log's records.

use axum::http::StatusCode;
use base::audit::{Change, Entry, Object};
use base::http::{Body, Json, Query};
use base::{Cx, Result, guard, messages, text};
use model::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{NewRecord, RecordFull, Records};
use super::{Filter, filter, store};

/// The most records of one answer, and how many there are where the caller does not say.
const MOST: i64 = 1000;

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Asked {
    offset: String,
    limit: String,
    filter: String,
    from: String,
    to: String,
}

pub async fn list(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Records>> {
    guard::administrator(&cx)?;
    let offset = number("offset", &asked.offset)?.unwrap_or(0).max(0);
    let limit = number("limit", &asked.limit)?
        .filter(|limit| (1..=MOST).contains(limit))
        .unwrap_or(MOST);
    let filter = Filter {
        text: text::fold(&asked.filter),
        from: moment("from", &asked.from)?,
        before: moment("to", &asked.to)?.map(|to| Timestamp(to.0.saturating_add(1))),
        ..Filter::default()
    };
    let mut tx = cx.read().await?;
    let total = store::count(&mut tx, &filter).await?;
    let records = store::list(&mut tx, &filter, store::Part::Offset(offset), limit).await?;
    Ok(Json(Records {
        offset,
        limit,
        total,
        records: records.into_iter().map(RecordFull::from).collect(),
    }))
}

/// The longest text of an entry, in characters.
const MAX_TEXT: usize = 2000;
/// How many changed values an entry has at most.
const MOST_CHANGES: usize = 100;

pub async fn add(cx: Cx, Body(new): Body<NewRecord>) -> Result<StatusCode> {
    guard::administrator(&cx)?;
    let summary = required("summary", new.summary, text::MAX_LINE)?;
    // The reference's names of categories are written in both ways.
    let category = required("category", new.category, text::MAX_LINE)?;
    let category = category.to_lowercase().replace('_', " ");
    let item = new.object_item.unwrap_or_default();
    let id = optional("objectItem", item.id)?;
    let name = optional("objectItem", item.name)?;
    let kind = optional("objectItem", item.type_name)?;
    let values = new.changed_values.unwrap_or_default();
    if values.len() > MOST_CHANGES {
        return Err(messages::audit_too_many("changedValues", MOST_CHANGES));
    }
    let mut changes = Vec::new();
    for value in values {
        changes.push(Change {
            field_name: required("changedValues", Some(value.field_name), text::MAX_LINE)?.into(),
            changed_from: Some(optional("changedValues", value.changed_from)?),
            changed_to: Some(optional("changedValues", value.changed_to)?),
        });
    }
    let entry = Entry {
        category: &category,
        summary: &summary,
        object: Object {
            kind: &kind,
            id,
            name: &name,
        },
        changes,
    };
    let mut tx = cx.write().await?;
    tx.audit(&cx, entry).await?;
    tx.commit().await?;
    Ok(StatusCode::CREATED)
}

fn required(field: &str, value: Option<String>, most: usize) -> Result<String> {
    let value = value.unwrap_or_default();
    if text::is_blank(&value) {
        return Err(messages::audit_field_missing(field));
    }
    if text::is_longer(&value, most) {
        return Err(messages::audit_field_too_long(field, most));
    }
    Ok(value)
}

fn optional(field: &str, value: Option<String>) -> Result<String> {
    let value = value.unwrap_or_default();
    if text::is_longer(&value, MAX_TEXT) {
        return Err(messages::audit_field_too_long(field, MAX_TEXT));
    }
    Ok(value)
}

fn number(name: &str, value: &str) -> Result<Option<i64>> {
    if value.is_empty() {
        return Ok(None);
    }
    let number = value
        .parse()
        .map_err(|_| messages::not_a_number(name, value))?;
    Ok(Some(number))
}

fn moment(name: &str, value: &str) -> Result<Option<Timestamp>> {
    if value.is_empty() {
        return Ok(None);
    }
    let moment = filter::moment(value).ok_or_else(|| messages::not_a_moment(name, value))?;
    Ok(Some(moment))
}
