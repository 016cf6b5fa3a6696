//! The handlers of the index.

use axum::http::StatusCode;
use base::http::{Json, Path, Query, QueryPairs};
use base::{Cx, Result, guard, messages};
use issues::text;
use model::Timestamp;
use model::permission::may::BrowseProjects;
use model::permission::may::global::SystemAdmin;
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{IssueIndex, Reindex, Running, Summary};
use super::{ops, store};

/// How many issues are reindexed while the caller waits.
const MOST_ISSUES: usize = 50;

#[derive(Deserialize, JsonSchema)]
pub struct Type {
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Which {
    task_id: Option<i64>,
}

pub async fn begin(cx: Cx, Query(asked): Query<Type>) -> Result<(StatusCode, Json<Reindex>)> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let task = ops::begin(&cx, &mut tx, admin, asked.kind.as_deref()).await?;
    tx.commit().await?;
    Ok((
        StatusCode::ACCEPTED,
        Json(Reindex::new(&task, 0, cx.urls())),
    ))
}

pub async fn get(cx: Cx, Query(which): Query<Which>) -> Result<Json<Reindex>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let task = match which.task_id {
        // No task has this number; the query takes it for none at all.
        Some(0) => None,
        id => store::task(&mut tx, id).await?,
    };
    let task = task.ok_or_else(messages::no_reindex)?;
    let percent = ops::percent(&mut tx).await?;
    Ok(Json(Reindex::new(&task, percent, cx.urls())))
}

pub async fn reindex_issues(cx: Cx, asked: QueryPairs) -> Result<(StatusCode, Json<Reindex>)> {
    guard::administrator(&cx)?;
    let named: Vec<&str> = asked
        .all("issueId")
        .filter(|name| !name.is_empty())
        .collect();
    if named.is_empty() {
        return Err(messages::missing_parameter("issueId"));
    }
    if named.len() > MOST_ISSUES {
        return Err(messages::too_many_to_reindex(MOST_ISSUES));
    }
    let mut tx = cx.write().await?;
    let mut ids = Vec::new();
    // Each may be moved or hidden in its own way, so each is asked for; there are few.
    for name in named {
        let issue = guard::issue::<BrowseProjects>(&cx, &mut tx, name).await?;
        ids.push(issue.id);
    }
    text::rewrite(&mut tx, &ids).await?;
    tx.commit().await?;
    let now = cx.now().to_jira();
    Ok((
        StatusCode::ACCEPTED,
        Json(Reindex {
            progress_url: None,
            current_progress: 100,
            current_sub_task: String::new(),
            kind: "FOREGROUND".to_owned(),
            submitted_time: now.clone(),
            start_time: Some(now.clone()),
            finish_time: Some(now),
            success: true,
        }),
    ))
}

/// None ever waits: the index is written with each change.
pub async fn run_requests(cx: Cx) -> Result<Json<[i64; 0]>> {
    guard::administrator(&cx)?;
    Ok(Json([]))
}

/// As [`run_requests`].
pub async fn list_requests(cx: Cx) -> Result<Json<[(); 0]>> {
    guard::administrator(&cx)?;
    Ok(Json([]))
}

/// As [`run_requests`].
pub async fn get_request(cx: Cx, Path(_): Path<String>) -> Result<Json<()>> {
    guard::administrator(&cx)?;
    Err(messages::no_reindex())
}

pub async fn summary(cx: Cx) -> Result<Json<Summary>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let progress = text::progress(&mut tx).await?;
    let moment = |at: Option<i64>| at.map(|at| Timestamp(at).to_jira());
    Ok(Json(Summary {
        node_id: "bailiwick",
        report_time: cx.now().to_jira(),
        issue_index: IssueIndex {
            index_readable: true,
            count_in_database: progress.n_issues,
            count_in_index: progress.n_done,
            count_in_archive: 0,
            last_updated_in_database: moment(progress.last_updated),
            last_updated_in_index: moment(progress.last_updated_of_done),
        },
        replication_queues: serde_json::Map::new(),
    }))
}

/// D-056: there are none to list.
pub async fn list_snapshots(cx: Cx) -> Result<Json<[(); 0]>> {
    guard::global::<SystemAdmin>(&cx)?;
    Ok(Json([]))
}

/// D-056: none is ever made.
pub async fn is_snapshot_running(cx: Cx) -> Result<Json<Running>> {
    guard::global::<SystemAdmin>(&cx)?;
    Ok(Json(Running { running: false }))
}
