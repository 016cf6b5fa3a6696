//! From what a request says to holders that exist.

use std::collections::{HashMap, HashSet};

use base::{Result, messages};
use db::Tx;
use model::{CustomFieldId, GroupId, RoleId, UserId};
use policy::Holder;

use super::wire::HolderInput;
use super::{store, unknown};
use crate::{people, role};

/// Returns the holders, in the order of the request: all names are looked up together.
///
/// # Errors
/// Invalid, naming the first type or parameter that means nothing.
pub async fn parse(tx: &mut Tx, inputs: &[&HolderInput]) -> Result<Vec<Holder>> {
    let known = Known::read(tx, inputs).await?;
    inputs.iter().map(|input| known.holder(input)).collect()
}

/// What the parameters of a request name.
struct Known {
    users: HashMap<String, UserId>,
    groups: HashMap<String, GroupId>,
    roles: HashSet<RoleId>,
    applications: HashSet<String>,
}

impl Known {
    async fn read(tx: &mut Tx, inputs: &[&HolderInput]) -> Result<Self> {
        let parameters = |kind: &str| -> Vec<String> {
            inputs
                .iter()
                .filter(|input| input.kind.as_deref() == Some(kind))
                .filter_map(|input| input.parameter())
                .collect()
        };
        let users = parameters("user");
        let groups = parameters("group");
        let roles = parameters("projectRole");
        let applications = parameters("applicationRole");
        Ok(Self {
            users: if users.is_empty() {
                HashMap::new()
            } else {
                people::users_keyed(tx, users.iter().map(String::as_str)).await?
            },
            groups: if groups.is_empty() {
                HashMap::new()
            } else {
                people::groups_named(tx, groups.iter().map(String::as_str)).await?
            },
            roles: if roles.is_empty() {
                HashSet::new()
            } else {
                let roles = role::store::all(tx).await?;
                roles.into_iter().map(|role| role.id).collect()
            },
            applications: if applications.is_empty() {
                HashSet::new()
            } else {
                let known = store::applications(tx).await?;
                known.into_iter().map(|(key, _)| key).collect()
            },
        })
    }

    fn holder(&self, input: &HolderInput) -> Result<Holder> {
        let kind = input
            .kind
            .as_deref()
            .filter(|kind| !kind.is_empty())
            .ok_or_else(messages::holder_missing)?;
        let parameter = input.parameter();
        let required = || {
            parameter
                .clone()
                .ok_or_else(|| messages::holder_parameter_missing(kind))
        };
        let field = || -> Result<CustomFieldId> {
            let parameter = required()?;
            parameter
                .strip_prefix("customfield_")
                .and_then(CustomFieldId::parse)
                .ok_or_else(|| unknown(kind, &parameter))
        };
        Ok(match kind {
            "anyone" => Holder::Anyone,
            "projectLead" => Holder::ProjectLead,
            "reporter" => Holder::Reporter,
            "assignee" => Holder::Assignee,
            "reporterWithCreatePermission" => Holder::ReporterWithCreate,
            "assigneeWithAssignablePermission" => Holder::AssigneeWithAssignable,
            "user" => {
                let key = required()?;
                let id = self.users.get(&key).copied();
                Holder::User(id.ok_or_else(|| unknown(kind, &key))?)
            }
            "group" => {
                let name = required()?;
                let id = people::named(&self.groups, &name);
                Holder::Group(id.ok_or_else(|| unknown(kind, &name))?)
            }
            "projectRole" => {
                let text = required()?;
                let id = RoleId::parse(&text).filter(|id| self.roles.contains(id));
                Holder::Role(id.ok_or_else(|| unknown(kind, &text))?)
            }
            "applicationRole" => match parameter {
                None => Holder::LoggedIn,
                Some(key) if self.applications.contains(&key) => Holder::Application(key),
                Some(key) => return Err(unknown(kind, &key)),
            },
            "userCustomField" => Holder::UserField(field()?),
            "groupCustomField" => Holder::GroupField(field()?),
            other => return Err(messages::holder_type_unknown(other)),
        })
    }
}
