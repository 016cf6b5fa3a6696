//! Every refusal there is, sorted by what the caller should do, and the one shape in which all are told.

pub mod messages;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// The result of anything that answers a request.
pub type Result<T> = std::result::Result<T, Error>;

/// A refusal.
#[derive(Debug)]
pub enum Error {
    /// 400: what was sent cannot be done as it is.
    Invalid(Problems),
    /// 401: no credential, or one that is not valid.
    Unauthorized(String),
    /// 403: the caller may not.
    Forbidden(String),
    /// 404: there is no such thing, or the caller may not know of it.
    NotFound(String),
    /// 405: the resource does not know this method; the methods it knows.
    MethodNotAllowed(String),
    /// 409: what is there already, or is in use, stands against the change.
    Conflict(String),
    /// 410: what the change refers to does not exist (role members only, as the reference has it).
    Gone(String),
    /// 412: what the caller changes is not any more what they have read.
    Outdated(String),
    /// 413: the body is too large.
    TooLarge(String),
    /// 414: the address is too long.
    AddressTooLong(String),
    /// 415: the body is not JSON.
    UnsupportedMediaType(String),
    /// 429: too many attempts; seconds to wait.
    TooMany(String, u32),
    /// 503: try again later.
    Busy(String),
    /// 503: nothing is changed for now, by an administrator's decision.
    ReadOnly(String),
    /// Another change was in the way and nothing was done: the request is run again before anybody is told.
    Retry,
    /// 500: a mistake of ours. The text is for the log, never for the caller.
    Internal(String),
}

/// What is wrong with a request: as a whole, and field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// What is wrong with the request as a whole.
    pub messages: Vec<String>,
    /// What is wrong with a field, in the order found.
    pub fields: Vec<(String, String)>,
}

impl Problems {
    /// Adds what is wrong with a field; the first finding for a field stays.
    pub fn field(&mut self, name: &str, text: impl Into<String>) {
        if !self.fields.iter().any(|(known, _)| known == name) {
            self.fields.push((name.to_owned(), text.into()));
        }
    }

    /// Adds what is wrong with the request as a whole.
    pub fn message(&mut self, text: impl Into<String>) {
        self.messages.push(text.into());
    }

    /// Returns whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.fields.is_empty()
    }

    /// Returns the refusal, if anything is wrong.
    ///
    /// # Errors
    /// Invalid, with all that was found.
    pub fn check(self) -> Result<()> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self))
        }
    }
}

impl Error {
    /// Returns a 400 about the request as a whole.
    #[must_use]
    pub fn invalid(text: impl Into<String>) -> Self {
        Self::Invalid(Problems {
            messages: vec![text.into()],
            fields: Vec::new(),
        })
    }

    /// Returns a 400 about one field.
    #[must_use]
    pub fn invalid_field(name: &str, text: impl Into<String>) -> Self {
        Self::Invalid(Problems {
            messages: Vec::new(),
            fields: vec![(name.to_owned(), text.into())],
        })
    }

    /// Returns a 500; `doing` and the cause are for the log.
    #[must_use]
    pub fn internal(doing: &str, cause: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{doing}: {cause}"))
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Retry => Self::Retry,
            db::Error::Unavailable(_) | db::Error::Storage(_) => {
                tracing::error!(%error, "database");
                messages::storage_unavailable()
            }
            db::Error::TooLong => messages::query_too_long(),
            // What a statement before this one has found was deleted meanwhile: run again, the request
            // finds that out and says so.
            db::Error::Constraint(db::Constraint::ForeignKey) => {
                tracing::warn!("a change refers to a row that is gone");
                Self::Retry
            }
            db::Error::Constraint(_)
            | db::Error::NoRow
            | db::Error::Decode { .. }
            | db::Error::Engine(_) => Self::Internal(format!("database: {error}")),
        }
    }
}

/// The one shape of a refusal: both members are always there.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ErrorCollection")]
pub(crate) struct Envelope<'a> {
    error_messages: &'a [String],
    errors: serde_json::Map<String, serde_json::Value>,
}

/// What a refusal says, kept beside its JSON so that the server can tell a person on a page.
#[derive(Clone, Debug)]
pub struct Told(pub Problems);

/// Marks the answer to a request that is to be run again.
#[derive(Clone, Copy, Debug)]
pub struct RunAgain;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let one = |text: String| Problems {
            messages: vec![text],
            fields: Vec::new(),
        };
        let mut extra = None;
        let mut again = false;
        let (status, problems) = match self {
            Self::Invalid(problems) => (StatusCode::BAD_REQUEST, problems),
            Self::Unauthorized(text) => {
                // Names the scheme without making browsers ask for a password of their own: they do so
                // for `Basic` only.
                extra = Some((
                    header::WWW_AUTHENTICATE,
                    HeaderValue::from_static("OAuth realm=\"bailiwick\""),
                ));
                (StatusCode::UNAUTHORIZED, one(text))
            }
            Self::Forbidden(text) => (StatusCode::FORBIDDEN, one(text)),
            Self::NotFound(text) => (StatusCode::NOT_FOUND, one(text)),
            Self::MethodNotAllowed(allowed) => {
                // Left out where the router knows better which they are.
                extra = HeaderValue::from_str(&allowed)
                    .ok()
                    .filter(|allowed| !allowed.is_empty())
                    .map(|allowed| (header::ALLOW, allowed));
                (
                    StatusCode::METHOD_NOT_ALLOWED,
                    one(messages::METHOD_NOT_ALLOWED.to_owned()),
                )
            }
            Self::Conflict(text) => (StatusCode::CONFLICT, one(text)),
            Self::Gone(text) => (StatusCode::GONE, one(text)),
            Self::Outdated(text) => (StatusCode::PRECONDITION_FAILED, one(text)),
            Self::ReadOnly(text) => (StatusCode::SERVICE_UNAVAILABLE, one(text)),
            Self::TooLarge(text) => (StatusCode::PAYLOAD_TOO_LARGE, one(text)),
            Self::AddressTooLong(text) => (StatusCode::URI_TOO_LONG, one(text)),
            Self::UnsupportedMediaType(text) => (StatusCode::UNSUPPORTED_MEDIA_TYPE, one(text)),
            Self::TooMany(text, seconds) => {
                extra = Some((header::RETRY_AFTER, HeaderValue::from(seconds)));
                (StatusCode::TOO_MANY_REQUESTS, one(text))
            }
            Self::Busy(text) => {
                extra = Some((header::RETRY_AFTER, HeaderValue::from_static("1")));
                (StatusCode::SERVICE_UNAVAILABLE, one(text))
            }
            Self::Retry => {
                again = true;
                extra = Some((header::RETRY_AFTER, HeaderValue::from_static("1")));
                (
                    StatusCode::SERVICE_UNAVAILABLE,
                    one(messages::TRY_AGAIN.to_owned()),
                )
            }
            Self::Internal(cause) => {
                let reference = reference_number();
                tracing::error!(reference, cause, "internal error");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    one(messages::internal(&reference)),
                )
            }
        };
        let mut response = (
            status,
            crate::http::Json(Envelope {
                error_messages: &problems.messages,
                errors: problems
                    .fields
                    .iter()
                    .map(|(name, text)| (name.clone(), text.as_str().into()))
                    .collect(),
            }),
        )
            .into_response();
        response.extensions_mut().insert(Told(problems));
        if let Some((name, value)) = extra {
            response.headers_mut().insert(name, value);
        }
        if again {
            response.extensions_mut().insert(RunAgain);
        }
        response
    }
}

/// Returns what connects the answer that a user sees with the line in the log.
fn reference_number() -> String {
    crate::secret::random().map_or_else(
        |_| "unknown".to_owned(),
        |secret| secret.chars().take(8).collect(),
    )
}
