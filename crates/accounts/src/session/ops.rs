//! What signing in and out means.

use base::credentials::Known;
use base::guard::{ChangeAccount, Granted, SECURE_SECONDS};
use base::refs::UserRef;
use base::{Cx, Result, Tx, secret};
use model::SessionId;

use super::store::{self, Login};
use crate::authenticate::{SESSION_IDLE, confirm_own, prove, session_of};
use crate::user;

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
    let proven = prove(&cx.app, name, password, cx.address).await?;
    let user = proven.known.user().id;
    let (secret, xsrf_token) = (secret::random()?, secret::random()?);
    let now = cx.now();
    let mut tx = cx.write_always().await?;
    proven.still_holds(&mut tx).await?;
    let id = SessionId(tx.next_id("session_id").await?);
    store::delete_ended(&mut tx, user, now.plus_seconds(-SESSION_IDLE)).await?;
    let new = store::NewSession {
        id,
        secret_hash: secret::hash(&secret),
        user,
    };
    store::insert(&mut tx, &new, now).await?;
    let login = store::note_login(&mut tx, user, now).await?;
    tx.commit().await?;
    Ok(Opened {
        user: proven.known,
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
    let mut tx = cx.write_always().await?;
    // The session is remembered here and by other processes.
    tx.change_account(user).await?;
    store::delete(&mut tx, session).await?;
    tx.commit().await
}

/// Makes the caller's session a secure administrator session, if this is their password; returns whether
/// it is. Who came by other means shows a credential with each request and needs none.
///
/// # Errors
/// Unauthorized for nobody; Too many after several wrong ones.
pub async fn secure(cx: &Cx, password: &str) -> Result<bool> {
    let Some(session) = session_of(cx) else {
        cx.signed_in()?;
        return Ok(true);
    };
    if !confirm_own(cx, password).await? {
        return Ok(false);
    }
    let mut tx = cx.write_always().await?;
    let until = cx.now().plus_seconds(SECURE_SECONDS);
    store::set_admin_until(&mut tx, session, Some(until)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends the caller's secure administrator session; the session itself goes on.
///
/// # Errors
/// Unauthorized for nobody.
pub async fn drop_secure(cx: &Cx) -> Result<()> {
    cx.signed_in()?;
    let Some(session) = session_of(cx) else {
        return Ok(());
    };
    let mut tx = cx.write_always().await?;
    store::set_admin_until(&mut tx, session, None).await?;
    tx.commit().await
}

/// Ends all sessions of a user.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(cx: &Cx, tx: &mut Tx, user: &Granted<UserRef, ChangeAccount>) -> Result<()> {
    tx.change_account(user.id).await?;
    user::store::end_sessions(tx, user.id, None).await?;
    let entry = user::ops::entry("User's sessions ended", user, Vec::new());
    tx.audit(cx, entry).await
}
