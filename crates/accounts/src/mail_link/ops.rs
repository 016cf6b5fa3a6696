//! What sending and using a link means.

use base::audit::Change;
use base::guard::{ChangeAccount, Global, Granted};
use base::mail::{self, Mail, Secret};
use base::refs::UserRef;
use base::urls::encode;
use base::{Cx, Result, Tx, messages, secret, text};
use model::permission::may::global::Administer;
use model::{MailId, MailLinkId, Timestamp};

use super::GOOD_FOR;
use super::letter::Letter;
use super::store::{self, Link, NewLink};
use crate::user;

/// For how many seconds links that have ended are kept, so that who opens one is told what happened.
const KEPT: i64 = 7 * 24 * 3600;
/// For how many seconds mail is kept.
const MAIL_KEPT: i64 = 30 * 24 * 3600;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Choosing a password for the first time.
    Invitation,
    /// Choosing another password.
    Password,
    /// Showing that the address is the user's.
    Verification,
}

impl Purpose {
    pub(super) fn as_stored(self) -> &'static str {
        match self {
            Self::Invitation => "invite",
            Self::Password => "password",
            Self::Verification => "verify",
        }
    }

    fn from_stored(text: &str) -> Option<Self> {
        [Self::Invitation, Self::Password, Self::Verification]
            .into_iter()
            .find(|purpose| purpose.as_stored() == text)
    }

    fn page(self) -> &'static str {
        match self {
            Self::Invitation | Self::Password => "/secure/ResetPassword!default.jspa",
            Self::Verification => "/secure/VerifyEmail!default.jspa",
        }
    }
}

/// Sends somebody who was given an account the link with which they choose their password.
///
/// # Errors
/// When the database refuses.
pub async fn send_invitation(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    user: &UserRef,
) -> Result<MailId> {
    let id = issue(cx, tx, user, Purpose::Invitation).await?;
    tx.audit(cx, user::ops::entry("Invitation sent", user, Vec::new()))
        .await?;
    Ok(id)
}

/// Sends a user the link with which they choose another password, because an administrator wants it.
///
/// # Errors
/// When the database refuses.
pub async fn send_password(
    cx: &Cx,
    tx: &mut Tx,
    user: &Granted<UserRef, ChangeAccount>,
) -> Result<MailId> {
    send_unasked(cx, tx, user).await
}

/// The same for who says they are that user; it goes to the user's address and nowhere else.
pub(crate) async fn send_unasked(cx: &Cx, tx: &mut Tx, user: &UserRef) -> Result<MailId> {
    let id = issue(cx, tx, user, Purpose::Password).await?;
    tx.audit(cx, user::ops::entry("Password link sent", user, Vec::new()))
        .await?;
    Ok(id)
}

/// Sends a user whose address has changed the link with which they show that it is theirs.
///
/// # Errors
/// When the database refuses.
pub async fn send_verification(cx: &Cx, tx: &mut Tx, user: &UserRef) -> Result<MailId> {
    issue(cx, tx, user, Purpose::Verification).await
}

async fn issue(cx: &Cx, tx: &mut Tx, user: &UserRef, purpose: Purpose) -> Result<MailId> {
    let secret = secret::random()?;
    let link = format!(
        "{}?os_username={}&token={secret}",
        cx.urls().page(purpose.page()),
        encode(&user.name)
    );
    let now = cx.now();
    let expires_at = now.plus_seconds(GOOD_FOR);
    let letter = Letter::new(&cx.app.settings, user, purpose);
    let mail = Mail {
        to: &user.email,
        subject: &letter.subject,
        text: &letter.text,
        link: Some(Secret(link)),
        about: Some(user.id),
        useful_until: Some(expires_at),
    };
    let mail = mail::queue(cx, tx, &mail).await?;
    let link = NewLink {
        id: MailLinkId(tx.next_id("mail_link_id").await?),
        purpose,
        user,
        secret_hash: &secret::hash(&secret),
        mail,
        expires_at,
    };
    store::insert(tx, &link, now).await?;
    Ok(mail)
}

/// What a page was opened with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    pub name: &'a str,
    pub secret: &'a str,
}

/// Why a link cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Used,
    Ended,
    Unknown,
}

impl Refusal {
    /// Returns what the person is told. It says more than "no" only to who has the link.
    pub fn text(self) -> &'static str {
        match self {
            Self::Used => messages::LINK_USED,
            Self::Ended => messages::LINK_ENDED,
            Self::Unknown => messages::LINK_UNKNOWN,
        }
    }
}

/// A link that can be used.
pub(super) struct Good {
    pub id: MailLinkId,
    pub purpose: Purpose,
    pub user: UserRef,
}

/// Returns the link that was shown, if it can be used.
pub(super) async fn find(
    tx: &mut db::Tx,
    shown: Shown<'_>,
    now: Timestamp,
) -> Result<std::result::Result<Good, Refusal>> {
    let found = store::by_secret(tx, &secret::hash(shown.secret)).await?;
    Ok(found.map_or(Err(Refusal::Unknown), |link| judge(link, shown.name, now)))
}

fn judge(link: Link, name: &str, now: Timestamp) -> std::result::Result<Good, Refusal> {
    let is_theirs = text::fold(name) == text::fold(&link.user.name)
        && link.lower_email == text::fold(&link.user.email)
        && link.user.active;
    let Some(purpose) = Purpose::from_stored(&link.purpose) else {
        return Err(Refusal::Unknown);
    };
    if !is_theirs {
        Err(Refusal::Unknown)
    } else if link.used_at.is_some() {
        Err(Refusal::Used)
    } else if link.expires_at <= now {
        Err(Refusal::Ended)
    } else {
        Ok(Good {
            id: link.id,
            purpose,
            user: link.user,
        })
    }
}

/// Sets the password of the link's user, uses the link up and ends all their sessions.
pub(super) async fn set_password(
    cx: &Cx,
    shown: Shown<'_>,
    password: &str,
) -> Result<std::result::Result<UserRef, Refusal>> {
    let good = match password_link(&mut cx.read().await?, shown, cx.now()).await? {
        Ok(good) => good,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // Hashed only for who has a link, as it is work, and before the transaction, for which others wait.
    let hash = cx.app.passwords.hash(password).await?;
    let mut tx = cx.write().await?;
    tx.change_account(good.user.id).await?;
    let good = match password_link(&mut tx, shown, cx.now()).await? {
        Ok(good) => good,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let user = good.user;
    if !store::use_up(&mut tx, good.id, cx.now()).await? {
        return Ok(Err(Refusal::Used));
    }
    user::store::set_password(&mut tx, user.id, &hash, cx.now()).await?;
    user::store::end_sessions(&mut tx, user.id, None).await?;
    end_of(cx, &mut tx, &user).await?;
    let summary = match good.purpose {
        Purpose::Invitation => "Password set by invitation",
        Purpose::Password | Purpose::Verification => "Password set by link",
    };
    tx.audit(cx, user::ops::entry(summary, &user, Vec::new()))
        .await?;
    tx.commit().await?;
    Ok(Ok(user))
}

/// Returns the link that was shown, if a password can be set with it.
pub(super) async fn password_link(
    tx: &mut db::Tx,
    shown: Shown<'_>,
    now: Timestamp,
) -> Result<std::result::Result<Good, Refusal>> {
    only(tx, shown, now, |purpose| purpose != Purpose::Verification).await
}

/// Returns the link that was shown, if an address can be verified with it.
pub(super) async fn verification_link(
    tx: &mut db::Tx,
    shown: Shown<'_>,
    now: Timestamp,
) -> Result<std::result::Result<Good, Refusal>> {
    only(tx, shown, now, |purpose| purpose == Purpose::Verification).await
}

async fn only(
    tx: &mut db::Tx,
    shown: Shown<'_>,
    now: Timestamp,
    fits: fn(Purpose) -> bool,
) -> Result<std::result::Result<Good, Refusal>> {
    let found = find(tx, shown, now).await?;
    Ok(found.and_then(|good| {
        if fits(good.purpose) {
            Ok(good)
        } else {
            Err(Refusal::Unknown)
        }
    }))
}

/// Ends all links with which the user's password could be set: whenever it is set.
///
/// # Errors
/// When the database refuses.
pub async fn end_of(cx: &Cx, tx: &mut Tx, user: &UserRef) -> Result<()> {
    store::end_of(tx, user.id, cx.now()).await?;
    let mails = store::mail_with_password_links(tx, user.id).await?;
    mail::forget_links(tx, mails).await
}

/// Returns when the user has shown that the address they have is theirs.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn verified_at(tx: &mut db::Tx, user: &UserRef) -> Result<Option<Timestamp>> {
    store::verified_at(tx, user).await
}

/// Notes that the address of the link's user is theirs.
pub(super) async fn verify(
    cx: &Cx,
    shown: Shown<'_>,
) -> Result<std::result::Result<UserRef, Refusal>> {
    let mut tx = cx.write().await?;
    let good = match verification_link(&mut tx, shown, cx.now()).await? {
        Ok(good) => good,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !store::use_up(&mut tx, good.id, cx.now()).await? {
        return Ok(Err(Refusal::Used));
    }
    store::verified(&mut tx, &good.user, cx.now()).await?;
    let change = Change::between("Verified email", None, Some(&good.user.email));
    let changes = change.into_iter().collect();
    tx.audit(cx, user::ops::entry("Email verified", &good.user, changes))
        .await?;
    tx.commit().await?;
    Ok(Ok(good.user))
}

/// Forgets links that are too old, and deletes them and old mail in time; returns how many rows that
/// were.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &mut db::Tx, now: Timestamp) -> Result<u64> {
    let ended = store::mail_with_ended_links(tx, now).await?;
    mail::forget_links(tx, ended).await?;
    let n_links = store::delete_ended_before(tx, now.plus_seconds(-KEPT)).await?;
    let n_mails = mail::sweep(tx, now.plus_seconds(-MAIL_KEPT)).await?;
    Ok(n_links + n_mails)
}
