//! What webhooks are told: events become deliveries, deliveries become requests.
//!
//! | stage | file | what it is |
//! |---|---|---|
//! | one process at a time | `mod.rs` | holds the lease, and does the rest |
//! | events become deliveries | `fan_out.rs` | which webhook is told of what, in one transaction with the mark that it was done |
//! | an event in the words of webhooks | `happening.rs` | one event may be several |
//! | what is told | `body.rs` | the thing an event happened to, as the reference tells it |
//! | deliveries become requests | `send.rs` | signed, to an address that may be asked, no redirections followed |
//! | rows | `store.rs` | |
//!
//! Promised: what was committed is told at least once, to each webhook in the order in which it happened,
//! whatever stops a process in between. A delivery that is not taken is tried again after [`BACK_OFF`]
//! seconds, and those after it wait; then it is given up, kept, and shown. How and where requests go is
//! said in `docs/webhooks.md`. No routes: the program calls [`run`].

mod body;
mod fan_out;
mod happening;
mod send;
mod store;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use base::{App, Cx, Result};
use futures_util::future::join_all;
use model::Timestamp;
use tokio::sync::watch;

pub use send::Sender;

/// How often it is looked whether there is something to tell.
const LOOK: Duration = Duration::from_secs(1);
/// For how many seconds a process may tell others without asking again: longer than it waits for an answer
/// ([`send::PATIENCE`]) to all it sends in one go.
const LEASE: i64 = 60;
/// After how many seconds a failed try is repeated.
pub const BACK_OFF: [i64; 5] = [10, 60, 300, 900, 3600];
/// How many deliveries one webhook gets in one go.
const AT_ONCE: usize = 4;
/// For how many seconds what is over is kept.
const KEPT: i64 = 7 * 24 * 3600;

/// Tells webhooks until it is told to stop; what is being sent then is finished. `process` is a name that
/// no other process has.
pub async fn run(
    app: &Arc<App>,
    process: &str,
    sender: &Sender,
    mut stopped: watch::Receiver<bool>,
) {
    while !*stopped.borrow() {
        match work(app, process, sender).await {
            // There may be more.
            Ok(true) => {}
            Ok(false) => {
                let _ = tokio::time::timeout(LOOK, stopped.wait_for(|is_over| *is_over)).await;
            }
            Err(error) => {
                tracing::warn!(?error, "webhooks could not be told; trying again");
                let _ = tokio::time::timeout(LOOK * 10, stopped.wait_for(|is_over| *is_over)).await;
            }
        }
    }
    if let Err(error) = store::release(app, process).await {
        tracing::warn!(?error, "the lease of webhooks could not be given back");
    }
}

/// Makes deliveries of what has happened, and sends those that are due, once to each webhook; returns
/// whether anything was done.
///
/// # Errors
/// When the database refuses.
pub async fn work(app: &Arc<App>, process: &str, sender: &Sender) -> Result<bool> {
    let now = app.now();
    {
        let mut tx = app.db.read().await?;
        if !store::is_there_work(&mut tx, now).await? {
            return Ok(false);
        }
    }
    if !store::lease(app, process, now, now.plus_seconds(LEASE)).await? {
        return Ok(false);
    }
    let n_events = fan_out::round(app, process).await?;
    let due = {
        let mut tx = app.db.read().await?;
        store::due(&mut tx, app.now()).await?
    };
    let n_due = due.len();
    // Each webhook on its own: one that answers slowly keeps no other waiting.
    let sending = due
        .into_iter()
        .map(|webhook| tell(app, process, sender, webhook));
    for told in join_all(sending).await {
        told?;
    }
    Ok(n_events + n_due > 0)
}

/// Sends the first deliveries of a webhook, one after the other, until one is not taken.
async fn tell(app: &Arc<App>, process: &str, sender: &Sender, webhook: i64) -> Result<()> {
    for _ in 0..AT_ONCE {
        let next = {
            let mut tx = app.db.read().await?;
            store::first(&mut tx, webhook, app.now()).await?
        };
        let Some(delivery) = next else {
            return Ok(());
        };
        let told = sender.send(&delivery).await;
        let now = app.now();
        let is_taken = told.is_taken();
        let next_try = if is_taken {
            None
        } else {
            let attempt = usize::try_from(delivery.attempts).unwrap_or(usize::MAX);
            BACK_OFF
                .get(attempt)
                .map(|seconds| now.plus_seconds(*seconds))
        };
        if !is_taken {
            // The address stays out of the log: it may have a secret in it.
            tracing::warn!(
                webhook,
                delivery = delivery.id,
                attempt = delivery.attempts + 1,
                status = told.status,
                "a webhook was not told"
            );
        }
        let cx = Cx::internal(app, "webhooks");
        let mut tx = cx.write().await?;
        // Whoever lost the lease meanwhile has sent it twice, and leaves the rest to the other one.
        if !store::still_leased(&mut tx, process, now).await? {
            return Ok(());
        }
        store::note(&mut tx, &delivery, &told, next_try, now).await?;
        tx.commit().await?;
        if !is_taken {
            return Ok(());
        }
    }
    Ok(())
}

/// Forgets what was over long ago; returns how much that was.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut base::Tx, now: Timestamp) -> Result<u64> {
    Ok(store::delete_over_before(tx, now.plus_seconds(-KEPT)).await?)
}
