//! The handlers of watchers.

use base::guard;
use base::http::{Body, Json, NoContent, Path, Query};
use base::refs::users_by_ids;
use base::{Cx, Result, messages};
use model::ProjectPermission;
use model::permission::may::BrowseProjects;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::wire::Watchers;
use super::{ops, store};

#[derive(Deserialize, JsonSchema)]
pub struct Removal {
    username: Option<String>,
}

pub async fn list(cx: Cx, Path(issue): Path<String>) -> Result<Json<Watchers>> {
    let mut tx = cx.read().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    let watchers = store::of_issue(&mut tx, issue.id).await?;
    let view = ProjectPermission::ViewVotersAndWatchers;
    let shown = if guard::may_on_issue(&cx, &issue, view) {
        &watchers[..]
    } else {
        &[]
    };
    let users = users_by_ids(&mut tx, shown.iter().copied()).await?;
    let people = shown
        .iter()
        .filter_map(|id| users.short(Some(*id), cx.urls()));
    Ok(Json(Watchers {
        self_url: cx.urls().api(&format!("issue/{}/watchers", issue.key)),
        is_watching: cx.user_id().is_some_and(|id| watchers.contains(&id)),
        watch_count: watchers.len(),
        watchers: people.collect(),
    }))
}

pub async fn create(
    cx: Cx,
    Path(issue): Path<String>,
    Body(name): Body<Value>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    // Nothing sent is read as an empty object.
    let name = match &name {
        Value::Null => None,
        Value::Object(members) if members.is_empty() => None,
        Value::String(name) => Some(name.as_str()),
        _ => return Err(messages::watcher_not_a_name()),
    };
    ops::add(&cx, &mut tx, &issue, name).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn delete(
    cx: Cx,
    Path(issue): Path<String>,
    Query(whom): Query<Removal>,
) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, &issue).await?;
    cx.signed_in()?;
    let name = whom.username.filter(|name| !name.is_empty());
    let name = name.ok_or_else(messages::watcher_missing)?;
    ops::remove(&cx, &mut tx, &issue, &name).await?;
    tx.commit().await?;
    Ok(NoContent)
}
