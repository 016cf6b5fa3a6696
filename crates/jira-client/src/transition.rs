//! Moving issues through their workflow.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::error::Result;
use crate::id::Id;
use crate::transport::Client;

/// A transition that the caller may make now.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Transition {
    /// The id.
    pub id: Id,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The status that it leads to.
    pub to: Option<Status>,
    /// The fields of its screen, if they were asked for.
    pub fields: Option<BTreeMap<String, Value>>,
}

/// A status.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// The id.
    pub id: Option<Id>,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// What kind of status.
    pub status_category: Option<StatusCategory>,
}

/// A kind of status.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StatusCategory {
    /// `new`, `indeterminate` or `done`.
    #[serde(default)]
    pub key: String,
    /// The name.
    #[serde(default)]
    pub name: String,
}

impl Transition {
    /// Returns the kind of status that it leads to: `new`, `indeterminate` or `done`.
    #[must_use]
    pub fn category(&self) -> Option<&str> {
        let category = self.to.as_ref()?.status_category.as_ref()?;
        Some(&category.key)
    }
}

/// A transition to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoTransition {
    /// Its id.
    pub id: Id,
    /// Fields to set with it.
    pub fields: Map<String, Value>,
    /// A comment to write with it.
    pub comment: Option<String>,
}

impl From<&Id> for DoTransition {
    fn from(id: &Id) -> Self {
        Self {
            id: id.clone(),
            fields: Map::new(),
            comment: None,
        }
    }
}

#[derive(Deserialize)]
struct Transitions {
    #[serde(default)]
    transitions: Vec<Transition>,
}

impl Client {
    /// Reads the transitions that the caller may make, with the fields of their screens. Needs Transition
    /// Issues, without which there are none, and Browse Projects.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn transitions(&self, issue: &str) -> Result<Vec<Transition>> {
        let call = Call::get("read the transitions", &["issue", issue, "transitions"])
            .needs("Browse Projects in its project")
            .query("expand", "transitions.fields");
        let found: Transitions = self.run(call).await?;
        Ok(found.transitions)
    }

    /// Makes a transition. Needs Transition Issues and what the workflow asks for.
    ///
    /// # Errors
    /// Every refusal; [`Error::Invalid`](crate::Error::Invalid) if it is not possible from the issue's status.
    pub async fn transition(&self, issue: &str, transition: &DoTransition) -> Result<()> {
        let mut body = json!({ "transition": { "id": transition.id } });
        if !transition.fields.is_empty() {
            body["fields"] = Value::Object(transition.fields.clone());
        }
        if let Some(comment) = &transition.comment {
            body["update"] = json!({ "comment": [{ "add": { "body": comment } }] });
        }
        let call = Call::post("make the transition", &["issue", issue, "transitions"])
            .needs("Browse Projects and Transition Issues in its project")
            .json(&body);
        self.run_empty(call).await
    }
}
