//! The handlers of projects.

use axum::http::StatusCode;
use base::expand::Expand;
use base::guard;
use base::http::{Body, Created, Json, NoContent, Path, Query};
use base::refs::{Users, users_by_ids};
use base::{Cx, Result};
use schemars::JsonSchema;
use serde::Deserialize;

use super::fields::Fields;
use super::wire::{Identity, Parts, ProjectFull, ProjectInput, TypeStatuses};
use super::{Project, ops, store};
use crate::catalog::catalog;
use crate::category::categories;
use crate::offer::offers;
use crate::{component, role, version};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    expand: Option<String>,
    include_archived: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
pub struct Expanding {
    expand: Option<String>,
}

pub async fn list(cx: Cx, Query(asked): Query<Listing>) -> Result<Json<Vec<ProjectFull>>> {
    let expand = Expand::parse(asked.expand.as_deref());
    let visible = guard::viewable_projects(&cx);
    let mut tx = cx.read().await?;
    // Python's clients write `True`.
    let with_archived = asked
        .include_archived
        .is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let projects = store::by_ids(&mut tx, visible.ids(), with_archived).await?;
    let users = if expand.has("lead") {
        users_by_ids(&mut tx, projects.iter().map(|project| project.lead)).await?
    } else {
        Users::default()
    };
    let categories = categories(&cx, &mut tx).await?;
    let projects = projects
        .iter()
        .map(|project| ProjectFull::listed(project, &users, &categories, &expand, cx.urls()));
    Ok(Json(projects.collect()))
}

pub async fn create(cx: Cx, Body(input): Body<ProjectInput>) -> Result<Created<Identity>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let project = ops::create(&cx, &mut tx, admin, &Fields::from(input)).await?;
    tx.commit().await?;
    Ok(Created(Identity::new(&project, cx.urls())))
}

pub async fn get(
    cx: Cx,
    Path(key): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<ProjectFull>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let project = store::by_id(&mut tx, project.id).await?;
    show(&cx, &mut tx, &project, &asked).await
}

pub async fn edit(
    cx: Cx,
    Path(key): Path<String>,
    Query(asked): Query<Expanding>,
    Body(input): Body<ProjectInput>,
) -> Result<Json<ProjectFull>> {
    let mut tx = cx.write().await?;
    let project = guard::project(&cx, &mut tx, &key).await?;
    let project = ops::edit(&cx, &mut tx, &project, &Fields::from(input)).await?;
    let shown = show(&cx, &mut tx, &project, &asked).await?;
    tx.commit().await?;
    Ok(shown)
}

pub async fn set_type(
    cx: Cx,
    Path((key, type_key)): Path<(String, String)>,
) -> Result<Json<ProjectFull>> {
    let mut tx = cx.write().await?;
    let project = guard::project(&cx, &mut tx, &key).await?;
    guard::administrator(&cx)?;
    let fields = Fields {
        type_key: Some(type_key),
        ..Fields::default()
    };
    let project = ops::edit(&cx, &mut tx, &project, &fields).await?;
    let shown = show(&cx, &mut tx, &project, &Expanding { expand: None }).await?;
    tx.commit().await?;
    Ok(shown)
}

pub async fn delete(cx: Cx, Path(key): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    ops::delete(&cx, &mut tx, guard::administrator(&cx)?, &project).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn archive(cx: Cx, Path(key): Path<String>) -> Result<NoContent> {
    set_archived(cx, &key, true).await?;
    Ok(NoContent)
}

pub async fn restore(cx: Cx, Path(key): Path<String>) -> Result<StatusCode> {
    set_archived(cx, &key, false).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn set_archived(cx: Cx, key: &str, archived: bool) -> Result<()> {
    let mut tx = cx.write().await?;
    let project = guard::project_to_view(&cx, &mut tx, key).await?;
    let admin = guard::administrator(&cx)?;
    ops::set_archived(&cx, &mut tx, admin, &project, archived).await?;
    tx.commit().await
}

pub async fn list_statuses(cx: Cx, Path(key): Path<String>) -> Result<Json<Vec<TypeStatuses>>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let offers = offers(&cx, &mut tx).await?;
    let types = offers.offer(&catalog, project.id).types;
    let types = types.into_iter().map(|known| {
        let workflow = catalog.workflow_of(project.workflow_scheme, known.id);
        let statuses = workflow
            .into_iter()
            .flat_map(|workflow| catalog.statuses_of(workflow))
            .map(|status| status.short(cx.urls()))
            .collect();
        TypeStatuses::new(known, statuses, cx.urls())
    });
    Ok(Json(types.collect()))
}

async fn show(
    cx: &Cx,
    tx: &mut db::Tx,
    project: &Project,
    asked: &Expanding,
) -> Result<Json<ProjectFull>> {
    let users = users_by_ids(tx, [project.lead]).await?;
    let roles = role::store::all(tx).await?;
    let catalog = catalog(cx, tx).await?;
    let offers = offers(cx, tx).await?;
    let components = component::of_project(tx, project.id).await?;
    let versions = version::of_project(tx, project.id).await?;
    let parts = Parts {
        categories: categories(cx, tx).await?,
        components: component::shown(cx, tx, &components).await?,
        versions: version::shown(cx, &versions),
    };
    let expand = Expand::parse(asked.expand.as_deref());
    Ok(Json(ProjectFull::alone(
        project,
        &users,
        &roles,
        &offers.offer(&catalog, project.id).types,
        parts,
        &expand,
        cx.urls(),
    )))
}
