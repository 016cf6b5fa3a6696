//! What making, changing and deleting issues means.

mod choices;
mod create;
mod differences;
mod edit;
mod lists;
mod replace;

use base::expand::Expand;
use base::guard::{Granted, IssueRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::DeleteIssues;
use model::{IssueId, ProjectId};
use serde_json::json;

use super::store::{self, Values};
use crate::again;
use crate::comment::touch_issue;
use crate::field::FieldSet;
use crate::history::{self, Item};
use crate::read;
use crate::text;

pub(crate) use choices::resolution;
pub use create::create;
pub(crate) use edit::{apply_on_screen, assignee, save};
pub use edit::{assign, edit};
pub(crate) use lists::Lists;
pub(crate) use replace::{Replaced, replace};

/// Notes a change that is not in the issue's own row: when, in its history, and as an event.
///
/// # Errors
/// Not found, if the issue was deleted meanwhile.
pub(crate) async fn changed(cx: &Cx, tx: &mut Tx, issue: IssueId, items: &[Item]) -> Result<()> {
    if !touch_issue(tx, issue, cx.now()).await? {
        return Err(messages::no_such_issue());
    }
    let change = history::record(cx, tx, issue, items).await?;
    let fields: Vec<&str> = items.iter().map(|item| item.field.as_str()).collect();
    let payload = json!({ "issue": issue.0, "fields": fields, "change": change.map(|id| id.0) });
    tx.event(cx, "issue_updated", &payload).await
}

/// Deletes an issue, with its sub-tasks if that is asked for.
///
/// # Errors
/// Invalid, if there are sub-tasks and they are not to be deleted.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    issue: &Granted<IssueRef, DeleteIssues>,
    with_subtasks: bool,
) -> Result<()> {
    let subtasks = store::subtasks(tx, issue.id).await?;
    if !subtasks.is_empty() && !with_subtasks {
        return Err(messages::has_subtasks(&issue.key.to_string()));
    }
    let snapshots = if tx.has_webhooks().await? {
        let mut ids = vec![issue.id];
        ids.extend(&subtasks);
        snapshots(cx, tx, ids).await?
    } else {
        Vec::new()
    };
    text::forget_issue(tx, issue.id).await?;
    store::delete(tx, issue.id, cx.now()).await.map_err(again)?;
    let subtasks: Vec<i64> = subtasks.iter().map(|id| id.0).collect();
    let payload = json!({
        "issue": issue.id.0, "key": issue.key.to_string(), "project": issue.project.0,
        "subtasks": subtasks, "snapshots": snapshots,
    });
    tx.event(cx, "issue_deleted", &payload).await
}

/// Returns issues that are about to go as webhooks tell of them.
async fn snapshots(cx: &Cx, tx: &mut Tx, ids: Vec<IssueId>) -> Result<Vec<serde_json::Value>> {
    let found = read::Found::for_webhooks(ids);
    let nobody = Cx::internal(&cx.app, "webhooks");
    let all = FieldSet::all();
    let issues =
        read::issues_by_ids(&nobody, tx, &found, all, &Expand::parse(Some("changelog"))).await?;
    issues
        .iter()
        .map(|issue| {
            serde_json::to_value(issue)
                .map_err(|error| base::Error::internal("an issue for webhooks", error))
        })
        .collect()
}

/// Stores which words stand in an issue.
async fn write_words(tx: &mut Tx, project: ProjectId, id: IssueId, values: &Values) -> Result<()> {
    let (description, environment) = (values.description.as_deref(), values.environment.as_deref());
    let texts = text::texts_of_issue(project, id, &values.summary, description, environment);
    text::write(tx, &texts).await?;
    Ok(())
}
