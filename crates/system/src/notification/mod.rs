//! What people are told of by mail: events meet the notification scheme of their project.
//!
//! | stage | file | what it is |
//! |---|---|---|
//! | events become mail | `mod.rs` | all is read first; what comes of it is stored in one transaction with the mark that it was done |
//! | an event in the words of schemes | `happening.rs` | which of the scheme's events it is |
//! | what is around events | `world.rs` | issues, comments, changes, schemes, people: each kind read at once |
//! | who is told | `recipient.rs` | holders become people; who does not see it, or wants none, is left out |
//! | what they are told | `letter.rs` | subject, text, HTML, lines of the head |
//! | links that end it | `signature.rs` | signed, good without signing in |
//!
//! | page | permission | what it is |
//! |---|---|---|
//! | `GET /secure/Unsubscribe.jspa` | a signed link | asks what is to end; changes nothing |
//! | `POST /secure/Unsubscribe.jspa` | a signed link | ends mail of an issue, or all; one click of a mail program (RFC 8058) too |
//!
//! Promised: what was committed makes one mail for each person who is to be told, whatever stops a process
//! in between and however many there are: the mail is stored by the transaction that takes the event's
//! mark away. What was done to an issue at once (a transition with a comment) is one mail. Without a mail
//! server no event is marked. `docs/mail.md` says it for administrators. Quirks: none.

mod happening;
mod letter;
mod page;
mod recipient;
mod signature;
mod store;
mod world;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use base::mail::queue_letters;
use base::route::{Needs, Routes};
use base::{App, Cx, Result};
use tokio::sync::watch;

use happening::Happening;
use world::World;

/// How often it is looked whether something happened.
const LOOK: Duration = Duration::from_secs(2);
/// How many events are looked at in one go.
const AT_ONCE: i64 = 100;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PAGE: &str = "/secure/Unsubscribe.jspa";
    Routes::of("system/notification")
        .page(PAGE, Needs::Nothing, page::show)
        .form(PAGE, Needs::Nothing, page::change)
}

/// Makes mail of what happens until it is told to stop.
pub async fn run(app: &Arc<App>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let pause = match work(app).await {
            // There may be more.
            Ok(n_events) if n_events > 0 => continue,
            Ok(_) => LOOK,
            Err(error) => {
                tracing::warn!(?error, "no mail was made of what happened; trying again");
                LOOK * 5
            }
        };
        let _ = tokio::time::timeout(pause, stopped.wait_for(|is_over| *is_over)).await;
    }
}

/// Makes mail of the oldest events; returns how many events those were.
///
/// # Errors
/// When the database refuses: nothing was done then.
pub async fn work(app: &Arc<App>) -> Result<usize> {
    let cx = Cx::internal(app, "notifications");
    let mut tx = cx.read().await?;
    let events = store::events(&mut tx, AT_ONCE).await?;
    if events.is_empty() {
        return Ok(0);
    }
    drop(tx);
    let key = signature::key(&cx).await?;
    let mut tx = cx.read().await?;
    let happenings: Vec<Happening> = events.iter().filter_map(happening::of_event).collect();
    let world = World::read(&cx, &mut tx, happenings).await?;
    let told = recipient::told(&cx, &mut tx, &world).await?;
    let letters = told
        .iter()
        .map(|told| letter::letter(&cx, &world, told, &key));
    let letters = letters.collect::<Result<Vec<_>>>()?;
    drop(tx);
    let mut tx = cx.write().await?;
    let ids: Vec<i64> = events.iter().map(|event| event.id).collect();
    let n_events = ids.len();
    // Another process may have been faster: then all of this is its work, or will be done again.
    if store::take(&mut tx, ids).await? != u64::try_from(n_events).unwrap_or(u64::MAX) {
        return Ok(0);
    }
    queue_letters(&cx, &mut tx, &letters).await?;
    tx.commit().await?;
    Ok(n_events)
}
