//! The handlers of issues as boards see them.

use base::guard;
use base::http::{Body, Json, NoContent, Path, QueryPairs};
use base::{Cx, Result, messages};
use issues::read::Found;
use issues::{planning, read};
use model::permission::may::{BrowseProjects, EditIssues};

use super::wire::{Estimation, GivenEstimation, GivenRank};
use super::{ops, shown};
use crate::asked;
use crate::sprint::ops::given_issues;

pub async fn get(
    cx: Cx,
    Path(issue): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<read::Issue>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let (fields, expand) = asked::parts(&pairs);
    let found = Found::one(&issue);
    let planned = shown::planned(&cx, &mut tx, &found, &pairs).await?;
    let issue = read::planned_issue(&cx, &mut tx, &issue, fields, (&expand, planned)).await?;
    Ok(Json(issue))
}

pub async fn get_estimation(
    cx: Cx,
    Path(issue): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<Estimation>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let field = ops::estimated_by(&cx, &mut tx, issue.id, pairs.first("boardId")).await?;
    let value = ops::estimate(&mut tx, &issue, field).await?;
    Ok(Json(Estimation {
        field_id: format!("customfield_{field}"),
        value,
    }))
}

pub async fn set_estimation(
    cx: Cx,
    Path(issue): Path<String>,
    pairs: QueryPairs,
    Body(given): Body<GivenEstimation>,
) -> Result<Json<Estimation>> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    let field = ops::estimated_by(&cx, &mut tx, issue.id, pairs.first("boardId")).await?;
    ops::set_estimate(&cx, &mut tx, &issue, field, given.value).await?;
    let value = ops::estimate(&mut tx, &issue, field).await?;
    tx.commit().await?;
    Ok(Json(Estimation {
        field_id: format!("customfield_{field}"),
        value,
    }))
}

pub async fn rank(cx: Cx, Body(given): Body<GivenRank>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issues = given_issues(&cx, &mut tx, given.issues.as_deref()).await?;
    ops::check_rank_field(&cx, &mut tx, given.rank_custom_field_id.as_ref()).await?;
    let (before, after) = (given.rank_before_issue, given.rank_after_issue);
    let is_before = before.is_some();
    let (Some(other), None) = (if is_before {
        (before, after)
    } else {
        (after, before)
    }) else {
        return Err(messages::rank_place_needed(
            "rankBeforeIssue",
            "rankAfterIssue",
        ));
    };
    let other = [other.text()];
    let other = given_issues::<BrowseProjects>(&cx, &mut tx, Some(&other)).await?;
    let other = other.first().ok_or_else(messages::no_such_issue)?;
    let place = ops::place(other.id, is_before);
    planning::rank_issues(&cx, &mut tx, &issues, place).await?;
    tx.commit().await?;
    Ok(NoContent)
}
