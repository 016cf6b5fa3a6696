//! The cookies of a session, as `Set-Cookie` has them.

use axum::http::HeaderValue;
use base::{Error, Result, Urls};

use crate::authenticate::SESSION_COOKIE;

/// The name of the cookie whose value our forms send back.
pub const XSRF_COOKIE: &str = "atlassian.xsrf.token";

/// Returns the cookie that holds a session's secret. No script may read it.
///
/// # Errors
/// When the secret is not made of plain characters.
pub fn session_cookie(urls: &Urls, secret: &str) -> Result<HeaderValue> {
    cookie(urls, SESSION_COOKIE, secret, "; HttpOnly")
}

/// Returns the cookie whose value our forms send back; scripts may read it.
///
/// # Errors
/// When the token is not made of plain characters.
pub fn xsrf_cookie(urls: &Urls, token: &str) -> Result<HeaderValue> {
    cookie(urls, XSRF_COOKIE, token, "")
}

/// Returns what makes a browser forget the session's secret.
///
/// # Errors
/// Never in practice.
pub fn cleared(urls: &Urls) -> Result<HeaderValue> {
    cookie(urls, SESSION_COOKIE, "", "; HttpOnly; Max-Age=0")
}

fn cookie(urls: &Urls, name: &str, value: &str, more: &str) -> Result<HeaderValue> {
    let path = match urls.context_path() {
        "" => "/",
        path => path,
    };
    let secure = if urls.base().starts_with("https:") {
        "; Secure"
    } else {
        ""
    };
    let text = format!("{name}={value}; Path={path}{more}; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).map_err(|error| Error::internal("cookie", error))
}
