//! The handlers of issue type schemes.

use axum::http::StatusCode;
use base::expand::Expand;
use base::guard::{self, Global};
use base::http::{Body, Json, NoContent, Path, Query};
use base::refs::users_by_ids;
use base::{Cx, Remembered as _, Result, Tx, messages};
use model::ProjectId;
use model::permission::may::global::Administer;
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{Parts, ProjectsInput, SchemeFull, SchemeInput, SchemeList};
use crate::catalog::{Catalog, catalog};
use crate::category::categories;
use crate::offer::{Kind, Offers, Scheme, offers, ops, store};
use crate::project::{self, ProjectFull};

const KIND: Kind = Kind::IssueTypes;
const NOUN: &str = "issue type scheme";
const ALL: Parts = Parts {
    default: true,
    types: true,
};

#[derive(Deserialize, JsonSchema)]
pub struct Expanding {
    expand: Option<String>,
}

pub async fn list(cx: Cx, Query(asked): Query<Expanding>) -> Result<Json<SchemeList>> {
    guard::administrator(&cx)?;
    let expand = Expand::parse(asked.expand.as_deref());
    let parts = Parts {
        default: expand.has("schemes.defaultIssueType"),
        types: expand.has("schemes.issueTypes"),
    };
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let offers = offers(&cx, &mut tx).await?;
    let schemes = offers.of(KIND).iter();
    Ok(Json(SchemeList {
        expand: "schemes",
        schemes: schemes
            .map(|scheme| SchemeFull::new(scheme, parts, &catalog, cx.urls()))
            .collect(),
    }))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<SchemeFull>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let scheme = ops::find(&*offers(&cx, &mut tx).await?, KIND, &id)?;
    Ok(Json(SchemeFull::new(&scheme, ALL, &catalog, cx.urls())))
}

pub async fn create(cx: Cx, Body(input): Body<SchemeInput>) -> Result<Json<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let scheme = ops::create(&cx, &mut tx, admin, KIND, &input.into()).await?;
    let catalog = Catalog::read(&mut tx).await?;
    tx.commit().await?;
    Ok(Json(SchemeFull::new(&scheme, ALL, &catalog, cx.urls())))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<SchemeInput>,
) -> Result<Json<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let scheme = ops::update(&cx, &mut tx, admin, KIND, &id, &input.into()).await?;
    let catalog = Catalog::read(&mut tx).await?;
    tx.commit().await?;
    Ok(Json(SchemeFull::new(&scheme, ALL, &catalog, cx.urls())))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, KIND, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn list_projects(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<Vec<ProjectFull>>> {
    guard::administrator(&cx)?;
    // Clients read the lead without asking for it.
    let expand = format!("lead,{}", asked.expand.unwrap_or_default());
    let expand = Expand::parse(Some(&expand));
    let mut tx = cx.read().await?;
    let scheme = ops::find(&*offers(&cx, &mut tx).await?, KIND, &id)?;
    let ids = project_ids(&mut tx, &scheme).await?;
    let projects = project::store::by_ids(&mut tx, &ids, true).await?;
    let users = users_by_ids(&mut tx, projects.iter().map(|project| project.lead)).await?;
    let categories = categories(&cx, &mut tx).await?;
    let projects = projects
        .iter()
        .map(|project| ProjectFull::listed(project, &users, &categories, &expand, cx.urls()));
    Ok(Json(projects.collect()))
}

pub async fn add_projects(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<ProjectsInput>,
) -> Result<StatusCode> {
    let admin = guard::administrator(&cx)?;
    let (mut tx, scheme) = begin(&cx, &id).await?;
    let projects = named(&mut tx, input).await?;
    ops::assign(&cx, &mut tx, admin, KIND, &scheme, &projects).await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

pub async fn set_projects(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<ProjectsInput>,
) -> Result<StatusCode> {
    let admin = guard::administrator(&cx)?;
    let (mut tx, scheme) = begin(&cx, &id).await?;
    let projects = named(&mut tx, input).await?;
    // From the default scheme there is nowhere to go: its projects stay.
    if !scheme.is_default {
        let mut others = project_ids(&mut tx, &scheme).await?;
        others.retain(|id| !projects.contains(id));
        unassign(&cx, &mut tx, admin, &others).await?;
    }
    ops::assign(&cx, &mut tx, admin, KIND, &scheme, &projects).await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

pub async fn remove_projects(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let (mut tx, scheme) = begin(&cx, &id).await?;
    if scheme.is_default {
        return Err(messages::default_option_scheme_stays(NOUN));
    }
    let projects = project_ids(&mut tx, &scheme).await?;
    unassign(&cx, &mut tx, admin, &projects).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn remove_project(cx: Cx, Path((id, key)): Path<(String, String)>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let (mut tx, scheme) = begin(&cx, &id).await?;
    if scheme.is_default {
        return Err(messages::default_option_scheme_stays(NOUN));
    }
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    if !project_ids(&mut tx, &scheme).await?.contains(&project.id) {
        return Err(messages::scheme_is_not_of_project(project.key.as_str()));
    }
    unassign(&cx, &mut tx, admin, &[project.id]).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Begins a change of which projects have a scheme.
async fn begin(cx: &Cx, id: &str) -> Result<(Tx, Scheme)> {
    let mut tx = cx.write().await?;
    tx.change_policy().await?;
    let scheme = ops::find(&Offers::read(&mut tx).await?, KIND, id)?;
    Ok((tx, scheme))
}

async fn project_ids(tx: &mut db::Tx, scheme: &Scheme) -> Result<Vec<ProjectId>> {
    let id = (!scheme.is_default).then_some(scheme.id);
    let projects = store::projects_of(tx, KIND, id).await?;
    Ok(projects.into_iter().map(|(id, _)| id).collect())
}

/// Gives projects the default scheme.
async fn unassign(
    cx: &Cx,
    tx: &mut Tx,
    admin: Global<Administer>,
    projects: &[ProjectId],
) -> Result<()> {
    let offers = Offers::read(tx).await?;
    match offers.of(KIND).iter().find(|scheme| scheme.is_default) {
        Some(default) if !projects.is_empty() => {
            ops::assign(cx, tx, admin, KIND, default, projects).await
        }
        _ => Ok(()),
    }
}

/// Returns the projects meant; an administrator sees them all.
async fn named(tx: &mut Tx, input: ProjectsInput) -> Result<Vec<ProjectId>> {
    let wanted = input.ids_or_keys.ok_or_else(messages::projects_missing)?;
    let all = store::all_projects(tx).await?;
    let mut unknown = Vec::new();
    let mut found = Vec::new();
    for text in wanted.iter().map(crate::loose::Loose::text) {
        let is_meant = |(id, key): &&(ProjectId, String)| {
            Some(*id) == ProjectId::parse(&text) || key.eq_ignore_ascii_case(&text)
        };
        match all.iter().find(is_meant) {
            Some((id, _)) => found.push(*id),
            None => unknown.push(text),
        }
    }
    if !unknown.is_empty() {
        return Err(messages::no_such_projects(&unknown.join(", ")));
    }
    Ok(found)
}
