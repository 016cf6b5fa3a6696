//! Histories as JSON: member names and order of the reference.

use base::Urls;
use base::refs::{UserShort, Users};
use schemars::JsonSchema;
use serde::Serialize;

use super::store::{ChangeRow, ItemRow};

/// The history of an issue, all of it.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changelog {
    start_at: usize,
    max_results: usize,
    total: usize,
    histories: Vec<Change>,
}

#[derive(JsonSchema, Serialize)]
struct Change {
    id: String,
    // Nobody, if the change was made without signing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<UserShort>,
    created: String,
    items: Vec<Item>,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    field: String,
    fieldtype: &'static str,
    from: Option<String>,
    from_string: Option<String>,
    to: Option<String>,
    to_string: Option<String>,
}

impl Changelog {
    pub fn new(changes: &[ChangeRow], users: &Users, urls: &Urls) -> Self {
        let change = |row: &ChangeRow| Change {
            id: row.id.to_string(),
            author: users.short(row.author, urls),
            created: row.created_at.to_jira(),
            items: row.items.iter().map(Item::new).collect(),
        };
        Self {
            start_at: 0,
            max_results: changes.len(),
            total: changes.len(),
            histories: changes.iter().map(change).collect(),
        }
    }
}

impl Item {
    fn new(row: &ItemRow) -> Self {
        Self {
            field: row.field.clone(),
            fieldtype: if row.is_custom { "custom" } else { "jira" },
            from: row.from.value.clone(),
            from_string: row.from.text.clone(),
            to: row.to.value.clone(),
            to_string: row.to.text.clone(),
        }
    }
}
