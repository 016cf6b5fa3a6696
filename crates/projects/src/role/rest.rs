//! The handlers of roles and their default members.

use base::guard;
use base::http::{Body, Json, NoContent, Path, Query};
use base::refs::{groups_by_ids, users_by_ids};
use base::{Cx, Result, messages};
use schemars::JsonSchema;
use serde::Deserialize;

use super::actor::{self, Place};
use super::wire::{ActorFull, Actors, ActorsInput, One, RoleFull, RoleInput};
use super::{Role, ops, store};

#[derive(Deserialize, JsonSchema)]
pub struct Swap {
    swap: Option<String>,
}

pub async fn list(cx: Cx) -> Result<Json<Vec<RoleFull>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let roles = store::all(&mut tx).await?;
    let actors = store::default_actors(&mut tx).await?;
    let users = users_by_ids(&mut tx, actor::user_ids(&actors)).await?;
    let groups = groups_by_ids(&mut tx, actor::group_ids(&actors)).await?;
    let roles = roles.into_iter().map(|role| {
        let members = actors.iter().filter(|actor| actor.role == role.id);
        let members = ActorFull::list(members, &users, &groups, cx.urls());
        RoleFull::new(role.clone(), self_url(&cx, &role), members)
    });
    Ok(Json(roles.collect()))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<RoleFull>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let role = ops::find(&mut tx, &id).await?;
    show(&cx, &mut tx, role).await
}

pub async fn create(cx: Cx, Body(new): Body<RoleInput>) -> Result<Json<RoleFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let name = new.name.unwrap_or_default();
    let description = new.description.unwrap_or_default();
    let role = ops::create(&cx, &mut tx, admin, &name, &description).await?;
    tx.commit().await?;
    let url = self_url(&cx, &role);
    Ok(Json(RoleFull::new(role, url, Vec::new())))
}

pub async fn change(
    cx: Cx,
    Path(id): Path<String>,
    Body(new): Body<RoleInput>,
) -> Result<Json<RoleFull>> {
    guard::administrator(&cx)?;
    if new.name.is_none() && new.description.is_none() {
        return Err(messages::role_change_is_empty());
    }
    update(cx, id, new).await
}

pub async fn replace(
    cx: Cx,
    Path(id): Path<String>,
    Body(new): Body<RoleInput>,
) -> Result<Json<RoleFull>> {
    guard::administrator(&cx)?;
    if new.name.is_none() {
        return Err(messages::role_name_not_valid());
    }
    if new.description.is_none() {
        return Err(messages::role_description_missing());
    }
    update(cx, id, new).await
}

async fn update(cx: Cx, id: String, new: RoleInput) -> Result<Json<RoleFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let (name, description) = (new.name.as_deref(), new.description.as_deref());
    let role = ops::change(&cx, &mut tx, admin, &id, name, description).await?;
    let shown = show(&cx, &mut tx, role).await?;
    tx.commit().await?;
    Ok(shown)
}

pub async fn delete(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Swap>,
) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, &id, asked.swap.as_deref()).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn get_actors(cx: Cx, Path(id): Path<String>) -> Result<Json<Actors>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let role = ops::find(&mut tx, &id).await?;
    let actors = actor::shown(&cx, &mut tx, None, role.id).await?;
    Ok(Json(Actors { actors }))
}

pub async fn add_actors(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<ActorsInput>,
) -> Result<Json<Actors>> {
    let place = Place::default_members(guard::administrator(&cx)?);
    let mut tx = cx.write().await?;
    let role = ops::find(&mut tx, &id).await?;
    let named = actor::either(&mut tx, &input).await?;
    if !named.unknown.is_empty() {
        return Err(messages::actors_unknown(&named.unknown));
    }
    actor::add(&cx, &mut tx, &place, &role, &named.members).await?;
    let actors = actor::shown(&cx, &mut tx, None, role.id).await?;
    tx.commit().await?;
    Ok(Json(Actors { actors }))
}

pub async fn remove_actor(
    cx: Cx,
    Path(id): Path<String>,
    Query(one): Query<One>,
) -> Result<Json<Actors>> {
    let place = Place::default_members(guard::administrator(&cx)?);
    let mut tx = cx.write().await?;
    let role = ops::find(&mut tx, &id).await?;
    let named = actor::either(&mut tx, &one.into_input()).await?;
    let Some(&member) = named.members.first() else {
        return Err(messages::actors_unknown(&named.unknown));
    };
    let refusal = messages::actor_is_no_default;
    actor::remove(&cx, &mut tx, &place, &role, member, refusal).await?;
    let actors = actor::shown(&cx, &mut tx, None, role.id).await?;
    tx.commit().await?;
    Ok(Json(Actors { actors }))
}

async fn show(cx: &Cx, tx: &mut db::Tx, role: Role) -> Result<Json<RoleFull>> {
    let actors = actor::shown(cx, tx, None, role.id).await?;
    let url = self_url(cx, &role);
    Ok(Json(RoleFull::new(role, url, actors)))
}

fn self_url(cx: &Cx, role: &Role) -> String {
    cx.urls().api(&format!("role/{}", role.id))
}
