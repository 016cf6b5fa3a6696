//! Gives the issues of an older database their words, beside everything else that goes on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base::{App, Cx, Result};
use model::IssueId;

use super::store;

/// How the words are made today. With another number all of them are made anew.
pub(super) const EDITION: i64 = 3;
/// How many issues are done in one transaction: others who write wait that long.
const AT_ONCE: i64 = 200;
/// How many texts are stored by one statement.
const TEXTS_AT_ONCE: usize = 500;
/// How often the log tells how far it is.
const TELL: Duration = Duration::from_secs(10);

/// How far the words of all issues are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many issues have their words.
    pub n_done: i64,
    /// How many issues there are.
    pub n_issues: i64,
    /// When an issue was last updated, in milliseconds.
    pub last_updated: Option<i64>,
    /// The same of those that have their words.
    pub last_updated_of_done: Option<i64>,
}

/// Returns how far the words of all issues are made. All issues are counted for it.
///
/// # Errors
/// When the database cannot be read.
pub async fn progress(tx: &mut db::Tx) -> Result<Progress> {
    let to = store::seen_rebuilt_to(tx, EDITION).await?;
    Ok(store::progress(tx, to).await?)
}

/// Returns whether the words of all issues are made, as they are made today.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_complete(tx: &mut db::Tx) -> Result<bool> {
    Ok(store::seen_rebuilt_to(tx, EDITION).await?.is_none())
}

/// Has the words of all issues made anew by [`rebuild`], once this is committed. Those there are stay in
/// use until they are replaced.
///
/// # Errors
/// When the database refuses.
pub async fn begin_anew(tx: &mut base::Tx) -> Result<()> {
    Ok(store::set_rebuilt_to(tx, EDITION, Some(IssueId(0))).await?)
}

/// Makes the words of some issues and of their comments anew.
///
/// # Errors
/// When the database refuses.
pub async fn rewrite(tx: &mut base::Tx, ids: &[IssueId]) -> Result<()> {
    let issues = store::issues_of(tx, ids).await?;
    write(tx, &issues).await
}

async fn write(tx: &mut base::Tx, issues: &[store::IssueTexts]) -> Result<()> {
    let comments = store::comments_of(tx, issues).await?;
    let mut texts = Vec::with_capacity(3 * issues.len() + 2 * comments.len());
    for issue in issues {
        let (description, environment) =
            (issue.description.as_deref(), issue.environment.as_deref());
        let (project, id) = (issue.project, issue.id);
        texts.extend(store::texts_of_issue(
            project,
            id,
            &issue.summary,
            description,
            environment,
        ));
    }
    for comment in &comments {
        let (project, issue, id) = (comment.project, comment.issue, comment.id);
        let is_restricted = comment.is_restricted;
        texts.extend(store::texts_of_comment(
            project,
            issue,
            id,
            &comment.body,
            is_restricted,
        ));
    }
    for texts in texts.chunks(TEXTS_AT_ONCE) {
        store::write(tx, texts).await?;
    }
    Ok(())
}

/// Makes the words of all issues that have none of this edition yet, and returns how many issues those
/// were. What is written meanwhile has its words already. It may be broken off at any time, and several
/// nodes may do it at once: each step is one transaction, which also writes down how far it came.
///
/// # Errors
/// When the database refuses.
pub async fn rebuild(app: &Arc<App>) -> Result<u64> {
    let mut n_issues = 0;
    let mut told = Instant::now();
    loop {
        let cx = Cx::internal(app, "text index");
        let mut tx = cx.write().await?;
        let Some(after) = store::rebuilt_to(&mut tx, EDITION).await? else {
            return Ok(n_issues);
        };
        let issues = store::issues_after(&mut tx, after, AT_ONCE).await?;
        write(&mut tx, &issues).await?;
        let last = issues.last().map(|issue| issue.id);
        store::set_rebuilt_to(&mut tx, EDITION, last).await?;
        tx.commit().await?;
        n_issues += issues.len() as u64;
        match last {
            Some(_) if told.elapsed() >= TELL => {
                told = Instant::now();
                tracing::info!(n_issues, "text index: making the words of older issues");
            }
            None if n_issues > 0 => tracing::info!(n_issues, "text index: complete"),
            Some(_) | None => {}
        }
    }
}
