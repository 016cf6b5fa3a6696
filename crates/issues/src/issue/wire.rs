//! Issues as they are sent, and the answer to making one. How they are shown is in `read/wire.rs`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Urls;
use base::contract::{Answers, Operation};
use base::error::Problems;
use base::http::Json;
use model::{IssueId, IssueKey};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// What creating, editing and transitioning take: values of fields, and what to do with fields.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GivenIssue {
    pub fields: Option<Map<String, Value>>,
    pub update: Option<Map<String, Value>>,
}

/// What assigning takes. An absent name is something else than null, which takes the assignee away.
#[derive(Deserialize, JsonSchema)]
pub struct GivenAssignee {
    #[serde(default, deserialize_with = "present")]
    pub name: Option<Option<String>>,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The answer to making an issue.
#[derive(JsonSchema, Serialize)]
pub struct CreatedIssue {
    id: String,
    key: String,
    #[serde(rename = "self")]
    self_url: String,
}

impl CreatedIssue {
    pub fn new(id: IssueId, key: &IssueKey, urls: &Urls) -> Self {
        Self {
            id: id.to_string(),
            key: key.to_string(),
            self_url: urls.api(&format!("issue/{id}")),
        }
    }
}

/// Several issues to be made.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct GivenIssues {
    pub issue_updates: Vec<GivenIssue>,
}

/// Why one of several issues was not made.
pub struct Refusal {
    pub status: u16,
    pub problems: Problems,
}

/// The answer to making several issues: those made, and what is wrong with the others.
#[derive(Default, JsonSchema, Serialize)]
pub struct Bulk {
    pub issues: Vec<CreatedIssue>,
    pub errors: Vec<BulkError>,
}

/// What is wrong with an issue, counted from 0.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkError {
    status: u16,
    element_errors: ElementErrors,
    failed_element_number: usize,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct ElementErrors {
    error_messages: Vec<String>,
    errors: Map<String, Value>,
}

impl BulkError {
    pub fn new(refusal: Refusal, position: usize) -> Self {
        let Problems { messages, fields } = refusal.problems;
        let errors = fields.into_iter().map(|(name, text)| (name, text.into()));
        Self {
            status: refusal.status,
            element_errors: ElementErrors {
                error_messages: messages,
                errors: errors.collect(),
            },
            failed_element_number: position,
        }
    }
}

impl Answers for Bulk {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_json::<Self>("201", "Those made, and what is wrong with the others.");
        operation.answers("400", "None was made: why, in the same form; or a refusal.");
    }
}

impl IntoResponse for Bulk {
    fn into_response(self) -> Response {
        // The reference calls it a failure only if nothing at all was made.
        let status = if self.issues.is_empty() {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::CREATED
        };
        (status, Json(self)).into_response()
    }
}
