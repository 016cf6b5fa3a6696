//! The handlers of an issue's worklogs.

use base::error::Problems;
use base::guard;
use base::http::{Body, Created, Json, NoContent, Path, Query};
use base::refs::users_by_ids;
use base::{Cx, Result};
use model::UserId;
use model::permission::may::{BrowseProjects, WorkOnIssues};

use super::adjust::{Adjust, Asked};
use super::ops;
use super::store::{self, WorklogRow};
use super::wire::{GivenWorklog, Worklog, WorklogPage};

pub async fn list(cx: Cx, Path(issue): Path<String>) -> Result<Json<WorklogPage>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let rows = store::of_issue(&mut tx, issue.id, cx.user_id()).await?;
    let worklogs = shown(&cx, &mut tx, &rows).await?;
    Ok(Json(WorklogPage::all(worklogs)))
}

pub async fn get(cx: Cx, Path((issue, id)): Path<(String, String)>) -> Result<Json<Worklog>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    one(&cx, &mut tx, &issue, &id).await.map(Json)
}

pub async fn create(
    cx: Cx,
    Path(issue): Path<String>,
    Query(asked): Query<Asked>,
    Body(given): Body<GivenWorklog>,
) -> Result<Created<Worklog>> {
    let mut problems = Problems::default();
    let adjust = Adjust::reducing(&asked, &mut problems);
    let mut tx = cx.write().await?;
    let issue = guard::issue::<WorkOnIssues>(&cx, &mut tx, &issue).await?;
    let id = ops::create(&cx, &mut tx, &issue, &given, adjust, problems).await?;
    let worklog = one(&cx, &mut tx, &issue, &id.to_string()).await?;
    tx.commit().await?;
    Ok(Created(worklog))
}

pub async fn update(
    cx: Cx,
    Path((issue, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    Body(given): Body<GivenWorklog>,
) -> Result<Json<Worklog>> {
    let mut problems = Problems::default();
    let adjust = Adjust::reducing(&asked, &mut problems);
    let mut tx = cx.write().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let id = ops::update(&cx, &mut tx, &issue, &id, &given, (adjust, problems)).await?;
    let worklog = one(&cx, &mut tx, &issue, &id.to_string()).await?;
    tx.commit().await?;
    Ok(Json(worklog))
}

pub async fn delete(
    cx: Cx,
    Path((issue, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<NoContent> {
    let mut problems = Problems::default();
    let adjust = Adjust::increasing(&asked, &mut problems);
    let mut tx = cx.write().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    ops::delete(&cx, &mut tx, &issue, &id, (adjust, problems)).await?;
    tx.commit().await?;
    Ok(NoContent)
}

async fn one<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &guard::Granted<guard::IssueRef, P>,
    id: &str,
) -> Result<Worklog> {
    let row = ops::find(cx, tx, issue, id).await?;
    let mut worklogs = shown(cx, tx, &[row]).await?;
    worklogs
        .pop()
        .ok_or_else(|| base::Error::internal("worklog", "it is not shown"))
}

pub async fn shown(cx: &Cx, tx: &mut db::Tx, rows: &[WorklogRow]) -> Result<Vec<Worklog>> {
    let people = rows.iter().flat_map(|row| [row.author, row.update_author]);
    let people: Vec<UserId> = people.flatten().collect();
    let users = users_by_ids(tx, people).await?;
    let shown = rows.iter().map(|row| Worklog::new(row, &users, cx.urls()));
    Ok(shown.collect())
}
