//! The handlers of the quick search, and its JSON.

use axum::response::Response;
use base::http::{Json, Query};
use base::page::PageCx;
use base::{Cx, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ops;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Searched {
    search_string: String,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Typed {
    q: String,
}

/// Things of a kind.
#[derive(JsonSchema, Serialize)]
pub struct Group {
    pub id: &'static str,
    pub name: &'static str,
    pub items: Vec<Item>,
}

/// One of them.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    pub title: String,
    pub subtitle: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub avatar_url: String,
    pub url: String,
}

impl Group {
    pub fn new(id: &'static str, name: &'static str, items: Vec<Item>) -> Self {
        Self { id, name, items }
    }
}

pub async fn search(page: PageCx, Query(asked): Query<Searched>) -> Result<Response> {
    let path = ops::path(&page, &mut page.read().await?, &asked.search_string).await?;
    page.redirect(&path)
}

pub async fn suggest(cx: Cx, Query(typed): Query<Typed>) -> Result<Json<Vec<Group>>> {
    let mut tx = cx.read().await?;
    Ok(Json(ops::suggested(&cx, &mut tx, &typed.q).await?))
}
