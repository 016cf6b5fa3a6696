//! What is sent of issue types. How they are shown is in [`catalog`](crate::catalog).

use schemars::JsonSchema;
use serde::Deserialize;

/// What making and changing an issue type takes. Its picture is not chosen here.
#[derive(Deserialize, JsonSchema)]
pub struct IssueTypeInput {
    pub name: Option<String>,
    pub description: Option<String>,
    /// `standard` or `subtask`; a type stays what it was made.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}
