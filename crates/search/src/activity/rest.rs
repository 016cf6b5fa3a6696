//! The handler of feeds.

use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base::http::QueryPairs;
use base::{Cx, Error, Result};
use sha2::{Digest as _, Sha256};

use super::streams::Streams;
use super::{atom, ops};

pub async fn get(cx: Cx, headers: HeaderMap, uri: Uri, asked: QueryPairs) -> Result<Response> {
    let streams = Streams::of(&asked);
    let happenings = ops::newest(&cx, &mut cx.read().await?, &streams).await?;
    let path = uri
        .path_and_query()
        .map_or("/activity", |path| path.as_str());
    let feed = atom::feed(&cx, path, &happenings)?;
    let hash = Sha256::digest(feed.as_bytes());
    let tag: String = hash
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{tag}\"");
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known
        .and_then(|tags| tags.to_str().ok())
        .unwrap_or_default();
    // Intermediaries that compress make a weak tag of it.
    let is_known = known
        .split(',')
        .any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
        (kind, feed).into_response()
    };
    let tag = HeaderValue::from_str(&tag).map_err(|error| Error::internal("a tag", error))?;
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    // It is asked for again each time, and tells only its reader.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    Ok(response)
}
