//! Roles and their members as JSON: member names and order of the reference.

use base::Urls;
use base::refs::{GroupsRef, Users};
use base::text::fold;
use policy::Member;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Role;
use super::actor::Actor;

/// The type of a member that is a user.
pub const USER_ACTOR: &str = "atlassian-user-role-actor";
/// The type of a member that is a group.
pub const GROUP_ACTOR: &str = "atlassian-group-role-actor";

/// What creating and changing a role takes.
#[derive(Deserialize, JsonSchema)]
pub struct RoleInput {
    pub name: Option<String>,
    pub description: Option<String>,
}

/// Members to add: users or groups, by their names.
#[derive(Deserialize, JsonSchema)]
pub struct ActorsInput {
    pub user: Option<Vec<String>>,
    pub group: Option<Vec<String>>,
}

/// One member to take out, as parameters of the query.
#[derive(Deserialize, JsonSchema)]
pub struct One {
    pub user: Option<String>,
    pub group: Option<String>,
}

impl One {
    /// Returns the one user or group as a list of one.
    pub fn into_input(self) -> ActorsInput {
        ActorsInput {
            user: self.user.map(|name| vec![name]),
            group: self.group.map(|name| vec![name]),
        }
    }
}

/// A role with its members.
#[derive(JsonSchema, Serialize)]
pub struct RoleFull {
    #[serde(rename = "self")]
    pub self_url: String,
    pub name: String,
    pub id: i64,
    pub description: String,
    pub actors: Vec<ActorFull>,
}

/// A role inside a grant.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct RoleShort {
    #[serde(rename = "self")]
    pub self_url: String,
    pub name: String,
    pub id: i64,
    pub description: String,
}

/// The members alone.
#[derive(JsonSchema, Serialize)]
pub struct Actors {
    pub actors: Vec<ActorFull>,
}

/// A member of a role.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActorFull {
    pub id: i64,
    pub display_name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
}

impl RoleFull {
    /// Returns the role with these members; `self_url` is that of the role, or of the role in a project.
    pub fn new(role: Role, self_url: String, actors: Vec<ActorFull>) -> Self {
        Self {
            self_url,
            name: role.name,
            id: role.id.0,
            description: role.description,
            actors,
        }
    }
}

impl RoleShort {
    pub fn new(role: &Role, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("role/{}", role.id)),
            name: role.name.clone(),
            id: role.id.0,
            description: role.description.clone(),
        }
    }
}

impl ActorFull {
    /// Returns the members, sorted by the names they are shown with.
    pub fn list<'a>(
        actors: impl IntoIterator<Item = &'a Actor>,
        users: &Users,
        groups: &GroupsRef,
        urls: &Urls,
    ) -> Vec<Self> {
        let mut list: Vec<Self> = actors
            .into_iter()
            .filter_map(|actor| match actor.member {
                Member::User(id) => users.get(id).map(|user| Self {
                    id: actor.id.0,
                    display_name: user.display_name.clone(),
                    kind: USER_ACTOR,
                    name: user.name.clone(),
                    avatar_url: Some(user.pictures(urls).xsmall),
                }),
                Member::Group(id) => groups.name(id).map(|name| Self {
                    id: actor.id.0,
                    display_name: name.to_owned(),
                    kind: GROUP_ACTOR,
                    name: name.to_owned(),
                    avatar_url: None,
                }),
            })
            .collect();
        list.sort_by_cached_key(|actor| (fold(&actor.display_name), actor.id));
        list
    }
}
