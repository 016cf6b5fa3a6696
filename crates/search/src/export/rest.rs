//! The handlers of exports.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::expand::Expand;
use base::http::{Path, Query};
use base::paging::Paging;
use base::{Cx, Error, Result, csv, guard};
use futures_util::stream;
use issues::field::custom::custom_fields;
use issues::field::{Field, FieldSet};
use issues::read::{self, Found};
use model::IssueId;
use serde::Deserialize;
use serde_json::Value;

use super::MOST;
use crate::navigator::cell;
use crate::navigator::columns::{self, Column};
use crate::navigator::source::Source;
use crate::query::{self, Validation};

/// How many issues are read at once.
const PIECE: usize = 500;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    jql_query: Option<String>,
    temp_max: String,
}

/// How issues are written.
#[derive(Clone)]
enum Format {
    Csv(Vec<Column>),
    Json,
}

/// What is still to be sent.
struct Rest {
    cx: Cx,
    ids: std::vec::IntoIter<IssueId>,
    fields: FieldSet,
    expand: Expand,
    format: Format,
    is_first: bool,
    is_done: bool,
}

pub async fn csv_of_all(
    cx: Cx,
    Path((of, _)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mut tx = cx.read().await?;
    let source = source(&cx, &mut tx, &of, &asked).await?;
    let columns = all_columns(&cx, &mut tx).await?;
    send(&cx, tx, (&source, &asked), Format::Csv(columns)).await
}

pub async fn csv_of_current(
    cx: Cx,
    Path((of, _)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mut tx = cx.read().await?;
    let source = source(&cx, &mut tx, &of, &asked).await?;
    let columns = columns::of(&cx, &mut tx, source.filter.as_ref()).await?;
    send(&cx, tx, (&source, &asked), Format::Csv(columns)).await
}

pub async fn json(
    cx: Cx,
    Path((of, _)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mut tx = cx.read().await?;
    let source = source(&cx, &mut tx, &of, &asked).await?;
    send(&cx, tx, (&source, &asked), Format::Json).await
}

async fn source(cx: &Cx, tx: &mut db::Tx, of: &str, asked: &Asked) -> Result<Source> {
    match of {
        "temp" => {
            let jql = asked.jql_query.as_deref().unwrap_or_default();
            Source::of(cx, tx, Some(jql), None).await
        }
        filter => Source::of(cx, tx, None, Some(filter)).await,
    }
}

/// Returns a column for each field of lists: the key and the summary first, custom fields last.
async fn all_columns(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Column>> {
    let first = [Field::Summary, Field::IssueKey];
    let others = Field::ALL.iter().copied().filter(|field| {
        let is_shown = field.about().navigable && *field != Field::Thumbnail;
        is_shown && !first.contains(field)
    });
    let mut columns: Vec<Column> = first.into_iter().chain(others).map(Column::from).collect();
    let viewable = guard::viewable_projects(cx);
    let custom = custom_fields(cx, tx).await?;
    let custom = custom.fields.iter();
    let custom = custom.filter(|field| field.is_visible(&viewable));
    columns.extend(custom.map(|field| Column {
        id: field.key().to_string(),
        label: format!("Custom field ({})", field.name),
        clause: None,
    }));
    Ok(columns)
}

async fn send(
    cx: &Cx,
    mut tx: db::Tx,
    (source, asked): (&Source, &Asked),
    format: Format,
) -> Result<Response> {
    let most = asked.temp_max.trim().parse().unwrap_or(MOST);
    let paging = Paging {
        start_at: 0,
        max_results: most.clamp(1, MOST),
    };
    let outcome = query::find(cx, &mut tx, &source.jql, Validation::Strict, paging).await?;
    let (fields, expand) = match &format {
        Format::Csv(columns) => (columns::field_set(columns), columns::expand(columns)),
        Format::Json => (FieldSet::navigable(), ""),
    };
    let mut rest = Rest {
        cx: cx.clone(),
        ids: outcome.found.ids().to_vec().into_iter(),
        fields,
        expand: Expand::parse(Some(expand)),
        format: format.clone(),
        is_first: true,
        is_done: false,
    };
    // The first piece is read before anything is answered: should it fail, the answer says so.
    let first = piece(&mut rest, &mut tx).await?;
    drop(tx);
    let pieces = stream::try_unfold((Some(first), rest), |(read, rest)| async {
        next(read, rest)
            .await
            .map_err(|error| std::io::Error::other(format!("{error:?}")))
    });
    let (kind, ending) = match format {
        Format::Csv(_) => ("text/csv; charset=utf-8", "csv"),
        Format::Json => ("application/json; charset=utf-8", "json"),
    };
    let name = format!("attachment; filename=\"issues.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

type Piece = (Bytes, (Option<Bytes>, Rest));

async fn next(read: Option<Bytes>, mut rest: Rest) -> Result<Option<Piece>> {
    if let Some(read) = read {
        return Ok(Some((read, (None, rest))));
    }
    if rest.is_done {
        return Ok(None);
    }
    let mut tx = rest.cx.read().await?;
    let bytes = piece(&mut rest, &mut tx).await?;
    Ok(Some((bytes, (None, rest))))
}

/// Reads and writes the next issues.
async fn piece(rest: &mut Rest, tx: &mut db::Tx) -> Result<Bytes> {
    let ids: Vec<IssueId> = rest.ids.by_ref().take(PIECE).collect();
    // They are those that the search has found with what the caller may see in its SQL.
    let found = Found::by_visible_search(ids);
    let fields = rest.fields.clone();
    let issues = read::issues_by_ids(&rest.cx, tx, &found, fields, &rest.expand).await?;
    let mut text = String::new();
    let is_first = std::mem::take(&mut rest.is_first);
    rest.is_done = rest.ids.len() == 0;
    let internal = |error| Error::internal("an export", error);
    match &rest.format {
        Format::Csv(columns) => {
            if is_first {
                // Spreadsheets take a file for Latin-1 that does not begin so.
                text.push('\u{feff}');
                csv::write_line(&mut text, columns.iter().map(|column| &*column.label));
            }
            for issue in &issues {
                let issue: Value = serde_json::to_value(issue).map_err(internal)?;
                let cells = columns.iter().map(|column| cell::shown(&issue, &column.id));
                let cells: Vec<String> = cells.collect();
                csv::write_line(&mut text, cells.iter().map(String::as_str));
            }
        }
        Format::Json => {
            text.push_str(if is_first { "{\"issues\":[" } else { "" });
            for (position, issue) in issues.iter().enumerate() {
                let comma = if is_first && position == 0 {
                    "\n"
                } else {
                    ",\n"
                };
                text.push_str(comma);
                text.push_str(&serde_json::to_string(issue).map_err(internal)?);
            }
            text.push_str(if rest.is_done { "\n]}\n" } else { "" });
        }
    }
    Ok(Bytes::from(text))
}
