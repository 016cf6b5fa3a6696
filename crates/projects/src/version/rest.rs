//! The handlers of versions.

use base::guard;
use base::http::{Body, Created, Json, Path, QueryPairs};
use base::paging::{Page, Paging};
use base::urls::encode;
use base::{Cx, Error, Result, messages};
use model::ProjectId;
use model::permission::may::AdministerProjects;

use super::store::{By, Order};
use super::wire::{MoveInput, VersionFull, VersionInput};
use super::{ops, store};
use crate::component::projects_asked;
use crate::loose::Loose;

/// The most versions of a page.
const MOST: i64 = 1000;

pub async fn create(cx: Cx, Body(input): Body<VersionInput>) -> Result<Created<VersionFull>> {
    let by_id = input.project_id.as_ref().map(Loose::text);
    let Some(which) = input.project.clone().or(by_id) else {
        cx.signed_in()?;
        return Err(Error::invalid_field("project", messages::NO_PROJECT_GIVEN));
    };
    let mut tx = cx.write().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &which).await?;
    let version = ops::create(&cx, &mut tx, &project, input).await?;
    tx.commit().await?;
    Ok(Created(ops::show(&cx, &version)))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<VersionFull>> {
    let mut tx = cx.read().await?;
    let version = ops::find(&cx, &mut tx, &id).await?;
    Ok(Json(ops::show(&cx, &version)))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<VersionInput>,
) -> Result<Json<VersionFull>> {
    let mut tx = cx.write().await?;
    let (project, version) = ops::find_to_change(&cx, &mut tx, &id).await?;
    let version = ops::update(&cx, &mut tx, &project, &version, input).await?;
    tx.commit().await?;
    Ok(Json(ops::show(&cx, &version)))
}

pub async fn move_to(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<MoveInput>,
) -> Result<Json<VersionFull>> {
    let mut tx = cx.write().await?;
    let (project, version) = ops::find_to_change(&cx, &mut tx, &id).await?;
    let version = ops::move_to(&cx, &mut tx, &project, &version, &input).await?;
    tx.commit().await?;
    Ok(Json(ops::show(&cx, &version)))
}

pub async fn of_project(cx: Cx, Path(key): Path<String>) -> Result<Json<Vec<VersionFull>>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let versions = store::of_project(&mut tx, project.id).await?;
    Ok(Json(ops::shown(&cx, &versions)))
}

pub async fn page_of_project(
    cx: Cx,
    Path(key): Path<String>,
    asked: QueryPairs,
) -> Result<Json<Page<VersionFull>>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let url = format!("project/{}/version?", project.id);
    one_page(&cx, &mut tx, &[project.id], &asked, (&url, 50)).await
}

pub async fn page(cx: Cx, asked: QueryPairs) -> Result<Json<Page<VersionFull>>> {
    cx.signed_in()?;
    let projects = projects_asked(&cx, &asked);
    let query = asked.first("query").unwrap_or_default();
    let url = format!("version?query={}", encode(query));
    let mut tx = cx.read().await?;
    one_page(&cx, &mut tx, &projects, &asked, (&url, 100)).await
}

async fn one_page(
    cx: &Cx,
    tx: &mut db::Tx,
    projects: &[ProjectId],
    asked: &QueryPairs,
    (url, usual): (&str, i64),
) -> Result<Json<Page<VersionFull>>> {
    let number = |name: &str| asked.first(name).map(str::parse::<i64>).transpose();
    let number = |name| number(name).map_err(|error| messages::bad_query(&error.to_string()));
    let paging = Paging::new(number("startAt")?, number("maxResults")?, usual, MOST)?;
    let order = order(asked.first("orderBy").unwrap_or_default())?;
    let query = asked.first("query").unwrap_or_default();
    let (versions, total) = store::page(tx, projects, query, order, paging).await?;
    let url = cx.urls().api(url);
    Ok(Json(Page::new(
        &url,
        paging,
        total,
        ops::shown(cx, &versions),
    )))
}

/// Reads `name`, `+name` or `-name`.
fn order(text: &str) -> Result<Order> {
    let name = text.trim_start_matches(['+', ' ']);
    let (name, is_descending) = match name.strip_prefix('-') {
        Some(name) => (name, true),
        None => (name, false),
    };
    let by = match name {
        "" | "sequence" => By::Position,
        "name" => By::Name,
        "startDate" => By::StartDate,
        "releaseDate" => By::ReleaseDate,
        _ => return Err(messages::bad_version_order(text)),
    };
    Ok(Order { by, is_descending })
}
