//! Projects.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::call::Call;
use crate::error::Result;
use crate::id::Id;
use crate::transport::Client;
use crate::user::User;

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// The id.
    pub id: Id,
    /// The key, which begins the keys of its issues.
    pub key: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The lead, where the call answers with them.
    pub lead: Option<User>,
    /// The kind: `software`, `business`, …
    pub project_type_key: Option<String>,
    /// Whether it was put away, and is read-only.
    #[serde(default)]
    pub archived: bool,
    /// The issue types, where the call answers with them.
    pub issue_types: Option<Vec<IssueType>>,
    /// The roles and their addresses, where the call answers with them.
    pub roles: Option<BTreeMap<String, String>>,
}

/// A type of issues.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IssueType {
    /// The id.
    pub id: Id,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// Whether its issues are parts of others.
    #[serde(default)]
    pub subtask: bool,
}

impl Client {
    /// Reads all projects that the caller may browse. Needs Browse Projects in them; there are no pages.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn projects(&self) -> Result<Vec<Project>> {
        let call = Call::get("read the projects", &["project"])
            .needs("Browse Projects in each")
            .query("expand", "lead");
        self.run(call).await
    }

    /// Reads a project, by key or id. Needs Browse Projects in it.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotFound`](crate::Error::NotFound) also if the caller may not browse it.
    pub async fn project(&self, project: &str) -> Result<Project> {
        let call = Call::get("read the project", &["project", project]);
        self.run(call.needs("Browse Projects in it")).await
    }
}
