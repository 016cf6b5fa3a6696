//! Issue type schemes as JSON: member names and order of the reference.

use base::Urls;
use model::IssueTypeId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalog::{Catalog, IssueTypeShort};
use crate::loose::Loose;
use crate::offer::{Scheme, ops};

/// What making and changing a scheme takes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemeInput {
    pub name: Option<String>,
    pub description: Option<String>,
    pub default_issue_type_id: Option<Loose>,
    pub issue_type_ids: Option<Vec<Loose>>,
}

/// The projects meant.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProjectsInput {
    pub ids_or_keys: Option<Vec<Loose>>,
}

/// All schemes.
#[derive(JsonSchema, Serialize)]
pub struct SchemeList {
    pub expand: &'static str,
    pub schemes: Vec<SchemeFull>,
}

/// A scheme.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemeFull {
    pub expand: &'static str,
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: String,
    pub name: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_issue_type: Option<IssueTypeShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_types: Option<Vec<IssueTypeShort>>,
}

/// Which parts of a scheme are shown.
#[derive(Clone, Copy)]
pub struct Parts {
    pub default: bool,
    pub types: bool,
}

impl SchemeFull {
    pub fn new(scheme: &Scheme, parts: Parts, catalog: &Catalog, urls: &Urls) -> Self {
        let type_of = |id: &model::OptionId| catalog.issue_type(IssueTypeId(id.0));
        let types = || scheme.options.iter().filter_map(type_of);
        Self {
            expand: "defaultIssueType,issueTypes",
            self_url: urls.api(&format!("issuetypescheme/{}", scheme.id)),
            id: scheme.id.to_string(),
            name: scheme.name.clone(),
            description: scheme.description.clone(),
            default_issue_type: scheme
                .default_option
                .as_ref()
                .filter(|_| parts.default)
                .and_then(type_of)
                .map(|known| known.short(urls)),
            issue_types: parts
                .types
                .then(|| types().map(|known| known.short(urls)).collect()),
        }
    }
}

impl From<SchemeInput> for ops::Fields {
    fn from(input: SchemeInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            default_option: input.default_issue_type_id.as_ref().map(Loose::text),
            options: input
                .issue_type_ids
                .map(|ids| ids.iter().map(Loose::text).collect()),
        }
    }
}
