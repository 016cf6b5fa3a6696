//! The handlers of notification schemes.

use base::expand::Expand;
use base::guard;
use base::http::{Json, Path, Query};
use base::paging::{Page, Paging};
use base::refs::{groups_by_ids, users_by_ids};
use base::urls::encode;
use base::{Cx, Result, messages};
use model::permission::may::AdministerProjects;
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{Around, SchemeFull};
use super::{NotificationScheme, ops, store};
use crate::holder::Names;
use crate::role;

/// The parts of a scheme; asking for any of them shows the events.
const PARTS: [&str; 6] = [
    "notificationSchemeEvents",
    "user",
    "group",
    "projectRole",
    "field",
    "all",
];

#[derive(Deserialize, JsonSchema)]
pub struct Expanding {
    expand: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    start_at: Option<i64>,
    max_results: Option<i64>,
    expand: Option<String>,
}

pub async fn list(cx: Cx, Query(asked): Query<Listing>) -> Result<Json<Page<SchemeFull>>> {
    let own = ops::administered(&cx)?;
    let paging = Paging::new(asked.start_at, asked.max_results, 50, 50)?;
    let mut tx = cx.read().await?;
    let (schemes, total) = store::page(&mut tx, own.as_deref(), paging).await?;
    let shown = show_all(&cx, &mut tx, &schemes, asked.expand.as_deref()).await?;
    let expand = encode(asked.expand.as_deref().unwrap_or_default());
    let url = format!("notificationscheme?expand={expand}");
    Ok(Json(Page::new(&cx.urls().api(&url), paging, total, shown)))
}

pub async fn get(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let scheme = ops::get(&cx, &mut tx, &id).await?;
    show(&cx, &mut tx, scheme, &asked).await
}

pub async fn of_project(
    cx: Cx,
    Path(key): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &key).await?;
    let scheme = store::of_project(&mut tx, project.id).await?;
    let scheme =
        scheme.ok_or_else(|| messages::project_has_no_notification_scheme(project.key.as_str()))?;
    show(&cx, &mut tx, scheme, &asked).await
}

async fn show(
    cx: &Cx,
    tx: &mut db::Tx,
    scheme: NotificationScheme,
    asked: &Expanding,
) -> Result<Json<SchemeFull>> {
    let mut shown = show_all(cx, tx, &[scheme], asked.expand.as_deref()).await?;
    shown
        .pop()
        .map(Json)
        .ok_or_else(|| base::Error::internal("notification scheme", "it is not shown"))
}

async fn show_all(
    cx: &Cx,
    tx: &mut db::Tx,
    schemes: &[NotificationScheme],
    expand: Option<&str>,
) -> Result<Vec<SchemeFull>> {
    let expand = Expand::parse(expand);
    let urls = cx.urls();
    if !PARTS.into_iter().any(|part| expand.has(part)) {
        let shown = schemes.iter();
        return Ok(shown
            .map(|scheme| SchemeFull::new(scheme, None, urls))
            .collect());
    }
    let events = store::events(tx).await?;
    let notifications = store::notifications(tx, schemes).await?;
    let names = Names {
        users: users_by_ids(tx, notifications.iter().filter_map(|one| one.user)).await?,
        groups: groups_by_ids(tx, notifications.iter().filter_map(|one| one.group)).await?,
        roles: role::store::all(tx).await?,
        applications: Vec::new(),
    };
    let around = Around {
        events: &events,
        notifications: &notifications,
        names: &names,
        expand: &expand,
        urls,
    };
    let shown = schemes.iter();
    Ok(shown
        .map(|scheme| SchemeFull::new(scheme, Some(&around), urls))
        .collect())
}
