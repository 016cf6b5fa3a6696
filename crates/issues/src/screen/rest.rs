//! The handlers of screens.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::expand::Expand;
use base::guard;
use base::http::{Body, Json, NoContent, Path, Query};
use base::paging::Paging;
use base::text::fold;
use base::{Cx, Result, messages};
use projects::catalog;
use projects::screen::ops::{self, Deletion, Move};
use projects::screen::{DEFAULT, screens};
use schemars::JsonSchema;
use serde::Deserialize;

use super::fields;
use super::wire::{AddedField, FieldMove, Listed, ScreenField, ScreenFull, ScreenTab, TabInput};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    search: Option<String>,
    expand: Option<String>,
    start_at: Option<i64>,
    max_results: Option<i64>,
}

pub async fn list(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Listed>> {
    guard::administrator(&cx)?;
    let is_paged = asked.start_at.is_some() || asked.max_results.is_some();
    let paging = Paging::new(asked.start_at, asked.max_results, 100, 1000)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let screens = screens(&cx, &mut tx).await?;
    let expand = Expand::parse(asked.expand.as_deref());
    let sought = fold(asked.search.as_deref().unwrap_or_default());
    let found = screens.0.iter();
    let found = found.filter(|screen| fold(&screen.name).contains(&sought));
    let shown: Vec<ScreenFull> = found
        .map(|screen| ScreenFull::new(screen, &catalog, |name| expand.has(name)))
        .collect();
    if !is_paged {
        return Ok(Json(Listed::All(shown)));
    }
    let total = shown.len();
    let start = usize::try_from(paging.start_at).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.max_results).unwrap_or(0);
    Ok(Json(Listed::Page {
        start_at: paging.start_at,
        max_results: paging.max_results,
        total,
        screens: shown.into_iter().skip(start).take(size).collect(),
    }))
}

pub async fn add_to_default(cx: Cx, Path(field): Path<String>) -> Result<StatusCode> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    fields::find(&cx, &mut tx, &field).await?;
    let at = (DEFAULT.to_string(), None);
    ops::add_field(&cx, &mut tx, admin, (&at.0, at.1), &field).await?;
    tx.commit().await?;
    Ok(StatusCode::CREATED)
}

pub async fn available_fields(
    cx: Cx,
    Path(screen): Path<String>,
) -> Result<Json<Vec<ScreenField>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let screens = screens(&cx, &mut tx).await?;
    let screen = ops::find(&screens, &screen)?;
    let all = fields::all(&cx, &mut tx).await?;
    let others = all.iter().filter(|field| !screen.has(&field.id));
    Ok(Json(
        others.map(|field| ScreenField::new(field, None)).collect(),
    ))
}

pub async fn list_tabs(cx: Cx, Path(screen): Path<String>) -> Result<Json<Vec<ScreenTab>>> {
    guard::administrator(&cx)?;
    let screens = screens(&cx, &mut cx.read().await?).await?;
    let screen = ops::find(&screens, &screen)?;
    Ok(Json(screen.tabs.iter().map(ScreenTab::new).collect()))
}

pub async fn create_tab(
    cx: Cx,
    Path(screen): Path<String>,
    Body(input): Body<TabInput>,
) -> Result<Json<ScreenTab>> {
    let admin = guard::administrator(&cx)?;
    let name = input.name.unwrap_or_default();
    let mut tx = cx.write().await?;
    let tab = ops::add_tab(&cx, &mut tx, admin, &screen, &name).await?;
    tx.commit().await?;
    Ok(Json(ScreenTab::new(&tab)))
}

pub async fn rename_tab(
    cx: Cx,
    Path((screen, tab)): Path<(String, String)>,
    Body(input): Body<TabInput>,
) -> Result<Json<ScreenTab>> {
    let admin = guard::administrator(&cx)?;
    let name = input.name.unwrap_or_default();
    let mut tx = cx.write().await?;
    let tab = ops::rename_tab(&cx, &mut tx, admin, (&screen, &tab), &name).await?;
    tx.commit().await?;
    Ok(Json(ScreenTab::new(&tab)))
}

pub async fn delete_tab(cx: Cx, Path((screen, tab)): Path<(String, String)>) -> Result<Response> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    if ops::delete_tab(&cx, &mut tx, admin, (&screen, &tab)).await? == Deletion::IsLast {
        let mut response = messages::tab_is_last().into_response();
        *response.status_mut() = StatusCode::PRECONDITION_FAILED;
        return Ok(response);
    }
    tx.commit().await?;
    Ok(NoContent.into_response())
}

pub async fn move_tab(
    cx: Cx,
    Path((screen, tab, position)): Path<(String, String, String)>,
) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::move_tab(&cx, &mut tx, admin, (&screen, &tab), &position).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn list_fields(
    cx: Cx,
    Path((screen, tab)): Path<(String, String)>,
) -> Result<Json<Vec<ScreenField>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let screens = screens(&cx, &mut tx).await?;
    let tab = ops::find_tab(ops::find(&screens, &screen)?, &tab)?;
    let all = fields::all(&cx, &mut tx).await?;
    let shown = tab.fields.iter().filter_map(|placed| {
        let field = all.iter().find(|field| field.id == placed.field)?;
        Some(ScreenField::new(field, Some(placed)))
    });
    Ok(Json(shown.collect()))
}

pub async fn add_field(
    cx: Cx,
    Path((screen, tab)): Path<(String, String)>,
    Body(input): Body<AddedField>,
) -> Result<Json<ScreenField>> {
    let admin = guard::administrator(&cx)?;
    let id = input.field_id.unwrap_or_default();
    let mut tx = cx.write().await?;
    let field = fields::find(&cx, &mut tx, &id).await?;
    ops::add_field(&cx, &mut tx, admin, (&screen, Some(&tab)), &id).await?;
    tx.commit().await?;
    Ok(Json(ScreenField::new(&field, None)))
}

pub async fn remove_field(
    cx: Cx,
    Path((screen, tab, field)): Path<(String, String, String)>,
) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::remove_field(&cx, &mut tx, admin, (&screen, &tab), &field).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn move_field(
    cx: Cx,
    Path((screen, tab, field)): Path<(String, String, String)>,
    Body(input): Body<FieldMove>,
) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let to = match (input.after, input.position.as_deref()) {
        // An address ends with the field's id, and so does the id alone.
        (Some(after), None) => {
            let id = after.rsplit('/').next().unwrap_or_default();
            Move::After(id.to_owned())
        }
        (None, Some("Earlier")) => Move::Earlier,
        (None, Some("Later")) => Move::Later,
        (None, Some("First")) => Move::First,
        (None, Some("Last")) => Move::Last,
        _ => return Err(messages::field_position()),
    };
    let mut tx = cx.write().await?;
    ops::move_field(&cx, &mut tx, admin, (&screen, &tab), &field, &to).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn set_show_when_empty(
    cx: Cx,
    Path((screen, tab, field, value)): Path<(String, String, String, String)>,
) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let value = match value.to_ascii_lowercase().as_str() {
        "true" => true,
        "false" => false,
        _ => return Err(messages::no_such_resource()),
    };
    let mut tx = cx.write().await?;
    let at = (screen.as_str(), tab.as_str());
    ops::set_show_when_empty(&cx, &mut tx, admin, at, &field, value).await?;
    tx.commit().await?;
    Ok(NoContent)
}
