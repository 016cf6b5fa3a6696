//! Sprints as JSON: member names and order of the reference.

use base::Urls;
use issues::planning::Sprint;
use model::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::board::wire::Number;
use crate::wire::link;

/// A sprint.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SprintBean {
    id: i64,
    #[serde(rename = "self")]
    self_url: String,
    state: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    complete_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activated_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin_board_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    goal: Option<String>,
    synced: bool,
    auto_start_stop: bool,
}

impl SprintBean {
    pub fn new(sprint: &Sprint, urls: &Urls) -> Self {
        let at = |at: Option<Timestamp>| at.map(|at| at.to_jira().replace("+0000", "Z"));
        Self {
            id: sprint.id.0,
            self_url: link(urls, &format!("sprint/{}", sprint.id)),
            state: sprint.state.word(),
            name: sprint.name.clone(),
            start_date: at(sprint.start_at),
            end_date: at(sprint.end_at),
            complete_date: at(sprint.completed_at),
            activated_date: at(sprint.activated_at),
            origin_board_id: sprint.board.map(|id| id.0),
            goal: sprint.goal.clone(),
            synced: sprint.is_synced,
            auto_start_stop: false,
        }
    }
}

/// What making and changing a sprint takes. What is not there is something else than null.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct GivenSprint {
    pub name: Option<String>,
    pub state: Option<String>,
    #[serde(deserialize_with = "present")]
    pub start_date: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    pub end_date: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    pub goal: Option<Option<String>>,
    pub origin_board_id: Option<Number>,
    pub synced: Option<bool>,
    pub auto_start_stop: Option<bool>,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The sprint to swap with.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenSwap {
    pub sprint_to_swap_with: Option<Number>,
}

/// The sprints that are to be in step with others no more.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenSprints {
    pub sprint_ids: Option<Vec<i64>>,
}
