//! Custom fields as JSON: member names and order of the reference.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Urls;
use base::contract::{Answers, Operation};
use base::guard::ViewableProjects;
use base::http::Json;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::field::custom::{Context, CustomField, Opt};

/// What making a field takes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Definition {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The key of its type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The key of what searches in it.
    pub searcher_key: Option<String>,
    /// The projects it is for; none for all.
    pub project_ids: Option<Vec<Value>>,
    /// The types of issues it is for; none for all.
    pub issue_type_ids: Option<Vec<Value>>,
}

/// A custom field in the list of them.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomFieldFull {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    searcher_key: Option<String>,
    project_ids: Vec<i64>,
    issue_type_ids: Vec<String>,
    #[serde(rename = "self")]
    self_url: String,
    numeric_id: i64,
    is_locked: bool,
    is_managed: bool,
    is_all_projects: bool,
    is_trusted: bool,
    projects_count: usize,
    screens_count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    issues_with_value: Option<i64>,
}

impl CustomFieldFull {
    /// Returns the field as the caller may know it: `n_values` is for administrators only.
    pub fn new(
        field: &CustomField,
        viewable: &ViewableProjects,
        (n_screens, n_values): (usize, Option<i64>),
        urls: &Urls,
    ) -> Self {
        let mut projects: Vec<i64> = field
            .contexts
            .iter()
            .flat_map(|context| context.projects.iter().flatten())
            .filter(|project| viewable.has(**project))
            .map(|project| project.0)
            .collect();
        projects.sort_unstable();
        let mut types: Vec<i64> = field
            .contexts
            .iter()
            .flat_map(|context| context.types.iter().flatten())
            .map(|issue_type| issue_type.0)
            .collect();
        types.sort_unstable();
        types.dedup();
        Self {
            id: field.key(),
            name: field.name.clone(),
            description: field.description.clone(),
            kind: field.kind.name.to_owned(),
            searcher_key: field.searcher.clone(),
            projects_count: projects.len(),
            project_ids: projects,
            issue_type_ids: types.iter().map(i64::to_string).collect(),
            self_url: urls.api(&format!("customFields/{}", field.id)),
            numeric_id: field.id.0,
            is_locked: field.is_locked,
            is_managed: field.is_locked,
            is_all_projects: field
                .contexts
                .iter()
                .any(|context| context.projects.is_none()),
            is_trusted: true,
            screens_count: n_screens,
            issues_with_value: n_values,
        }
    }
}

/// An option.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionFull {
    #[serde(rename = "self")]
    self_url: String,
    value: String,
    disabled: bool,
    id: i64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children_ids: Vec<i64>,
}

impl OptionFull {
    pub fn new(option: &Opt, context: &Context, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("customFieldOption/{}", option.id)),
            value: option.value.clone(),
            disabled: option.is_disabled,
            id: option.id.0,
            children_ids: context
                .below(Some(option.id))
                .map(|child| child.id.0)
                .collect(),
        }
    }
}

/// Options of a context.
#[derive(JsonSchema, Serialize)]
pub struct Options {
    pub options: Vec<OptionFull>,
    pub total: usize,
}

/// The answer to deleting fields.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    pub message: &'static str,
    pub deleted_custom_fields: Vec<String>,
    pub not_deleted_custom_fields: BTreeMap<String, String>,
}

impl IntoResponse for Deleted {
    fn into_response(self) -> Response {
        let status = if self.deleted_custom_fields.is_empty() {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::OK
        };
        (status, Json(self)).into_response()
    }
}

impl Answers for Deleted {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_json::<Self>("200", "What was deleted, and why the rest was not.");
        operation.answers(
            "400",
            "Nothing was deleted: why, in the same form; or a refusal.",
        );
    }
}
