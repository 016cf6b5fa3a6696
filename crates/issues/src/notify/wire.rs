//! What is sent to write to people about an issue.

use schemars::JsonSchema;
use serde::Deserialize;

/// A message and whom it is for. `htmlBody` is not read.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    pub subject: Option<String>,
    pub text_body: Option<String>,
    pub to: Option<Recipients>,
    pub restrict: Option<Restriction>,
}

/// Whom a message is for.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Recipients {
    #[serde(default)]
    pub reporter: bool,
    #[serde(default)]
    pub assignee: bool,
    #[serde(default)]
    pub watchers: bool,
    #[serde(default)]
    pub voters: bool,
    #[serde(default)]
    pub users: Vec<Named>,
    #[serde(default)]
    pub groups: Vec<Named>,
}

/// What those whom a message reaches must be and have.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Restriction {
    #[serde(default)]
    pub groups: Vec<Named>,
    #[serde(default)]
    pub permissions: Vec<Permission>,
}

/// A user or a group.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Named {
    pub name: Option<String>,
}

/// A permission.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Permission {
    pub key: Option<String>,
}
