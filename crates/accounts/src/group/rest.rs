//! The handlers of groups.

use axum::http::StatusCode;
use base::expand::Expand;
use base::guard;
use base::http::{Body, Created, Json, Query};
use base::paging::{Page, Paging};
use base::refs::UserShort;
use base::urls::encode;
use base::{Cx, Result, messages};
use model::GlobalPermission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{Group, NewGroup, NewMember, Picked};
use super::{ops, store};

#[derive(Deserialize, JsonSchema)]
pub struct Which {
    groupname: Option<String>,
    username: Option<String>,
    #[serde(rename = "swapGroup")]
    swap_group: Option<String>,
    expand: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Members {
    groupname: Option<String>,
    #[serde(default, deserialize_with = "base::http::flag")]
    include_inactive_users: bool,
    start_at: Option<i64>,
    max_results: Option<i64>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pick {
    query: Option<String>,
    exclude: Option<String>,
    max_results: Option<i64>,
}

pub async fn get(cx: Cx, Query(which): Query<Which>) -> Result<Json<Group>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let group = ops::find(&mut tx, which.groupname.as_deref()).await?;
    let n_members = store::n_members(&mut tx, group.id, true).await?;
    let expand = Expand::parse(which.expand.as_deref());
    let (first, last) = expand.range("users").unwrap_or((0, Group::EXPANDED - 1));
    let members = if expand.has("users") {
        let paging = Paging {
            start_at: first,
            max_results: (last - first + 1).min(Group::EXPANDED),
        };
        store::members(&mut tx, group.id, true, paging).await?
    } else {
        Vec::new()
    };
    let group = Group::new(&group.name, n_members, &members, first, cx.urls());
    Ok(Json(group))
}

pub async fn create(cx: Cx, Body(new): Body<NewGroup>) -> Result<Created<Group>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let group = ops::create(&cx, &mut tx, admin, new.name.as_deref().unwrap_or_default()).await?;
    tx.commit().await?;
    Ok(Created(Group::new(&group.name, 0, &[], 0, cx.urls())))
}

pub async fn delete(cx: Cx, Query(which): Query<Which>) -> Result<StatusCode> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(
        &cx,
        &mut tx,
        admin,
        which.groupname.as_deref(),
        which.swap_group.as_deref(),
    )
    .await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

pub async fn list_members(cx: Cx, Query(asked): Query<Members>) -> Result<Json<Page<UserShort>>> {
    guard::administrator(&cx)?;
    let paging = Paging::new(asked.start_at, asked.max_results, 50, 50)?;
    let mut tx = cx.read().await?;
    let group = ops::find(&mut tx, asked.groupname.as_deref()).await?;
    let total = store::n_members(&mut tx, group.id, asked.include_inactive_users).await?;
    let members = store::members(&mut tx, group.id, asked.include_inactive_users, paging).await?;
    let url = cx.urls().api(&format!(
        "group/member?includeInactiveUsers={}&groupname={}",
        asked.include_inactive_users,
        encode(&group.name)
    ));
    let members = members.iter().map(|user| user.short(cx.urls())).collect();
    Ok(Json(Page::new(&url, paging, total, members)))
}

pub async fn add_member(
    cx: Cx,
    Query(which): Query<Which>,
    Body(new): Body<NewMember>,
) -> Result<Created<Group>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let group = ops::add_member(
        &cx,
        &mut tx,
        admin,
        which.groupname.as_deref(),
        new.name.as_deref(),
    )
    .await?;
    let n_members = store::n_members(&mut tx, group.id, true).await?;
    tx.commit().await?;
    Ok(Created(Group::new(
        &group.name,
        n_members,
        &[],
        0,
        cx.urls(),
    )))
}

pub async fn remove_member(cx: Cx, Query(which): Query<Which>) -> Result<StatusCode> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::remove_member(
        &cx,
        &mut tx,
        admin,
        which.groupname.as_deref(),
        which.username.as_deref(),
    )
    .await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

pub async fn pick(cx: Cx, Query(pick): Query<Pick>) -> Result<Json<Picked>> {
    let query = pick.query.unwrap_or_default();
    // Whoever may not browse users learns of no group, and is told nothing else (CVE-2019-8449).
    if !guard::has_global(&cx, GlobalPermission::UserPicker) {
        cx.signed_in()?;
        return Ok(Json(Picked::new(Vec::new(), 0, &query)));
    }
    let max_results = Paging::new(None, pick.max_results, 20, 1000)?.max_results;
    let mut tx = cx.read().await?;
    let (names, total) =
        store::matching(&mut tx, &query, pick.exclude.as_deref(), max_results).await?;
    Ok(Json(Picked::new(names, total, &query)))
}

/// Returns the value of a parameter that must be there.
pub(super) fn required<'a>(name: &str, value: Option<&'a str>) -> Result<&'a str> {
    value
        .filter(|value| !value.is_empty())
        .ok_or_else(|| messages::missing_parameter(name))
}
