//! Whom a grant of a permission scheme or a security level is for: as stored, as sent, as shown.
//!
//! The types are those of the reference; each becomes a [`policy::Holder`], which is what decides. Not
//! here: what is granted, which is in [`permission_scheme`](crate::permission_scheme) and
//! [`security`](crate::security).

pub(crate) mod form;
mod parse;
pub(crate) mod store;
pub(crate) mod wire;

use base::refs::{GroupsRef, Users, groups_by_ids, users_by_ids};
use base::{Result, messages};
use model::{GroupId, RoleId, UserId};
use policy::Holder;

use crate::role::Role;

pub use parse::parse;

/// What the names of holders are read from: looked up once for any number of them.
#[derive(Debug, Default)]
pub struct Names {
    /// The users among them.
    pub users: Users,
    /// The groups among them.
    pub groups: GroupsRef,
    /// All roles.
    pub roles: Vec<Role>,
    /// The keys and names of all applications.
    pub applications: Vec<(String, String)>,
}

impl Names {
    /// Returns the role of this id.
    #[must_use]
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// Returns the holder in words, for the audit log.
    #[must_use]
    pub fn describe(&self, holder: &Holder) -> String {
        let kind = kind(holder);
        let name = match holder {
            Holder::User(id) => self.users.get(*id).map(|user| user.name.clone()),
            Holder::Role(id) => self.role(*id).map(|role| role.name.clone()),
            other => self.parameter(other),
        };
        match name {
            Some(name) => format!("{kind} {name}"),
            None => kind.to_owned(),
        }
    }

    /// Returns whom pages show behind the [`label`]; nothing where the label says it all.
    #[must_use]
    pub fn shown(&self, holder: &Holder) -> String {
        match holder {
            Holder::LoggedIn => ANY_LOGGED_IN.to_owned(),
            Holder::User(id) => self.users.get(*id).map_or_else(String::new, |user| {
                format!("{} ({})", user.display_name, user.name)
            }),
            Holder::Role(id) => self
                .role(*id)
                .map_or_else(String::new, |role| role.name.clone()),
            Holder::Application(key) => {
                let known = self.applications.iter().find(|(known, _)| known == key);
                known.map_or_else(|| key.clone(), |(_, name)| name.clone())
            }
            other => self.parameter(other).unwrap_or_default(),
        }
    }

    /// Returns label and name in one: `Group devs`.
    #[must_use]
    pub fn in_words(&self, holder: &Holder) -> String {
        format!("{} {}", label(holder), self.shown(holder))
            .trim_end()
            .to_owned()
    }

    /// Returns what the API calls the holder's parameter.
    #[must_use]
    pub fn parameter(&self, holder: &Holder) -> Option<String> {
        match holder {
            Holder::User(id) => self.users.get(*id).map(|user| user.key.clone()),
            Holder::Group(id) => self.groups.name(*id).map(str::to_owned),
            Holder::Role(id) => Some(id.to_string()),
            Holder::Application(key) => Some(key.clone()),
            Holder::UserField(id) | Holder::GroupField(id) => Some(format!("customfield_{id}")),
            Holder::Anyone
            | Holder::LoggedIn
            | Holder::ProjectLead
            | Holder::Reporter
            | Holder::Assignee
            | Holder::ReporterWithCreate
            | Holder::AssigneeWithAssignable => None,
        }
    }
}

/// Returns what the API calls the type of the holder.
#[must_use]
pub fn kind(holder: &Holder) -> &'static str {
    match holder {
        Holder::Anyone => "anyone",
        Holder::LoggedIn | Holder::Application(_) => "applicationRole",
        Holder::ProjectLead => "projectLead",
        Holder::Reporter => "reporter",
        Holder::Assignee => "assignee",
        Holder::User(_) => "user",
        Holder::Group(_) => "group",
        Holder::Role(_) => "projectRole",
        Holder::UserField(_) => "userCustomField",
        Holder::GroupField(_) => "groupCustomField",
        Holder::ReporterWithCreate => "reporterWithCreatePermission",
        Holder::AssigneeWithAssignable => "assigneeWithAssignablePermission",
    }
}

/// What pages call [`Holder::LoggedIn`].
pub const ANY_LOGGED_IN: &str = "Any logged in user";

/// Returns what pages call the type of the holder.
#[must_use]
pub fn label(holder: &Holder) -> &'static str {
    match holder {
        Holder::Anyone => "Public (Anyone on the web)",
        Holder::LoggedIn | Holder::Application(_) => "Application access",
        Holder::ProjectLead => "Project lead",
        Holder::Reporter => "Reporter",
        Holder::Assignee => "Current assignee",
        Holder::User(_) => "Single user",
        Holder::Group(_) => "Group",
        Holder::Role(_) => "Project role",
        Holder::UserField(_) => "User custom field value",
        Holder::GroupField(_) => "Group custom field value",
        Holder::ReporterWithCreate => "Reporter (may create issues)",
        Holder::AssigneeWithAssignable => "Current assignee (assignable)",
    }
}

/// Looks up the names of all the holders.
///
/// # Errors
/// When the database cannot be read.
pub async fn names<'a>(
    tx: &mut db::Tx,
    holders: impl Iterator<Item = &'a Holder> + Clone + Send,
) -> Result<Names> {
    let users: Vec<UserId> = holders
        .clone()
        .filter_map(|holder| match holder {
            Holder::User(id) => Some(*id),
            _ => None,
        })
        .collect();
    let groups: Vec<GroupId> = holders
        .clone()
        .filter_map(|holder| match holder {
            Holder::Group(id) => Some(*id),
            _ => None,
        })
        .collect();
    let mut all = holders.clone();
    let roles = if all.any(|holder| matches!(holder, Holder::Role(_))) {
        crate::role::store::all(tx).await?
    } else {
        Vec::new()
    };
    let mut holders = holders;
    let applications = if holders.any(|holder| matches!(holder, Holder::Application(_))) {
        store::applications(tx).await?
    } else {
        Vec::new()
    };
    Ok(Names {
        users: users_by_ids(tx, users).await?,
        groups: groups_by_ids(tx, groups).await?,
        roles,
        applications,
    })
}

/// Returns the refusal for a holder whose parameter names nothing.
fn unknown(kind: &str, parameter: &str) -> base::Error {
    messages::holder_parameter_unknown(kind, parameter)
}
