//! Compresses pages, style sheets, scripts and feeds for callers who take gzip.
//!
//! The answers of the API stay as they are, and so does what was uploaded. That a page holds its form token beside
//! what its address says, and its length tells of both, helps nobody: the cookie of the session does not come
//! with the requests of other sites (`SameSite=Lax`) whose number such guessing needs.

use std::io::Write as _;

use axum::body::{Body, HttpBody as _};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt as _;

/// Less than this is sent in one packet anyway.
const LEAST: u64 = 1_400;
/// More than this would keep a thread from others for too long.
const MOST: u64 = 4_000_000;
/// A higher level takes much longer and makes little less of it.
const LEVEL: u32 = 5;
const KINDS: [&[u8]; 4] = [
    b"text/html",
    b"text/css",
    b"text/javascript",
    b"application/atom+xml",
];

/// Returns whether the caller takes an answer that is compressed with gzip.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let all = headers.get_all(header::ACCEPT_ENCODING);
    let texts = all.iter().filter_map(|value| value.to_str().ok());
    let mut encodings = texts.flat_map(|text| text.split(','));
    encodings.any(|encoding| {
        let mut parts = encoding.split(';').map(str::trim);
        let is_gzip = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let is_refused = parts.any(|part| {
            let weight = part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="));
            weight.and_then(|weight| weight.parse::<f32>().ok()) == Some(0.0)
        });
        is_gzip && !is_refused
    })
}

/// Compresses an answer where that is worth it.
pub async fn compress(mut response: Response, takes_gzip: bool) -> Response {
    let headers = response.headers_mut();
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.map_or(b"".as_slice(), HeaderValue::as_bytes);
    let is_file = headers.contains_key(header::CONTENT_DISPOSITION)
        || headers.contains_key(header::ACCEPT_RANGES);
    if is_file
        || headers.contains_key(header::CONTENT_ENCODING)
        || !KINDS.iter().any(|known| kind.starts_with(known))
    {
        return response;
    }
    vary(headers);
    let size = response.body().size_hint().exact().unwrap_or(0);
    if !takes_gzip
        || response.status() == StatusCode::PARTIAL_CONTENT
        || !(LEAST..=MOST).contains(&size)
    {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = match body.collect().await {
        Ok(body) => body.to_bytes(),
        // It breaks off here as it would have done on the way.
        Err(error) => return Response::from_parts(parts, Body::from_stream(broken(error))),
    };
    let Some(packed) = pack(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    // The same content in another form.
    let tag = parts.headers.get(header::ETAG);
    let tag = tag.filter(|tag| tag.as_bytes().starts_with(b"\""));
    if let Some(weak) = tag
        .and_then(|tag| HeaderValue::from_bytes(&[b"W/".as_slice(), tag.as_bytes()].concat()).ok())
    {
        parts.headers.insert(header::ETAG, weak);
    }
    Response::from_parts(parts, Body::from(packed))
}

/// Says that the answer depends on what the caller takes.
fn vary(headers: &mut HeaderMap) {
    let all = headers.get_all(header::VARY).iter();
    let is_said = all
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("Accept-Encoding"));
    if !is_said {
        headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
}

fn pack(body: &[u8]) -> Option<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    packed.write_all(body).ok()?;
    packed.finish().ok()
}

fn broken(
    error: axum::Error,
) -> impl futures_util::Stream<Item = Result<axum::body::Bytes, axum::Error>> {
    futures_util::stream::once(std::future::ready(Err(error)))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use axum::response::IntoResponse as _;
    use flate2::read::GzDecoder;

    use super::*;

    fn of(kind: &'static str, text: String) -> Response {
        let headers = [
            (header::CONTENT_TYPE, kind),
            (header::ETAG, "\"1\""),
            (header::VARY, "Cookie"),
        ];
        (headers, text).into_response()
    }

    #[test]
    fn gzip_is_taken_unless_refused() {
        for (text, taken) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=1.0, GZIP; q=0.5", true),
            ("gzip;q=0, identity", false),
            ("gzip; q=0.000", false),
            ("deflate, br", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(text));
            assert_eq!(takes_gzip(&headers), taken, "{text}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn a_page_comes_back_as_it_was() {
        let text = "<p>Ä page</p>".repeat(1_000);
        let packed = compress(of("text/html; charset=utf-8", text.clone()), true).await;
        assert_eq!(packed.headers()["content-encoding"], "gzip");
        assert_eq!(packed.headers()["etag"], "W/\"1\"");
        let varies: Vec<_> = packed.headers().get_all("vary").iter().collect();
        assert_eq!(varies, ["Cookie", "Accept-Encoding"]);
        let bytes = packed.into_body().collect().await.unwrap().to_bytes();
        assert!(bytes.len() < text.len() / 10);
        let mut unpacked = String::new();
        GzDecoder::new(&*bytes)
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
    }

    #[tokio::test]
    async fn the_rest_stays_as_it_is() {
        let long = || "x".repeat(10_000);
        let mut file = of("text/html", long());
        let attachment = HeaderValue::from_static("attachment");
        file.headers_mut()
            .insert(header::CONTENT_DISPOSITION, attachment);
        for (response, takes_gzip) in [
            (of("text/html", long()), false),
            (of("application/json", long()), true),
            (of("image/png", long()), true),
            (of("text/html", "short".to_owned()), true),
            (file, true),
        ] {
            let response = compress(response, takes_gzip).await;
            assert!(!response.headers().contains_key("content-encoding"));
            assert_eq!(response.headers()["etag"], "\"1\"");
        }
    }
}
