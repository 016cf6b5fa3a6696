//! Permission schemes, their grants, and which project uses which.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::call::Call;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::transport::Client;

const ADMIN: &str = "the global permission Jira Administrators";

/// A permission scheme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PermissionScheme {
    /// The id.
    pub id: Id,
    /// The address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// The grants, where the call answers with them.
    pub permissions: Option<Vec<Grant>>,
}

/// One grant: who has one permission.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Grant {
    /// The id.
    pub id: Id,
    /// Who.
    pub holder: Holder,
    /// The permission's key, like `BROWSE_PROJECTS`.
    #[serde(default)]
    pub permission: String,
}

/// Who holds a grant. Two are equal if they mean the same, whatever else the server says about them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Holder {
    /// The kind: `group`, `projectRole`, `user`, `applicationRole`, `reporter`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of a group, the id of a role, the **key** of a user, the key of an application (absent: any
    /// logged-in user), the id of a custom field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

impl Holder {
    /// Returns a holder of a kind that has no parameter.
    #[must_use]
    pub fn of_kind(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            parameter: None,
        }
    }

    /// Returns a group as holder.
    #[must_use]
    pub fn group(name: &str) -> Self {
        Self {
            kind: "group".to_owned(),
            parameter: Some(name.to_owned()),
        }
    }

    /// Returns a user as holder, by key.
    #[must_use]
    pub fn user(key: &str) -> Self {
        Self {
            kind: "user".to_owned(),
            parameter: Some(key.to_owned()),
        }
    }

    /// Returns a project role as holder.
    #[must_use]
    pub fn project_role(id: &Id) -> Self {
        Self {
            kind: "projectRole".to_owned(),
            parameter: Some(id.to_string()),
        }
    }
}

/// A grant to make.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct NewGrant {
    /// Who.
    pub holder: Holder,
    /// The permission's key.
    pub permission: String,
}

impl From<&Grant> for NewGrant {
    fn from(grant: &Grant) -> Self {
        Self {
            holder: grant.holder.clone(),
            permission: grant.permission.clone(),
        }
    }
}

/// A scheme to create.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewPermissionScheme {
    /// The name.
    pub name: String,
    /// The description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The grants.
    pub permissions: Vec<NewGrant>,
}

/// A change to a scheme. The server wants its name with every change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PermissionSchemeChange {
    /// The name, changed or not.
    pub name: String,
    /// A new description; none leaves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// All grants, in place of those that are there; none leaves them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<NewGrant>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Schemes {
    #[serde(default)]
    permission_schemes: Vec<PermissionScheme>,
}

#[derive(Deserialize)]
struct Grants {
    #[serde(default)]
    permissions: Vec<Grant>,
}

#[derive(Deserialize)]
struct Attribute {
    value: Option<String>,
}

impl Client {
    /// Reads all schemes with their grants. Needs Jira Administrators (project administrators see those of
    /// their projects).
    ///
    /// # Errors
    /// Every refusal.
    pub async fn permission_schemes(&self) -> Result<Vec<PermissionScheme>> {
        let call = Call::get("read the permission schemes", &["permissionscheme"])
            .needs(ADMIN)
            .query("expand", "permissions");
        let schemes: Schemes = self.run(call).await?;
        Ok(schemes.permission_schemes)
    }

    /// Reads a scheme with its grants. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn permission_scheme(&self, id: &Id) -> Result<PermissionScheme> {
        let segments = ["permissionscheme", id.as_str()];
        let call = Call::get("read the permission scheme", &segments)
            .needs(ADMIN)
            .query("expand", "permissions");
        self.run(call).await
    }

    /// Creates a scheme. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn create_permission_scheme(
        &self,
        scheme: &NewPermissionScheme,
    ) -> Result<PermissionScheme> {
        let call = Call::post("create the permission scheme", &["permissionscheme"])
            .needs(ADMIN)
            .query("expand", "permissions")
            .json(scheme);
        self.run(call).await
    }

    /// Changes a scheme. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn update_permission_scheme(
        &self,
        id: &Id,
        change: &PermissionSchemeChange,
    ) -> Result<PermissionScheme> {
        let segments = ["permissionscheme", id.as_str()];
        let call = Call::put("change the permission scheme", &segments)
            .needs(ADMIN)
            .query("expand", "permissions")
            .json(change);
        self.run(call).await
    }

    /// Deletes a scheme. Projects that use it fall back to the default one, or the call is refused: give
    /// them another one first. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn delete_permission_scheme(&self, id: &Id) -> Result<()> {
        let segments = ["permissionscheme", id.as_str()];
        let call = Call::delete("delete the permission scheme", &segments);
        self.run_empty(call.needs(ADMIN)).await
    }

    /// Reads the grants of a scheme. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn grants(&self, scheme: &Id) -> Result<Vec<Grant>> {
        let segments = ["permissionscheme", scheme.as_str(), "permission"];
        let call = Call::get("read the grants of the scheme", &segments);
        let grants: Grants = self.run(call.needs(ADMIN)).await?;
        Ok(grants.permissions)
    }

    /// Adds a grant to a scheme. Needs Jira Administrators. Whether one that is there already is refused
    /// differs by version: look first.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn create_grant(&self, scheme: &Id, grant: &NewGrant) -> Result<Grant> {
        let segments = ["permissionscheme", scheme.as_str(), "permission"];
        let call = Call::post("grant the permission", &segments)
            .needs(ADMIN)
            .json(grant);
        self.run(call).await
    }

    /// Takes a grant out of a scheme. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn delete_grant(&self, scheme: &Id, grant: &Id) -> Result<()> {
        let segments = [
            "permissionscheme",
            scheme.as_str(),
            "permission",
            grant.as_str(),
        ];
        let call = Call::delete("take back the grant", &segments);
        self.run_empty(call.needs(ADMIN)).await
    }

    /// Reads an attribute of a scheme, such as `ADMINISTER_PROJECTS.extended.enabled`; none where it is not
    /// set or the version knows no attributes. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal but these.
    pub async fn permission_scheme_attribute(&self, id: &Id, key: &str) -> Result<Option<String>> {
        let segments = ["permissionscheme", id.as_str(), "attribute", key];
        let call = Call::get("read the attribute of the scheme", &segments);
        match self.run::<Attribute>(call.needs(ADMIN)).await {
            Ok(attribute) => Ok(attribute.value),
            Err(Error::NotSupported { .. } | Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sets an attribute of a scheme. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotSupported`] where the version knows no attributes.
    pub async fn set_permission_scheme_attribute(
        &self,
        id: &Id,
        key: &str,
        value: &str,
    ) -> Result<()> {
        let segments = ["permissionscheme", id.as_str(), "attribute", key];
        let call = Call::put("set the attribute of the scheme", &segments)
            .needs(ADMIN)
            .text(value);
        self.run_empty(call).await
    }

    /// Reads which scheme a project uses, by the project's key or id. Needs Jira Administrators, or
    /// Administer Projects in it.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn project_permission_scheme(&self, project: &str) -> Result<PermissionScheme> {
        let segments = ["project", project, "permissionscheme"];
        let call = Call::get("read the project's permission scheme", &segments).needs(
            "Administer Projects in the project, or the global permission Jira Administrators",
        );
        self.run(call).await
    }

    /// Lets a project use a scheme. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn set_project_permission_scheme(
        &self,
        project: &str,
        scheme: &Id,
    ) -> Result<PermissionScheme> {
        let segments = ["project", project, "permissionscheme"];
        let body: Value = json!({ "id": scheme.to_number() });
        let call = Call::put("give the project the permission scheme", &segments)
            .needs(ADMIN)
            .json(&body);
        self.run(call).await
    }
}
