//! Watchers as JSON: member names and order of the reference.

use base::refs::UserShort;
use schemars::JsonSchema;
use serde::Serialize;

/// Who watches an issue.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Watchers {
    #[serde(rename = "self")]
    pub self_url: String,
    pub is_watching: bool,
    pub watch_count: usize,
    pub watchers: Vec<UserShort>,
}
