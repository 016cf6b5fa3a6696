//! The handlers of sprints.

use base::http::{Body, Created, Json, NoContent, Path, QueryPairs};
use base::{Cx, Result, messages};
use issues::planning::Destination;
use model::SprintId;
use search::query;

use super::ops;
use super::wire::{GivenSprint, GivenSprints, GivenSwap, SprintBean};
use crate::asked;
use crate::wire::{GivenIssues, Issues};

pub async fn create(cx: Cx, Body(given): Body<GivenSprint>) -> Result<Created<SprintBean>> {
    let mut tx = cx.write().await?;
    let sprint = ops::create(&cx, &mut tx, &given).await?;
    tx.commit().await?;
    Ok(Created(SprintBean::new(&sprint, cx.urls())))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<SprintBean>> {
    let mut tx = cx.read().await?;
    let sprint = ops::see(&cx, &mut tx, &id).await?;
    Ok(Json(SprintBean::new(&sprint, cx.urls())))
}

pub async fn replace(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenSprint>,
) -> Result<Json<SprintBean>> {
    changed(cx, id, given, true).await
}

pub async fn change(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenSprint>,
) -> Result<Json<SprintBean>> {
    changed(cx, id, given, false).await
}

async fn changed(
    cx: Cx,
    id: String,
    given: GivenSprint,
    replaces: bool,
) -> Result<Json<SprintBean>> {
    let mut tx = cx.write().await?;
    let sprint = ops::managed_one(&cx, &mut tx, &id).await?;
    let sprint = ops::change(&cx, &mut tx, sprint, &given, replaces).await?;
    tx.commit().await?;
    Ok(Json(SprintBean::new(&sprint, cx.urls())))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let sprint = ops::managed_one(&cx, &mut tx, &id).await?;
    ops::delete(&cx, &mut tx, sprint).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn issues(cx: Cx, Path(id): Path<String>, pairs: QueryPairs) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let sprint = ops::see(&cx, &mut tx, &id).await?;
    let within = query::parsed(&ops::within(sprint.id))?;
    Ok(Json(
        asked::issues(&cx, &mut tx, vec![within], &pairs).await?,
    ))
}

pub async fn add_issues(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenIssues>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    cx.signed_in()?;
    let sprint = ops::see(&cx, &mut tx, &id).await?;
    let to = Destination::Sprint(&sprint);
    ops::move_issues(&cx, &mut tx, given.issues.as_deref(), to).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn to_backlog(cx: Cx, Body(given): Body<GivenIssues>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    ops::move_issues(&cx, &mut tx, given.issues.as_deref(), Destination::Backlog).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn swap(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenSwap>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    cx.signed_in()?;
    let one = SprintId::parse(&id).ok_or_else(messages::no_such_sprint)?;
    let other = given.sprint_to_swap_with.map(|number| number.text());
    let other = other.ok_or_else(messages::sprint_to_swap_needed)?;
    let other = SprintId::parse(&other).ok_or_else(messages::no_such_sprint)?;
    ops::swap(&cx, &mut tx, [one, other]).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn unmap(cx: Cx, Body(given): Body<GivenSprints>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let ids = given.sprint_ids.unwrap_or_default();
    ops::unmap(&cx, &mut tx, Some(&ids)).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn unmap_all(cx: Cx) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    ops::unmap(&cx, &mut tx, None).await?;
    tx.commit().await?;
    Ok(NoContent)
}
