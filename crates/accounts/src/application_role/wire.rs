//! Application roles as JSON: member names, order and nulls of the reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store;

/// An application role. Seats are not counted (D-002).
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationRole {
    pub key: String,
    pub name: String,
    pub groups: Vec<String>,
    pub default_groups: Vec<String>,
    pub selected_by_default: bool,
    pub defined: bool,
    pub number_of_seats: i64,
    pub remaining_seats: i64,
    pub user_count: i64,
    pub user_count_description: String,
    pub has_unlimited_seats: bool,
    pub platform: bool,
}

/// What changing an application role takes: what is there changes. The key counts where several are
/// changed at once.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    pub key: Option<String>,
    pub groups: Option<Vec<String>>,
    pub default_groups: Option<Vec<String>>,
    pub selected_by_default: Option<bool>,
}

/// Several of them, or one: the reference's own example is one.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Several {
    List(Vec<Edit>),
    One(Edit),
}

impl Several {
    /// Returns them as a list.
    pub fn list(self) -> Vec<Edit> {
        match self {
            Self::List(list) => list,
            Self::One(one) => vec![one],
        }
    }
}

impl ApplicationRole {
    pub fn new(role: &store::Role, n_users: i64) -> Self {
        let users = if n_users == 1 { "user" } else { "users" };
        Self {
            key: role.key.clone(),
            name: role.name.clone(),
            groups: role.groups.iter().map(|group| group.name.clone()).collect(),
            default_groups: role
                .default_groups()
                .map(|group| group.name.clone())
                .collect(),
            selected_by_default: role.is_default,
            defined: true,
            number_of_seats: -1,
            remaining_seats: -1,
            user_count: n_users,
            user_count_description: format!("{n_users} {users}"),
            has_unlimited_seats: true,
            platform: false,
        }
    }
}
