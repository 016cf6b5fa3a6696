//! The handlers of components and their issues.

use base::http::{Json, NoContent, Path, Query};
use base::{Cx, Result};
use projects::component;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops;
use super::wire::Counts;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    move_issues_to: Option<String>,
}

pub async fn count(cx: Cx, Path(id): Path<String>) -> Result<Json<Counts>> {
    let mut tx = cx.read().await?;
    let component = component::find(&cx, &mut tx, &id).await?;
    Ok(Json(Counts {
        self_url: cx.urls().api(&format!("component/{}", component.id)),
        issue_count: ops::n_issues(&mut tx, component.id).await?,
    }))
}

pub async fn delete(
    cx: Cx,
    Path(id): Path<String>,
    Query(how): Query<Deletion>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let (project, component) = component::find_to_change(&cx, &mut tx, &id).await?;
    let to = how.move_issues_to.filter(|id| !id.is_empty());
    ops::delete(&cx, &mut tx, &project, &component, to.as_deref()).await?;
    tx.commit().await?;
    Ok(NoContent)
}
