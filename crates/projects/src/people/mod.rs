//! Users and groups that a request names, looked up together: never one query a name.

mod store;

use std::collections::HashMap;

use base::Result;
use base::text::fold;
use db::Tx;
use model::{GroupId, UserId};

/// Returns the ids of the users of these names; those that do not exist are missing from the answer.
/// [`named`] looks a name up in it.
///
/// # Errors
/// When the database cannot be read.
pub async fn users_named(
    tx: &mut Tx,
    names: impl Iterator<Item = &str> + Send,
) -> Result<HashMap<String, UserId>> {
    Ok(store::users_named(tx, distinct(names.map(fold))).await?)
}

/// Returns the ids of the users of these keys, which must be exact.
///
/// # Errors
/// When the database cannot be read.
pub async fn users_keyed(
    tx: &mut Tx,
    keys: impl Iterator<Item = &str> + Send,
) -> Result<HashMap<String, UserId>> {
    Ok(store::users_keyed(tx, distinct(keys.map(str::to_owned))).await?)
}

/// Returns the ids of the groups of these names.
///
/// # Errors
/// When the database cannot be read.
pub async fn groups_named(
    tx: &mut Tx,
    names: impl Iterator<Item = &str> + Send,
) -> Result<HashMap<String, GroupId>> {
    Ok(store::groups_named(tx, distinct(names.map(fold))).await?)
}

/// Looks a name up, upper and lower case alike.
#[must_use]
pub fn named<I: Copy>(found: &HashMap<String, I>, name: &str) -> Option<I> {
    found.get(&fold(name)).copied()
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}
