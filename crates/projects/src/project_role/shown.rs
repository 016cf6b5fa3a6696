//! The roles of a project as whoever may see the project is shown them.

use base::guard::{self, Granted, ProjectRef, View};
use base::refs::groups_by_ids;
use base::{Cx, Result};
use model::UserId;
use policy::Member;

use crate::role::actor::{self, Actor};
use crate::role::{Role, store};

/// A role, and its members where the caller may know them.
#[derive(Clone, Debug)]
pub struct InRole {
    /// The role.
    pub role: Role,
    /// The users in it.
    pub users: Vec<UserId>,
    /// The names of the groups in it.
    pub groups: Vec<String>,
}

/// Returns all roles with their members for who administers the project, and for others the roles that they
/// are in themselves, without members.
///
/// # Errors
/// When the database cannot be read.
pub async fn roles_shown(
    cx: &Cx,
    tx: &mut db::Tx,
    project: &Granted<ProjectRef, View>,
) -> Result<Vec<InRole>> {
    let roles = store::all(tx).await?;
    if !guard::administers(cx, project.id) {
        let own = roles
            .into_iter()
            .filter(|role| guard::is_in_role(cx, project.id, role.id));
        let without_members = |role| InRole {
            role,
            users: Vec::new(),
            groups: Vec::new(),
        };
        return Ok(own.map(without_members).collect());
    }
    let actors = store::actors_in(tx, project.id).await?;
    let names = groups_by_ids(tx, actor::group_ids(&actors)).await?;
    let with_members = |role: Role| {
        let of_role: Vec<&Actor> = actors.iter().filter(|one| one.role == role.id).collect();
        let user = |one: &&Actor| match one.member {
            Member::User(id) => Some(id),
            Member::Group(_) => None,
        };
        let group = |one: &&Actor| match one.member {
            Member::Group(id) => names.name(id).map(str::to_owned),
            Member::User(_) => None,
        };
        let mut groups: Vec<String> = of_role.iter().filter_map(group).collect();
        groups.sort();
        InRole {
            users: of_role.iter().filter_map(user).collect(),
            groups,
            role,
        }
    };
    Ok(roles.into_iter().map(with_members).collect())
}
