//! Screens as JSON: member names and order of the reference.

use projects::screen::{Placed, Screen, Tab};
use projects::{Catalog, Workflow};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fields::Screenable;

/// What can be expanded.
const EXPAND: &str = "fieldScreenSchemes,fieldScreenWorkflows,deletable";

/// A screen in the list.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScreenFull {
    pub id: i64,
    pub name: String,
    pub description: String,
    /// There are no screen schemes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_screen_schemes: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_screen_workflows: Option<Vec<WorkflowUse>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletable: Option<bool>,
    pub expand: &'static str,
}

/// A workflow whose transitions have a screen.
#[derive(JsonSchema, Serialize)]
pub struct WorkflowUse {
    name: String,
    actions: Vec<Action>,
    mode: &'static str,
}

/// A transition that has a screen.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    id: i64,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_step: Option<i64>,
    global: bool,
}

/// All screens, or a page of them.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
pub enum Listed {
    /// All.
    All(Vec<ScreenFull>),
    /// A page.
    #[serde(rename_all = "camelCase")]
    Page {
        start_at: i64,
        max_results: i64,
        total: usize,
        screens: Vec<ScreenFull>,
    },
}

/// A tab.
#[derive(JsonSchema, Serialize)]
pub struct ScreenTab {
    id: i64,
    name: String,
}

/// A tab as it is sent.
#[derive(Deserialize, JsonSchema)]
pub struct TabInput {
    pub name: Option<String>,
}

/// A field, on a screen or not.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScreenField {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    show_when_empty: bool,
}

/// A field to be added.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddedField {
    pub field_id: Option<String>,
}

/// Where a field goes.
#[derive(Deserialize, JsonSchema)]
pub struct FieldMove {
    /// The address of the field it comes after.
    pub after: Option<String>,
    pub position: Option<String>,
}

impl ScreenFull {
    /// Returns the screen as it is shown, with what is to be expanded.
    pub fn new(screen: &Screen, catalog: &Catalog, has: impl Fn(&str) -> bool) -> Self {
        let uses = || -> Vec<WorkflowUse> {
            let all = catalog.workflows.iter();
            all.filter_map(|workflow| WorkflowUse::new(screen, workflow))
                .collect()
        };
        Self {
            id: screen.id.0,
            name: screen.name.clone(),
            description: screen.description.clone(),
            field_screen_schemes: has("fieldScreenSchemes").then(Vec::new),
            field_screen_workflows: has("fieldScreenWorkflows").then(uses),
            deletable: has("deletable")
                .then(|| screen.id != projects::screen::DEFAULT && uses().is_empty()),
            expand: EXPAND,
        }
    }
}

impl WorkflowUse {
    fn new(screen: &Screen, workflow: &Workflow) -> Option<Self> {
        let transitions = workflow.transitions.iter();
        let actions: Vec<Action> = transitions
            .filter(|known| known.screen == Some(screen.id))
            .map(|known| Action {
                id: known.number,
                name: known.name.clone(),
                first_step: known.from.first().map(|status| status.0),
                global: known.from.is_empty(),
            })
            .collect();
        (!actions.is_empty()).then(|| Self {
            name: workflow.name.clone(),
            actions,
            mode: "live",
        })
    }
}

impl ScreenTab {
    /// Returns the tab as it is shown.
    pub fn new(tab: &Tab) -> Self {
        Self {
            id: tab.id.0,
            name: tab.name.clone(),
        }
    }
}

impl ScreenField {
    /// Returns the field as it is shown.
    pub fn new(field: &Screenable, placed: Option<&Placed>) -> Self {
        Self {
            id: field.id.clone(),
            name: field.name.clone(),
            kind: if field.is_custom { "custom" } else { "system" },
            show_when_empty: placed.is_some_and(|placed| placed.show_when_empty),
        }
    }
}
