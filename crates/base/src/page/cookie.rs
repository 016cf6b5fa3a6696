//! Cookies: how they are read, and how ours are written.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{Error, Result, Urls};

/// The name of the cookie whose value our forms send back.
pub const XSRF_COOKIE: &str = "atlassian.xsrf.token";
/// The name of the cookie with the text that the next page shows once.
pub const FLASH_COOKIE: &str = "bailiwick.flash";

/// Returns the value of a cookie, the first if there are several.
#[must_use]
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).into_iter();
    let pairs = cookies.filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';'));
    pairs.find_map(|pair| {
        let (known, value) = pair.trim().split_once('=')?;
        (known == name && !value.is_empty()).then_some(value)
    })
}

/// Returns a cookie as `Set-Cookie` has it, for this server alone; `more` is further attributes, each
/// after `; `.
///
/// # Errors
/// When the value is not made of plain characters.
pub fn set(urls: &Urls, name: &str, value: &str, more: &str) -> Result<HeaderValue> {
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
