//! Workflows and the properties of transitions as JSON: member names and order of the reference.

use base::refs::Users;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SYSTEM, Workflow};
use crate::workflow_scheme::moment;

/// A workflow in the list. One that nobody ever changed has no date and no author.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowFull {
    name: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_modified_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_modified_user: Option<String>,
    steps: usize,
    default: bool,
}

/// All workflows, or the one asked for.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
pub enum OneOrAll<T> {
    /// One.
    One(T),
    /// All.
    All(Vec<T>),
}

/// A property of a transition.
#[derive(JsonSchema, Serialize)]
pub struct PropertyFull {
    key: String,
    value: String,
    id: String,
}

/// A property as it is sent: its key is in the address.
#[derive(Deserialize, JsonSchema)]
pub struct PropertyInput {
    pub value: Option<String>,
}

impl WorkflowFull {
    /// Returns the workflow as it is shown; `users` are those who changed workflows.
    pub fn new(workflow: &Workflow, users: &Users, zone: &TimeZone) -> Self {
        let author = workflow.updated_by.and_then(|id| users.get(id));
        Self {
            name: workflow.name.clone(),
            description: workflow.description.clone(),
            last_modified_date: workflow.updated_at.map(|at| moment(at, zone)),
            last_modified_user: author.map(|user| user.display_name.clone()),
            steps: workflow.steps.len(),
            default: workflow.id == SYSTEM,
        }
    }
}

impl PropertyFull {
    /// Returns the property as it is shown.
    pub fn new(key: &str, value: &str) -> Self {
        Self {
            key: key.to_owned(),
            value: value.to_owned(),
            id: key.to_owned(),
        }
    }
}
