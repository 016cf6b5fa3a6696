//! Groups in short.

use std::collections::HashMap;

use model::GroupId;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Result, Urls, text};

/// A group inside something else.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct GroupShort {
    /// Its name.
    pub name: String,
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
}

impl GroupShort {
    /// Returns the group of this name as it is shown inside something else.
    #[must_use]
    pub fn new(name: &str, urls: &Urls) -> Self {
        Self {
            name: name.to_owned(),
            self_url: urls.group(name),
        }
    }
}

/// The names of several groups, read at once.
#[derive(Clone, Debug, Default)]
pub struct GroupsRef(HashMap<GroupId, String>);

impl GroupsRef {
    /// Returns the group's name.
    #[must_use]
    pub fn name(&self, id: GroupId) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }
}

/// Returns the names of the groups of these ids.
///
/// # Errors
/// When the database cannot be read.
pub async fn groups_by_ids(
    tx: &mut db::Tx,
    ids: impl IntoIterator<Item = GroupId>,
) -> Result<GroupsRef> {
    let mut ids: Vec<i64> = ids.into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(GroupsRef::default());
    }
    let sql = format!(
        "select g.id, g.name from user_group g where {}",
        tx.dialect().is_one_of("g.id", 1)
    );
    let groups = tx
        .rows(&sql, &[ids.into()], |row| Ok((row.take()?, row.take()?)))
        .await?;
    Ok(GroupsRef(groups.into_iter().collect()))
}

/// Returns the id and the stored spelling of the group of this name, upper and lower case alike.
///
/// # Errors
/// When the database cannot be read.
pub async fn group_by_name(tx: &mut db::Tx, name: &str) -> Result<Option<(GroupId, String)>> {
    let sql = "select id, name from user_group where lower_name = $1";
    Ok(tx
        .opt(sql, &[text::fold(name).into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await?)
}
