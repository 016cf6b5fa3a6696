//! What is suggested, as JSON (D-068).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Typed {
    pub q: String,
}

/// Things of a kind.
#[derive(JsonSchema, Serialize)]
pub struct Group {
    pub id: &'static str,
    pub name: &'static str,
    pub items: Vec<Item>,
}

/// One of them.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    pub title: String,
    pub subtitle: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub avatar_url: String,
    pub url: String,
}

impl Group {
    pub fn new(id: &'static str, name: &'static str, items: Vec<Item>) -> Self {
        Self { id, name, items }
    }
}
