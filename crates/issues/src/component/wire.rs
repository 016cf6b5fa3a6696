//! Counts as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::Serialize;

/// How many issues have a component.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    #[serde(rename = "self")]
    pub self_url: String,
    pub issue_count: i64,
}
