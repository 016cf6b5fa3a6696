//! What asking for a link means.

use base::attempts;
use base::{Cx, Error, Result, messages, text};

use crate::mail_link::{self, store};

/// How many accounts are written to that have the same address.
const MOST: i64 = 5;
/// How many links an account is sent within [`SECONDS`].
const LINKS: i64 = 3;
const SECONDS: i64 = 3600;
/// How often it is tried while other changes are in the way.
const TRIES: u32 = 5;

/// Sends links to the accounts that have this name or address. Whether there are any is found out when
/// the caller has the answer already: neither it nor its time tells.
///
/// # Errors
/// Too many, if the caller asked too often.
pub fn send_links(cx: &Cx, name_or_address: &str) -> Result<()> {
    let origin = cx.address.map(attempts::origin).unwrap_or_default();
    let who = cx.app.credentials.fingerprint("forgotten", [&origin, ""]);
    let now = cx.now();
    if let Some(seconds) = cx.app.attempts.wait(who, now) {
        return Err(messages::too_many_requests(seconds));
    }
    cx.app.attempts.failed(who, now);
    let cx = cx.clone();
    let text = text::fold(name_or_address.trim());
    tokio::spawn(async move {
        for _ in 0..TRIES {
            match look_up(&cx, &text).await {
                Ok(()) => break,
                Err(Error::Retry) => {}
                Err(error) => {
                    tracing::warn!(?error, "a link for a new password could not be sent");
                    break;
                }
            }
        }
    });
    Ok(())
}

async fn look_up(cx: &Cx, text: &str) -> Result<()> {
    let since = cx.now().plus_seconds(-SECONDS);
    let mut tx = cx.write().await?;
    let users = store::forgetful(&mut tx, text, since, MOST).await?;
    for found in users.iter().filter(|found| found.n_links < LINKS) {
        mail_link::send_unasked(cx, &mut tx, &found.user).await?;
    }
    tx.commit().await
}
