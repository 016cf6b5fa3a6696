//! Mail that waits to be sent: put into the queue as part of a change, taken out by one process at a time.
//!
//! [`queue`] and [`queue_letters`] are for whoever has something to say. The rest is for the program's sender, which asks for
//! [`lease`], says [`transmits`] before it hands a text over, and then [`sent`] or [`failed`]. What is
//! promised, and what cannot be, is in `docs/decisions/0005-mail.md`.
//!
//! Not here: how mail is handed to a server (`server::mail`), what it says (`accounts::mail_link`), the
//! administrator's page (`system::mail_queue`).

mod letter;
mod store;

use model::{MailId, Timestamp, UserId};

use crate::{App, Cx, Result, Tx, secret};

pub use letter::{Letter, queue_letters};

/// What stands in a text where its link belongs.
pub const LINK: &str = "{link}";

/// For how long sending is tried, in seconds.
const PATIENCE: i64 = 3 * 24 * 3600;
/// After which times a failed try is repeated, in seconds; the last one holds for all that follow.
const BACK_OFF: [i64; 5] = [60, 5 * 60, 15 * 60, 3600, 4 * 3600];
/// For how long a process may keep a piece of mail that it is sending, in seconds: longer than the
/// sender waits for any server.
pub const LEASE: i64 = 10 * 60;
/// The longest text of an error that is kept, in characters.
const MAX_ERROR: usize = 500;
/// How many times mail is repeated that may have arrived.
const MAX_UNKNOWN: i64 = 1;

/// Mail to be sent.
#[derive(Clone, Debug)]
pub struct Mail<'a> {
    /// The address it goes to.
    pub to: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// Its text, with [`LINK`] where the link belongs.
    pub text: &'a str,
    /// The link, a secret.
    pub link: Option<Secret>,
    /// Whom it is about.
    pub about: Option<UserId>,
    /// After when there is no use in sending it.
    pub useful_until: Option<Timestamp>,
}

/// A link that is not for logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Mail that this process, and no other, is to send now.
#[derive(Clone, Debug)]
pub struct Leased {
    /// Which it is.
    pub id: MailId,
    /// The address it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text, with [`LINK`] in it.
    text: String,
    link: Option<Secret>,
    /// The same as HTML, if it has that.
    pub html: Option<String>,
    /// Further lines of its head.
    pub headers: Vec<(String, String)>,
    /// The same at every try, so that who gets it twice can see it.
    pub message_id: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Which try this is.
    pub attempt: i64,
}

impl Leased {
    /// Returns the text with its link.
    #[must_use]
    pub fn text(&self) -> String {
        with_link(&self.text, self.link.as_ref().map(|link| link.0.as_str()))
    }
}

/// Returns a stored text with its link, or with words in its place where it is not kept any more.
#[must_use]
pub fn with_link(text: &str, link: Option<&str>) -> String {
    text.replace(LINK, link.unwrap_or("(the link is not kept any more)"))
}

/// Why a try failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It may succeed later, and nothing was handed over.
    Later,
    /// The server will not take it.
    Never,
    /// The text was handed over and nobody said whether it was taken.
    Unknown,
}

/// Puts mail into the queue. It is sent once the change is committed, and only then.
///
/// # Errors
/// When the database refuses.
pub async fn queue(cx: &Cx, tx: &mut Tx, mail: &Mail<'_>) -> Result<MailId> {
    let id = MailId(tx.next_id("mail_id").await?);
    let now = cx.now();
    let patience = now.plus_seconds(PATIENCE);
    let retry_until = mail.useful_until.map_or(patience, |end| end.min(patience));
    let message_id = format!("<{}@{}>", secret::random()?, host(cx.urls().origin()));
    store::insert(tx, id, mail, &message_id, retry_until, now).await?;
    Ok(id)
}

/// Puts the same mail, without a link, into the queue for each of several addresses.
///
/// # Errors
/// When the database refuses.
pub async fn queue_each(
    cx: &Cx,
    tx: &mut Tx,
    addresses: &[&str],
    subject: &str,
    text: &str,
) -> Result<()> {
    let ids = tx.next_ids("mail_id", addresses.len()).await?;
    let host = host(cx.urls().origin());
    let mut each = Vec::with_capacity(addresses.len());
    for (id, address) in ids.into_iter().zip(addresses) {
        let message_id = format!("<{}@{host}>", secret::random()?);
        each.push((MailId(id), *address, message_id));
    }
    let now = cx.now();
    let retry_until = now.plus_seconds(PATIENCE);
    store::insert_each(tx, &each, (subject, text), retry_until, now).await?;
    Ok(())
}

/// Returns the host's name of an origin, as the right side of a message's id.
#[must_use]
pub fn host(origin: &str) -> &str {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    // Without the port; an IPv6 address stays in its brackets.
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Returns whether there may be mail to send: for asking often, as it only reads.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_due(app: &App) -> Result<bool> {
    let mut tx = app.db.read().await?;
    Ok(store::is_due(&mut tx, app.now()).await?)
}

/// Takes the piece of mail that has waited longest; nobody else gets it for [`LEASE`] seconds.
///
/// A lease that ran out means that a process died on it. If that was while the text was being handed
/// over, the mail may have arrived: such mail is repeated once and then held for an administrator.
///
/// # Errors
/// When the database refuses.
pub async fn lease(app: &App, process: &str) -> Result<Option<Leased>> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    store::hold_unknown(&mut tx, MAX_UNKNOWN, now).await?;
    let leased = store::lease(&mut tx, process, now.plus_seconds(LEASE), now).await?;
    tx.commit().await?;
    Ok(leased)
}

/// Notes that the text is about to be handed over.
///
/// # Errors
/// When the database refuses, or the lease is not this process's any more ([`crate::Error::Retry`]):
/// the mail must not be handed over then.
pub async fn transmits(app: &App, mail: &Leased, process: &str) -> Result<()> {
    let mut tx = app.db.write().await?;
    if !store::transmits(&mut tx, mail.id, process).await? {
        return Err(crate::Error::Retry);
    }
    Ok(tx.commit().await?)
}

/// Notes that the server took it. Its link is forgotten.
///
/// # Errors
/// When the database refuses: the lease runs out then, and the mail is sent once more.
pub async fn sent(app: &App, mail: &Leased, process: &str) -> Result<()> {
    let mut tx = app.db.write().await?;
    store::sent(&mut tx, mail.id, process, app.now()).await?;
    Ok(tx.commit().await?)
}

/// Notes that it was not taken.
///
/// # Errors
/// When the database refuses.
pub async fn failed(
    app: &App,
    mail: &Leased,
    process: &str,
    failure: Failure,
    error: &str,
) -> Result<()> {
    let now = app.now();
    let error: String = error
        .chars()
        .filter(|c| *c != '\0')
        .take(MAX_ERROR)
        .collect();
    let mut tx = app.db.write().await?;
    let next = match failure {
        Failure::Never => None,
        Failure::Later | Failure::Unknown => Some(now.plus_seconds(wait(mail.attempt))),
    };
    let unknown = i64::from(failure == Failure::Unknown);
    store::failed(&mut tx, mail.id, process, &error, next, unknown).await?;
    if failure == Failure::Unknown {
        store::give_up_unknown(&mut tx, mail.id, MAX_UNKNOWN).await?;
    }
    Ok(tx.commit().await?)
}

/// Returns how many seconds follow the try of this number.
fn wait(attempt: i64) -> i64 {
    let last = BACK_OFF.len() - 1;
    let at = usize::try_from(attempt - 1).unwrap_or_default().min(last);
    BACK_OFF[at]
}

/// Tries a piece of mail again at once, with new patience.
///
/// # Errors
/// When the database refuses.
pub async fn send_now(cx: &Cx, tx: &mut Tx, mail: MailId) -> Result<bool> {
    let now = cx.now();
    Ok(store::send_now(tx, mail, now.plus_seconds(PATIENCE), now).await?)
}

/// Forgets the links of these pieces of mail, which are not good any more; what was not sent yet is not
/// sent.
///
/// # Errors
/// When the database refuses.
pub async fn forget_links(tx: &mut db::Tx, mails: Vec<MailId>) -> Result<()> {
    if mails.is_empty() {
        return Ok(());
    }
    let ids = mails.into_iter().map(|mail| mail.0).collect();
    Ok(store::forget_links(tx, ids).await?)
}

/// Deletes mail written before a moment, sent or not; returns how much that was.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut db::Tx, before: Timestamp) -> Result<u64> {
    Ok(store::delete_before(tx, before).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waiting_grows() {
        let waits: Vec<i64> = (1..=7).map(|attempt| wait(attempt) / 60).collect();
        assert_eq!(waits, [1, 5, 15, 60, 240, 240, 240]);
        assert_eq!(wait(0), 60);
    }

    #[test]
    fn hosts_of_origins() {
        for (origin, expected) in [
            ("http://jira.test", "jira.test"),
            ("https://jira.test:8443", "jira.test"),
            ("http://[::1]:8080", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(host(origin), expected);
        }
    }
}
