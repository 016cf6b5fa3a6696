//! Comments that stand above the others.

use base::guard;
use base::http::{Body, Json, NoContent, Path};
use base::refs::users_by_ids;
use base::{Cx, Result};
use model::permission::may::{BrowseProjects, EditIssues};
use serde_json::json;

use super::wire::PinnedComment;
use super::{ops, rest, store};

pub async fn set(
    cx: Cx,
    Path((issue, id)): Path<(String, String)>,
    Body(pinned): Body<bool>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<EditIssues>(&cx, &mut tx, &issue).await?;
    let comment = ops::find(&cx, &mut tx, &issue, &id).await?;
    let (differs, kind) = if pinned {
        let differs = store::pin(&mut tx, comment.id, cx.user_id(), cx.now()).await;
        (differs.map_err(crate::again)?, "comment_pinned")
    } else {
        (store::unpin(&mut tx, comment.id).await?, "comment_unpinned")
    };
    if differs {
        let payload = json!({ "issue": issue.id.0, "comment": comment.id.0 });
        tx.event(&cx, kind, &payload).await?;
    }
    tx.commit().await?;
    Ok(NoContent)
}

/// Answers with the pinned comments that are for the caller, the first to be pinned first.
pub async fn list(cx: Cx, Path(issue): Path<String>) -> Result<Json<Vec<PinnedComment>>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let pinned = store::pinned(&mut tx, issue.id, cx.user_id()).await?;
    let users = users_by_ids(&mut tx, pinned.iter().filter_map(|(_, pin)| pin.by)).await?;
    let (rows, pins): (Vec<_>, Vec<_>) = pinned.into_iter().unzip();
    let comments = rest::shown(&cx, &mut tx, &rows, None).await?;
    let pinned = comments.into_iter().zip(pins).map(|(comment, pin)| {
        let by = pin.by.and_then(|id| users.get(id));
        PinnedComment {
            comment,
            pinned_by: by.map(|user| user.name.clone()),
            pinned_date: pin.at.to_jira(),
        }
    });
    Ok(Json(pinned.collect()))
}
