//! What programs keep with a project.

use axum::http::StatusCode;
use base::guard::{self, Granted, ProjectRef};
use base::http::{Json, NoContent, Path};
use base::property::{self, GivenValue, Kept, Keys, Property};
use base::{Cx, Result, Tx};
use model::permission::may::AdministerProjects;
use serde_json::json;

const KEPT: Kept = Kept {
    table: "project_property",
    owner: "project_id",
};

pub async fn list(cx: Cx, Path(key): Path<String>) -> Result<Json<Keys>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let resource = format!("project/{}", project.key);
    let keys = property::keys(&mut tx, KEPT, project.id.0, &resource, cx.urls()).await?;
    Ok(Json(keys))
}

pub async fn get(cx: Cx, Path((project, key)): Path<(String, String)>) -> Result<Json<Property>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &project).await?;
    let found = property::get(&mut tx, KEPT, project.id.0, key).await?;
    Ok(Json(found))
}

pub async fn set(
    cx: Cx,
    Path((project, key)): Path<(String, String)>,
    given: GivenValue,
) -> Result<StatusCode> {
    let mut tx = cx.write().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &project).await?;
    let is_new = property::set(&mut tx, KEPT, project.id.0, &key, &given).await?;
    event(&cx, &mut tx, "project_property_set", &project, &key).await?;
    tx.commit().await?;
    Ok(property::status(is_new))
}

pub async fn delete(cx: Cx, Path((project, key)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &project).await?;
    property::delete(&mut tx, KEPT, project.id.0, &key).await?;
    event(&cx, &mut tx, "project_property_deleted", &project, &key).await?;
    tx.commit().await?;
    Ok(NoContent)
}

async fn event(
    cx: &Cx,
    tx: &mut Tx,
    kind: &'static str,
    project: &Granted<ProjectRef, AdministerProjects>,
    key: &str,
) -> Result<()> {
    let payload = json!({ "project": project.id.0, "key": key });
    tx.event(cx, kind, &payload).await
}
