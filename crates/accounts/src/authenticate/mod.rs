//! Who sends a request: turns its credential into a [`Cx`], before any handler runs.
//!
//! A header `Authorization` (Basic with a password, Bearer with a token) counts before a session's
//! cookie, and a cookie beside it is not even looked at. A credential that is there but not
//! valid is refused whatever the path (D-001). What was found right is remembered for a short while
//! in [`base::credentials`], so that a password is hashed once and not with each request.
//!
//! No routes: the server calls [`authenticate`]. How sessions and tokens come to be is in
//! [`crate::session`] and [`crate::token`].

mod basic;
mod password;
mod store;

#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::credentials::Known;
use base::cx::{Credential, SignedIn};
use base::{App, Cx, Error, Result, guard, messages, secret};
use model::{SessionId, Timestamp};

pub use base::page::cookie::value as cookie_value;
pub(crate) use password::{confirm_own, prove, verify};

/// The name of the cookie that holds a session's secret.
pub const SESSION_COOKIE: &str = "JSESSIONID";
/// For how many seconds a session lasts that is not used.
pub const SESSION_IDLE: i64 = 5 * 60 * 60;
/// For how many seconds a use is not noted again.
const NOTED: i64 = 60;

/// What becomes of a request whose session is not known or has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieRule {
    /// It is refused: a program should learn that it is not signed in any more.
    MustBeValid,
    /// It is nobody's: a person sees the page as such, and may sign in.
    MayBeStale,
}

/// A refused credential.
#[derive(Debug)]
pub struct Refused {
    /// The refusal.
    pub error: Error,
    /// What the header `X-Seraph-LoginReason` says, if a credential was refused and nothing else
    /// failed.
    pub reason: Option<&'static str>,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        let reason = match &error {
            Error::Unauthorized(_) => Some("AUTHENTICATED_FAILED"),
            // The password was not even looked at.
            Error::TooMany(..) => Some("AUTHENTICATION_DENIED"),
            _ => None,
        };
        Self { error, reason }
    }
}

impl From<db::Error> for Refused {
    fn from(error: db::Error) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = self.error.into_response();
        if let Some(reason) = self.reason {
            response.headers_mut().insert(
                HeaderName::from_static("x-seraph-loginreason"),
                HeaderValue::from_static(reason),
            );
        }
        response
    }
}

/// Returns the context of a request with these headers.
///
/// # Errors
/// Unauthorized for a credential that is not valid, Too many after wrong passwords in a row.
pub async fn authenticate(
    app: &Arc<App>,
    headers: &HeaderMap,
    address: Option<IpAddr>,
    cookie: CookieRule,
) -> std::result::Result<Cx, Refused> {
    app.catch_up().await?;
    let mut given = headers.get_all(header::AUTHORIZATION).into_iter();
    if let Some(value) = given.next() {
        if given.next().is_some() {
            // Whoever stands in front of this server may have looked at the other one.
            return Err(messages::credential_not_valid().into());
        }
        let known = by_header(app, value, address).await?;
        return Ok(Cx::user(app, &known, address));
    }
    let Some(session) = cookie_value(headers, SESSION_COOKIE) else {
        return Ok(Cx::anonymous(app, address));
    };
    match by_session(app, session).await {
        Ok(known) => Ok(Cx::user(app, &known, address)),
        Err(Error::Unauthorized(_)) if cookie == CookieRule::MayBeStale => {
            Ok(Cx::anonymous(app, address))
        }
        Err(error) => Err(error.into()),
    }
}

async fn by_header(app: &Arc<App>, value: &HeaderValue, address: Option<IpAddr>) -> Result<Known> {
    let (scheme, rest) = value
        .to_str()
        .ok()
        .and_then(|text| text.trim().split_once(' '))
        .ok_or_else(messages::credential_not_valid)?;
    if scheme.eq_ignore_ascii_case("basic") {
        let (name, password) =
            basic::decode(rest.trim()).ok_or_else(messages::credential_not_valid)?;
        verify(app, &name, &password, address).await
    } else if scheme.eq_ignore_ascii_case("bearer") {
        by_token(app, rest.trim()).await
    } else {
        Err(messages::credential_not_valid())
    }
}

async fn by_token(app: &Arc<App>, token: &str) -> Result<Known> {
    let now = app.now();
    let fingerprint = app.credentials.fingerprint("token", [token, ""]);
    if let Some(known) = recall(app, fingerprint, now) {
        return Ok(known);
    }
    let since = app.credentials.generation();
    let mut tx = app.db.read().await?;
    let found = store::token(&mut tx, &secret::hash(token)).await?;
    let token = found
        .filter(|token| token.expires_at.is_none_or(|end| now < end))
        .ok_or_else(messages::credential_not_valid)?;
    let known = known(&mut tx, token.user, Credential::Token(token.id)).await?;
    if !guard::may_log_in(app, &known) {
        return Err(messages::credential_not_valid());
    }
    app.credentials
        .remember(fingerprint, known.clone(), now, token.expires_at, since);
    if is_worth_noting(token.used_at, now) {
        note(app, Credential::Token(token.id), now);
    }
    Ok(known)
}

async fn by_session(app: &Arc<App>, cookie: &str) -> Result<Known> {
    let now = app.now();
    let fingerprint = app.credentials.fingerprint("session", [cookie, ""]);
    if let Some(known) = recall(app, fingerprint, now) {
        return Ok(known);
    }
    let since = app.credentials.generation();
    let mut tx = app.db.read().await?;
    let session = store::session(&mut tx, &secret::hash(cookie))
        .await?
        .filter(|session| now < session.used_at.plus_seconds(SESSION_IDLE))
        .ok_or_else(messages::credential_not_valid)?;
    let known = known(&mut tx, session.user, Credential::Session(session.id)).await?;
    if !guard::may_log_in(app, &known) {
        return Err(messages::credential_not_valid());
    }
    app.credentials
        .remember(fingerprint, known.clone(), now, None, since);
    if is_worth_noting(Some(session.used_at), now) {
        note(app, Credential::Session(session.id), now);
    }
    Ok(known)
}

/// Returns who a credential belongs to, if that is remembered and they may still sign in: a change
/// of global permissions forgets nobody, but may end that.
fn recall(app: &App, fingerprint: base::credentials::Fingerprint, now: Timestamp) -> Option<Known> {
    let known = app.credentials.recall(fingerprint, now)?;
    guard::may_log_in(app, &known).then_some(known)
}

async fn known(tx: &mut db::Tx, user: store::Account, by: Credential) -> Result<Known> {
    let user = SignedIn {
        id: user.id,
        key: user.key,
        name: user.name,
        display_name: user.display_name,
        time_zone: user.time_zone,
        by,
    };
    guard::signed_in(tx, user).await
}

fn is_worth_noting(used_at: Option<Timestamp>, now: Timestamp) -> bool {
    used_at.is_none_or(|used_at| used_at.plus_seconds(NOTED) <= now)
}

/// Notes that a token or session was used. Nobody waits for it, and nothing is lost if it fails.
fn note(app: &Arc<App>, credential: Credential, now: Timestamp) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        if let Err(error) = store::note_use(&app.db, credential, now).await {
            tracing::warn!(%error, "the use of a credential could not be noted");
        }
    });
}

/// Returns the session by which the caller has signed in, if it was by one.
pub(crate) fn session_of(cx: &Cx) -> Option<SessionId> {
    match cx.signed_in().ok()?.by {
        Credential::Session(session) => Some(session),
        Credential::Password | Credential::Token(_) => None,
    }
}
