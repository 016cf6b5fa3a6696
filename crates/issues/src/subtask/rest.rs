//! The handlers of the order of sub-tasks.

use base::guard;
use base::http::{Body, Json, NoContent, Path};
use base::{Cx, Result};
use model::ProjectPermission;
use model::permission::may::{BrowseProjects, EditIssues};

use super::ops;
use super::wire::Places;
use crate::read::{Related, subtasks_of};

pub async fn list(cx: Cx, Path(issue): Path<String>) -> Result<Json<Vec<Related>>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    Ok(Json(subtasks_of(&cx, &mut tx, &issue).await?))
}

pub async fn may_move(cx: Cx, Path(issue): Path<String>) -> Result<Json<bool>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let edit = ProjectPermission::EditIssues;
    Ok(Json(guard::may_on_issue(&cx, &issue, edit)))
}

pub async fn move_one(
    cx: Cx,
    Path(issue): Path<String>,
    Body(places): Body<Places>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    ops::move_one(&cx, &mut tx, &issue, places.original, places.current).await?;
    tx.commit().await?;
    Ok(NoContent)
}
