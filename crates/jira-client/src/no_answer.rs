//! Why there is no answer at all: what the HTTP library says, in words of its own, becomes an error.

use std::error::Error as StdError;

use reqwest::Url;

use crate::error::{Error, UnreachableCause};
use crate::tls;

/// Returns the error that it is to have no answer from there.
pub fn no_answer(url: &Url, error: &reqwest::Error) -> Error {
    let port = url.port_or_known_default().unwrap_or_default();
    let host = format!("{}:{port}", url.host_str().unwrap_or_default());
    if let Some((fault, detail)) = tls::fault(error) {
        return Error::Tls {
            host,
            fault,
            detail,
        };
    }
    let detail = chain(error);
    let io_kind = sources(error)
        .find_map(|source| source.downcast_ref::<std::io::Error>())
        .map(std::io::Error::kind);
    let cause = if error.is_connect() && detail.contains("dns error") {
        UnreachableCause::NameNotFound
    } else if io_kind == Some(std::io::ErrorKind::ConnectionRefused) {
        UnreachableCause::Refused
    } else if error.is_timeout() && error.is_connect() {
        UnreachableCause::ConnectTimeout
    } else if error.is_timeout() {
        UnreachableCause::AnswerTimeout
    } else if error.is_connect() {
        UnreachableCause::Other
    } else {
        UnreachableCause::Broken
    };
    Error::Unreachable {
        host,
        cause,
        detail,
    }
}

/// Returns what all causes of an error say, without the address: it may have a query.
pub fn chain(error: &reqwest::Error) -> String {
    let texts: Vec<String> = sources(error).map(ToString::to_string).collect();
    if texts.is_empty() {
        "the request could not be sent".to_owned()
    } else {
        texts.join(": ")
    }
}

/// Returns the causes of an error, without itself.
fn sources<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(error.source(), |error: &&'a (dyn StdError + 'static)| {
        (*error).source()
    })
}
