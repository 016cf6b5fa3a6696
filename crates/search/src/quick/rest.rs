//! The handlers of the quick search.

use axum::response::Response;
use base::http::{Json, Query};
use base::page::PageCx;
use base::{Cx, Result};
use serde::Deserialize;

use super::ops;
use super::wire::{Group, Typed};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Searched {
    search_string: String,
}

pub async fn search(page: PageCx, Query(asked): Query<Searched>) -> Result<Response> {
    let path = ops::path(&page, &mut page.read().await?, &asked.search_string).await?;
    page.redirect(&path)
}

pub async fn suggest(cx: Cx, Query(typed): Query<Typed>) -> Result<Json<Vec<Group>>> {
    let mut tx = cx.read().await?;
    Ok(Json(ops::suggested(&cx, &mut tx, &typed.q).await?))
}
