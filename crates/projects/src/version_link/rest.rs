//! The handlers of remote links of versions.

use axum::http::{StatusCode, header};
use base::guard;
use base::http::{Body, Json, NoContent, Path, Query};
use base::urls::encode;
use base::{Cx, Result, Tx, messages, secret, text};
use model::VersionId;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::store;
use super::wire::{LinkFull, LinkList};
use crate::version;

/// The longest link, in characters of its JSON.
const MAX_VALUE: usize = 32_768;

type Given = Map<String, Value>;
type Made = ([(header::HeaderName, String); 1], StatusCode);

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Which {
    global_id: Option<String>,
}

pub async fn search(cx: Cx, Query(which): Query<Which>) -> Result<Json<LinkList>> {
    let global_id = which.global_id.filter(|id| !id.is_empty());
    let global_id = global_id.ok_or_else(|| messages::missing_parameter("globalId"))?;
    let visible = guard::viewable_projects(&cx);
    let mut tx = cx.read().await?;
    let links = store::named(&mut tx, &global_id, visible.ids()).await?;
    shown(&cx, &links)
}

pub async fn list(cx: Cx, Path(id): Path<String>) -> Result<Json<LinkList>> {
    let mut tx = cx.read().await?;
    let version = version::find(&cx, &mut tx, &id).await?;
    let links = store::of_version(&mut tx, version.id).await?;
    shown(&cx, &links)
}

pub async fn get(cx: Cx, Path((id, global_id)): Path<(String, String)>) -> Result<Json<LinkFull>> {
    let mut tx = cx.read().await?;
    let version = version::find(&cx, &mut tx, &id).await?;
    let link = store::find(&mut tx, version.id, &global_id).await?;
    let link = link.ok_or_else(|| messages::no_such_version_link(&global_id))?;
    LinkFull::new(&link, cx.urls()).map(Json)
}

pub async fn create(cx: Cx, Path(id): Path<String>, Body(given): Body<Given>) -> Result<Made> {
    let global_id = match given.get("globalId") {
        None | Some(Value::Null) => secret::random()?,
        Some(Value::String(id)) => id.clone(),
        Some(_) => return Err(messages::version_link_id_not_valid()),
    };
    write(cx, &id, global_id, given).await
}

pub async fn set(
    cx: Cx,
    Path((id, global_id)): Path<(String, String)>,
    Body(given): Body<Given>,
) -> Result<Made> {
    write(cx, &id, global_id, given).await
}

pub async fn delete_all(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let (_, version) = version::find_to_change(&cx, &mut tx, &id).await?;
    store::delete(&mut tx, version.id, None).await?;
    event(&cx, &mut tx, "version_links_deleted", version.id, None).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete(cx: Cx, Path((id, global_id)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let (_, version) = version::find_to_change(&cx, &mut tx, &id).await?;
    if !store::delete(&mut tx, version.id, Some(&global_id)).await? {
        return Err(messages::no_such_version_link(&global_id));
    }
    let kind = "version_link_deleted";
    event(&cx, &mut tx, kind, version.id, Some(&global_id)).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Keeps a link under its name, which is also in it.
async fn write(cx: Cx, id: &str, global_id: String, mut given: Given) -> Result<Made> {
    let mut tx = cx.write().await?;
    let (_, version) = version::find_to_change(&cx, &mut tx, id).await?;
    if given.is_empty() {
        return Err(messages::version_link_not_valid());
    }
    let is_fine = !text::is_blank(&global_id)
        && !text::is_longer(&global_id, text::MAX_LINE)
        && !text::has_control(&global_id);
    if !is_fine {
        return Err(messages::version_link_id_not_valid());
    }
    given.insert("globalId".to_owned(), Value::String(global_id.clone()));
    let value = Value::Object(given).to_string();
    if text::is_longer(&value, MAX_VALUE) {
        return Err(messages::property_too_long(MAX_VALUE));
    }
    store::set(&mut tx, version.id, &global_id, &value).await?;
    event(
        &cx,
        &mut tx,
        "version_link_set",
        version.id,
        Some(&global_id),
    )
    .await?;
    tx.commit().await?;
    let link = format!("version/{}/remotelink/{}", version.id, encode(&global_id));
    Ok((
        [(header::LOCATION, cx.urls().api(&link))],
        StatusCode::CREATED,
    ))
}

fn shown(cx: &Cx, links: &[store::Link]) -> Result<Json<LinkList>> {
    let links = links.iter().map(|link| LinkFull::new(link, cx.urls()));
    Ok(Json(LinkList {
        links: links.collect::<Result<_>>()?,
    }))
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    version: VersionId,
    global_id: Option<&str>,
) -> Result<()> {
    let payload = json!({ "version": version.0, "globalId": global_id });
    tx.event(cx, kind, &payload).await
}
