//! The handlers of an issue's properties.

use axum::http::StatusCode;
use base::http::{Json, NoContent, Path};
use base::property::{self, GivenValue, Keys, Property};
use base::{Cx, Result, guard};
use model::permission::may::{BrowseProjects, EditIssues};

use super::ops::{self, KEPT};

pub async fn list(cx: Cx, Path(issue): Path<String>) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let resource = format!("issue/{}", issue.key);
    let keys = property::keys(&mut tx, KEPT, issue.id.0, &resource, cx.urls()).await?;
    Ok(Json(keys))
}

pub async fn get(cx: Cx, Path((issue, key)): Path<(String, String)>) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let found = property::get(&mut tx, KEPT, issue.id.0, key).await?;
    Ok(Json(found))
}

pub async fn set(
    cx: Cx,
    Path((issue, key)): Path<(String, String)>,
    given: GivenValue,
) -> Result<StatusCode> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    let is_new = ops::set(&cx, &mut tx, &issue, &key, &given).await?;
    tx.commit().await?;
    Ok(property::status(is_new))
}

pub async fn delete(cx: Cx, Path((issue, key)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    ops::delete(&cx, &mut tx, &issue, &key).await?;
    tx.commit().await?;
    Ok(NoContent)
}
