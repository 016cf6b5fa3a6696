//! Transitions as JSON: member names and order of the reference.

use std::collections::BTreeMap;

use base::Urls;
use projects::{Catalog, StatusShort, Transition};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::issue::GivenIssue;
use crate::meta::{FieldMap, FieldMeta};

/// What taking a step takes.
#[derive(Deserialize, JsonSchema)]
pub struct GivenTransition {
    pub transition: Option<Which>,
    #[serde(flatten)]
    pub given: GivenIssue,
}

/// Which step.
#[derive(Deserialize, JsonSchema)]
pub struct Which {
    id: Option<Value>,
}

impl Which {
    /// Returns the id, which comes as a string and as a number.
    pub fn id(self) -> Option<String> {
        match self.id? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

/// The steps an issue can take.
#[derive(JsonSchema, Serialize)]
pub struct Transitions {
    pub expand: &'static str,
    pub transitions: Vec<TransitionShort>,
}

/// A step.
#[derive(JsonSchema, Serialize)]
pub struct TransitionShort {
    id: String,
    name: String,
    to: StatusShort,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BTreeMap<String, FieldMeta>>")]
    fields: Option<FieldMap>,
}

impl TransitionShort {
    /// Returns the step as it is shown, if the status it leads to is known.
    pub fn new(
        step: &Transition,
        catalog: &Catalog,
        urls: &Urls,
        fields: Option<FieldMap>,
    ) -> Option<Self> {
        Some(Self {
            id: step.number.to_string(),
            name: step.name.clone(),
            to: catalog.status(step.to)?.short(urls),
            fields,
        })
    }
}
