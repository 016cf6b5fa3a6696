//! How a request's parts are read and an answer's body is written.

use std::fmt;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::contract::{Answers, Operation, Takes};
use crate::{Error, Result, messages};

/// The largest body of a request, in bytes. Attachments will have a limit of their own.
pub const MAX_BODY: usize = 2 * 1024 * 1024;

/// A JSON body. An empty one is read as `{}`, since clients send a JSON content type with nothing (Q-005).
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        if !is_json(request.headers().get(header::CONTENT_TYPE)) {
            return Err(messages::not_json());
        }
        let bytes = read_body(request, state).await?;
        parse_json(&bytes).map(Self)
    }
}

impl<T: JsonSchema> Takes for Body<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.takes_body::<T>();
    }
}

/// Reads a body within its limit.
pub(crate) async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => messages::body_too_large(MAX_BODY),
            _ => messages::bad_json("the body could not be read"),
        })
}

/// Reads a JSON text of at most 128 levels.
///
/// # Errors
/// Invalid, if it is not JSON, not of the shape needed, or has a NUL character in it.
pub fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if has_nul(bytes) {
        return Err(messages::nul_character());
    }
    let bytes = if bytes.iter().all(u8::is_ascii_whitespace) {
        b"{}"
    } else {
        bytes
    };
    serde_json::from_slice(bytes).map_err(|error| messages::bad_json(&error.to_string()))
}

/// Returns whether the text has a NUL character, as such or as the escape `\u0000`.
fn has_nul(bytes: &[u8]) -> bool {
    if bytes.contains(&0) {
        return true;
    }
    let mut escaped = false;
    for (at, &byte) in bytes.iter().enumerate() {
        if escaped {
            if byte == b'u' && bytes[at..].starts_with(b"u0000") {
                return true;
            }
            escaped = false;
        } else {
            escaped = byte == b'\\';
        }
    }
    false
}

/// Returns whether the content type is JSON. None at all is taken for it, as some clients send none.
#[must_use]
pub fn is_json(content_type: Option<&HeaderValue>) -> bool {
    let Some(content_type) = content_type else {
        return true;
    };
    let essence = content_type
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// The query parameters.
pub struct Query<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let query = parts.uri.query().unwrap_or_default();
        serde_urlencoded::from_str(query)
            .map(Self)
            .map_err(|error| messages::bad_query(&error.to_string()))
    }
}

impl<T: JsonSchema> Takes for Query<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.takes_query::<T>();
    }
}

/// Reads a yes or no among the query parameters, for `#[serde(default, deserialize_with = "flag")]`, into
/// a `bool` or an option of one. As Java reads it, `true` in upper or lower case is yes and all else is
/// no: Python's clients write `True`.
///
/// # Errors
/// None of its own.
pub fn flag<'de, D: Deserializer<'de>, T: From<bool>>(
    deserializer: D,
) -> std::result::Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(text.eq_ignore_ascii_case("true").into())
}

/// Reads an id in a body, for `#[serde(default, deserialize_with = "id")]`: as text, or as a number (Q-048).
///
/// # Errors
/// When it is neither.
pub fn id<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<String>, D::Error> {
    struct Id;

    impl Visitor<'_> for Id {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an id, as text or as a number")
        }

        fn visit_str<E>(self, id: &str) -> std::result::Result<Self::Value, E> {
            Ok(Some(id.to_owned()))
        }

        fn visit_u64<E>(self, id: u64) -> std::result::Result<Self::Value, E> {
            Ok(Some(id.to_string()))
        }

        fn visit_i64<E>(self, id: i64) -> std::result::Result<Self::Value, E> {
            Ok(Some(id.to_string()))
        }

        fn visit_unit<E>(self) -> std::result::Result<Self::Value, E> {
            Ok(None)
        }
    }

    deserializer.deserialize_any(Id)
}

/// The query parameters as they came, in order: for those that may be given several times.
pub struct QueryPairs(pub Vec<(String, String)>);

impl QueryPairs {
    /// Returns all values of a parameter.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the first value of a parameter.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

impl<S: Sync> FromRequestParts<S> for QueryPairs {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let query = parts.uri.query().unwrap_or_default();
        serde_urlencoded::from_str(query)
            .map(Self)
            .map_err(|error| messages::bad_query(&error.to_string()))
    }
}

/// What they are is said beside the route.
impl Takes for QueryPairs {}

/// The parts of the path that the route names.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        // A part that cannot be what the route needs leads nowhere: 404, as a path that does not exist.
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(path)| Self(path))
            .map_err(|_| messages::no_such_resource())
    }
}

/// They are in the route's path.
impl<T> Takes for Path<T> {}

/// A JSON answer.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => {
                const JSON: HeaderValue =
                    HeaderValue::from_static("application/json;charset=UTF-8");
                ([(header::CONTENT_TYPE, JSON)], body).into_response()
            }
            Err(error) => Error::internal("answer", error).into_response(),
        }
    }
}

impl<T: JsonSchema> Answers for Json<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_json::<T>("200", "What was asked for.");
    }
}

/// 201 with a JSON body.
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

impl<T: JsonSchema> Answers for Created<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_json::<T>("201", "What was made.");
    }
}

/// 204.
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Answers for NoContent {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers("204", "Done. There is no body.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_is_read_as_java_reads_it() {
        #[derive(Deserialize)]
        struct Asked {
            #[serde(default, deserialize_with = "flag")]
            all: Option<bool>,
        }
        let read = |query| serde_urlencoded::from_str::<Asked>(query).unwrap().all;
        for query in ["all=true", "all=True", "all=TRUE"] {
            assert_eq!(read(query), Some(true), "{query}");
        }
        for query in ["all=false", "all=False", "all=1", "all=yes", "all="] {
            assert_eq!(read(query), Some(false), "{query}");
        }
        assert_eq!(read("other=1"), None);
    }

    #[test]
    fn nul_is_found_in_every_spelling() {
        for text in ["\0", "\"\0\"", r#""\u0000""#, r#""\\\u0000""#] {
            assert!(has_nul(text.as_bytes()), "{text:?}");
        }
        for text in ["", r#""\\u0000""#, r#""\u0001""#, "\"u0000\"", "\\"] {
            assert!(!has_nul(text.as_bytes()), "{text:?}");
        }
    }
}
