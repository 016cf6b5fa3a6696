//! Settings as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::known::{Kind, Known};

/// A setting.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Property {
    pub id: &'static str,
    pub key: &'static str,
    pub value: String,
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub default_value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_values: Option<&'static [&'static str]>,
}

/// What changing a setting takes.
#[derive(Deserialize, JsonSchema)]
pub struct Change {
    pub value: Option<Value>,
}

impl Property {
    pub fn new(known: &'static Known, value: String, default_value: String) -> Self {
        Self {
            id: known.key,
            key: known.key,
            value,
            name: known.name,
            kind: match known.kind {
                Kind::Text | Kind::Configured => "string",
                Kind::Number => "uint",
                Kind::OneOf(_) => "enum",
            },
            default_value,
            allowed_values: match known.kind {
                Kind::OneOf(values) => Some(values),
                Kind::Text | Kind::Number | Kind::Configured => None,
            },
        }
    }
}
