//! Issues as they are sent, and the answer to making one. How they are shown is in `read/wire.rs`.

use base::Urls;
use model::{IssueId, IssueKey};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// What creating, editing and transitioning take: values of fields, and what to do with fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct GivenIssue {
    pub fields: Option<Map<String, Value>>,
    pub update: Option<Map<String, Value>>,
}

/// What assigning takes. An absent name is something else than null, which takes the assignee away.
#[derive(Deserialize)]
pub struct GivenAssignee {
    #[serde(default, deserialize_with = "present")]
    pub name: Option<Option<String>>,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The answer to making an issue.
#[derive(Serialize)]
pub struct CreatedIssue {
    id: String,
    key: String,
    #[serde(rename = "self")]
    self_url: String,
}

impl CreatedIssue {
    pub fn new(id: IssueId, key: &IssueKey, urls: &Urls) -> Self {
        Self {
            id: id.to_string(),
            key: key.to_string(),
            self_url: urls.api(&format!("issue/{id}")),
        }
    }
}
