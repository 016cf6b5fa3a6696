//! What is swept away in time: sessions nobody uses any more, tokens that have ended, events and mail that
//! are old, links that are not good any more, files that nothing refers to.
//!
//! No routes. The program calls [`sweep`] once an hour; several nodes may do it at once.

mod store;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use base::{App, Cx, Result, blob};

/// How long an event is kept, in seconds: long enough for whoever is told of it to be away for a weekend.
const EVENTS: i64 = 7 * 24 * 3600;

/// How long an image that was uploaded waits to be cropped, in seconds.
const DRAFTS: i64 = 24 * 3600;

/// Deletes what has ended; returns how many rows that were.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(app: &Arc<App>) -> Result<u64> {
    let cx = Cx::internal(app, "housekeeping");
    let now = cx.now();
    let mut tx = cx.write().await?;
    let sessions_before = now.plus_seconds(-accounts::authenticate::SESSION_IDLE);
    let n_sessions = store::delete_sessions_unused_since(&mut tx, sessions_before).await?;
    let n_tokens = store::delete_tokens_ended_before(&mut tx, now).await?;
    let n_events = store::delete_events_before(&mut tx, now.plus_seconds(-EVENTS)).await?;
    let n_deliveries = crate::webhook_delivery::sweep(&mut tx, now).await?;
    let n_mails = accounts::mail_link::sweep(&mut tx, now).await?;
    let n_drafts = store::delete_avatar_drafts_before(&mut tx, now.plus_seconds(-DRAFTS)).await?;
    tx.commit().await?;
    // Files come last: each has a row that says so until it is gone.
    let n_files = blob::sweep(&cx, now).await?;
    let n_rows = n_sessions + n_tokens + n_events + n_mails + n_deliveries + n_drafts;
    Ok(n_rows + n_files)
}
