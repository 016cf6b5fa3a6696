//! Which columns a list has, and the form that chooses them: a filter's own come before those of the user,
//! and these before everybody's.

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::field::Choice;
use base::page::{FormPairs, PageCx, Shell, UserPage, field};
use base::{Cx, Result};
use issues::field::FieldSet;
use serde::Deserialize;

use crate::column::{self, Column, Columns};
use crate::filter::{self, Filter};

/// The page of the form.
pub const SHOW: &str = "/secure/ViewUserIssueColumns!default.jspa";
/// Where it is sent to.
pub const SEND: &str = "/secure/ViewUserIssueColumns.jspa";

/// Returns the columns of a list.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(cx: &Cx, tx: &mut db::Tx, filter: Option<&Filter>) -> Result<Vec<Column>> {
    if let Some(filter) = filter {
        let own = filter::columns(cx, tx, filter).await?;
        if !own.is_empty() {
            return Ok(own);
        }
    }
    column::of_caller(cx, tx).await
}

/// Returns the fields that must be read for these columns.
#[must_use]
pub fn field_set(columns: &[Column]) -> FieldSet {
    // A key is struck through where the issue is resolved.
    let ids = columns.iter().map(|column| match column.id.as_str() {
        "issuekey" => "resolution",
        id => id,
    });
    FieldSet::parse(ids, FieldSet::NONE)
}

/// Returns what must be expanded: one of the columns may show what people read otherwise than it is written.
#[must_use]
pub fn expand(columns: &[Column]) -> &'static str {
    if columns.iter().any(Column::is_rendered) {
        "renderedFields"
    } else {
        ""
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    filter_id: String,
}

#[derive(Template)]
#[template(path = "columns.html")]
struct Form<'a> {
    page: &'a PageCx,
    filter: Option<&'a Filter>,
    columns: Vec<Column>,
    others: Vec<Choice>,
}

/// Shows the form.
pub async fn show(page: UserPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let filter = filter_of(&page, &mut tx, &asked.filter_id).await?;
    let columns = of(&page, &mut tx, filter.as_ref()).await?;
    let known = Columns::of(&page, &mut tx).await?;
    let is_other = |other: &Column| columns.iter().all(|column| column.id != other.id);
    let others = Columns::system().chain(known.custom()).filter(is_other);
    let mut others: Vec<Choice> = others
        .map(|column| Choice::new(column.id, column.label))
        .collect();
    others.sort_by_cached_key(|choice| choice.label.to_lowercase());
    let form = Form {
        page: &page,
        filter: filter.as_ref(),
        columns,
        others,
    };
    page.render(&Shell::plain("Columns"), &form)
}

async fn filter_of(page: &PageCx, tx: &mut db::Tx, id: &str) -> Result<Option<Filter>> {
    match id.trim() {
        "" => Ok(None),
        id => filter::get(page, tx, id).await.map(Some),
    }
}

/// Takes one step: a column more or less, or one of them to the left or to the right.
pub async fn change(page: UserPage, sent: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let filter = filter_of(&page, &mut tx, sent.first("filterId")).await?;
    let columns = of(&page, &mut tx, filter.as_ref()).await?;
    let mut ids: Vec<String> = columns.into_iter().map(|column| column.id).collect();
    let at = |id: &str| ids.iter().position(|known| known == id);
    let text;
    if sent.has("reset") {
        ids.clear();
        text = "The columns are the usual ones again.";
    } else if sent.has("remove") {
        ids.retain(|id| id != sent.first("remove"));
        text = "The column was taken away.";
    } else if let Some(at) = at(sent.first("up")).filter(|at| *at > 0) {
        ids.swap(at, at - 1);
        text = "The column was moved.";
    } else if let Some(at) = at(sent.first("down")).filter(|at| at + 1 < ids.len()) {
        ids.swap(at, at + 1);
        text = "The column was moved.";
    } else {
        if sent.has("add") {
            ids.push(sent.first("column").to_owned());
        }
        text = "The column was added.";
    }
    let path = match filter {
        Some(filter) => {
            let id = filter.id;
            let filter = filter::editable(filter)?;
            filter::set_columns(&page, &mut tx, &filter, &ids).await?;
            format!("{SHOW}?filterId={id}")
        }
        None => {
            column::set_of_caller(&page, &mut tx, &ids, sent.has("reset")).await?;
            SHOW.to_owned()
        }
    };
    tx.commit().await?;
    page.done(&path, text)
}
