//! Users in short.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use model::{AvatarId, UserId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::icon::AvatarUrls;
use crate::{Result, Urls, text};

/// What other things show of a user.
#[derive(Clone, Debug)]
pub struct UserRef {
    /// The user.
    pub id: UserId,
    /// Their immutable key.
    pub key: String,
    /// The name they sign in with.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The name they are shown with.
    pub display_name: String,
    /// Whether they may sign in.
    pub active: bool,
    /// Their time zone (an IANA name).
    pub time_zone: String,
    /// The picture chosen for them, if one was.
    pub avatar: Option<AvatarId>,
}

/// A user inside something else, in the reference's order.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserShort {
    /// The link to the user.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The name they sign in with.
    pub name: String,
    /// Their immutable key.
    pub key: String,
    /// Their address.
    pub email_address: String,
    /// Their picture.
    pub avatar_urls: AvatarUrls,
    /// The name they are shown with.
    pub display_name: String,
    /// Whether they may sign in.
    pub active: bool,
    /// Their time zone.
    pub time_zone: String,
}

impl UserRef {
    /// Returns the user as it is shown inside something else.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> UserShort {
        UserShort {
            self_url: urls.user(&self.name),
            name: self.name.clone(),
            key: self.key.clone(),
            email_address: self.email.clone(),
            avatar_urls: self.pictures(urls),
            display_name: self.display_name.clone(),
            active: self.active,
            time_zone: self.time_zone.clone(),
        }
    }

    /// Returns the links to the user's picture.
    #[must_use]
    pub fn pictures(&self, urls: &Urls) -> AvatarUrls {
        AvatarUrls::of_user(urls, &self.key).with(self.avatar)
    }

    /// Returns the user's time zone; UTC if the stored name means nothing.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

/// Several users, read at once.
#[derive(Clone, Debug, Default)]
pub struct Users(HashMap<UserId, UserRef>);

impl Users {
    /// Returns the user, if there is one of this id.
    #[must_use]
    pub fn get(&self, id: UserId) -> Option<&UserRef> {
        self.0.get(&id)
    }

    /// Returns the user in short, if there is one.
    #[must_use]
    pub fn short(&self, id: Option<UserId>, urls: &Urls) -> Option<UserShort> {
        self.get(id?).map(|user| user.short(urls))
    }
}

/// What [`read`] reads, in its order.
const COLUMNS: &str =
    "u.id, u.key, u.name, u.email, u.display_name, u.active, u.time_zone, u.avatar_id";

/// Returns the users of these ids, each read once.
///
/// # Errors
/// When the database cannot be read.
pub async fn users_by_ids(tx: &mut db::Tx, ids: impl IntoIterator<Item = UserId>) -> Result<Users> {
    let mut ids: Vec<i64> = ids.into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Users::default());
    }
    let sql = format!(
        "select {COLUMNS} from app_user u where {}",
        tx.dialect().is_one_of("u.id", 1)
    );
    let users = tx.rows(&sql, &[ids.into()], read).await?;
    Ok(Users(
        users.into_iter().map(|user| (user.id, user)).collect(),
    ))
}

/// Returns the user of this name, upper and lower case alike.
///
/// # Errors
/// When the database cannot be read.
pub async fn user_by_name(tx: &mut db::Tx, name: &str) -> Result<Option<UserRef>> {
    let sql = format!("select {COLUMNS} from app_user u where u.lower_name = $1");
    Ok(tx.opt(&sql, &[text::fold(name).into()], read).await?)
}

/// Returns the users of these names, upper and lower case alike.
///
/// # Errors
/// When the database cannot be read.
pub async fn users_by_names(tx: &mut db::Tx, names: &[&str]) -> Result<Vec<UserRef>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<String> = names.iter().map(|name| text::fold(name)).collect();
    let places: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select {COLUMNS} from app_user u where u.lower_name in ({})",
        places.join(", ")
    );
    let params: Vec<db::Param<'_>> = names.iter().map(Into::into).collect();
    Ok(tx.rows(&sql, &params, read).await?)
}

/// Returns the user of this key.
///
/// # Errors
/// When the database cannot be read.
pub async fn user_by_key(tx: &mut db::Tx, key: &str) -> Result<Option<UserRef>> {
    let sql = format!("select {COLUMNS} from app_user u where u.key = $1");
    Ok(tx.opt(&sql, &[key.into()], read).await?)
}

fn read(row: &mut db::Row<'_>) -> db::Result<UserRef> {
    Ok(UserRef {
        id: row.take()?,
        key: row.take()?,
        name: row.take()?,
        email: row.take()?,
        display_name: row.take()?,
        active: row.take()?,
        time_zone: row.take()?,
        avatar: row.take()?,
    })
}
