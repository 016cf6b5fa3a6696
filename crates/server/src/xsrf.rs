//! Keeps a page of another site from changing anything with the cookie of somebody signed in here.
//!
//! A credential in a header is never sent by a browser on its own, so only cookies are checked.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use base::cx::Credential;
use base::{Actor, Cx, Result, messages};

/// Refuses a change that a cookie stands behind and another site may have sent.
///
/// # Errors
/// Forbidden, with the reference's text.
pub fn check(cx: &Cx, parts: &Parts) -> Result<()> {
    let Actor::User(user) = &cx.actor else {
        return Ok(());
    };
    if !matches!(user.by, Credential::Session(_)) || parts.method.is_safe() {
        return Ok(());
    }
    // No other site's page can set this header without our consent (Q-004 for the second spelling).
    let token = text(
        &parts.headers,
        &HeaderName::from_static("x-atlassian-token"),
    );
    if token.is_some_and(|token| token == "no-check" || token == "nocheck") {
        return Ok(());
    }
    let site = text(&parts.headers, &HeaderName::from_static("sec-fetch-site"));
    let own = cx.urls().origin();
    let from_here = match (
        site,
        text(&parts.headers, &header::ORIGIN),
        text(&parts.headers, &header::REFERER),
    ) {
        (Some(site), _, _) => site == "same-origin" || site == "none",
        (None, Some(origin), _) => origin == own,
        (None, None, Some(referer)) => referer == own || referer.starts_with(&format!("{own}/")),
        // A program. What a browser's form could send is refused all the same.
        (None, None, None) => !is_form(&parts.headers),
    };
    if from_here {
        Ok(())
    } else {
        Err(messages::xsrf())
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    text(headers, &header::CONTENT_TYPE).is_some_and(|content_type| {
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "text/plain",
        ]
        .iter()
        .any(|form| content_type.to_ascii_lowercase().starts_with(form))
    })
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
