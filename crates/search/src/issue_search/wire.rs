//! Searches as JSON: member names, order and nulls of the reference.

use std::borrow::Cow;
use std::collections::BTreeMap;

use issues::field::Schema;
use issues::read::Issue;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a search is asked with.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    pub jql: Option<String>,
    pub start_at: Option<i64>,
    pub max_results: Option<i64>,
    pub fields: Option<Names>,
    pub expand: Option<Names>,
    pub validate_query: Option<Validate>,
}

/// Names as a list, or in one text with commas between them.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Names {
    List(Vec<String>),
    Text(String),
}

/// Whether to validate: older versions take true or false, newer ones a word.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Validate {
    Flag(bool),
    Word(String),
}

/// What a search found.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Results {
    pub expand: &'static str,
    pub start_at: i64,
    pub max_results: i64,
    pub total: i64,
    pub issues: Vec<Issue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warning_messages: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<BTreeMap<Cow<'static, str>, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<BTreeMap<Cow<'static, str>, Schema>>,
}

impl Results {
    /// What can be expanded in the list itself.
    pub const EXPAND: &'static str = "schema,names";
}

impl Names {
    /// Returns the parts; each may still have commas in it.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::List(names) => names.as_slice(),
            Self::Text(names) => std::slice::from_ref(names),
        }
        .iter()
        .map(String::as_str)
    }
}
