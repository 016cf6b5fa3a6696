//! Mail of which each recipient gets their own: with HTML beside its text, and lines of the head.

use model::MailId;

use super::{LINK, PATIENCE, host, store};
use crate::{Cx, Error, Result, Tx, secret};

/// Mail for one recipient.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The address it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// Lines of its head: name, value. The sender adds those that every mail has.
    pub headers: Vec<(String, String)>,
}

/// Puts mail into the queue, each its own. It is sent once the change is committed, and only then.
///
/// # Errors
/// When the database refuses.
pub async fn queue_letters(cx: &Cx, tx: &mut Tx, letters: &[Letter]) -> Result<()> {
    if letters.is_empty() {
        return Ok(());
    }
    let ids = tx.next_ids("mail_id", letters.len()).await?;
    let host = host(cx.urls().origin());
    let mut rows = Vec::with_capacity(letters.len());
    for (id, letter) in ids.into_iter().zip(letters) {
        let headers = serde_json::to_string(&letter.headers)
            .map_err(|error| Error::internal("mail headers", error))?;
        rows.push(Row {
            id: MailId(id),
            message_id: format!("<{}@{host}>", secret::random()?),
            // What would be taken for the place of a link stays text.
            text: letter.text.replace(LINK, "{ link }"),
            headers,
            letter,
        });
    }
    let now = cx.now();
    store::insert_letters(tx, &rows, now.plus_seconds(PATIENCE), now).await?;
    Ok(())
}

/// A letter as it is stored.
pub struct Row<'a> {
    pub id: MailId,
    pub message_id: String,
    pub text: String,
    pub headers: String,
    pub letter: &'a Letter,
}
