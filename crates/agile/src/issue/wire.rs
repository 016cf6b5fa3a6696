//! Ranks and estimates as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::board::wire::Number;

/// Which issues are to stand where.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenRank {
    pub issues: Option<Vec<String>>,
    pub rank_before_issue: Option<Number>,
    pub rank_after_issue: Option<Number>,
    pub rank_custom_field_id: Option<Number>,
}

/// An estimate to set.
#[derive(Deserialize, JsonSchema)]
pub struct GivenEstimation {
    pub value: Option<Value>,
}

/// An estimate.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Estimation {
    pub field_id: String,
    pub value: Value,
}
