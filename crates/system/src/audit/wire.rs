//! The audit log as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Record;

/// A part of the log.
#[derive(JsonSchema, Serialize)]
pub struct Records {
    pub offset: i64,
    pub limit: i64,
    pub total: i64,
    pub records: Vec<RecordFull>,
}

/// An entry.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordFull {
    pub id: i64,
    pub summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_key: Option<String>,
    pub created: String,
    pub category: String,
    pub event_source: &'static str,
    pub object_item: ObjectItem,
    pub changed_values: Vec<ChangedValue>,
    /// Nothing is kept of what else was concerned.
    pub associated_items: [(); 0],
}

/// What was changed.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectItem {
    pub id: String,
    pub name: String,
    pub type_name: String,
}

/// What it was before and is now; stored in the same form.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ChangedValue {
    pub field_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_to: Option<String>,
}

/// An entry that a program adds. Who did it, when and from where is not theirs to say.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewRecord {
    pub summary: Option<String>,
    pub category: Option<String>,
    pub object_item: Option<NewItem>,
    pub changed_values: Option<Vec<ChangedValue>>,
}

/// What was changed.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct NewItem {
    pub id: Option<String>,
    pub name: Option<String>,
    pub type_name: Option<String>,
}

impl Record {
    /// Returns what it was before and is now.
    pub fn changed_values(&self) -> Vec<ChangedValue> {
        // Written by this program; should it ever not be readable, the entry is still shown.
        serde_json::from_str(&self.changes).unwrap_or_default()
    }
}

impl From<Record> for RecordFull {
    fn from(record: Record) -> Self {
        let changed_values = record.changed_values();
        Self {
            id: record.id,
            summary: record.summary,
            remote_address: record.address,
            author_key: record.actor_key,
            created: record.at.to_jira(),
            category: record.category,
            event_source: "",
            object_item: ObjectItem {
                id: record.object_id,
                name: record.object_name,
                type_name: record.object_kind,
            },
            changed_values,
            associated_items: [],
        }
    }
}
