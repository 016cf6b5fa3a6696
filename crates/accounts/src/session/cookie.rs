//! The cookies of a session, as `Set-Cookie` has them.

use axum::http::HeaderValue;
use base::page::cookie::set;
use base::{Result, Urls};

pub use base::page::cookie::XSRF_COOKIE;

use crate::authenticate::SESSION_COOKIE;

/// Returns the cookie that holds a session's secret. No script may read it.
///
/// # Errors
/// When the secret is not made of plain characters.
pub fn session_cookie(urls: &Urls, secret: &str) -> Result<HeaderValue> {
    set(urls, SESSION_COOKIE, secret, "; HttpOnly")
}

/// Returns the cookie whose value our forms send back; scripts may read it.
///
/// # Errors
/// When the token is not made of plain characters.
pub fn xsrf_cookie(urls: &Urls, token: &str) -> Result<HeaderValue> {
    set(urls, XSRF_COOKIE, token, "")
}

/// Returns what makes a browser forget the session's secret.
///
/// # Errors
/// Never in practice.
pub fn cleared(urls: &Urls) -> Result<HeaderValue> {
    set(urls, SESSION_COOKIE, "", "; HttpOnly; Max-Age=0")
}
