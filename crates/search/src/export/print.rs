//! What a search finds as a page to be printed or saved.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::expand::Expand;
use base::http::{Path, QueryPairs};
use base::page::{PageCx, Shell};
use issues::read;

use super::MOST_PRINTED;
use super::rest::{Asked, all_columns, source};
use crate::column::Column;
use crate::navigator::cell::{Cell, Row};
use crate::navigator::columns;
use crate::navigator::page::{rows, title};
use crate::query::{self, Validation};

#[derive(Template)]
#[template(path = "printable.html")]
struct Main<'a> {
    page: &'a PageCx,
    title: &'a str,
    jql: &'a str,
    back: String,
    heads: Vec<Column>,
    rows: Vec<Row>,
    total: i64,
}

/// Shows the columns of the list.
pub async fn current(
    page: PageCx,
    Path((of, _)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Response> {
    show(&page, &of, &pairs, false).await
}

/// Shows every column there is.
pub async fn all(
    page: PageCx,
    Path((of, _)): Path<(String, String)>,
    pairs: QueryPairs,
) -> Result<Response> {
    show(&page, &of, &pairs, true).await
}

async fn show(page: &PageCx, of: &str, pairs: &QueryPairs, is_all: bool) -> Result<Response> {
    let asked = Asked::new(pairs);
    let mut tx = page.read().await?;
    let source = source(page, &mut tx, of, &asked).await?;
    let heads = if is_all {
        all_columns(page, &mut tx).await?
    } else {
        columns::of(page, &mut tx, source.filter.as_ref()).await?
    };
    let paging = asked.paging(MOST_PRINTED);
    let outcome = query::find(page, &mut tx, &source.jql, Validation::Strict, paging).await?;
    let (fields, expand) = (columns::field_set(&heads), columns::expand(&heads));
    let expand = Expand::parse(Some(expand));
    let issues = read::issues_by_ids(page, &mut tx, &outcome.found, fields, &expand).await?;
    let title = title(&source);
    let main = Main {
        page,
        title: &title,
        jql: &source.jql,
        back: page.link(&source.path(0)),
        rows: rows(page, &issues, &heads)?,
        heads,
        total: outcome.total,
    };
    page.render(&Shell::plain(&title), &main)
}
