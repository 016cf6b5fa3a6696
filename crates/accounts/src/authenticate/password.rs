//! Name and password: the only credential that is work to check.

use std::net::IpAddr;
use std::sync::Arc;

use base::attempts;
use base::credentials::{Fingerprint, Known};
use base::cx::Credential;
use base::password::Turn;
use base::{App, Cx, Error, Result, guard, messages, text};
use db::Tx;
use model::{Timestamp, UserId};

use super::{known, recall, store};

/// A name and password that were compared with what is stored, not with what is remembered.
pub(crate) struct Proven {
    /// Whose they are.
    pub known: Known,
    stored: Option<String>,
}

impl Proven {
    /// Sees to it that the password is still the one that was compared, until the transaction ends:
    /// what is left behind for good must not rest on one that was changed meanwhile.
    ///
    /// # Errors
    /// Unauthorized, if it was changed or the user is gone.
    pub async fn still_holds(&self, tx: &mut Tx) -> Result<()> {
        let now = store::password_to_rely_on(tx, self.known.user().id).await?;
        if now.is_some() && now == self.stored {
            Ok(())
        } else {
            Err(messages::login_failed())
        }
    }
}

/// Returns whose name and password these are.
///
/// # Errors
/// Unauthorized, the same for an unknown user, a wrong password and a user who may not sign in; Too
/// many after several of these, before the password is looked at.
pub(crate) async fn verify(
    app: &Arc<App>,
    name: &str,
    password: &str,
    address: Option<IpAddr>,
) -> Result<Known> {
    let now = app.now();
    let fingerprint = app.credentials.fingerprint("password", [name, password]);
    if let Some(known) = recall(app, fingerprint, now) {
        return Ok(known);
    }
    let who = attempt(app, name, address);
    wait(app, who, now)?;
    let turn = app.passwords.turn().await?;
    // While this request waited, others with the same credential may have found out.
    if let Some(known) = recall(app, fingerprint, now) {
        return Ok(known);
    }
    Ok(compare(app, name, password, who, turn).await?.known)
}

/// As [`verify`], but never by what is remembered, which another process may have changed.
///
/// # Errors
/// As [`verify`].
pub(crate) async fn prove(
    app: &Arc<App>,
    name: &str,
    password: &str,
    address: Option<IpAddr>,
) -> Result<Proven> {
    let who = attempt(app, name, address);
    wait(app, who, app.now())?;
    let turn = app.passwords.turn().await?;
    compare(app, name, password, who, turn).await
}

/// Compares name and password with what is stored. The turn is held until a failure is noted: guesses
/// sent at the same moment are counted, too.
async fn compare(
    app: &Arc<App>,
    name: &str,
    password: &str,
    who: Fingerprint,
    turn: Turn,
) -> Result<Proven> {
    let now = app.now();
    wait(app, who, now)?;
    let since = app.credentials.generation();
    let account = account(app, name).await?;
    let stored = account.as_ref().and_then(|found| found.password.clone());
    let is_right = turn.is_right(password, stored.clone()).await?;
    let Some(account) = account else {
        return Err(failed(app, who, None, now));
    };
    let user = account.account.id;
    if !is_right {
        return Err(failed(app, who, Some(user), now));
    }
    let mut tx = app.db.read().await?;
    let known = known(&mut tx, account.account, Credential::Password).await?;
    if !guard::may_log_in(app, &known) {
        // Counted as any other failure: otherwise the right password of somebody who may not sign
        // in would show by its never being slowed down.
        return Err(failed(app, who, Some(user), now));
    }
    app.attempts.succeeded(who);
    let fingerprint = app.credentials.fingerprint("password", [name, password]);
    app.credentials
        .remember(fingerprint, known.clone(), now, None, since);
    Ok(Proven { known, stored })
}

/// Returns whether this is the password of the caller, who has signed in otherwise.
///
/// # Errors
/// Unauthorized for nobody; Too many after several wrong ones.
pub(crate) async fn confirm_own(cx: &Cx, password: &str) -> Result<bool> {
    let app = &cx.app;
    let caller = cx.signed_in()?;
    let who = attempt(app, &caller.name, cx.address);
    wait(app, who, cx.now())?;
    let turn = app.passwords.turn().await?;
    wait(app, who, cx.now())?;
    let mut tx = cx.read().await?;
    let stored = store::password(&mut tx, caller.id).await?;
    drop(tx);
    let is_right = turn.is_right(password, stored).await?;
    if is_right {
        app.attempts.succeeded(who);
    } else {
        app.attempts.failed(who, cx.now());
    }
    Ok(is_right)
}

async fn account(app: &App, name: &str) -> Result<Option<store::WithPassword>> {
    // No name has a NUL character, and PostgreSQL would not even take the question.
    if name.is_empty() || name.contains('\0') {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    store::account(&mut tx, &text::fold(name)).await
}

fn attempt(app: &App, name: &str, address: Option<IpAddr>) -> Fingerprint {
    let from = address.map(attempts::origin).unwrap_or_default();
    app.credentials
        .fingerprint("attempt", [&text::fold(name), &from])
}

fn wait(app: &App, who: Fingerprint, now: Timestamp) -> Result<()> {
    match app.attempts.wait(who, now) {
        Some(seconds) => Err(messages::too_many_logins(seconds)),
        None => Ok(()),
    }
}

fn failed(app: &Arc<App>, who: Fingerprint, user: Option<UserId>, now: Timestamp) -> Error {
    app.attempts.failed(who, now);
    if let Some(user) = user {
        // Nobody waits for it: how long the answer takes must not tell that there is such a user.
        let app = Arc::clone(app);
        tokio::spawn(async move {
            if let Err(error) = store::note_failure(&app.db, user, now).await {
                tracing::warn!(%error, "a failed sign-in could not be noted");
            }
        });
    }
    messages::login_failed()
}
