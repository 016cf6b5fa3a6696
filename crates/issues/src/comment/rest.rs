//! The handlers of comments.

use std::collections::BTreeSet;

use base::expand::Expand;
use base::guard;
use base::http::{Body, Created, Json, NoContent, Path, Query};
use base::paging::Paging;
use base::refs::users_by_ids;
use base::{Cx, Result, messages};
use model::permission::may;
use model::{CommentId, IssueId, UserId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops;
use super::store::{self, CommentRow};
use super::wire::{Comment, CommentList, GivenComment};
use crate::read::Texts;

/// How many comments a page has where the caller does not say: the reference's way of saying all.
const ALL: i64 = 1_048_576;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    start_at: Option<i64>,
    max_results: Option<i64>,
    order_by: Option<String>,
    expand: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
pub struct Shown {
    expand: Option<String>,
}

pub async fn list(
    cx: Cx,
    Path(issue): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<CommentList>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<may::BrowseProjects>(&cx, &mut tx, &issue).await?;
    let paging = Paging::new(asked.start_at, asked.max_results, ALL, ALL)?;
    let newest_first = match asked.order_by.as_deref() {
        None | Some("" | "created" | "+created") => false,
        Some("-created") => true,
        Some(other) => return Err(messages::bad_order(other)),
    };
    let total = store::count(&mut tx, issue.id, cx.user_id()).await?;
    let rows = store::page(&mut tx, issue.id, cx.user_id(), paging, newest_first).await?;
    let comments = shown(&cx, &mut tx, &rows, asked.expand.as_deref()).await?;
    Ok(Json(CommentList {
        start_at: paging.start_at,
        max_results: paging.max_results,
        total,
        comments,
    }))
}

pub async fn get(
    cx: Cx,
    Path((issue, id)): Path<(String, String)>,
    Query(asked): Query<Shown>,
) -> Result<Json<Comment>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<may::BrowseProjects>(&cx, &mut tx, &issue).await?;
    let row = ops::find(&cx, &mut tx, &issue, &id).await?;
    one(&cx, &mut tx, row, asked).await.map(Json)
}

pub async fn create(
    cx: Cx,
    Path(issue): Path<String>,
    Query(asked): Query<Shown>,
    Body(given): Body<GivenComment>,
) -> Result<Created<Comment>> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<may::AddComments>(&cx, &mut tx, &issue).await?;
    let id = ops::create(&cx, &mut tx, &issue, &given).await?;
    let comment = again(&cx, &mut tx, &issue, id, asked).await?;
    tx.commit().await?;
    Ok(Created(comment))
}

pub async fn update(
    cx: Cx,
    Path((issue, id)): Path<(String, String)>,
    Query(asked): Query<Shown>,
    Body(given): Body<GivenComment>,
) -> Result<Json<Comment>> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<may::BrowseProjects>(&cx, &mut tx, &issue).await?;
    let id = ops::update(&cx, &mut tx, &issue, &id, &given).await?;
    let comment = again(&cx, &mut tx, &issue, id, asked).await?;
    tx.commit().await?;
    Ok(Json(comment))
}

pub async fn delete(cx: Cx, Path((issue, id)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<may::BrowseProjects>(&cx, &mut tx, &issue).await?;
    ops::delete(&cx, &mut tx, &issue, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Returns a comment as it is after a change.
async fn again<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &guard::Granted<guard::IssueRef, P>,
    id: CommentId,
    asked: Shown,
) -> Result<Comment> {
    let row = ops::find(cx, tx, issue, &id.to_string()).await?;
    one(cx, tx, row, asked).await
}

async fn one(cx: &Cx, tx: &mut db::Tx, row: CommentRow, asked: Shown) -> Result<Comment> {
    let mut comments = shown(cx, tx, &[row], asked.expand.as_deref()).await?;
    comments
        .pop()
        .ok_or_else(|| base::Error::internal("comment", "it is not shown"))
}

pub async fn shown(
    cx: &Cx,
    tx: &mut db::Tx,
    rows: &[CommentRow],
    expand: Option<&str>,
) -> Result<Vec<Comment>> {
    let people = rows.iter().flat_map(|row| [row.author, row.update_author]);
    let people: Vec<UserId> = people.flatten().collect();
    let users = users_by_ids(tx, people).await?;
    let texts = if Expand::parse(expand).has("renderedBody") {
        let issues: BTreeSet<IssueId> = rows.iter().map(|row| row.issue).collect();
        let issues: Vec<IssueId> = issues.into_iter().collect();
        let bodies = rows.iter().map(|row| row.body.as_str());
        Some(Texts::read(cx, tx, &issues, bodies).await?)
    } else {
        None
    };
    let shown = |row: &CommentRow| {
        let comment = Comment::new(row, &users, cx.urls());
        match &texts {
            Some(texts) => comment.with_rendered_body(row.issue, texts),
            None => comment,
        }
    };
    Ok(rows.iter().map(shown).collect())
}
