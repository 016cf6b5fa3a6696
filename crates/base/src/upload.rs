//! Files on their way in: a form's parts go into the store as they arrive, and are never in memory as a
//! whole.
//!
//! A handler takes an [`Upload`], asks the guard whether the caller may (on what is known at that moment),
//! then [`Upload::receive`]s, and asks again with the context that comes back: a body may take its time,
//! which its sender chooses. Its route is added with [`Routes::upload`](crate::route::Routes::upload).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, BodyDataStream};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use futures_util::Stream;
use multer::{Field, Multipart};
use serde_json::json;

use crate::blob::{self, Stored};
use crate::contract::{Operation, Takes};
use crate::page::{TOKEN_FIELD, form};
use crate::{Cx, Error, Result, messages};

/// How many files one request may bring.
const MAX_FILES: usize = 100;
/// How many times as much as one file all of a request may have.
const MAX_TOTAL: u64 = 10;
/// How much may come between two files: the names of a part and its like.
const MAX_HEADERS: u64 = 64 * 1024;

/// The longest token that is read.
const MAX_TOKEN: usize = 1024;

/// Finds out anew who asks. The server puts it beside a request whose body is still to come.
#[derive(Clone)]
pub struct Recheck(pub Arc<dyn Fn() -> Rechecked + Send + Sync>);

/// What [`Recheck`] gives.
pub type Rechecked = Pin<Box<dyn Future<Output = Result<Cx>> + Send>>;

/// A request whose body is still to come.
pub struct Upload {
    headers: HeaderMap,
    recheck: Recheck,
    body: Body,
}

/// A file that has come and is in the store, where nobody refers to it yet.
#[derive(Clone, Debug)]
pub struct Received {
    /// The name its sender gave it, as it came.
    pub name: Option<String>,
    /// The type its sender gave it.
    pub content_type: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// Where it is.
    pub stored: Stored,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let recheck = parts.extensions.get::<Recheck>().cloned();
        Ok(Self {
            headers: parts.headers,
            recheck: recheck
                .ok_or_else(|| Error::Internal("not a route for uploads".to_owned()))?,
            body,
        })
    }
}

impl Takes for Upload {
    fn describe(operation: &mut Operation<'_>) {
        let file = json!({ "type": "string", "contentMediaType": "application/octet-stream" });
        let files = json!({ "type": "array", "items": file });
        let form = json!({ "type": "object", "properties": { "file": files } });
        operation.body = Some(json!({ "content": { "multipart/form-data": { "schema": form } } }));
    }
}

/// Returns whether a request says that no browser's form has sent it: what the reference demands of
/// uploads, whatever credential comes with them (Q-004 for the second spelling).
#[must_use]
pub fn has_token(headers: &HeaderMap) -> bool {
    let token = headers.get("x-atlassian-token");
    token.is_some_and(|token| token == "no-check" || token == "nocheck")
}

impl Upload {
    /// Refuses what a form of another site could have sent.
    ///
    /// # Errors
    /// Forbidden.
    pub fn check_token(&self) -> Result<()> {
        if has_token(&self.headers) {
            Ok(())
        } else {
            Err(messages::xsrf())
        }
    }

    /// Takes the parts of this name, each at most `limit` bytes long, and finds out anew who asks. What
    /// came of a request that is refused in the end is removed again.
    ///
    /// # Errors
    /// 415 for what is no form with files, Invalid for a broken one, TooLarge; Unauthorized, if the
    /// credential is not valid any more.
    pub async fn receive(self, cx: &Cx, part: &str, limit: u64) -> Result<(Cx, Vec<Received>)> {
        self.take(cx, part, limit, true).await
    }

    /// As [`Upload::receive`], for the form of a page: it shows its token before its files.
    ///
    /// # Errors
    /// As there; Forbidden for what no form of ours has sent.
    pub async fn receive_form(
        self,
        cx: &Cx,
        part: &str,
        limit: u64,
    ) -> Result<(Cx, Vec<Received>)> {
        self.take(cx, part, limit, false).await
    }

    async fn take(
        self,
        cx: &Cx,
        part: &str,
        limit: u64,
        is_trusted: bool,
    ) -> Result<(Cx, Vec<Received>)> {
        let content_type = self.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let boundary = multer::parse_boundary(content_type.unwrap_or_default())
            .map_err(|_| messages::not_multipart())?;
        let announced = self.headers.get(header::CONTENT_LENGTH);
        let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        let most = limit.saturating_mul(MAX_TOTAL).saturating_add(MAX_HEADERS);
        if announced.is_some_and(|length| length > most) {
            return Err(messages::file_too_large(limit));
        }
        let mut files = Vec::new();
        let headers = (!is_trusted).then_some(self.headers);
        let form = Form::new(self.body, boundary, most, headers);
        let done = form.take(cx, part, limit, &mut files).await;
        let cx_now = match done {
            Ok(()) => (self.recheck.0)().await,
            Err(error) => Err(error),
        };
        match cx_now {
            Ok(cx_now) => Ok((cx_now, files)),
            Err(error) => {
                let stored = files.into_iter().map(|file| file.stored);
                blob::discard(cx, stored.collect()).await;
                Err(error)
            }
        }
    }
}

struct Form {
    parts: Multipart<'static>,
    pace: Arc<Pace>,
    /// The headers of a request that has yet to show its token.
    unproven: Option<HeaderMap>,
}

impl Form {
    fn new(body: Body, boundary: String, most: u64, unproven: Option<HeaderMap>) -> Self {
        let pace = Arc::new(Pace::default());
        let paced = Paced {
            body: body.into_data_stream(),
            pace: Arc::clone(&pace),
            gave: false,
        };
        let limits = multer::SizeLimit::new().whole_stream(most);
        let limits = multer::Constraints::new().size_limit(limits);
        Self {
            parts: Multipart::with_constraints(paced, boundary, limits),
            pace,
            unproven,
        }
    }

    /// Refuses a form that should have shown its token by now.
    fn prove(&mut self, cx: &Cx, token: Option<&str>) -> Result<()> {
        match self.unproven.take() {
            Some(headers) => form::check(cx, &headers, token),
            None => Ok(()),
        }
    }

    async fn take(
        mut self,
        cx: &Cx,
        part: &str,
        limit: u64,
        files: &mut Vec<Received>,
    ) -> Result<()> {
        loop {
            self.pace.between_files(true);
            let next = self.parts.next_field().await;
            self.pace.between_files(false);
            let Some(mut field) = next.map_err(|error| refused(&error, limit))? else {
                return self.prove(cx, None);
            };
            if field.name() == Some(TOKEN_FIELD) && self.unproven.is_some() {
                let token = token(&mut field, limit).await?;
                self.prove(cx, Some(&token))?;
                continue;
            }
            if field.name() != Some(part) {
                while chunk(&mut field, limit).await?.is_some() {}
                continue;
            }
            if files.len() == MAX_FILES {
                return Err(messages::too_many_files(MAX_FILES));
            }
            self.prove(cx, None)?;
            let file = receive_one(cx, field, limit).await?;
            // What browsers send of a field in which no file was chosen.
            if file.size == 0 && file.name.as_deref().is_none_or(str::is_empty) {
                blob::discard(cx, vec![file.stored]).await;
                continue;
            }
            files.push(file);
        }
    }
}

/// Reads the token of a form; what is longer than any is cut.
async fn token(field: &mut Field<'static>, limit: u64) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = chunk(field, limit).await? {
        let room = MAX_TOKEN.saturating_sub(bytes.len()).min(chunk.len());
        bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn receive_one(cx: &Cx, mut field: Field<'static>, limit: u64) -> Result<Received> {
    let name = extended_name(field.headers()).or_else(|| field.file_name().map(str::to_owned));
    let content_type = field.content_type().map(ToString::to_string);
    let mut writing = blob::create(cx, "content").await?;
    loop {
        let done = match chunk(&mut field, limit).await {
            Ok(Some(bytes)) => {
                let size = writing.size().saturating_add(bytes.len() as u64);
                if size > limit {
                    Err(messages::file_too_large(limit))
                } else {
                    writing.write(bytes).await.map(|()| false)
                }
            }
            Ok(None) => Ok(true),
            Err(error) => Err(error),
        };
        match done {
            Ok(false) => {}
            Ok(true) => break,
            Err(error) => {
                writing.give_up(cx).await;
                return Err(error);
            }
        }
    }
    Ok(Received {
        name,
        content_type,
        size: writing.size(),
        stored: writing.finish().await?,
    })
}

async fn chunk(field: &mut Field<'static>, limit: u64) -> Result<Option<Bytes>> {
    field.chunk().await.map_err(|error| refused(&error, limit))
}

fn refused(error: &multer::Error, limit: u64) -> Error {
    match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            messages::file_too_large(limit)
        }
        multer::Error::NoMultipart | multer::Error::NoBoundary => messages::not_multipart(),
        _ => messages::bad_multipart(),
    }
}

/// Returns a name written as `filename*=UTF-8''na%C3%AFve.txt`, which Python's clients do for what is not
/// ASCII.
fn extended_name(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::CONTENT_DISPOSITION)?.to_str().ok()?;
    let (_, rest) = text.split_once("filename*=")?;
    let value = rest.split(';').next()?.trim();
    let (charset, rest) = value.split_once('\'')?;
    let (_, name) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    decoded(name)
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// How the reader of the form and what feeds it get along.
#[derive(Default)]
struct Pace {
    /// Whether what comes now is not yet of a file.
    is_between: AtomicBool,
    /// How much came since.
    n_between: AtomicU64,
}

impl Pace {
    fn between_files(&self, is_between: bool) {
        self.n_between.store(0, Ordering::Relaxed);
        self.is_between.store(is_between, Ordering::Relaxed);
    }

    /// Returns whether so many more bytes may be looked at.
    fn allows(&self, more: u64) -> bool {
        let before = self.n_between.fetch_add(more, Ordering::Relaxed);
        !self.is_between.load(Ordering::Relaxed) || before <= MAX_HEADERS
    }
}

/// A body that gives one piece each time it is asked. The reader of the form would otherwise take all that
/// has arrived, and a form without an end to its headers would be in memory as a whole.
struct Paced {
    body: BodyDataStream,
    pace: Arc<Pace>,
    gave: bool,
}

impl Stream for Paced {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.gave {
            self.gave = false;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = Pin::new(&mut self.body).poll_next(cx);
        match next {
            Poll::Ready(Some(Ok(bytes))) => {
                self.gave = true;
                if !self.pace.allows(bytes.len() as u64) {
                    let error = std::io::Error::other("the headers of a part do not end");
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(std::io::Error::other(error)))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_name_may_be_written_in_the_extended_way() {
        let name = |text: &str| {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::from_bytes(text.as_bytes()).unwrap();
            headers.insert(header::CONTENT_DISPOSITION, value);
            extended_name(&headers)
        };
        let extended = "form-data; name=\"file\"; filename*=utf-8''na%C3%AFve%20one.txt";
        assert_eq!(name(extended).as_deref(), Some("naïve one.txt"));
        for text in [
            "form-data; name=\"file\"; filename=\"plain.txt\"",
            "form-data; filename*=iso-8859-1''x",
            "form-data; filename*=utf-8''%C3",
            "form-data; filename*=utf-8''%zz",
            "form-data; filename*=utf-8",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
