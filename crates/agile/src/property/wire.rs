//! Properties as JSON: member names and order of the reference.

use base::Urls;
use base::urls::encode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::ops::Of;
use crate::wire::link;

/// The keys of the properties of something.
#[derive(Serialize, JsonSchema)]
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(Serialize, JsonSchema)]
struct Key {
    #[serde(rename = "self")]
    self_url: String,
    key: String,
}

impl Keys {
    pub fn new(of: Of, keys: Vec<String>, urls: &Urls) -> Self {
        let path = of.path();
        let keys = keys.into_iter().map(|key| Key {
            self_url: link(urls, &format!("{path}/properties/{}", encode(&key))),
            key,
        });
        Self {
            keys: keys.collect(),
        }
    }
}

/// A property.
#[derive(Serialize, JsonSchema)]
pub struct Property {
    pub key: String,
    pub value: Value,
}
