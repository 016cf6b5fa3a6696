//! The handlers of components.

use base::guard;
use base::http::{Body, Created, Json, Path, QueryPairs};
use base::paging::{Page, Paging};
use base::urls::encode;
use base::{Cx, Error, Result, messages};
use model::ProjectId;
use model::permission::may::AdministerProjects;

use super::wire::{ComponentFull, ComponentInput};
use super::{Component, ops, store};
use crate::loose::Loose;

/// The most components of a page.
const MOST: i64 = 1000;

pub async fn create(cx: Cx, Body(input): Body<ComponentInput>) -> Result<Created<ComponentFull>> {
    let by_id = input.project_id.as_ref().map(Loose::text);
    let Some(which) = input.project.clone().or(by_id) else {
        cx.signed_in()?;
        return Err(Error::invalid_field("project", messages::NO_PROJECT_GIVEN));
    };
    let mut tx = cx.write().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &which).await?;
    let component = ops::create(&cx, &mut tx, &project, input).await?;
    let shown = one(&cx, &mut tx, component).await?;
    tx.commit().await?;
    Ok(Created(shown))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<ComponentFull>> {
    let mut tx = cx.read().await?;
    let component = ops::find(&cx, &mut tx, &id).await?;
    one(&cx, &mut tx, component).await.map(Json)
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<ComponentInput>,
) -> Result<Json<ComponentFull>> {
    let mut tx = cx.write().await?;
    let (project, component) = ops::find_to_change(&cx, &mut tx, &id).await?;
    let component = ops::update(&cx, &mut tx, &project, &component, input).await?;
    let shown = one(&cx, &mut tx, component).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn of_project(cx: Cx, Path(key): Path<String>) -> Result<Json<Vec<ComponentFull>>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let components = store::of_project(&mut tx, project.id).await?;
    ops::shown(&cx, &mut tx, &components).await.map(Json)
}

pub async fn page(cx: Cx, asked: QueryPairs) -> Result<Json<Page<ComponentFull>>> {
    cx.signed_in()?;
    let number = |name: &str| asked.first(name).map(str::parse::<i64>).transpose();
    let number = |name| number(name).map_err(|error| messages::bad_query(&error.to_string()));
    let paging = Paging::new(number("startAt")?, number("maxResults")?, 100, MOST)?;
    let query = asked.first("query").unwrap_or_default();
    let projects = projects_asked(&cx, &asked);
    let mut tx = cx.read().await?;
    let (components, total) = store::page(&mut tx, &projects, query, paging).await?;
    let shown = ops::shown(&cx, &mut tx, &components).await?;
    let url = cx
        .urls()
        .api(&format!("component/page?query={}", encode(query)));
    Ok(Json(Page::new(&url, paging, total, shown)))
}

/// Returns the projects named, or all, as far as the caller may know of them.
pub(crate) fn projects_asked(cx: &Cx, asked: &QueryPairs) -> Vec<ProjectId> {
    let named: Vec<&str> = asked
        .all("projectIds")
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .collect();
    let visible = guard::viewable_projects(cx);
    let is_asked = |id: &ProjectId| named.is_empty() || named.contains(&id.to_string().as_str());
    visible.ids().iter().copied().filter(is_asked).collect()
}

async fn one(cx: &Cx, tx: &mut db::Tx, component: Component) -> Result<ComponentFull> {
    let mut shown = ops::shown(cx, tx, &[component]).await?;
    shown
        .pop()
        .ok_or_else(|| Error::internal("component", "it is not shown"))
}
