//! The handlers of exports.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::expand::Expand;
use base::http::{Path, QueryPairs};
use base::paging::Paging;
use base::urls::encode;
use base::{Cx, Error, Result, guard};
use futures_util::stream;
use issues::field::FieldSet;
use issues::field::custom::custom_fields;
use issues::read::{self, Found};
use model::IssueId;
use model::permission::may::BrowseProjects;
use serde_json::Value;

use super::MOST;
use super::format::{Channel, Format, Place};
use super::xml::{Elements, Items};
use crate::column::{Column, Columns};
use crate::navigator::columns;
use crate::navigator::source::Source;
use crate::query::{self, Outcome, Validation};

/// How many issues are read at once.
const PIECE: usize = 500;

/// What a file is asked with.
#[derive(Debug, Default)]
pub struct Asked {
    jql: String,
    most: Option<i64>,
    start: i64,
    elements: Elements,
}

impl Asked {
    /// Reads it.
    #[must_use]
    pub fn new(pairs: &QueryPairs) -> Self {
        let number = |name| pairs.first(name).and_then(|text| text.trim().parse().ok());
        Self {
            jql: pairs.first("jqlQuery").unwrap_or_default().to_owned(),
            most: number("tempMax"),
            start: number("pager/start").unwrap_or(0),
            elements: Elements::new(pairs.all("field")),
        }
    }

    /// Returns which of the issues are meant, at most so many.
    #[must_use]
    pub fn paging(&self, most: i64) -> Paging {
        Paging {
            start_at: self.start.max(0),
            max_results: self.most.unwrap_or(most).clamp(1, most),
        }
    }
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
    pairs: QueryPairs,
) -> Result<Response> {
    let asked = Asked::new(&pairs);
    let mut tx = cx.read().await?;
    let source = source(&cx, &mut tx, &of, &asked).await?;
    let columns = all_columns(&cx, &mut tx).await?;
    send(&cx, tx, (&source, &asked), |_| Format::Csv(columns)).await
}

pub async fn csv_of_current(
    cx: Cx,
    Path((of, _)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Response> {
    let asked = Asked::new(&pairs);
    let mut tx = cx.read().await?;
    let source = source(&cx, &mut tx, &of, &asked).await?;
    let columns = columns::of(&cx, &mut tx, source.filter.as_ref()).await?;
    send(&cx, tx, (&source, &asked), |_| Format::Csv(columns)).await
}

pub async fn json(
    cx: Cx,
    Path((of, _)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Response> {
    let asked = Asked::new(&pairs);
    let mut tx = cx.read().await?;
    let source = source(&cx, &mut tx, &of, &asked).await?;
    send(&cx, tx, (&source, &asked), |_| Format::Json).await
}

/// Writes an item for each issue.
pub async fn xml(
    cx: Cx,
    Path((of, _)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Response> {
    feed(cx, &of, &pairs, Format::Xml).await
}

/// Writes what readers of feeds show.
pub async fn rss(
    cx: Cx,
    Path((of, _)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Response> {
    feed(cx, &of, &pairs, Format::Rss).await
}

async fn feed(
    cx: Cx,
    of: &str,
    pairs: &QueryPairs,
    format: fn(Items, Channel) -> Format,
) -> Result<Response> {
    let asked = Asked::new(pairs);
    let mut tx = cx.read().await?;
    let source = source(&cx, &mut tx, of, &asked).await?;
    let items = items(&cx, &mut tx, &asked).await?;
    let channel = |outcome: &Outcome| {
        let n_found = i64::try_from(outcome.found.ids().len()).unwrap_or(i64::MAX);
        let start = asked.paging(MOST).start_at;
        Channel {
            title: source
                .filter
                .as_ref()
                .map_or_else(|| "Issues".to_owned(), |filter| filter.name.clone()),
            link: cx.urls().page(&source.path(0)),
            part: Some((start, start.saturating_add(n_found), outcome.total)),
        }
    };
    send(&cx, tx, (&source, &asked), |outcome| {
        format(items, channel(outcome))
    })
    .await
}

async fn items(cx: &Cx, tx: &mut db::Tx, asked: &Asked) -> Result<Items> {
    Ok(Items {
        elements: asked.elements.clone(),
        custom: custom_fields(cx, tx).await?,
        urls: cx.urls().clone(),
    })
}

/// Writes one issue.
pub async fn issue_xml(
    cx: Cx,
    Path((key, _)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Response> {
    let asked = Asked::new(&pairs);
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &key).await?;
    let items = items(&cx, &mut tx, &asked).await?;
    let channel = Channel {
        title: format!("Issue {key}"),
        link: cx.urls().page(&format!("/browse/{}", encode(&key))),
        part: None,
    };
    stream_of(&cx, tx, vec![issue.id], Format::Xml(items, channel)).await
}

/// Returns what is searched: a filter, or the query that was sent along.
pub async fn source(cx: &Cx, tx: &mut db::Tx, of: &str, asked: &Asked) -> Result<Source> {
    match of {
        "temp" => Source::of(cx, tx, Some(&asked.jql), None).await,
        filter => Source::of(cx, tx, None, Some(filter)).await,
    }
}

/// Returns a column for each field of lists: the key and the summary first, custom fields last.
pub async fn all_columns(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Column>> {
    let known = Columns::of(cx, tx).await?;
    let first = ["summary", "issuekey"]
        .iter()
        .filter_map(|id| known.find(id));
    let is_first = |column: &Column| matches!(&*column.id, "summary" | "issuekey");
    let mut columns: Vec<Column> = first.collect();
    columns.extend(Columns::system().filter(|column| !is_first(column)));
    columns.extend(known.custom().map(|column| Column {
        label: format!("Custom field ({})", column.label),
        ..column
    }));
    Ok(columns)
}

async fn send(
    cx: &Cx,
    mut tx: db::Tx,
    (source, asked): (&Source, &Asked),
    format: impl FnOnce(&Outcome) -> Format,
) -> Result<Response> {
    let paging = asked.paging(MOST);
    let outcome = query::find(cx, &mut tx, &source.jql, Validation::Strict, paging).await?;
    let format = format(&outcome);
    stream_of(cx, tx, outcome.found.ids().to_vec(), format).await
}

async fn stream_of(cx: &Cx, mut tx: db::Tx, ids: Vec<IssueId>, format: Format) -> Result<Response> {
    let (kind, disposition) = format.kind();
    let mut rest = Rest {
        cx: cx.clone(),
        ids: ids.into_iter(),
        fields: format.fields(),
        expand: format.expand(),
        format,
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
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store"),
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
    let issues: std::result::Result<Vec<Value>, _> =
        issues.iter().map(serde_json::to_value).collect();
    let issues = issues.map_err(|error| Error::internal("an export", error))?;
    rest.is_done = rest.ids.len() == 0;
    let place = Place {
        is_first: std::mem::take(&mut rest.is_first),
        is_last: rest.is_done,
    };
    rest.format.write(&issues, place).map(Bytes::from)
}
