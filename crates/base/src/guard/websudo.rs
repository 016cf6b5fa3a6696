//! The secure administrator session: whether somebody has shown the password again a short while ago.
//!
//! It belongs to a session. Who shows name and password, or a token, with each request has none and needs
//! none. How one begins and ends is in `accounts::websudo`.

use model::{SessionId, Timestamp};

use crate::cx::Credential;
use crate::{Actor, Cx, Result};

/// For how many seconds after its last use a secure administrator session lasts.
pub const SECURE_SECONDS: i64 = 600;
/// A use is not noted again for so many seconds, so that most pages write nothing.
const NOTED: i64 = 30;

/// What is known of the caller's secure administrator session.
enum Secure {
    /// The credential comes with each request.
    EachTime,
    No,
    Until(SessionId, Timestamp),
}

async fn look(cx: &Cx) -> Result<Secure> {
    let session = match &cx.actor {
        Actor::User(user) => match user.by {
            Credential::Session(session) => session,
            Credential::Password | Credential::Token(_) => return Ok(Secure::EachTime),
        },
        Actor::Anonymous | Actor::Internal(_) => return Ok(Secure::No),
    };
    let until = cx
        .read()
        .await?
        .opt(
            "select admin_until from session where id = $1",
            &[session.into()],
            |row| row.take::<Option<Timestamp>>(),
        )
        .await?
        .flatten()
        .filter(|until| cx.now() < *until);
    Ok(until.map_or(Secure::No, |until| Secure::Until(session, until)))
}

/// Returns whether the caller's session is a secure administrator session: what the banner tells.
///
/// # Errors
/// When the database cannot be read.
pub async fn has_secure_session(cx: &Cx) -> Result<bool> {
    Ok(matches!(look(cx).await?, Secure::Until(..)))
}

/// Returns whether the caller may use the administrator's pages without showing the password again; if
/// so, the time they have for the next one begins anew.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn keep_secure_session(cx: &Cx) -> Result<bool> {
    match look(cx).await? {
        Secure::EachTime => Ok(true),
        Secure::No => Ok(false),
        Secure::Until(session, until) => {
            let anew = cx.now().plus_seconds(SECURE_SECONDS);
            if until.plus_seconds(NOTED) <= anew {
                let mut tx = cx.write_always().await?;
                // Only if it has not been dropped meanwhile.
                tx.execute(
                    "update session set admin_until = $1 where id = $2 and admin_until is not null",
                    &[anew.into(), session.into()],
                )
                .await?;
                tx.commit().await?;
            }
            Ok(true)
        }
    }
}
