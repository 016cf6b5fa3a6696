//! The handlers of dashboards.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use base::http::{Json, NoContent, Path, Query, is_json, parse_json};
use base::paging::Paging;
use base::urls::encode;
use base::{Cx, Error, Result, messages};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::wire::{DashboardFull, Dashboards, Key, Keys, Property};
use super::{ops, store};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    filter: Option<String>,
    start_at: Option<i64>,
    max_results: Option<i64>,
}

pub async fn list(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<Dashboards>> {
    let paging = Paging::new(asked.start_at, asked.max_results, 20, 1000)?;
    let filter = asked.filter.as_deref().filter(|text| !text.is_empty());
    let (own_only, is_none) = match filter {
        None => (false, false),
        // Nobody can have chosen one: there is nothing to choose with yet.
        Some("favourite") => (true, true),
        Some("my") => (true, false),
        Some(other) => return Err(messages::no_such_dashboard_filter(other)),
    };
    if filter.is_some() {
        cx.signed_in()?;
    }
    let viewer = ops::viewer(&cx);
    let mut tx = cx.read().await?;
    let (total, found) = if is_none {
        (0, Vec::new())
    } else {
        let total = store::count(&mut tx, viewer, own_only).await?;
        (total, store::list(&mut tx, viewer, own_only, paging).await?)
    };
    let page = |start: i64| {
        let filter = filter.map(|filter| format!("filter={filter}&"));
        let filter = filter.unwrap_or_default();
        let most = paging.max_results;
        cx.urls().api(&format!(
            "dashboard?{filter}maxResults={most}&startAt={start}"
        ))
    };
    let end = paging.start_at.saturating_add(paging.max_results);
    Ok(Json(Dashboards {
        start_at: paging.start_at,
        max_results: paging.max_results,
        total,
        prev: (paging.start_at > 0).then(|| page((paging.start_at - paging.max_results).max(0))),
        next: (end < total && paging.max_results > 0).then(|| page(end)),
        dashboards: found
            .iter()
            .map(|one| DashboardFull::new(one, cx.urls()))
            .collect(),
    }))
}

pub async fn get(cx: Cx, Path(id): Path<String>) -> Result<Json<DashboardFull>> {
    let mut tx = cx.read().await?;
    let dashboard = ops::find(&cx, &mut tx, &id).await?;
    Ok(Json(DashboardFull::new(&dashboard, cx.urls())))
}

pub async fn list_properties(
    cx: Cx,
    Path((id, item)): Path<(String, String)>,
) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let dashboard = ops::find(&cx, &mut tx, &id).await?;
    let item = ops::item(&mut tx, &dashboard, &item).await?;
    let keys = store::keys(&mut tx, item).await?;
    let keys = keys.into_iter().map(|key| {
        let path = format!(
            "dashboard/{}/items/{item}/properties/{}",
            dashboard.id,
            encode(&key)
        );
        Key {
            self_url: cx.urls().api(&path),
            key,
        }
    });
    Ok(Json(Keys {
        keys: keys.collect(),
    }))
}

pub async fn get_property(
    cx: Cx,
    Path((id, item, key)): Path<(String, String, String)>,
) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let dashboard = ops::find(&cx, &mut tx, &id).await?;
    let item = ops::item(&mut tx, &dashboard, &item).await?;
    let value = store::value(&mut tx, item, &key).await?;
    let value = value.ok_or_else(|| messages::no_such_property(&key))?;
    let value = serde_json::from_str(&value)
        .map_err(|error| Error::internal("the value of a property", error))?;
    Ok(Json(Property { key, value }))
}

pub async fn set_property(
    cx: Cx,
    Path((id, item, key)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    if !is_json(headers.get(header::CONTENT_TYPE)) {
        return Err(messages::not_json());
    }
    let mut tx = cx.write().await?;
    let dashboard = ops::find(&cx, &mut tx, &id).await?;
    ops::may_change(&cx, &dashboard)?;
    let item = ops::item(&mut tx, &dashboard, &item).await?;
    // Here nothing is not an empty object.
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(messages::property_value_missing());
    }
    let value: Value = parse_json(&body)?;
    let is_new = ops::set(&mut tx, item, &key, &value.to_string()).await?;
    tx.commit().await?;
    Ok(if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    })
}

pub async fn delete_property(
    cx: Cx,
    Path((id, item, key)): Path<(String, String, String)>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let dashboard = ops::find(&cx, &mut tx, &id).await?;
    ops::may_change(&cx, &dashboard)?;
    let item = ops::item(&mut tx, &dashboard, &item).await?;
    if !store::delete(&mut tx, item, &key).await? {
        return Err(messages::no_such_property(&key));
    }
    tx.commit().await?;
    Ok(NoContent)
}
