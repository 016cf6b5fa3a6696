//! Which permissions there are, and which the caller has.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::call::Call;
use crate::error::Result;
use crate::transport::Client;

/// A permission.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Permission {
    /// The key, like `BROWSE_PROJECTS`.
    #[serde(default)]
    pub key: String,
    /// The name, like `Browse Projects`.
    #[serde(default)]
    pub name: String,
    /// `GLOBAL` or `PROJECT`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The description.
    pub description: Option<String>,
}

/// A permission, and whether the caller has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MyPermission {
    /// The key.
    #[serde(default)]
    pub key: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// `GLOBAL` or `PROJECT`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether the caller has it.
    #[serde(default)]
    pub have_permission: bool,
    /// Whether the key is an old name of another one.
    #[serde(default)]
    pub deprecated_key: bool,
}

/// Where the caller wants to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionScope<'a> {
    /// Anywhere: a project permission counts if the caller has it in any project.
    Anywhere,
    /// In a project, by its key. Holders that depend on an issue, like its reporter, count as held.
    Project(&'a str),
    /// On an issue, by its key.
    Issue(&'a str),
}

#[derive(Deserialize)]
struct Permissions<T> {
    #[serde(default = "BTreeMap::new")]
    permissions: BTreeMap<String, T>,
}

impl Client {
    /// Reads all permissions there are, by key. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn permissions(&self) -> Result<BTreeMap<String, Permission>> {
        let call = Call::get("read the permissions", &["permissions"])
            .needs("the global permission Jira Administrators");
        let found: Permissions<Permission> = self.run(call).await?;
        Ok(found.permissions)
    }

    /// Reads which permissions the caller has, by key. Needs no permission. With `only`, asks for these keys;
    /// a server that does not know the question answers with all.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotFound`](crate::Error::NotFound) if there is no such project or issue, or the
    /// caller may not see it.
    pub async fn my_permissions(
        &self,
        scope: PermissionScope<'_>,
        only: Option<&[&str]>,
    ) -> Result<BTreeMap<String, MyPermission>> {
        let call = Call::get("read the caller's permissions", &["mypermissions"]);
        let call = match scope {
            PermissionScope::Anywhere => call,
            PermissionScope::Project(key) => call.query("projectKey", key),
            PermissionScope::Issue(key) => call.query("issueKey", key),
        };
        let call = call.query_if("permissions", only.map(|keys| keys.join(",")));
        let found: Permissions<MyPermission> = self.run(call).await?;
        Ok(found.permissions)
    }
}
