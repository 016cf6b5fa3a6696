//! What having the index made anew means.

use std::sync::Arc;

use base::audit::{Entry, Object};
use base::guard::Global;
use base::{App, Cx, Result, Tx, messages};
use issues::text;
use model::permission::may::global::Administer;

use super::store::{self, Task};

/// The types there are; the one with the slip is the reference's own.
const TYPES: [&str; 4] = [
    "FOREGROUND",
    "BACKGROUND",
    "BACKGROUND_PREFERRED",
    "BACKGROUND_PREFFERED",
];

/// Has the index made anew, unless that is under way: then it returns that task.
///
/// # Errors
/// Invalid, if there is no such type.
pub async fn begin(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    kind: Option<&str>,
) -> Result<Task> {
    let kind = kind.unwrap_or("BACKGROUND_PREFERRED").to_uppercase();
    if !TYPES.contains(&kind.as_str()) {
        return Err(messages::no_such_reindex_type(&kind));
    }
    // Two who begin at once wait here for one another.
    text::begin_anew(tx).await?;
    if let Some(task) = store::unfinished(tx).await? {
        return Ok(task);
    }
    let task = Task {
        id: tx.next_id("background_task_id").await?,
        kind,
        submitted_at: cx.now(),
        finished_at: None,
    };
    store::insert(tx, &task, cx.user_id()).await?;
    let entry = Entry {
        category: "system",
        summary: "Reindex started",
        object: Object {
            kind: "SYSTEM",
            id: "index".to_owned(),
            name: "Index",
        },
        changes: Vec::new(),
    };
    tx.audit(cx, entry).await?;
    Ok(task)
}

/// Returns whether a reindex is to be done, or is being done.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_waiting(app: &Arc<App>) -> Result<bool> {
    let mut tx = app.db.read().await?;
    Ok(!text::is_complete(&mut tx).await? || store::unfinished(&mut tx).await?.is_some())
}

/// Notes that the index is complete, if it is: what was asked for until now is done.
///
/// # Errors
/// When the database refuses.
pub async fn note_finished(app: &Arc<App>) -> Result<()> {
    let cx = Cx::internal(app, "reindex");
    let mut tx = cx.write().await?;
    if text::is_complete(&mut tx).await? {
        store::finish(&mut tx, cx.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Returns how much of the index is made, in percent.
///
/// # Errors
/// When the database cannot be read.
pub async fn percent(tx: &mut db::Tx) -> Result<i64> {
    let progress = text::progress(tx).await?;
    // All of nothing is not yet done: that is for who does it to say.
    Ok((progress.n_done * 100 / progress.n_issues.max(1)).min(99))
}
