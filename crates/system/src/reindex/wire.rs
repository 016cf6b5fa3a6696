//! The index as JSON: member names and order of the reference.

use base::Urls;
use model::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::store::Task;

/// A reindex.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reindex {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress_url: Option<String>,
    pub current_progress: i64,
    pub current_sub_task: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub submitted_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_time: Option<String>,
    pub success: bool,
}

/// How the index is.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub node_id: &'static str,
    pub report_time: String,
    pub issue_index: IssueIndex,
    /// Nothing is replicated: all processes share the index.
    pub replication_queues: Map<String, Value>,
}

/// How the index of issues is.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueIndex {
    pub index_readable: bool,
    pub count_in_database: i64,
    pub count_in_index: i64,
    pub count_in_archive: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated_in_database: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated_in_index: Option<String>,
}

/// Whether a snapshot is being made.
#[derive(JsonSchema, Serialize)]
pub struct Running {
    pub running: bool,
}

impl Reindex {
    /// Returns a task, `percent` of which is done.
    pub fn new(task: &Task, percent: i64, urls: &Urls) -> Self {
        let is_done = task.finished_at.is_some();
        Self {
            progress_url: Some(urls.api(&format!("reindex/progress?taskId={}", task.id))),
            current_progress: if is_done { 100 } else { percent },
            current_sub_task: if is_done {
                String::new()
            } else {
                "Making the words of issues and comments".to_owned()
            },
            kind: task.kind.clone(),
            submitted_time: task.submitted_at.to_jira(),
            start_time: Some(task.submitted_at.to_jira()),
            finish_time: task.finished_at.map(Timestamp::to_jira),
            success: is_done,
        }
    }
}
