//! What commenting means.

use std::collections::HashMap;

use base::guard::{self, Granted, IssueRef};
use base::{Cx, Error, Result, Tx, messages, refs, text};
use model::permission::may;
use model::{CommentId, IssueId, ProjectPermission};
use serde_json::json;

use super::store::{self, Audience, CommentRow};
use super::wire::{GivenComment, Visibility};
use crate::text as words;
use crate::{again, watch};

/// Returns the comments of issues that were found to be seen, as far as they are for the caller.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_issues(
    cx: &Cx,
    tx: &mut db::Tx,
    issues: &[IssueId],
) -> Result<HashMap<IssueId, Vec<CommentRow>>> {
    let mut comments: HashMap<IssueId, Vec<CommentRow>> = HashMap::new();
    for row in store::of_issues(tx, issues, cx.user_id()).await? {
        comments.entry(row.issue).or_default().push(row);
    }
    Ok(comments)
}

/// Returns a comment of an issue, if it is for the caller.
///
/// # Errors
/// Not found.
pub async fn find<P>(
    cx: &Cx,
    tx: &mut db::Tx,
    issue: &Granted<IssueRef, P>,
    id: &str,
) -> Result<CommentRow> {
    let found = match CommentId::parse(id) {
        Some(id) => store::find(tx, issue.id, id, cx.user_id()).await?,
        None => None,
    };
    found.ok_or_else(|| messages::no_such_comment(id))
}

/// Adds a comment.
///
/// # Errors
/// Invalid, if it is blank or too long, or for a group or role that the caller is not in.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, may::AddComments>,
    given: &GivenComment,
) -> Result<CommentId> {
    let body = checked_body(given.body.as_deref())?;
    let audience = match &given.visibility {
        Some(Some(visibility)) => audience(cx, tx, issue, visibility).await?,
        Some(None) | None => Audience::default(),
    };
    // First the issue, so that it is still there when the comment comes.
    if !store::touch_issue(tx, issue.id, cx.now()).await? {
        return Err(messages::no_such_issue());
    }
    let id = CommentId(tx.next_id("issue_comment_id").await?);
    store::insert(tx, id, issue.id, cx.user_id(), body, audience, cx.now())
        .await
        .map_err(again)?;
    write_words(tx, issue, id, body, audience).await?;
    watch::start(cx, tx, issue.id).await?;
    event(cx, tx, "comment_created", issue, id).await?;
    Ok(id)
}

/// Changes a comment. Its visibility stays unless another one, or null, is given.
///
/// # Errors
/// As [`create`]; Not found; Forbidden without the permission for one's own or all comments.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, may::BrowseProjects>,
    id: &str,
    given: &GivenComment,
) -> Result<CommentId> {
    let comment = find(cx, tx, issue, id).await?;
    check_may_edit(cx, issue, &comment)?;
    let body = checked_body(given.body.as_deref())?;
    let audience = match &given.visibility {
        Some(Some(visibility)) => audience(cx, tx, issue, visibility).await?,
        Some(None) => Audience::default(),
        None => comment.audience(),
    };
    if body == comment.body && audience == comment.audience() {
        return Ok(comment.id);
    }
    if !store::touch_issue(tx, issue.id, cx.now()).await? {
        return Err(messages::no_such_issue());
    }
    store::update(tx, comment.id, cx.user_id(), body, audience, cx.now())
        .await
        .map_err(again)?;
    write_words(tx, issue, comment.id, body, audience).await?;
    event(cx, tx, "comment_updated", issue, comment.id).await?;
    Ok(comment.id)
}

/// Deletes a comment.
///
/// # Errors
/// Not found; Forbidden without the permission for one's own or all comments.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, may::BrowseProjects>,
    id: &str,
) -> Result<()> {
    let comment = find(cx, tx, issue, id).await?;
    let (all, own) = (
        ProjectPermission::DeleteAllComments,
        ProjectPermission::DeleteOwnComments,
    );
    check_may(cx, issue, &comment, all, own)?;
    if !store::touch_issue(tx, issue.id, cx.now()).await? {
        return Err(messages::no_such_issue());
    }
    store::delete(tx, comment.id).await?;
    words::forget_comment(tx, issue.id, comment.id).await?;
    event(cx, tx, "comment_deleted", issue, comment.id).await
}

/// Stores which words stand in a comment.
async fn write_words(
    tx: &mut Tx,
    issue: &IssueRef,
    id: CommentId,
    body: &str,
    audience: Audience,
) -> Result<()> {
    let is_restricted = !audience.is_all();
    let texts = words::texts_of_comment(issue.project, issue.id, id, body, is_restricted);
    Ok(words::write(tx, &texts).await?)
}

/// Bodies are not trimmed or normalized: clients compare them with what they sent.
fn checked_body(body: Option<&str>) -> Result<&str> {
    let body = body
        .filter(|body| !text::is_blank(body))
        .ok_or_else(messages::comment_is_blank)?;
    if text::is_longer(body, text::MAX_LONG_TEXT) {
        return Err(Error::invalid_field("comment", messages::text_too_long()));
    }
    Ok(body)
}

/// Returns who a comment is for. A group or role the caller is not in is refused with the same text as
/// one that does not exist, so that nothing is learned of groups.
pub async fn audience<P>(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, P>,
    visibility: &Visibility,
) -> Result<Audience> {
    let value = visibility.value.as_deref().unwrap_or_default();
    match visibility.kind.as_deref() {
        Some("group") => match refs::group_by_name(tx, value).await? {
            Some((id, _)) if guard::is_in_group(cx, id) => Ok(Audience {
                group: Some(id),
                role: None,
            }),
            _ => Err(messages::not_in_comment_group(value)),
        },
        Some("role") => {
            let role = store::role_named(tx, &text::fold(value)).await?;
            if let Some((id, _)) = role
                && store::is_in_role(tx, issue.project, id, cx.user_id()).await?
            {
                return Ok(Audience {
                    group: None,
                    role: Some(id),
                });
            }
            Err(messages::not_in_comment_role(value))
        }
        _ => Err(messages::bad_comment_visibility()),
    }
}

/// Passes who may change the comment.
///
/// # Errors
/// Forbidden without the permission for one's own or all comments.
pub fn check_may_edit(
    cx: &Cx,
    issue: &Granted<IssueRef, may::BrowseProjects>,
    comment: &CommentRow,
) -> Result<()> {
    let (all, own) = (
        ProjectPermission::EditAllComments,
        ProjectPermission::EditOwnComments,
    );
    check_may(cx, issue, comment, all, own)
}

fn check_may(
    cx: &Cx,
    issue: &Granted<IssueRef, may::BrowseProjects>,
    comment: &CommentRow,
    all: ProjectPermission,
    own: ProjectPermission,
) -> Result<()> {
    let is_own = comment.author.is_some() && comment.author == cx.user_id();
    if guard::may_on_issue(cx, issue, all) || is_own && guard::may_on_issue(cx, issue, own) {
        return Ok(());
    }
    cx.signed_in()?;
    Err(messages::no_issue_permission(
        if is_own { own } else { all }.name(),
        &issue.key.to_string(),
    ))
}

async fn event<P>(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    issue: &Granted<IssueRef, P>,
    id: CommentId,
) -> Result<()> {
    tx.event(cx, kind, &json!({ "issue": issue.id.0, "comment": id.0 }))
        .await
}
