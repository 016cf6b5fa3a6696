//! The handlers of workflows and of the properties of transitions.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::guard;
use base::http::{Body, Json, Path, Query};
use base::refs::users_by_ids;
use base::{Cx, Result, messages};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::{self, How};
use super::wire::{OneOrAll, PropertyFull, PropertyInput, WorkflowFull};
use crate::catalog::catalog;
use crate::workflow_scheme::zone;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    workflow_name: Option<String>,
    workflow_mode: Option<String>,
    key: Option<String>,
}

impl Asked {
    /// Returns the workflow's name. Of workflows there are no drafts.
    fn workflow(&self) -> Result<&str> {
        let name = self.workflow_name.as_deref();
        let name = name.ok_or_else(messages::workflow_name_missing)?;
        if self.workflow_mode.as_deref() == Some("draft") {
            return Err(messages::no_workflow_draft(name));
        }
        Ok(name)
    }

    fn key(&self) -> Result<&str> {
        self.key
            .as_deref()
            .ok_or_else(messages::transition_property_key)
    }
}

pub async fn list(cx: Cx, Query(asked): Query<Asked>) -> Result<Json<OneOrAll<WorkflowFull>>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let authors = catalog.workflows.iter().filter_map(|one| one.updated_by);
    let users = users_by_ids(&mut tx, authors).await?;
    let zone = zone(&cx);
    let shown = |workflow| WorkflowFull::new(workflow, &users, &zone);
    let Some(name) = asked.workflow_name else {
        let all = catalog.workflows.iter().map(shown);
        return Ok(Json(OneOrAll::All(all.collect())));
    };
    let found = ops::find(&catalog, &name)?;
    Ok(Json(OneOrAll::One(shown(found))))
}

pub async fn get_properties(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<OneOrAll<PropertyFull>>> {
    guard::administrator(&cx)?;
    let catalog = catalog(&cx, &mut cx.read().await?).await?;
    let workflow = ops::find(&catalog, asked.workflow()?)?;
    let transition = ops::find_transition(workflow, &id)?;
    let Some(key) = &asked.key else {
        let all = transition.properties.iter();
        let all = all.map(|(key, value)| PropertyFull::new(key, value));
        return Ok(Json(OneOrAll::All(all.collect())));
    };
    let value = transition.property(key);
    let value = value.ok_or_else(|| messages::no_such_transition_property(key))?;
    Ok(Json(OneOrAll::One(PropertyFull::new(key, value))))
}

pub async fn create_property(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Body(input): Body<PropertyInput>,
) -> Result<Response> {
    write(&cx, &id, &asked, input, How::Create).await
}

pub async fn set_property(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Body(input): Body<PropertyInput>,
) -> Result<Response> {
    write(&cx, &id, &asked, input, How::Set).await
}

async fn write(
    cx: &Cx,
    id: &str,
    asked: &Asked,
    input: PropertyInput,
    how: How,
) -> Result<Response> {
    let admin = guard::administrator(cx)?;
    let (workflow, key) = (asked.workflow()?, asked.key()?);
    let value = input.value.unwrap_or_default();
    let mut tx = cx.write().await?;
    let at = (workflow, id);
    let is_changed = ops::set_property(cx, &mut tx, admin, at, (key, &value), how).await?;
    tx.commit().await?;
    if !is_changed {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    Ok(Json(PropertyFull::new(key, &value)).into_response())
}

pub async fn delete_property(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<StatusCode> {
    let admin = guard::administrator(&cx)?;
    let (workflow, key) = (asked.workflow()?, asked.key()?);
    let mut tx = cx.write().await?;
    let is_gone = ops::delete_property(&cx, &mut tx, admin, (workflow, &id), key).await?;
    tx.commit().await?;
    Ok(if is_gone {
        StatusCode::OK
    } else {
        StatusCode::NOT_MODIFIED
    })
}
