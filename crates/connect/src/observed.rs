//! What is there: one value that says all a plan needs to know. It can be written down and read again, so
//! that plans are tested with what real servers answered. `observe` fills it.

use serde::{Deserialize, Serialize};

use crate::gitlab_part::ObservedTarget;
use crate::spec::CredentialKind;

/// What is there.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Observed {
    /// The server.
    pub server: Server,
    /// Who looked: the administrator.
    pub me: Me,
    /// The user GitLab is to be, if there is one of that name.
    pub user: Option<Person>,
    /// The group, if there is one of that name.
    pub group: Option<Group>,
    /// Which groups may sign in for which application; `None` if Jira does not say.
    pub applications: Option<Vec<Application>>,
    /// All permission schemes with their grants.
    pub schemes: Vec<Scheme>,
    /// All projects the administrator sees.
    pub projects: Vec<Project>,
    /// The members of the roles that matter for somebody's rights.
    pub roles: Vec<RoleMembers>,
    /// The keys of the permissions this Jira knows.
    pub permissions: Vec<String>,
    /// GitLab's side.
    pub targets: Vec<ObservedTarget>,
    /// Which kind of credential is at hand, so that it can be handed to a further target.
    pub at_hand: Option<CredentialKind>,
    /// What could not be read, and why that matters.
    pub gaps: Vec<Gap>,
}

/// The server.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Server {
    /// The address it was asked at.
    pub url: String,
    /// The address it says it has.
    pub base_url: String,
    /// Its version, as text.
    pub version: String,
    /// The version's numbers.
    pub version_numbers: Vec<u64>,
    /// `Server` or `Cloud`.
    pub deployment_type: String,
}

/// Who looked.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Me {
    /// Their name.
    pub name: String,
    /// Whether they hold the global permission Jira Administrators.
    pub is_admin: bool,
    /// Whether they hold the global permission Jira System Administrators.
    pub is_system_admin: bool,
}

/// A person.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Person {
    /// The name they sign in with.
    pub name: String,
    /// The key by which schemes name them.
    pub key: String,
    /// The name people see.
    pub display_name: String,
    /// Whether they may sign in at all.
    pub active: bool,
    /// Their groups, if they were read.
    pub groups: Option<Vec<String>>,
    /// The keys of the applications they have, if that was read.
    pub applications: Option<Vec<String>>,
}

/// A group and who is in it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its members, those of nested groups included.
    pub members: Vec<Person>,
    /// How many there are; more than are listed in a very large group.
    pub n_members: u64,
}

/// An application and who may sign in for it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Application {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The groups whose members have it.
    pub groups: Vec<String>,
    /// The groups that new users with it are put into.
    pub default_groups: Vec<String>,
    /// Whether it is installed.
    pub defined: bool,
    /// Whether new users get it.
    pub selected_by_default: bool,
    /// How many more users it may have; -1 for any number.
    pub remaining_seats: Option<i64>,
}

/// A permission scheme.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Scheme {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// What it grants to whom.
    pub grants: Vec<Grant>,
    /// Whether project administrators may change workflows and screens; `None` if Jira does not say.
    pub extended_administration: Option<bool>,
}

/// A grant.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// The permission's key.
    pub permission: String,
    /// The kind of holder: `group`, `user`, `projectRole`, `anyone`, …
    pub holder: String,
    /// Which group, user or role.
    pub parameter: Option<String>,
}

/// A project.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether it is archived, and so read-only.
    pub archived: bool,
    /// The username of its lead, if Jira says.
    pub lead: Option<String>,
    /// The id of the scheme it uses; `None` if it was not read.
    pub scheme: Option<String>,
}

/// Who has a role in a project.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct RoleMembers {
    /// The project's key.
    pub project: String,
    /// The role's id.
    pub role: String,
    /// The names of users.
    pub users: Vec<String>,
    /// The names of groups.
    pub groups: Vec<String>,
}

/// Something that could not be read.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Gap {
    /// What.
    pub what: String,
    /// Why, in Jira's words or the client's.
    pub why: String,
}

impl Observed {
    /// Returns the scheme of this id.
    #[must_use]
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    /// Returns the projects that use a scheme.
    pub fn users_of<'a>(&'a self, scheme: &'a str) -> impl Iterator<Item = &'a Project> {
        self.projects
            .iter()
            .filter(move |project| project.scheme.as_deref() == Some(scheme))
    }

    /// Returns whether the user is in the group.
    #[must_use]
    pub fn is_member(&self, user: &str) -> bool {
        let group = self.group.as_ref();
        group.is_some_and(|group| group.members.iter().any(|member| same(&member.name, user)))
    }
}

impl Scheme {
    /// Returns the grant of a permission to a group, if there is one.
    #[must_use]
    pub fn grant_to(&self, permission: &str, group: &str) -> Option<&Grant> {
        self.grants.iter().find(|grant| {
            grant.permission == permission
                && grant.holder == "group"
                && grant
                    .parameter
                    .as_deref()
                    .is_some_and(|name| same(name, group))
        })
    }
}

impl From<&jira_client::Grant> for Grant {
    fn from(grant: &jira_client::Grant) -> Self {
        Self {
            id: grant.id.to_string(),
            permission: grant.permission.clone(),
            holder: grant.holder.kind.clone(),
            parameter: grant.holder.parameter.clone(),
        }
    }
}

/// Returns whether two names of users or groups are the same: Jira does not care about case.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
