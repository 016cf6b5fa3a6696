//! The handlers of epics.

use base::http::{Body, Json, NoContent, Path, QueryPairs};
use base::{Cx, Result, messages};
use issues::planning::{self, Epic};
use model::permission::may::{EditIssues, ScheduleIssues};
use search::query;

use super::wire::{GivenEpic, GivenRank};
use super::{ops, store};
use crate::asked;
use crate::board::wire::EpicBean;
use crate::issue::ops as issue_ops;
use crate::sprint::ops::given_issues;
use crate::wire::{GivenIssues, Issues};

async fn shown(cx: &Cx, tx: &mut db::Tx, key_or_id: &str) -> Result<Json<EpicBean>> {
    let epic = ops::see(cx, tx, key_or_id).await?;
    let summary = store::summary(tx, epic.id).await?.unwrap_or_default();
    let known: Epic = planning::epics_of(tx, &[epic.id])
        .await?
        .remove(&epic.id)
        .unwrap_or_default();
    let bean = EpicBean::new(epic.id, epic.key.to_string(), summary, &known, cx.urls());
    Ok(Json(bean))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<EpicBean>> {
    let mut tx = cx.read().await?;
    shown(&cx, &mut tx, &id).await
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenEpic>,
) -> Result<Json<EpicBean>> {
    let mut tx = cx.write().await?;
    let epic = ops::granted::<EditIssues>(&cx, &mut tx, &id).await?;
    ops::update(&cx, &mut tx, &epic, given).await?;
    let bean = shown(&cx, &mut tx, &id).await?;
    tx.commit().await?;
    Ok(bean)
}

pub async fn issues(cx: Cx, Path(id): Path<String>, pairs: QueryPairs) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let epic = ops::see(&cx, &mut tx, &id).await?;
    let with = query::parsed(&ops::with(epic.id))?;
    Ok(Json(asked::issues(&cx, &mut tx, vec![with], &pairs).await?))
}

pub async fn issues_without(cx: Cx, pairs: QueryPairs) -> Result<Json<Issues>> {
    let mut tx = cx.read().await?;
    let without = query::parsed(ops::WITHOUT)?;
    Ok(Json(
        asked::issues(&cx, &mut tx, vec![without], &pairs).await?,
    ))
}

pub async fn add_issues(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenIssues>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let epic = ops::granted::<EditIssues>(&cx, &mut tx, &id).await?;
    let issues = given_issues(&cx, &mut tx, given.issues.as_deref()).await?;
    planning::link_to_epic(&cx, &mut tx, &issues, Some(&epic)).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn remove_issues(cx: Cx, Body(given): Body<GivenIssues>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issues = given_issues(&cx, &mut tx, given.issues.as_deref()).await?;
    planning::link_to_epic(&cx, &mut tx, &issues, None).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn rank(
    cx: Cx,
    Path(id): Path<String>,
    Body(given): Body<GivenRank>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let epic = ops::granted::<ScheduleIssues>(&cx, &mut tx, &id).await?;
    issue_ops::check_rank_field(&cx, &mut tx, given.rank_custom_field_id.as_ref()).await?;
    let (before, after) = (given.rank_before_epic, given.rank_after_epic);
    let is_before = before.is_some();
    let (Some(other), None) = (if is_before {
        (before, after)
    } else {
        (after, before)
    }) else {
        return Err(messages::rank_place_needed(
            "rankBeforeEpic",
            "rankAfterEpic",
        ));
    };
    let other = ops::see(&cx, &mut tx, &other.text()).await?;
    let place = issue_ops::place(other.id, is_before);
    planning::rank_issues(&cx, &mut tx, &[epic], place).await?;
    tx.commit().await?;
    Ok(NoContent)
}
