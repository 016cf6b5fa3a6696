//! The handlers of archiving.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base::error::Told;
use base::guard;
use base::http::{NoContent, Path, parse_json};
use base::{Cx, Error, Result, messages};
use model::permission::may::{ArchiveIssues, RestoreIssues};

use super::ops;

/// How many issues are archived at once.
const MOST: usize = 1000;

pub async fn archive(cx: Cx, Path(issue): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<ArchiveIssues>(&cx, &mut tx, &issue).await?;
    ops::archive(&cx, &mut tx, &[issue]).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn restore(cx: Cx, Path(issue): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<RestoreIssues>(&cx, &mut tx, &issue).await?;
    ops::restore(&cx, &mut tx, &issue).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Archives those of several issues that may be, and tells of each what became of it.
pub async fn several(cx: Cx, headers: HeaderMap, body: Bytes) -> Result<Response> {
    cx.signed_in()?;
    let wanted = wanted(&headers, &body)?;
    let mut tx = cx.write().await?;
    let judged = guard::issues::<ArchiveIssues>(&cx, &mut tx, &wanted).await?;
    let mut lines = String::new();
    let mut granted = Vec::new();
    for (name, judged) in wanted.iter().zip(judged) {
        let told = match judged {
            Ok(issue) => {
                granted.push(issue);
                "archived".to_owned()
            }
            Err(error @ (Error::NotFound(_) | Error::Forbidden(_))) => told(error),
            Err(error) => return Err(error),
        };
        lines.push_str(name);
        lines.push_str(": ");
        lines.push_str(&told);
        lines.push('\n');
    }
    if !granted.is_empty() {
        ops::archive(&cx, &mut tx, &granted).await?;
    }
    tx.commit().await?;
    Ok(([(header::CONTENT_TYPE, "text/plain;charset=UTF-8")], lines).into_response())
}

/// Returns the issues named: in a JSON list, or in plain text with commas or blanks between them.
fn wanted(headers: &HeaderMap, body: &[u8]) -> Result<Vec<String>> {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let is_list = body.trim_ascii_start().starts_with(b"[");
    let wanted: Vec<String> = if is_json || is_list {
        parse_json(body)?
    } else {
        let text = std::str::from_utf8(body).unwrap_or_default();
        let words = text.split(|c: char| c == ',' || c.is_whitespace());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    if wanted.is_empty() || wanted.len() > MOST {
        return Err(messages::issues_to_archive_missing(MOST));
    }
    // What is not said back could be anything, such as a line of its own.
    if wanted.iter().any(|name| name.contains(char::is_control)) {
        return Err(messages::nul_character());
    }
    Ok(wanted)
}

fn told(error: Error) -> String {
    let response = error.into_response();
    let told = response.extensions().get::<Told>();
    told.map_or_else(String::new, |told| told.0.messages.join(" "))
}
