//! Votes as JSON: member names and order of the reference.

use base::refs::UserShort;
use schemars::JsonSchema;
use serde::Serialize;

/// Who voted for an issue.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Votes {
    #[serde(rename = "self")]
    pub self_url: String,
    pub votes: usize,
    pub has_voted: bool,
    pub voters: Vec<UserShort>,
}
