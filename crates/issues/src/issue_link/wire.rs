//! Links between issues as JSON: member names and order of the reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::comment::GivenComment;
use crate::link_type::LinkTypeShort;
use crate::read::Related;

/// A link as it is sent. Where it comes with an issue, one of the issues is left out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenLink {
    #[serde(rename = "type")]
    pub link_type: Option<GivenName>,
    pub inward_issue: Option<GivenName>,
    pub outward_issue: Option<GivenName>,
    pub comment: Option<GivenComment>,
}

/// Something that is named by its id, key or name. Ids come as strings and as numbers.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct GivenName {
    pub id: Option<Value>,
    pub key: Option<String>,
    pub name: Option<String>,
}

impl GivenName {
    pub fn id(&self) -> Option<String> {
        match self.id.as_ref()? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

/// A link, seen from nowhere.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    pub id: String,
    #[serde(rename = "self")]
    pub self_url: String,
    #[serde(rename = "type")]
    pub link_type: LinkTypeShort,
    pub inward_issue: Related,
    pub outward_issue: Related,
}
