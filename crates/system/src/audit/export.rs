//! The log as a file: sent in pieces, since it may be long.

use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::csv as table;
use base::http::Query;
use base::page::AdminPage;
use base::{Cx, Error, Result};
use futures_util::stream;

use super::filter::Typed;
use super::store::{self, Part, Place};
use super::wire::RecordFull;
use super::{Filter, Record};

/// How many entries are read at once.
const PIECE: i64 = 500;

pub async fn csv(page: AdminPage, Query(typed): Query<Typed>) -> Result<Response> {
    let head =
        "Id,When,Who,From where,Category,What,Object type,Object id,Object,Field,Before,After\r\n";
    let format = Format {
        head,
        tail: "",
        write: |text, record, _| {
            write_csv(text, &record);
            Ok(())
        },
    };
    let body = send(&page, &typed, format).await?;
    Ok(file(body, "text/csv; charset=utf-8", "audit-log.csv"))
}

pub async fn json(page: AdminPage, Query(typed): Query<Typed>) -> Result<Response> {
    let format = Format {
        head: "[",
        tail: "\n]\n",
        write: |text, record, is_first| {
            let record = serde_json::to_string(&RecordFull::from(record))
                .map_err(|error| Error::internal("export", error))?;
            text.push_str(if is_first { "\n" } else { ",\n" });
            text.push_str(&record);
            Ok(())
        },
    };
    let body = send(&page, &typed, format).await?;
    Ok(file(
        body,
        "application/json; charset=utf-8",
        "audit-log.json",
    ))
}

fn file(body: Body, kind: &'static str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body).into_response()
}

/// How entries are written. `write` is told whether the entry is the first of all.
#[derive(Clone, Copy)]
struct Format {
    head: &'static str,
    tail: &'static str,
    write: fn(&mut String, Record, bool) -> Result<()>,
}

/// What is still to be sent.
struct Rest {
    cx: Cx,
    filter: Filter,
    format: Format,
    /// The piece that was read, and whether it is the first.
    piece: Vec<Record>,
    is_first: bool,
    is_done: bool,
}

async fn send(cx: &Cx, typed: &Typed, format: Format) -> Result<Body> {
    let mut tx = cx.read().await?;
    let filter = typed.read(cx, &mut tx).await?;
    // The first piece is read before anything is answered: should it fail, the answer says so.
    let piece = store::list(&mut tx, &filter, Part::First, PIECE).await?;
    drop(tx);
    let rest = Rest {
        cx: cx.clone(),
        filter,
        format,
        piece,
        is_first: true,
        is_done: false,
    };
    // A failure later on breaks the connection off, so that half a log is not taken for all of it.
    let pieces = stream::try_unfold(rest, |rest| async {
        next(rest)
            .await
            .map_err(|error| std::io::Error::other(format!("{error:?}")))
    });
    Ok(Body::from_stream(pieces))
}

async fn next(mut rest: Rest) -> Result<Option<(Bytes, Rest)>> {
    if rest.is_done {
        return Ok(None);
    }
    let mut text = String::new();
    if rest.is_first {
        text.push_str(rest.format.head);
    }
    let piece = std::mem::take(&mut rest.piece);
    let last = piece.last().map(|record| Place {
        at: record.at,
        id: record.id,
    });
    let n_records = i64::try_from(piece.len()).unwrap_or(i64::MAX);
    for record in piece {
        (rest.format.write)(&mut text, record, rest.is_first)?;
        rest.is_first = false;
    }
    match last {
        Some(last) if n_records == PIECE => {
            let mut tx = rest.cx.read().await?;
            let part = Part::OlderThan(last);
            rest.piece = store::list(&mut tx, &rest.filter, part, PIECE).await?;
        }
        _ => {
            text.push_str(rest.format.tail);
            rest.is_done = true;
        }
    }
    Ok(Some((Bytes::from(text), rest)))
}

/// Writes an entry: a line for each thing that changed, at least one.
fn write_csv(text: &mut String, record: &Record) {
    let changes = record.changed_values();
    let n_lines = changes.len().max(1);
    let mut changes = changes.into_iter();
    for _ in 0..n_lines {
        let change = changes.next().unwrap_or_default();
        let cells = [
            record.at.to_jira(),
            record.actor_name.clone(),
            record.address.clone().unwrap_or_default(),
            record.category.clone(),
            record.summary.clone(),
            record.object_kind.clone(),
            record.object_id.clone(),
            record.object_name.clone(),
            change.field_name,
            change.changed_from.unwrap_or_default(),
            change.changed_to.unwrap_or_default(),
        ];
        let _ = write!(text, "{}", record.id);
        for cell in &cells {
            text.push(',');
            table::write_cell(text, cell);
        }
        text.push_str("\r\n");
    }
}
