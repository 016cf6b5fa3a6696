//! Links in mail that are good without signing in: signed with a secret that all processes share.
//!
//! A link is for one person and one issue. All it can do is to end or resume that person's mail, so it does
//! not end with time: mail is kept for years.

use std::fmt::Write as _;

use base::{Cx, Error, Result, messages, secret};
use hmac::{Hmac, KeyInit, Mac};
use model::{IssueId, UserId};
use sha2::Sha256;

use super::store;

/// Where the secret is kept among the settings.
const SETTING: &str = "notification.secret";

/// The secret that links are signed with.
pub struct Key(String);

/// Returns the secret; the first time it is made.
///
/// # Errors
/// When the database refuses.
pub async fn key(cx: &Cx) -> Result<Key> {
    let mut tx = cx.read().await?;
    if let Some(key) = store::secret(&mut tx, SETTING).await? {
        return Ok(Key(key));
    }
    drop(tx);
    let mut tx = cx.write().await?;
    store::insert_secret(&mut tx, SETTING, &secret::random()?).await?;
    // Another process may have been faster: then it is that one's.
    let key = store::secret(&mut tx, SETTING).await?;
    tx.commit().await?;
    key.map(Key)
        .ok_or_else(|| Error::Internal("the secret of links was not stored".to_owned()))
}

/// Returns the signature of a link.
///
/// # Errors
/// Never: keys of all lengths are taken.
pub fn sign(key: &Key, user: UserId, issue: IssueId) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.0.as_bytes())
        .map_err(|error| Error::internal("signature", error))?;
    mac.update(format!("mail of issue {issue} to user {user}").as_bytes());
    let mut text = String::with_capacity(64);
    for byte in mac.finalize().into_bytes() {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// Returns the path and query of a link.
///
/// # Errors
/// As [`sign`].
pub fn path(key: &Key, user: UserId, issue: IssueId) -> Result<String> {
    let signature = sign(key, user, issue)?;
    Ok(format!(
        "/secure/Unsubscribe.jspa?user={user}&issue={issue}&signature={signature}"
    ))
}

/// A link whose signature is right.
pub struct Signed {
    pub user: UserId,
    pub issue: IssueId,
}

/// Returns whom and what a link is for.
///
/// # Errors
/// Not found, if the signature is not that of a link for this person and issue. Whether there is such a
/// person or issue is not looked up before.
pub async fn verified(cx: &Cx, user: &str, issue: &str, signature: &str) -> Result<Signed> {
    let (Some(user), Some(issue)) = (UserId::parse(user), IssueId::parse(issue)) else {
        return Err(messages::unsubscribe_link_invalid());
    };
    let mut tx = cx.read().await?;
    let key = store::secret(&mut tx, SETTING).await?;
    let key = Key(key.ok_or_else(messages::unsubscribe_link_invalid)?);
    if secret::same(&sign(&key, user, issue)?, signature) {
        Ok(Signed { user, issue })
    } else {
        Err(messages::unsubscribe_link_invalid())
    }
}
