//! The handlers of nodes, upgrades and licenses.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::http::StatusCode;
use base::http::{Json, NoContent, Path};
use base::{Cx, Result, guard, messages};
use model::permission::may::global::SystemAdmin;

use super::wire::{Build, License, Node, State};
use super::{ops, store};
use crate::server_info::{build_number, version};

/// The longest license that is looked at, in bytes.
const MAX_LICENSE: usize = 10_000;

pub async fn list(cx: Cx) -> Result<Json<Vec<Node>>> {
    guard::global::<SystemAdmin>(&cx)?;
    let mut tx = cx.read().await?;
    let nodes = store::list(&mut tx).await?.into_iter();
    let shown = nodes.map(|node| Node {
        alive: ops::is_alive(&node, cx.now()),
        node_id: node.id,
        state: if node.is_offline { "OFFLINE" } else { "ACTIVE" },
        timestamp: node.alive_at.0,
        node_build_number: build_number(cx.app.settings.reported_version),
        node_version: version(cx.app.settings.reported_version),
    });
    Ok(Json(shown.collect()))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::global::<SystemAdmin>(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn set_offline(cx: Cx, Path(id): Path<String>) -> Result<StatusCode> {
    let admin = guard::global::<SystemAdmin>(&cx)?;
    let mut tx = cx.write().await?;
    ops::set_offline(&cx, &mut tx, admin, &id).await?;
    tx.commit().await?;
    Ok(StatusCode::OK)
}

/// D-057: versions are changed by starting another one.
pub async fn get_state(cx: Cx) -> Result<Json<State>> {
    guard::global::<SystemAdmin>(&cx)?;
    Ok(Json(State {
        state: "STABLE",
        build: Build {
            build_number: build_number(cx.app.settings.reported_version),
            version: version(cx.app.settings.reported_version),
        },
    }))
}

/// The schema is brought up to date at the start, before anybody is answered.
pub async fn get_upgrade(cx: Cx) -> Result<Json<()>> {
    guard::administrator(&cx)?;
    Err(messages::no_upgrade())
}

/// As [`get_upgrade`]: there is nothing to run.
pub async fn upgrade(cx: Cx) -> Result<StatusCode> {
    guard::administrator(&cx)?;
    Ok(StatusCode::OK)
}

pub async fn check_license(cx: Cx, body: Bytes) -> Result<Json<License>> {
    guard::administrator(&cx)?;
    if body.len() > MAX_LICENSE {
        return Err(messages::body_too_large(MAX_LICENSE));
    }
    let text = String::from_utf8_lossy(&body);
    let license = serde_json::from_str::<String>(&text).unwrap_or_else(|_| text.into_owned());
    Ok(Json(License {
        license_string: license,
        errors: BTreeMap::from([("license", messages::NO_LICENSE_NEEDED)]),
    }))
}
