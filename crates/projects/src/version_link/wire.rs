//! Remote links of versions as JSON: member names and order of the reference.

use base::Urls;
use base::urls::encode;
use base::{Error, Result};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::store::Link;

/// Several links.
#[derive(JsonSchema, Serialize)]
pub struct LinkList {
    pub links: Vec<LinkFull>,
}

/// A link.
#[derive(JsonSchema, Serialize)]
pub struct LinkFull {
    #[serde(rename = "self")]
    pub self_url: String,
    /// The name of the version.
    pub name: String,
    /// What is kept.
    pub link: Value,
}

impl LinkFull {
    pub fn new(link: &Link, urls: &Urls) -> Result<Self> {
        let global_id = encode(&link.global_id);
        let value = serde_json::from_str(&link.value)
            .map_err(|error| Error::internal("the link of a version", error))?;
        Ok(Self {
            self_url: urls.api(&format!("version/{}/remotelink/{global_id}", link.version)),
            name: link.version_name.clone(),
            link: value,
        })
    }
}
