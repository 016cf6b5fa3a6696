//! Priority schemes as JSON: member names and order of the reference.

use base::Urls;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::loose::Loose;
use crate::offer::{Scheme, ops};

/// What making and changing a scheme takes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemeInput {
    pub name: Option<String>,
    pub description: Option<String>,
    pub default_option_id: Option<Loose>,
    pub option_ids: Option<Vec<Loose>>,
}

/// The scheme a project is to use.
#[derive(Deserialize, JsonSchema)]
pub struct SchemeId {
    pub id: Option<Loose>,
}

/// A page of schemes.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemeList {
    pub expand: &'static str,
    pub schemes: Vec<SchemeFull>,
    pub start_at: i64,
    pub max_results: i64,
    pub total: usize,
}

/// A scheme; its id is a number.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemeFull {
    pub expand: &'static str,
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: i64,
    pub name: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_option_id: Option<String>,
    pub option_ids: Vec<String>,
    pub default_scheme: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_keys: Option<Vec<String>>,
}

impl SchemeFull {
    pub fn new(scheme: &Scheme, project_keys: Option<Vec<String>>, urls: &Urls) -> Self {
        Self {
            expand: "projectKeys",
            self_url: urls.api(&format!("priorityschemes/{}", scheme.id)),
            id: scheme.id.0,
            name: scheme.name.clone(),
            description: scheme.description.clone(),
            default_option_id: scheme.default_option.map(|id| id.to_string()),
            option_ids: scheme.options.iter().map(ToString::to_string).collect(),
            default_scheme: scheme.is_default,
            project_keys,
        }
    }
}

impl From<SchemeInput> for ops::Fields {
    fn from(input: SchemeInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            default_option: input.default_option_id.as_ref().map(Loose::text),
            options: input
                .option_ids
                .map(|ids| ids.iter().map(Loose::text).collect()),
        }
    }
}
