//! Properties as JSON: member names and order of the reference.

use serde::Serialize;
use serde_json::Value;

/// The keys of an issue's properties.
#[derive(Serialize)]
pub struct Keys {
    pub keys: Vec<Key>,
}

/// The key of a property.
#[derive(Serialize)]
pub struct Key {
    #[serde(rename = "self")]
    pub self_url: String,
    pub key: String,
}

/// A property.
#[derive(Serialize)]
pub struct Property {
    pub key: String,
    pub value: Value,
}
