//! Project roles, and who is in them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use crate::call::Call;
use crate::error::Result;
use crate::id::Id;
use crate::transport::Client;

const PROJECT_ADMIN: &str =
    "Administer Projects in the project, or the global permission Jira Administrators";

/// A role that people may have in projects.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Role {
    /// The id.
    pub id: Id,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The description.
    pub description: Option<String>,
}

/// A role in one project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ProjectRole {
    /// The id.
    pub id: Id,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// Who is in it.
    #[serde(default)]
    pub actors: Vec<RoleMember>,
}

/// A user or a group in a role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleMember {
    /// The kind: `atlassian-user-role-actor` or `atlassian-group-role-actor`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The username or the group's name.
    #[serde(default)]
    pub name: String,
    /// The full name or the group's name.
    #[serde(default)]
    pub display_name: String,
}

impl RoleMember {
    /// Returns whether it is a group.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.kind == "atlassian-group-role-actor"
    }
}

/// Whom to put into a role or take out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleActor<'a> {
    /// A user, by username.
    User(&'a str),
    /// A group, by name.
    Group(&'a str),
}

impl<'a> RoleActor<'a> {
    fn parts(self) -> (&'static str, &'a str) {
        match self {
            Self::User(name) => ("user", name),
            Self::Group(name) => ("group", name),
        }
    }
}

impl Client {
    /// Reads all roles there are. Needs Jira Administrators, or Administer Projects in some project.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn roles(&self) -> Result<Vec<Role>> {
        let call = Call::get("read the roles", &["role"]);
        self.run(call.needs(PROJECT_ADMIN)).await
    }

    /// Reads the roles of a project: the id of each by its name. Needs Browse Projects or Administer
    /// Projects in it.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn project_roles(&self, project: &str) -> Result<BTreeMap<String, Id>> {
        let call = Call::get("read the project's roles", &["project", project, "role"]);
        let addresses: BTreeMap<String, String> = self.run(call.needs(PROJECT_ADMIN)).await?;
        let id = |address: &str| {
            let last = address.trim_end_matches('/').rsplit('/').next();
            Id::from(last.unwrap_or_default())
        };
        Ok(addresses
            .into_iter()
            .map(|(name, address)| (name, id(&address)))
            .collect())
    }

    /// Reads a role of a project with who is in it. Needs Administer Projects in it.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn project_role(&self, project: &str, role: &Id) -> Result<ProjectRole> {
        let segments = ["project", project, "role", role.as_str()];
        let call = Call::get("read the role", &segments);
        self.run(call.needs(PROJECT_ADMIN)).await
    }

    /// Puts a user or a group into a role of a project. Needs Administer Projects in it.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotFound`](crate::Error::NotFound) if there is no such user or group, or the
    /// caller may not change the role.
    pub async fn add_role_actor(
        &self,
        project: &str,
        role: &Id,
        actor: RoleActor<'_>,
    ) -> Result<ProjectRole> {
        let (kind, name) = actor.parts();
        let segments = ["project", project, "role", role.as_str()];
        let call = Call::post("add to the role", &segments)
            .needs(PROJECT_ADMIN)
            .json(&json!({ kind: [name] }));
        self.run(call).await
    }

    /// Takes a user or a group out of a role of a project. Needs Administer Projects in it.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn remove_role_actor(
        &self,
        project: &str,
        role: &Id,
        actor: RoleActor<'_>,
    ) -> Result<()> {
        let (kind, name) = actor.parts();
        let segments = ["project", project, "role", role.as_str()];
        let call = Call::delete("take out of the role", &segments)
            .needs(PROJECT_ADMIN)
            .query(kind, name);
        self.run_empty(call).await
    }
}
