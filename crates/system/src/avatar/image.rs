//! An image as it is uploaded: as the body itself, or as the part `avatar` of a form.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use base::upload::has_token;
use base::{Result, messages};
use schemars::JsonSchema;
use serde::Deserialize;

/// The part of the form that brings the image.
const PART: &str = "avatar";

/// What the query says of an image.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Asked {
    /// Whose it is to be.
    pub username: Option<String>,
    size: Option<i64>,
}

/// An uploaded image.
pub struct Image {
    /// What was sent.
    pub bytes: Bytes,
    /// Whether it came in a form: the answer is a page then, as the form's frame wants it.
    pub is_form: bool,
}

/// Returns the image that was sent.
///
/// # Errors
/// Forbidden for what a form of another site could have sent; Invalid for a form without an image, or a size
/// that is not the image's.
pub async fn sent(headers: &HeaderMap, asked: &Asked, body: Bytes) -> Result<Image> {
    if !has_token(headers) {
        return Err(messages::xsrf());
    }
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let image = match multer::parse_boundary(content_type.unwrap_or_default()) {
        Ok(boundary) => Image {
            bytes: part(body, boundary).await?,
            is_form: true,
        },
        Err(_) => Image {
            bytes: body,
            is_form: false,
        },
    };
    let differs = |size| i64::try_from(image.bytes.len()) != Ok(size);
    if asked.size.is_some_and(differs) {
        return Err(messages::avatar_size_differs());
    }
    Ok(image)
}

async fn part(body: Bytes, boundary: String) -> Result<Bytes> {
    let body = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut parts = multer::Multipart::new(body, boundary);
    let bad = |_| messages::bad_multipart();
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        if part.name() == Some(PART) {
            return part.bytes().await.map_err(bad);
        }
    }
    Err(messages::bad_multipart())
}
