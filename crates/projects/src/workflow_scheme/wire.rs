//! Workflow schemes as JSON: member names and order of the reference.

use std::collections::BTreeMap;

use base::Urls;
use base::refs::{UserRef, UserShort};
use jiff::tz::TimeZone;
use model::{Timestamp, WorkflowId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ops::{Target, Wanted};
use super::{Mapping, WorkflowScheme};
use crate::catalog::Catalog;

/// A scheme, or its draft.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemeFull {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub default_workflow: String,
    pub issue_type_mappings: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_default_workflow: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_issue_type_mappings: Option<BTreeMap<String, String>>,
    pub draft: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_user: Option<UserShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    #[serde(rename = "self")]
    pub self_url: String,
}

/// A scheme as it is sent. What is not given stays, or is as usual in a new one.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchemeInput {
    name: Option<String>,
    description: Option<String>,
    default_workflow: Option<String>,
    issue_type_mappings: Option<BTreeMap<String, String>>,
    update_draft_if_needed: Option<bool>,
}

/// The workflow of the types that are not named.
#[derive(JsonSchema, Serialize)]
pub struct DefaultShown {
    pub workflow: String,
}

/// The same as it is sent.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DefaultInput {
    pub workflow: Option<String>,
    update_draft_if_needed: Option<bool>,
}

/// The workflow of one type.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeShown {
    pub issue_type: String,
    pub workflow: String,
}

/// The types of one workflow.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowShown {
    pub workflow: String,
    pub issue_types: Vec<String>,
    pub default_mapping: bool,
}

/// One workflow's types, or those of all workflows of a scheme.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
pub enum OneOrAll {
    /// One.
    One(WorkflowShown),
    /// All.
    All(Vec<WorkflowShown>),
}

/// The types of one workflow as they are sent.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowInput {
    pub workflow: Option<String>,
    pub issue_types: Option<Vec<String>>,
    pub default_mapping: Option<bool>,
    update_draft_if_needed: Option<bool>,
}

impl SchemeInput {
    /// Returns which of the two is to be changed.
    pub fn target(&self) -> Target {
        Target::asked(self.update_draft_if_needed.unwrap_or(false))
    }
}

impl From<SchemeInput> for Wanted {
    fn from(input: SchemeInput) -> Self {
        Self {
            name: input.name,
            description: input.description,
            default: input.default_workflow,
            types: input
                .issue_type_mappings
                .map(|types| types.into_iter().collect()),
        }
    }
}

impl DefaultInput {
    /// Returns which of the two is to be changed.
    pub fn target(&self) -> Target {
        Target::asked(self.update_draft_if_needed.unwrap_or(false))
    }
}

impl WorkflowInput {
    /// Returns which of the two is to be changed.
    pub fn target(&self) -> Target {
        Target::asked(self.update_draft_if_needed.unwrap_or(false))
    }
}

impl SchemeFull {
    /// Returns the scheme itself as it is shown.
    pub fn new(scheme: &WorkflowScheme, catalog: &Catalog, urls: &Urls) -> Self {
        Self {
            id: scheme.id.0,
            name: scheme.name.clone(),
            description: scheme.description.clone(),
            default_workflow: name(catalog, scheme.current.default),
            issue_type_mappings: mappings(&scheme.current, catalog),
            original_default_workflow: None,
            original_issue_type_mappings: None,
            draft: false,
            last_modified_user: None,
            last_modified: None,
            self_url: urls.api(&format!("workflowscheme/{}", scheme.id)),
        }
    }

    /// Returns the scheme's draft as it is shown, if it has one; `author` changed it last.
    pub fn draft(
        scheme: &WorkflowScheme,
        catalog: &Catalog,
        urls: &Urls,
        author: Option<&UserRef>,
        zone: &TimeZone,
    ) -> Option<Self> {
        let draft = scheme.draft.as_ref()?;
        Some(Self {
            default_workflow: name(catalog, draft.mapping.default),
            issue_type_mappings: mappings(&draft.mapping, catalog),
            original_default_workflow: Some(name(catalog, scheme.current.default)),
            original_issue_type_mappings: Some(mappings(&scheme.current, catalog)),
            draft: true,
            last_modified_user: author.map(|user| user.short(urls)),
            last_modified: Some(moment(draft.updated_at, zone)),
            self_url: urls.api(&format!("workflowscheme/{}/draft", scheme.id)),
            ..Self::new(scheme, catalog, urls)
        })
    }
}

/// Returns the types of one workflow, or nothing if the mapping does not name it.
pub fn of_workflow(
    mapping: &Mapping,
    workflow: WorkflowId,
    catalog: &Catalog,
) -> Option<WorkflowShown> {
    mapping
        .workflows()
        .any(|known| known == workflow)
        .then(|| WorkflowShown {
            workflow: name(catalog, workflow),
            issue_types: mapping
                .types
                .iter()
                .filter(|(_, known)| **known == workflow)
                .map(|(issue_type, _)| issue_type.to_string())
                .collect(),
            default_mapping: mapping.default == workflow,
        })
}

/// Returns the types of all workflows that a mapping names, the default one first.
pub fn of_all(mapping: &Mapping, catalog: &Catalog) -> Vec<WorkflowShown> {
    let mut workflows: Vec<WorkflowId> = Vec::new();
    for workflow in mapping.workflows() {
        if !workflows.contains(&workflow) {
            workflows.push(workflow);
        }
    }
    let all = workflows.into_iter();
    all.filter_map(|workflow| of_workflow(mapping, workflow, catalog))
        .collect()
}

/// Returns a workflow's name.
pub fn name(catalog: &Catalog, id: WorkflowId) -> String {
    catalog
        .workflow(id)
        .map_or_else(String::new, |known| known.name.clone())
}

fn mappings(mapping: &Mapping, catalog: &Catalog) -> BTreeMap<String, String> {
    let types = mapping.types.iter();
    types
        .map(|(issue_type, workflow)| (issue_type.to_string(), name(catalog, *workflow)))
        .collect()
}

/// Returns a moment as people read it.
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(
        |_| String::new(),
        |at| {
            let at = at.to_zoned(zone.clone());
            at.strftime("%d/%b/%y %-I:%M %p").to_string()
        },
    )
}
