//! Looking for a project while typing, and whether a key could be a new project's.

use base::error::Problems;
use base::guard;
use base::http::{Json, Query};
use base::{Cx, Result, messages};
use schemars::JsonSchema;
use serde::Deserialize;

use super::fields::check_key;
use super::store;
use super::wire::{Picked, Wrong};

/// How many projects are shown at most.
const MOST: i64 = 100;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    query: Option<String>,
    max_results: Option<i64>,
    #[serde(default, deserialize_with = "base::http::flag")]
    allow_empty_query: bool,
}

#[derive(Deserialize, JsonSchema)]
pub struct WhichKey {
    key: Option<String>,
}

/// Answers with the projects that the caller may know of and whose key, or a word of whose name, begins
/// with what was typed.
pub async fn pick(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Picked>> {
    let query = asked.query.as_deref().unwrap_or_default().trim();
    let size = match asked.max_results.unwrap_or(0) {
        0 => MOST,
        size => size.clamp(0, MOST),
    };
    if query.is_empty() && !asked.allow_empty_query {
        return Ok(Json(Picked::new(&[], 0, query, cx.urls())));
    }
    let visible = guard::viewable_projects(&cx);
    let mut tx = cx.read().await?;
    let (found, total) = store::beginning_with(&mut tx, visible.ids(), query, size).await?;
    Ok(Json(Picked::new(&found, total, query, cx.urls())))
}

/// Answers with what is wrong with a key, if anything is. One that a project has which the caller may not
/// know of is not called taken: they cannot make a project anyway.
pub async fn validate_key(cx: Cx, Query(asked): Query<WhichKey>) -> Result<Json<Wrong>> {
    cx.signed_in()?;
    let mut problems = Problems::default();
    if let Some(key) = check_key(asked.key.as_deref().unwrap_or_default(), &mut problems) {
        let mut tx = cx.read().await?;
        let visible = guard::viewable_projects(&cx);
        let others = store::with_key_or_name(&mut tx, Some(key.as_str()), None).await?;
        let mut others = others.iter().filter(|other| visible.has(other.id));
        if let Some(other) = others.find(|other| other.key == key.as_str()) {
            problems.field("projectKey", messages::project_key_taken(&other.name));
        }
    }
    Ok(Json(Wrong::new(problems)))
}
