//! What programs keep with an issue type.

use axum::http::StatusCode;
use base::http::{Json, NoContent, Path};
use base::property::{self, GivenValue, Kept, Keys, Property};
use base::{Cx, Result, guard};
use serde_json::json;

use super::ops;
use crate::catalog::{self, catalog};

const KEPT: Kept = Kept {
    table: "issue_type_property",
    owner: "issue_type_id",
};

pub async fn list(cx: Cx, Path(id): Path<String>) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let id = seen(&cx, &mut tx, &id).await?;
    let resource = format!("issuetype/{id}");
    let keys = property::keys(&mut tx, KEPT, id, &resource, cx.urls()).await?;
    Ok(Json(keys))
}

pub async fn get(cx: Cx, Path((id, key)): Path<(String, String)>) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let id = seen(&cx, &mut tx, &id).await?;
    property::get(&mut tx, KEPT, id, key).await.map(Json)
}

pub async fn set(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
    given: GivenValue,
) -> Result<StatusCode> {
    guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let id = seen(&cx, &mut tx, &id).await?;
    let is_new = property::set(&mut tx, KEPT, id, &key, &given).await?;
    let payload = json!({ "issueType": id, "key": key });
    tx.event(&cx, "issue_type_property_set", &payload).await?;
    tx.commit().await?;
    Ok(property::status(is_new))
}

pub async fn delete(cx: Cx, Path((id, key)): Path<(String, String)>) -> Result<NoContent> {
    guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let id = seen(&cx, &mut tx, &id).await?;
    property::delete(&mut tx, KEPT, id, &key).await?;
    let payload = json!({ "issueType": id, "key": key });
    tx.event(&cx, "issue_type_property_deleted", &payload)
        .await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Returns the id of a type that the caller sees.
async fn seen(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<i64> {
    catalog::may_see(cx)?;
    let catalog = catalog(cx, tx).await?;
    Ok(ops::find(&catalog, id)?.id.0)
}
