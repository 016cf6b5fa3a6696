//! The order of sub-tasks as JSON: member names of the reference.

use schemars::JsonSchema;
use serde::Deserialize;

/// What moving a sub-task takes.
#[derive(Deserialize, JsonSchema)]
pub struct Places {
    pub original: Option<usize>,
    pub current: Option<usize>,
}
