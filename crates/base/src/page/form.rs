//! What a form sends: read within limits, and only if the form was ours.

use std::fmt;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse as _;
use serde::de::DeserializeOwned;

use super::cookie;
use crate::cx::Credential;
use crate::http::MAX_BODY;
use crate::{Actor, Cx, Error, Result, messages, secret};

/// The name of the hidden field that shows that a form is ours.
pub const TOKEN_FIELD: &str = "atl_token";

/// What a form sent, as a struct with `#[serde(default)]`. Refused, unless its `atl_token` is that of the
/// cookie. Callers who show their credential with each request need none.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let (bytes, _) = read(request, state).await?;
        serde_urlencoded::from_bytes(&bytes)
            .map(Self)
            .map_err(|error| messages::bad_form(&error.to_string()))
    }
}

/// What a form sent, as pairs: for forms with several values of one name. Checked as [`Form`].
#[derive(Clone, Default)]
pub struct FormPairs(pub Vec<(String, String)>);

// Passwords must not get into a log.
impl fmt::Debug for FormPairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

impl FormPairs {
    /// Returns all values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the first value of a field, empty if it was not sent.
    #[must_use]
    pub fn first(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Returns whether a field was sent: a tick, or the button pressed.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

impl<S: Send + Sync> FromRequest<S> for FormPairs {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let (_, pairs) = read(request, state).await?;
        Ok(Self(pairs))
    }
}

async fn read<S: Send + Sync>(
    request: Request,
    state: &S,
) -> Result<(Bytes, Vec<(String, String)>)> {
    let cx = request
        .extensions()
        .get::<Cx>()
        .cloned()
        .ok_or_else(|| Error::Internal("a route without authentication".to_owned()))?;
    let headers = request.headers().clone();
    if !is_urlencoded(&headers) {
        return Err(messages::not_a_form());
    }
    let bytes = Bytes::from_request(request, state)
        .await
        .map_err(|rejection| match rejection.into_response().status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => messages::body_too_large(MAX_BODY),
            _ => messages::bad_form("the body could not be read"),
        })?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
        .map_err(|error| messages::bad_form(&error.to_string()))?;
    if pairs
        .iter()
        .any(|(name, value)| name.contains('\0') || value.contains('\0'))
    {
        return Err(messages::nul_character());
    }
    let token = pairs.iter().find(|(name, _)| name == TOKEN_FIELD);
    check(&cx, &headers, token.map(|(_, value)| value.as_str()))?;
    Ok((bytes, pairs))
}

/// Refuses what did not come from a form of ours.
///
/// # Errors
/// Forbidden.
pub fn check(cx: &Cx, headers: &HeaderMap, token: Option<&str>) -> Result<()> {
    if let Actor::User(user) = &cx.actor
        && !matches!(user.by, Credential::Session(_))
    {
        return Ok(());
    }
    // No other site's page can set this header without our consent (Q-004 for the second spelling).
    if headers
        .get("x-atlassian-token")
        .is_some_and(|value| value == "no-check" || value == "nocheck")
    {
        return Ok(());
    }
    match (cookie::value(headers, cookie::XSRF_COOKIE), token) {
        (Some(cookie), Some(token)) if secret::same(cookie, token) => Ok(()),
        _ => Err(messages::xsrf()),
    }
}

fn is_urlencoded(headers: &HeaderMap) -> bool {
    let Some(content_type) = headers.get(header::CONTENT_TYPE) else {
        return true;
    };
    content_type
        .to_str()
        .ok()
        .and_then(|text| text.split(';').next())
        .is_some_and(|essence| {
            essence
                .trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        })
}
