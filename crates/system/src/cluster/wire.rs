//! Nodes as JSON: member names and order of the reference.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// A process.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    pub node_id: String,
    pub state: &'static str,
    pub timestamp: i64,
    pub node_build_number: u32,
    pub node_version: String,
    pub alive: bool,
}

/// Whether versions are being changed while the server runs.
#[derive(JsonSchema, Serialize)]
pub struct State {
    pub state: &'static str,
    pub build: Build,
}

/// The version of all nodes.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Build {
    pub build_number: u32,
    pub version: String,
}

/// What is wrong with a license.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct License {
    pub license_string: String,
    pub errors: BTreeMap<&'static str, &'static str>,
}
