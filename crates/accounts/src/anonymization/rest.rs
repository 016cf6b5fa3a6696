//! The handlers of anonymizing.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::expand::Expand;
use base::guard;
use base::http::{Body, Json, NoContent, Query};
use base::refs::{UserRef, user_by_key};
use base::{Cx, Result, messages};
use model::permission::may::global::SystemAdmin;
use schemars::JsonSchema;
use serde::Deserialize;

use super::store::Task;
use super::wire::{Affected, Faults, Given, OPERATIONS, Progress, Validation};
use super::{ops, store};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    user_key: Option<String>,
    expand: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Which {
    task_id: Option<i64>,
}

pub async fn validate(cx: Cx, Query(asked): Query<Asked>) -> Result<Validation> {
    guard::global::<SystemAdmin>(&cx)?;
    let key = required(asked.user_key.as_deref())?;
    let mut tx = cx.read().await?;
    let user = user_by_key(&mut tx, key).await?;
    let mut shown = Validation {
        errors: BTreeMap::new(),
        warnings: BTreeMap::new(),
        expand: "affectedEntities",
        user_key: key.to_owned(),
        user_name: user.as_ref().map(|user| user.name.clone()),
        display_name: user.as_ref().map(|user| user.display_name.clone()),
        deleted: false,
        email: user.as_ref().map(|user| user.email.clone()),
        success: false,
        affected_entities: BTreeMap::new(),
        operations: OPERATIONS.to_vec(),
        business_logic_validation_failed: false,
    };
    let Some(user) = user else {
        shown.fail(messages::no_such_user_key_text(key));
        return Ok(shown);
    };
    let obstacles = ops::obstacles(&cx, &mut tx, &user).await?;
    if Expand::parse(asked.expand.as_deref()).has("affectedEntities") {
        shown.affected_entities = affected(&obstacles);
    }
    if obstacles.is_caller {
        shown.fail(messages::not_yourself_text("anonymize"));
        return Ok(shown);
    }
    shown.success = true;
    Ok(shown)
}

fn affected(obstacles: &ops::Obstacles) -> BTreeMap<&'static str, Vec<Affected>> {
    let entity = |kind, description, number_of_occurrences| Affected {
        kind,
        description,
        number_of_occurrences,
    };
    let led = [
        entity(
            "TRANSFER_OWNERSHIP",
            "Projects led",
            obstacles.leads.projects,
        ),
        entity(
            "TRANSFER_OWNERSHIP",
            "Components led",
            obstacles.leads.components,
        ),
    ];
    let led: Vec<Affected> = led
        .into_iter()
        .filter(|one| one.number_of_occurrences > 0)
        .collect();
    let mut affected =
        BTreeMap::from([("ANONYMIZE", vec![entity("ANONYMIZE", "User profile", 1)])]);
    if !led.is_empty() {
        affected.insert("TRANSFER_OWNERSHIP", led);
    }
    affected
}

impl Validation {
    fn fail(&mut self, text: String) {
        self.operations = Vec::new();
        let faults = Faults {
            error_messages: vec![text],
            errors: BTreeMap::new(),
        };
        self.errors.insert("GENERAL", faults);
    }
}

pub async fn begin(cx: Cx, Body(given): Body<Given>) -> Result<(StatusCode, Json<Progress>)> {
    run(&cx, given, false).await
}

pub async fn begin_again(cx: Cx, Body(given): Body<Given>) -> Result<(StatusCode, Json<Progress>)> {
    run(&cx, given, true).await
}

async fn run(cx: &Cx, given: Given, is_rerun: bool) -> Result<(StatusCode, Json<Progress>)> {
    let admin = guard::global::<SystemAdmin>(cx)?;
    let key = required(given.user_key.as_deref())?;
    let mut tx = cx.write().await?;
    tx.change_policy().await?;
    let user = user_by_key(&mut tx, key)
        .await?
        .ok_or_else(|| messages::anonymized_unknown(key))?;
    let user = guard::account(cx, &mut tx, user).await?;
    let owner = match given.new_owner_key.as_deref().filter(|key| !key.is_empty()) {
        Some(key) => Some(
            user_by_key(&mut tx, key)
                .await?
                .ok_or_else(|| messages::anonymized_unknown(key))?,
        ),
        None => None,
    };
    let task = ops::anonymize(cx, &mut tx, admin, &user, owner.as_ref()).await?;
    let shown = shown(&mut tx, &task, is_rerun).await?;
    tx.commit().await?;
    Ok((StatusCode::ACCEPTED, Json(shown)))
}

pub async fn progress(cx: Cx, Query(which): Query<Which>) -> Result<Json<Progress>> {
    guard::global::<SystemAdmin>(&cx)?;
    let mut tx = cx.read().await?;
    let task = match which.task_id {
        // No task has this number; the query takes it for none at all.
        Some(0) => None,
        id => store::task(&mut tx, id).await?,
    };
    let task = task.ok_or_else(messages::no_anonymization)?;
    Ok(Json(shown(&mut tx, &task, false).await?))
}

/// One that is broken off leaves nothing behind: it is one transaction.
pub async fn unlock(cx: Cx) -> Result<NoContent> {
    guard::global::<SystemAdmin>(&cx)?;
    Err(messages::no_anonymization())
}

fn required(key: Option<&str>) -> Result<&str> {
    key.filter(|key| !key.is_empty())
        .ok_or_else(|| messages::missing_parameter("userKey"))
}

async fn shown(tx: &mut db::Tx, task: &Task, is_rerun: bool) -> Result<Progress> {
    let user: Option<UserRef> = user_by_key(tx, &task.user_key).await?;
    let (name, full_name) = user
        .map(|user| (user.name, user.display_name))
        .unwrap_or_default();
    let at = task.at.to_jira();
    Ok(Progress {
        errors: BTreeMap::new(),
        warnings: BTreeMap::new(),
        user_key: task.user_key.clone(),
        user_name: name,
        full_name,
        progress_url: format!("/rest/api/2/user/anonymization/progress?taskId={}", task.id),
        current_progress: 100,
        current_sub_task: "",
        submitted_time: at.clone(),
        start_time: at.clone(),
        finish_time: at,
        operations: OPERATIONS,
        status: "COMPLETED",
        is_rerun,
        rerun: is_rerun,
    })
}
