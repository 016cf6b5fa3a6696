//! The handlers of a project's roles. The rules are those of [`actor`](crate::role::actor).

use base::guard::{self, Granted, ProjectRef};
use base::http::{Body, Json, NoContent, Path, Query};
use base::{Cx, Error, Result, messages};
use model::permission::may::AdministerProjects;
use serde_json::{Map, Value};

use super::wire::MembersInput;
use crate::role::actor::{self, Place};
use crate::role::store;
use crate::role::wire::{ActorsInput, GROUP_ACTOR, One, RoleFull, USER_ACTOR};
use crate::role::{self, Role};

pub async fn list(cx: Cx, Path(project): Path<String>) -> Result<Json<Map<String, Value>>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &project).await?;
    let roles = store::all(&mut tx).await?;
    let links = roles.into_iter().map(|role| {
        let url = self_url(&cx, &project, &role);
        (role.name, Value::String(url))
    });
    Ok(Json(links.collect()))
}

pub async fn get(cx: Cx, Path((project, id)): Path<(String, String)>) -> Result<Json<RoleFull>> {
    let mut tx = cx.read().await?;
    let project = administered(&cx, &mut tx, &project).await?;
    let role = role::find(&mut tx, &id).await?;
    show(&cx, &mut tx, &project, role).await
}

pub async fn add(
    cx: Cx,
    Path((project, id)): Path<(String, String)>,
    Body(input): Body<ActorsInput>,
) -> Result<Json<RoleFull>> {
    let mut tx = cx.write().await?;
    let project = administered(&cx, &mut tx, &project).await?;
    let role = role::find(&mut tx, &id).await?;
    let named = actor::either(&mut tx, &input).await?;
    if !named.unknown.is_empty() {
        return Err(messages::actors_gone(&named.unknown));
    }
    let place = Place::of_project(&project);
    actor::add(&cx, &mut tx, &place, &role, &named.members).await?;
    let shown = show(&cx, &mut tx, &project, role).await?;
    tx.commit().await?;
    Ok(shown)
}

pub async fn set(
    cx: Cx,
    Path((project, id)): Path<(String, String)>,
    Body(input): Body<MembersInput>,
) -> Result<Json<RoleFull>> {
    let mut tx = cx.write().await?;
    let project = administered(&cx, &mut tx, &project).await?;
    let role = role::find(&mut tx, &id).await?;
    let mut wanted = input
        .categorised_actors
        .ok_or_else(messages::actors_missing)?;
    let users = wanted.remove(USER_ACTOR).flatten().unwrap_or_default();
    let groups = wanted.remove(GROUP_ACTOR).flatten().unwrap_or_default();
    if let Some(kind) = wanted.keys().min() {
        return Err(messages::actor_kind_unknown(kind));
    }
    let named = actor::both(&mut tx, &users, &groups).await?;
    if !named.unknown.is_empty() {
        return Err(messages::actors_not_found(&named.unknown));
    }
    let place = Place::of_project(&project);
    actor::set(&cx, &mut tx, &place, &role, &named.members).await?;
    let shown = show(&cx, &mut tx, &project, role).await?;
    tx.commit().await?;
    Ok(shown)
}

pub async fn remove(
    cx: Cx,
    Path((project, id)): Path<(String, String)>,
    Query(one): Query<One>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let project = administered(&cx, &mut tx, &project).await?;
    let role = role::find(&mut tx, &id).await?;
    let named = actor::either(&mut tx, &one.into_input()).await?;
    let Some(&member) = named.members.first() else {
        return Err(messages::actors_gone(&named.unknown));
    };
    let place = Place::of_project(&project);
    let refusal = messages::actor_is_not_in_role;
    actor::remove(&cx, &mut tx, &place, &role, member, refusal).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Returns the project with the right to see and change its roles.
async fn administered(
    cx: &Cx,
    tx: &mut db::Tx,
    project: &str,
) -> Result<Granted<ProjectRef, AdministerProjects>> {
    guard::project(cx, tx, project)
        .await
        .map_err(|error| match error {
            Error::Forbidden(_) => messages::role_actors_are_hidden(),
            other => other,
        })
}

async fn show(
    cx: &Cx,
    tx: &mut db::Tx,
    project: &ProjectRef,
    role: Role,
) -> Result<Json<RoleFull>> {
    let actors = actor::shown(cx, tx, Some(project.id), role.id).await?;
    let url = self_url(cx, project, &role);
    Ok(Json(RoleFull::new(role, url, actors)))
}

fn self_url(cx: &Cx, project: &ProjectRef, role: &Role) -> String {
    cx.urls()
        .api(&format!("project/{}/role/{}", project.id, role.id))
}
