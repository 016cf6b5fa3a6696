//! What an administrator does with mail.

use base::audit::{Entry, Object};
use base::guard::{self, Global};
use base::refs;
use base::{Cx, Error, Result, Tx, mail, messages};
use model::MailId;
use model::permission::may::global::Administer;

use super::store::{self, Mail};

/// Returns a piece of mail.
///
/// # Errors
/// Not found.
pub async fn find(tx: &mut db::Tx, id: Option<MailId>) -> Result<Mail> {
    let Some(id) = id else {
        return Err(messages::no_such_mail());
    };
    let found = store::by_id(tx, id).await?;
    found.ok_or_else(messages::no_such_mail)
}

/// Returns the link of a piece of mail, if there is one and the caller may change the account it is
/// about. Otherwise a Jira administrator would choose a system administrator's password.
///
/// # Errors
/// When the database cannot be read.
pub async fn link<'a>(cx: &Cx, tx: &mut db::Tx, mail: &'a Mail) -> Result<Link<'a>> {
    let Some(link) = mail.link.as_deref().filter(|_| cx.now() < mail.retry_until) else {
        return Ok(Link::None);
    };
    let Some(user) = mail.user else {
        return Ok(Link::Shown(link));
    };
    let users = refs::users_by_ids(tx, [user]).await?;
    let Some(user) = users.get(user) else {
        return Ok(Link::None);
    };
    match guard::account(cx, tx, user.clone()).await {
        Ok(_) => Ok(Link::Shown(link)),
        Err(Error::Forbidden(_)) => Ok(Link::Hidden),
        Err(error) => Err(error),
    }
}

/// What is shown of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link<'a> {
    /// There is none, or it is not good any more.
    None,
    /// This one.
    Shown(&'a str),
    /// It is not for the caller.
    Hidden,
}

/// Tries a piece of mail again at once.
///
/// # Errors
/// Not found; Conflict, if it was sent, is being sent, or its link is not good any more.
pub async fn send(cx: &Cx, tx: &mut Tx, _: Global<Administer>, id: Option<MailId>) -> Result<Mail> {
    let found = find(tx, id).await?;
    if !mail::send_now(cx, tx, found.id).await? {
        return Err(messages::mail_cannot_be_sent());
    }
    audit(cx, tx, "Mail tried again", &found).await?;
    Ok(found)
}

/// Deletes a piece of mail.
///
/// # Errors
/// Not found; Conflict, if it is being sent.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: Option<MailId>,
) -> Result<Mail> {
    let found = find(tx, id).await?;
    if !store::delete(tx, found.id, cx.now()).await? {
        return Err(messages::mail_is_being_sent());
    }
    audit(cx, tx, "Mail deleted", &found).await?;
    Ok(found)
}

async fn audit(cx: &Cx, tx: &mut Tx, summary: &'static str, mail: &Mail) -> Result<()> {
    let entry = Entry {
        category: "mail",
        summary,
        object: Object {
            kind: "MAIL",
            id: mail.id.to_string(),
            name: &mail.to,
        },
        changes: Vec::new(),
    };
    tx.audit(cx, entry).await
}
