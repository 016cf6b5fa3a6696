//! What programs keep with a comment. Who may change the comment may change that.

use axum::http::StatusCode;
use base::guard::{self, Granted, IssueRef};
use base::http::{Json, NoContent, Path};
use base::property::{self, GivenValue, Kept, Keys, Property};
use base::{Cx, Error, Result, Tx, messages};
use model::CommentId;
use model::permission::may::BrowseProjects;
use serde_json::json;

use super::ops;
use super::store::{self, CommentRow};

const KEPT: Kept = Kept {
    table: "comment_property",
    owner: "comment_id",
};

pub async fn list(cx: Cx, Path(id): Path<String>) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let (_, comment) = seen(&cx, &mut tx, &id).await?;
    let resource = format!("comment/{}", comment.id);
    let keys = property::keys(&mut tx, KEPT, comment.id.0, &resource, cx.urls()).await?;
    Ok(Json(keys))
}

pub async fn get(cx: Cx, Path((id, key)): Path<(String, String)>) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let (_, comment) = seen(&cx, &mut tx, &id).await?;
    let found = property::get(&mut tx, KEPT, comment.id.0, key).await?;
    Ok(Json(found))
}

pub async fn set(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
    given: GivenValue,
) -> Result<StatusCode> {
    let mut tx = cx.write().await?;
    let (issue, comment) = seen(&cx, &mut tx, &id).await?;
    ops::check_may_edit(&cx, &issue, &comment)?;
    let is_new = property::set(&mut tx, KEPT, comment.id.0, &key, &given).await?;
    event(&cx, &mut tx, "comment_property_set", &comment, &key).await?;
    tx.commit().await?;
    Ok(property::status(is_new))
}

pub async fn delete(cx: Cx, Path((id, key)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let (issue, comment) = seen(&cx, &mut tx, &id).await?;
    ops::check_may_edit(&cx, &issue, &comment)?;
    property::delete(&mut tx, KEPT, comment.id.0, &key).await?;
    event(&cx, &mut tx, "comment_property_deleted", &comment, &key).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Returns a comment with its issue, if both are for the caller.
async fn seen(
    cx: &Cx,
    tx: &mut db::Tx,
    id: &str,
) -> Result<(Granted<IssueRef, BrowseProjects>, CommentRow)> {
    let issue = match CommentId::parse(id) {
        Some(id) => store::issue_of(tx, id).await?,
        None => None,
    };
    let Some(issue) = issue else {
        cx.signed_in()?;
        return Err(messages::no_such_comment(id));
    };
    let issue = guard::issue_by_id(cx, tx, issue)
        .await
        .map_err(|error| match error {
            // Nothing is said of an issue that was not asked for.
            Error::NotFound(_) => messages::no_such_comment(id),
            other => other,
        })?;
    let comment = ops::find(cx, tx, &issue, id).await?;
    Ok((issue, comment))
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    comment: &CommentRow,
    key: &str,
) -> Result<()> {
    let payload = json!({ "issue": comment.issue.0, "comment": comment.id.0, "key": key });
    tx.event(cx, kind, &payload).await
}
