//! The handler of the log's records.

use base::http::{Json, Query};
use base::{Cx, Result, guard, messages, text};
use model::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{RecordFull, Records};
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
