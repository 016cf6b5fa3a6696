//! The handlers of remote links.

use axum::response::{IntoResponse, Response};
use base::guard;
use base::http::{Body, Created, Json, NoContent, Path, Query};
use base::{Cx, Result, messages};
use model::permission::may::{BrowseProjects, LinkIssues};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::Set;
use super::wire::{GivenLink, Link, LinkSet, Links};
use super::{ops, store};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Which {
    global_id: Option<String>,
}

pub async fn list(
    cx: Cx,
    Path(issue): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<Links>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    if let Some(global_id) = which.global_id {
        let row = ops::find_by_global_id(&mut tx, &issue, &global_id).await?;
        let link = Link::new(row, issue.id, cx.urls());
        return Ok(Json(Links::One(Box::new(link))));
    }
    let rows = store::of_issue(&mut tx, issue.id).await?;
    let links = rows
        .into_iter()
        .map(|row| Link::new(row, issue.id, cx.urls()));
    Ok(Json(Links::All(links.collect())))
}

pub async fn get(cx: Cx, Path((issue, id)): Path<(String, String)>) -> Result<Json<Link>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let row = ops::find(&mut tx, &issue, &id).await?;
    Ok(Json(Link::new(row, issue.id, cx.urls())))
}

pub async fn create(
    cx: Cx,
    Path(issue): Path<String>,
    Body(given): Body<GivenLink>,
) -> Result<Response> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<LinkIssues>(&cx, &mut tx, &issue).await?;
    let set = ops::set(&cx, &mut tx, &issue, given.into_content()).await?;
    tx.commit().await?;
    let answer = |id| LinkSet::new(issue.id, id, cx.urls());
    Ok(match set {
        Set::Created(id) => Created(answer(id)).into_response(),
        Set::Updated(id) => Json(answer(id)).into_response(),
    })
}

pub async fn update(
    cx: Cx,
    Path((issue, id)): Path<(String, String)>,
    Body(given): Body<GivenLink>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<LinkIssues>(&cx, &mut tx, &issue).await?;
    ops::update(&cx, &mut tx, &issue, &id, given.into_content()).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete(cx: Cx, Path((issue, id)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<LinkIssues>(&cx, &mut tx, &issue).await?;
    let link = ops::find(&mut tx, &issue, &id).await?;
    ops::delete(&cx, &mut tx, &issue, &link).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete_by_global_id(
    cx: Cx,
    Path(issue): Path<String>,
    Query(which): Query<Which>,
) -> Result<NoContent> {
    let global_id = which
        .global_id
        .ok_or_else(|| messages::missing_parameter("globalId"))?;
    let mut tx = cx.write().await?;
    let issue = guard::issue::<LinkIssues>(&cx, &mut tx, &issue).await?;
    let link = ops::find_by_global_id(&mut tx, &issue, &global_id).await?;
    ops::delete(&cx, &mut tx, &issue, &link).await?;
    tx.commit().await?;
    Ok(NoContent)
}
