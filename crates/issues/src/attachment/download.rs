//! The files themselves, on their way out. They come from strangers and are shown by browsers beside our own
//! pages: nothing in them may run, and only plain images are shown at all.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::blob::{self, Owner, Stored};
use base::http::Path;
use base::urls::encode;
use base::{Cx, Error, Result, messages};

use super::ops;

/// The types that a browser may show by itself (D-043): images without anything that runs.
const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/bmp"];

/// Returns whether browsers may show files of this type by themselves.
pub fn is_shown(mime_type: &str) -> bool {
    SHOWN.contains(&ops::essence(mime_type).as_str())
}

/// A file as it is sent.
struct Sent<'a> {
    stored: &'a Stored,
    size: u64,
    name: &'a str,
    mime_type: &'a str,
}

pub async fn get(
    cx: Cx,
    Path((id, _)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut tx = cx.read().await?;
    let (row, _) = ops::find(&cx, &mut tx, &id).await?;
    let stored = blob::part_of(&mut tx, Owner::Attachment(row.id), "content").await?;
    drop(tx);
    let sent = Sent {
        stored: &stored.ok_or_else(messages::file_is_lost)?,
        size: u64::try_from(row.size).unwrap_or_default(),
        name: &row.name,
        mime_type: &row.mime_type,
    };
    send(&cx, &headers, &sent).await
}

pub async fn get_thumbnail(
    cx: Cx,
    Path((id, _)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut tx = cx.read().await?;
    let (row, _) = ops::find(&cx, &mut tx, &id).await?;
    let stored = blob::part_of(&mut tx, Owner::Attachment(row.id), "thumbnail").await?;
    drop(tx);
    let stored = stored.ok_or_else(messages::no_such_thumbnail)?;
    if is_known(&headers, &tag(&stored)) {
        return with_headers(StatusCode::NOT_MODIFIED, Body::empty(), &stored);
    }
    let png = blob::read(&cx, &stored).await?;
    let mut response = with_headers(StatusCode::OK, Body::from(png), &stored)?;
    let content_type = HeaderValue::from_static("image/png");
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    Ok(response)
}

async fn send(cx: &Cx, headers: &HeaderMap, file: &Sent<'_>) -> Result<Response> {
    let tag = tag(file.stored);
    if is_known(headers, &tag) {
        return with_headers(StatusCode::NOT_MODIFIED, Body::empty(), file.stored);
    }
    let range = match wanted(headers, &tag, file.size) {
        Wanted::All => None,
        Wanted::Part(from, to) => Some((from, to)),
        Wanted::Nothing => {
            let status = StatusCode::RANGE_NOT_SATISFIABLE;
            let mut response = with_headers(status, Body::empty(), file.stored)?;
            let range = value(&format!("bytes */{}", file.size))?;
            response.headers_mut().insert(header::CONTENT_RANGE, range);
            return Ok(response);
        }
    };
    let (from, to) = range.unwrap_or((0, file.size));
    let body = Body::from_stream(blob::stream(cx, file.stored, from, to).await?);
    let status = if range.is_some() {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let mut response = with_headers(status, body, file.stored)?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(to - from));
    headers.insert(header::CONTENT_TYPE, value(file.mime_type)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&disposition(file))?);
    if range.is_some() {
        let range = value(&format!("bytes {from}-{}/{}", to - 1, file.size))?;
        headers.insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// Whether a browser shows the file or stores it, and how it is called: in ASCII, and in full.
fn disposition(file: &Sent<'_>) -> String {
    let is_shown = is_shown(file.mime_type);
    let kind = if is_shown { "inline" } else { "attachment" };
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | ';') || c == ' ';
    let ascii: String = file
        .name
        .chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect();
    format!(
        "{kind}; filename=\"{ascii}\"; filename*=UTF-8''{}",
        encode(file.name)
    )
}

/// Returns an answer with what every file is sent with.
fn with_headers(status: StatusCode, body: Body, stored: &Stored) -> Result<Response> {
    let fixed: [(HeaderName, &'static str); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        // Kept by the browser alone, which asks each time whether it may still be seen.
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::ACCEPT_RANGES, "bytes"),
    ];
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::ETAG, value(&tag(stored))?);
    Ok(response)
}

/// What tells one file's content from all others: files never change.
fn tag(stored: &Stored) -> String {
    format!(
        "\"{}-{}\"",
        stored.id,
        stored.name.get(..8).unwrap_or_default()
    )
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut known = known.split(',').map(str::trim);
    known.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    All,
    /// From one position up to, but not including, another.
    Part(u64, u64),
    Nothing,
}

fn wanted(headers: &HeaderMap, tag: &str, size: u64) -> Wanted {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    if text(header::IF_RANGE).is_some_and(|known| known != tag) {
        return Wanted::All;
    }
    text(header::RANGE).map_or(Wanted::All, |range| part(range, size))
}

/// Reads one range; several at once, and what makes no sense, are answered with all, as they may be.
fn part(range: &str, size: u64) -> Wanted {
    let Some((first, last)) = range
        .strip_prefix("bytes=")
        .and_then(|range| range.trim().split_once('-'))
    else {
        return Wanted::All;
    };
    let (from, to) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(from), Ok(last)) if from <= last => (from, last.saturating_add(1).min(size)),
        (Ok(from), _) if last.is_empty() => (from, size),
        (_, Ok(n_last)) if first.is_empty() => (size.saturating_sub(n_last), size),
        _ => return Wanted::All,
    };
    if from < to {
        Wanted::Part(from, to)
    } else {
        Wanted::Nothing
    }
}

fn value(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(|error| Error::internal("header", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read() {
        for (range, expected) in [
            ("bytes=0-9", Wanted::Part(0, 10)),
            ("bytes=90-200", Wanted::Part(90, 100)),
            ("bytes=90-", Wanted::Part(90, 100)),
            ("bytes=-10", Wanted::Part(90, 100)),
            ("bytes=-1000", Wanted::Part(0, 100)),
            ("bytes=100-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=9-0", Wanted::All),
            ("bytes=0-1,5-6", Wanted::All),
            (
                "bytes=18446744073709551615-18446744073709551615",
                Wanted::Nothing,
            ),
            ("lines=0-9", Wanted::All),
            ("bytes=x-y", Wanted::All),
        ] {
            assert_eq!(part(range, 100), expected, "{range}");
        }
    }
}
