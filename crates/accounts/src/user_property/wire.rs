//! Properties as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The keys of a user's properties.
#[derive(JsonSchema, Serialize)]
pub struct Keys {
    pub keys: Vec<Key>,
}

/// The key of a property.
#[derive(JsonSchema, Serialize)]
pub struct Key {
    #[serde(rename = "self")]
    pub self_url: String,
    pub key: String,
}

/// A property.
#[derive(JsonSchema, Serialize)]
pub struct Property {
    pub key: String,
    pub value: Value,
}
