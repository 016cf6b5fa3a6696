//! What the picker shows, as JSON; the other lists are of [`crate::user::wire::ListedUser`].

use base::{Urls, text};
use schemars::JsonSchema;
use serde::Serialize;

use crate::user::User;
use crate::user::wire::ListedUser;

/// What a picker shows.
#[derive(JsonSchema, Serialize)]
pub struct Picked {
    pub users: Vec<PickedUser>,
    pub total: i64,
    pub header: String,
}

/// Users and groups in one picker.
#[derive(JsonSchema, Serialize)]
pub struct PickedBoth {
    pub users: Picked,
    pub groups: crate::group::Picked,
}

/// A part of all users there are.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    #[serde(rename = "self")]
    pub self_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page: Option<String>,
    pub max_results: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    pub is_last: bool,
    pub values: Vec<ListedUser>,
}

/// How many users stand in several directories.
#[derive(JsonSchema, Serialize)]
pub struct Count {
    pub count: i64,
}

/// One user in a picker.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PickedUser {
    pub name: String,
    pub key: String,
    pub html: String,
    pub display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
}

impl Picked {
    pub fn new(users: Vec<PickedUser>, total: i64) -> Self {
        Self {
            header: format!("Showing {} of {total} matching users", users.len()),
            users,
            total,
        }
    }
}

impl PickedUser {
    pub fn new(user: &User, query: &str, urls: Option<&Urls>) -> Self {
        let user = &user.user;
        Self {
            name: user.name.clone(),
            key: user.key.clone(),
            html: format!(
                "{} - {} ({})",
                text::highlight(&user.display_name, query),
                text::highlight(&user.email, query),
                text::highlight(&user.name, query)
            ),
            display_name: user.display_name.clone(),
            avatar_url: urls.map(|urls| user.pictures(urls).xsmall),
        }
    }
}
