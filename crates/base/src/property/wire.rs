//! Properties as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The keys of a thing's properties.
#[derive(JsonSchema, Serialize)]
pub struct Keys {
    /// The keys, by their order.
    pub keys: Vec<Key>,
}

/// The key of a property.
#[derive(JsonSchema, Serialize)]
pub struct Key {
    /// The link to the property.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The key.
    pub key: String,
}

/// A property.
#[derive(JsonSchema, Serialize)]
pub struct Property {
    /// Its key.
    pub key: String,
    /// What is kept.
    pub value: Value,
}
