//! Issues: read and create. What hangs on them is in `comment.rs`, `remote_link.rs` and `transition.rs`.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::error::Result;
use crate::id::Id;
use crate::transition::Transition;
use crate::transport::Client;

/// An issue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Issue {
    /// The id.
    pub id: Id,
    /// The key, like `OPS-1`.
    pub key: String,
    /// The address in the API. GitLab sends its requests here, whatever the address it was given.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// The fields, by their ids.
    #[serde(default)]
    pub fields: Map<String, Value>,
    /// The transitions that the caller may make, if they were asked for.
    pub transitions: Option<Vec<Transition>>,
}

impl Issue {
    /// Returns whether the issue has a resolution: this is what makes it done.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.fields
            .get("resolution")
            .is_some_and(|resolution| !resolution.is_null())
    }

    /// Returns the name of the status, if it was asked for.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        self.fields.get("status")?.get("name")?.as_str()
    }
}

/// What to read of an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IssueQuery<'a> {
    /// The ids of the fields; none reads all.
    pub fields: Option<&'a [&'a str]>,
    /// What else: `transitions`, `renderedFields`, …
    pub expand: &'a [&'a str],
}

/// An issue that was made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CreatedIssue {
    /// The id.
    pub id: Id,
    /// The key.
    pub key: String,
    /// The address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}

impl Client {
    /// Reads an issue, by key or id. Needs Browse Projects in its project, and its security level.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotFound`](crate::Error::NotFound) also if the caller may not see it.
    pub async fn issue(&self, issue: &str, query: IssueQuery<'_>) -> Result<Issue> {
        let expand = (!query.expand.is_empty()).then(|| query.expand.join(","));
        let call = Call::get("read the issue", &["issue", issue])
            .needs("Browse Projects in its project")
            .query_if("fields", query.fields.map(|fields| fields.join(",")))
            .query_if("expand", expand);
        self.run(call).await
    }

    /// Creates an issue of these fields. Needs Create Issues in the project.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn create_issue(&self, fields: &Map<String, Value>) -> Result<CreatedIssue> {
        let call = Call::post("create the issue", &["issue"])
            .needs("Create Issues in the project")
            .json(&json!({ "fields": fields }));
        self.run(call).await
    }

    /// Deletes an issue. Needs Delete Issues in its project.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn delete_issue(&self, issue: &str) -> Result<()> {
        let call = Call::delete("delete the issue", &["issue", issue]);
        self.run_empty(call.needs("Delete Issues in its project"))
            .await
    }
}
