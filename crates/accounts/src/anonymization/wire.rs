//! Anonymizing as JSON: member names and order of the reference.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::contract::{Answers, Operation};
use base::http::Json;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done, in the reference's words.
pub const OPERATIONS: [&str; 4] = [
    "USER_TRANSFER_OWNERSHIP_PLUGIN_POINTS",
    "USER_DISABLE",
    "USER_NAME_CHANGE",
    "USER_ANONYMIZE_PLUGIN_POINTS",
];

/// Who is to be anonymized.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Given {
    pub user_key: Option<String>,
    pub new_owner_key: Option<String>,
}

/// What stands against it, by the operation concerned.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Faults {
    pub error_messages: Vec<String>,
    pub errors: BTreeMap<String, String>,
}

/// What would be done.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Validation {
    pub errors: BTreeMap<&'static str, Faults>,
    pub warnings: BTreeMap<&'static str, Faults>,
    pub expand: &'static str,
    pub user_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    pub deleted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    pub success: bool,
    pub affected_entities: BTreeMap<&'static str, Vec<Affected>>,
    pub operations: Vec<&'static str>,
    pub business_logic_validation_failed: bool,
}

/// What cannot be done is told in the same form, as a bad request.
impl IntoResponse for Validation {
    fn into_response(self) -> Response {
        let status = if self.success {
            StatusCode::OK
        } else {
            StatusCode::BAD_REQUEST
        };
        (status, Json(self)).into_response()
    }
}

impl Answers for Validation {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers_json::<Self>("200", "What would be done.");
        operation.answers("400", "What is in the way, in the same form; or a refusal.");
    }
}

/// What is concerned, and how often.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Affected {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub description: &'static str,
    pub number_of_occurrences: i64,
}

/// What was done.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    pub errors: BTreeMap<&'static str, Faults>,
    pub warnings: BTreeMap<&'static str, Faults>,
    pub user_key: String,
    pub user_name: String,
    pub full_name: String,
    pub progress_url: String,
    pub current_progress: i64,
    pub current_sub_task: &'static str,
    pub submitted_time: String,
    pub start_time: String,
    pub finish_time: String,
    pub operations: [&'static str; 4],
    pub status: &'static str,
    pub is_rerun: bool,
    pub rerun: bool,
}
