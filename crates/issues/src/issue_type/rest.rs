//! The handlers of what becomes of issues when their type goes.

use base::guard;
use base::http::{Json, NoContent, Path, Query};
use base::{Cx, Result};
use projects::{IssueTypeShort, catalog, issue_type::ops as types, offers};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    alternative_issue_type_id: Option<String>,
}

pub async fn alternatives(cx: Cx, Path(id): Path<String>) -> Result<Json<Vec<IssueTypeShort>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let offers = offers(&cx, &mut tx).await?;
    let issue_type = types::find(&catalog, &id)?;
    let found = ops::alternatives(&mut tx, &catalog, &offers, issue_type).await?;
    let shown = found.into_iter().map(|known| known.short(cx.urls()));
    Ok(Json(shown.collect()))
}

pub async fn delete(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let alternative = asked.alternative_issue_type_id.as_deref();
    ops::delete(&cx, &mut tx, admin, &id, alternative).await?;
    tx.commit().await?;
    Ok(NoContent)
}
