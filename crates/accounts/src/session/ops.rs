//! What signing in and out means.

use base::credentials::Known;
use base::{Cx, Result, secret};
use model::SessionId;

use super::store::{self, Login};
use crate::authenticate::{SESSION_IDLE, session_of, verify};

/// A session that was just opened.
pub struct Opened {
    /// Whose it is.
    pub user: Known,
    /// What the cookie holds. It is shown this once; only its hash is stored.
    pub secret: String,
    /// What forms are to send back.
    pub xsrf_token: String,
    /// The user's login statistics, this sign-in included.
    pub login: Login,
}

/// Opens a session for whose name and password these are. Always a new one: a secret that somebody
/// else may have put into the browser never becomes a session's.
///
/// # Errors
/// Unauthorized, if they are not right; Too many after several wrong ones.
pub async fn open(cx: &Cx, name: &str, password: &str) -> Result<Opened> {
    let user = verify(&cx.app, name, password, cx.address).await?;
    let (secret, xsrf_token) = (secret::random()?, secret::random()?);
    let now = cx.now();
    let mut tx = cx.write().await?;
    let id = SessionId(tx.next_id("session_id").await?);
    store::delete_ended(&mut tx, user.user.id, now.plus_seconds(-SESSION_IDLE)).await?;
    let new = store::NewSession {
        id,
        secret_hash: secret::hash(&secret),
        user: user.user.id,
    };
    store::insert(&mut tx, &new, now).await?;
    let login = store::note_login(&mut tx, user.user.id, now).await?;
    tx.commit().await?;
    Ok(Opened {
        user,
        secret,
        xsrf_token,
        login,
    })
}

/// Closes the caller's session. Who came by other means has none, and nothing happens.
///
/// # Errors
/// Unauthorized for nobody.
pub async fn close(cx: &Cx) -> Result<()> {
    let user = cx.signed_in()?.id;
    let Some(session) = session_of(cx) else {
        return Ok(());
    };
    let mut tx = cx.write().await?;
    // The session is remembered here and by other processes.
    tx.change_account(user).await?;
    store::delete(&mut tx, session).await?;
    tx.commit().await
}
