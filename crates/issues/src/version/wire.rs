//! Counts and swaps as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many issues have a version.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    #[serde(rename = "self")]
    pub self_url: String,
    pub issues_fixed_count: i64,
    pub issues_affected_count: i64,
    pub issue_count_with_custom_fields_showing_version: i64,
    pub custom_field_usage: Vec<Usage>,
}

/// How many issues have a version in a custom field.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    pub field_name: String,
    pub custom_field_id: i64,
    pub issue_count_with_version_in_custom_field: i64,
}

/// How many issues of a version are not done.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unresolved {
    #[serde(rename = "self")]
    pub self_url: String,
    pub issues_unresolved_count: i64,
}

/// Which versions take the place of one that goes.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Swap {
    pub move_fix_issues_to: Option<i64>,
    pub move_affected_issues_to: Option<i64>,
    pub custom_field_replacement_list: Vec<InCustomField>,
}

/// The same for a custom field.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InCustomField {
    /// The field.
    pub custom_field_id: i64,
    /// The version that its issues get; without one, theirs goes.
    pub move_to: Option<i64>,
}
