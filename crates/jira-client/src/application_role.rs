//! Who may sign in: the groups of each application.

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::error::Result;
use crate::transport::Client;

const ADMIN: &str = "the global permission Jira Administrators";

/// An application, and the groups that have access to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationRole {
    /// The key, like `jira-software`.
    pub key: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The groups whose members have access.
    #[serde(default)]
    pub groups: Vec<String>,
    /// The groups that new users of the application are put into.
    #[serde(default)]
    pub default_groups: Vec<String>,
    /// Whether new users get it unless said otherwise.
    #[serde(default)]
    pub selected_by_default: bool,
    /// Whether the application is installed.
    #[serde(default = "yes")]
    pub defined: bool,
    /// Whether any number of users may have it.
    #[serde(default)]
    pub has_unlimited_seats: bool,
    /// How many more users may have it; negative if there is no limit.
    pub remaining_seats: Option<i64>,
}

fn yes() -> bool {
    true
}

/// What an application's groups shall be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationRoleChange {
    /// The groups whose members have access.
    pub groups: Vec<String>,
    /// The groups that new users of the application are put into.
    pub default_groups: Vec<String>,
}

impl Client {
    /// Reads all applications. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn application_roles(&self) -> Result<Vec<ApplicationRole>> {
        let call = Call::get("read the applications", &["applicationrole"]);
        self.run(call.needs(ADMIN)).await
    }

    /// Reads an application. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn application_role(&self, key: &str) -> Result<ApplicationRole> {
        let call = Call::get("read the application", &["applicationrole", key]);
        self.run(call.needs(ADMIN)).await
    }

    /// Sets the groups of an application. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn set_application_role(
        &self,
        key: &str,
        change: &ApplicationRoleChange,
    ) -> Result<ApplicationRole> {
        let call = Call::put("change the application's groups", &["applicationrole", key])
            .needs(ADMIN)
            .json(change);
        self.run(call).await
    }
}
