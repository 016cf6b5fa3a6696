//! What epics are changed and ranked with.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::board::wire::Number;

/// What changing an epic takes.
#[derive(Deserialize, JsonSchema)]
pub struct GivenEpic {
    pub name: Option<String>,
    pub summary: Option<String>,
    pub color: Option<GivenColor>,
    pub done: Option<bool>,
}

/// A color.
#[derive(Deserialize, JsonSchema)]
pub struct GivenColor {
    pub key: Option<String>,
}

/// Where an epic is to stand.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenRank {
    pub rank_before_epic: Option<Number>,
    pub rank_after_epic: Option<Number>,
    pub rank_custom_field_id: Option<Number>,
}
