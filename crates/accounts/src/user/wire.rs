//! Users as JSON: member names, order and nulls of the reference.

use base::Urls;
use base::icon::AvatarUrls;
use base::refs::GroupShort;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store;

/// What creating a user takes. With `notification` they are sent a link to choose their password.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    pub name: Option<String>,
    pub password: Option<String>,
    pub email_address: Option<String>,
    pub display_name: Option<String>,
    pub application_keys: Option<Vec<String>>,
    #[serde(default, deserialize_with = "is_true")]
    pub notification: bool,
}

/// Reads what clients send as `true` or as `"true"`. Anything else asks for nothing, as it did while it
/// was ignored.
fn is_true<'de, D: serde::Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::Bool(is_true) => is_true,
        serde_json::Value::String(text) => text.eq_ignore_ascii_case("true"),
        _ => false,
    })
}

/// What changing a user takes: what is there changes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    pub name: Option<String>,
    pub email_address: Option<String>,
    pub display_name: Option<String>,
    pub active: Option<bool>,
}

/// A password to be set.
#[derive(Deserialize, JsonSchema)]
pub struct NewPassword {
    pub password: Option<String>,
}

/// A user in a list.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedUser {
    #[serde(rename = "self")]
    pub self_url: String,
    pub key: String,
    pub name: String,
    pub email_address: String,
    pub avatar_urls: AvatarUrls,
    pub display_name: String,
    pub active: bool,
    pub deleted: bool,
    pub time_zone: String,
    pub locale: String,
}

/// A user.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    #[serde(flatten)]
    pub listed: ListedUser,
    pub groups: Part<GroupShort>,
    pub application_roles: Part<Application>,
    pub expand: &'static str,
}

/// A list that tells its size and shows its items on request.
#[derive(JsonSchema, Serialize)]
pub struct Part<T> {
    pub size: usize,
    pub items: Vec<T>,
}

/// An application the user has.
#[derive(JsonSchema, Serialize)]
pub struct Application {
    pub key: String,
    pub name: String,
}

impl ListedUser {
    pub fn new(stored: &store::User, urls: &Urls) -> Self {
        let user = &stored.user;
        Self {
            self_url: urls.user(&user.name),
            key: user.key.clone(),
            name: user.name.clone(),
            email_address: user.email.clone(),
            avatar_urls: user.pictures(urls),
            display_name: user.display_name.clone(),
            active: user.active,
            deleted: false,
            time_zone: user.time_zone.clone(),
            locale: stored.locale.clone(),
        }
    }
}

impl<T> Part<T> {
    /// Returns the list, its items shown or not.
    pub fn new(items: Vec<T>, shown: bool) -> Self {
        Self {
            size: items.len(),
            items: if shown { items } else { Vec::new() },
        }
    }
}
