//! Read-only mode as JSON: member names of the reference. It is also stored so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The mode.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Mode {
    pub enabled: bool,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// What changing it takes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    pub enabled: Option<bool>,
    pub message: Option<String>,
    pub end_time: Option<String>,
    pub time_zone: Option<String>,
}
