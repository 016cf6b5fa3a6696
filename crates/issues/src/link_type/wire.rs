//! Link types as JSON: member names and order of the reference.

use base::Urls;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LinkType;

/// What making and changing a type takes.
#[derive(Deserialize, JsonSchema)]
pub struct LinkTypeInput {
    pub name: Option<String>,
    pub inward: Option<String>,
    pub outward: Option<String>,
}

/// In which order the types shall stand.
#[derive(Deserialize, JsonSchema)]
pub struct Order {
    pub direction: Option<String>,
}

/// Where a type shall stand.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    pub new_position: Option<usize>,
}

/// A kind of link.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct LinkTypeShort {
    id: String,
    name: String,
    inward: String,
    outward: String,
    #[serde(rename = "self")]
    self_url: String,
}

/// All kinds of links.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkTypeList {
    pub issue_link_types: Vec<LinkTypeShort>,
}

impl LinkType {
    /// Returns the type as it is shown.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> LinkTypeShort {
        LinkTypeShort {
            id: self.id.to_string(),
            name: self.name.clone(),
            inward: self.inward.clone(),
            outward: self.outward.clone(),
            self_url: urls.api(&format!("issueLinkType/{}", self.id)),
        }
    }
}
