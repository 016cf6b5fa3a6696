//! Dashboards as JSON: member names and order of the reference.

use base::Urls;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::store::Dashboard;

/// A part of the dashboards.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dashboards {
    pub start_at: i64,
    pub max_results: i64,
    pub total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    pub dashboards: Vec<DashboardFull>,
}

/// A dashboard.
#[derive(JsonSchema, Serialize)]
pub struct DashboardFull {
    pub id: String,
    pub name: String,
    #[serde(rename = "self")]
    pub self_url: String,
    pub view: String,
}

/// The keys of an item's properties.
#[derive(JsonSchema, Serialize)]
pub struct Keys {
    pub keys: Vec<Key>,
}

/// The key of a property.
#[derive(JsonSchema, Serialize)]
pub struct Key {
    #[serde(rename = "self")]
    pub self_url: String,
    pub key: String,
}

/// A property.
#[derive(JsonSchema, Serialize)]
pub struct Property {
    pub key: String,
    pub value: Value,
}

impl DashboardFull {
    pub fn new(dashboard: &Dashboard, urls: &Urls) -> Self {
        let id = dashboard.id;
        Self {
            id: id.to_string(),
            name: dashboard.name.clone(),
            self_url: urls.api(&format!("dashboard/{id}")),
            view: format!("{}/secure/Dashboard.jspa?selectPageId={id}", urls.base()),
        }
    }
}
