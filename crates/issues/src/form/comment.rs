//! The comment that comes with a change: whom it is for, and who may write one.

use base::guard::{Granted, IssueRef};
use base::page::{FormPairs, PageCx};
use base::{Cx, Result};
use model::permission::may::AddComments;

use super::fields::Fields;
use super::widget::Widget;
use crate::view;

/// Lets whom a comment is for be chosen, as on the issue's page, where a comment can be written.
///
/// # Errors
/// When the database cannot be read.
pub async fn offered(
    page: &PageCx,
    tx: &mut db::Tx,
    fields: Fields,
    issue: &IssueRef,
) -> Result<Fields> {
    if !fields.has(Widget::Comment) {
        return Ok(fields);
    }
    let choices = view::audience_choices(page, tx, issue, "").await?;
    Ok(fields.said_to(&choices))
}

/// Passes if no comment was sent, or one can be: what somebody wrote is not dropped in silence because they may not
/// comment any more.
///
/// # Errors
/// Forbidden, without the permission to comment.
pub fn check<P>(
    cx: &Cx,
    issue: &Granted<IssueRef, P>,
    fields: &Fields,
    sent: &FormPairs,
) -> Result<()> {
    if fields.has(Widget::Comment) || sent.first("comment").trim().is_empty() {
        return Ok(());
    }
    issue.also::<AddComments>(cx).map(drop)
}
