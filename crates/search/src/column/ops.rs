//! Which columns lists have, and what changing them means.

use base::audit::{Change, Entry, Object};
use base::guard::{Global, Granted, KeepWith};
use base::refs::UserRef;
use base::{Cx, Result, Tx, messages};
use model::permission::may::global::Administer;

use super::known::{Column, Columns, ids};
use super::store;

/// What lists show until an administrator decides otherwise.
const DEFAULT: [&str; 11] = [
    "issuetype",
    "issuekey",
    "summary",
    "assignee",
    "reporter",
    "priority",
    "status",
    "resolution",
    "created",
    "updated",
    "duedate",
];

/// Returns the columns of a user: their own, or everybody's.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(
    cx: &Cx,
    tx: &mut db::Tx,
    user: &Granted<UserRef, KeepWith>,
) -> Result<Vec<Column>> {
    let own = store::columns(tx, Some(user.id)).await?;
    if own.is_empty() {
        return default(cx, tx).await;
    }
    Ok(Columns::of(cx, tx).await?.among(&own))
}

/// Returns the columns of the caller's lists.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_caller(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Column>> {
    if let Some(user) = cx.user_id() {
        let own = store::columns(tx, Some(user)).await?;
        let own = Columns::of(cx, tx).await?.among(&own);
        if !own.is_empty() {
            return Ok(own);
        }
    }
    default(cx, tx).await
}

/// Gives the caller columns of their own, or everybody's again.
///
/// # Errors
/// Unauthorized for nobody; as [`set_of`].
pub async fn set_of_caller(cx: &Cx, tx: &mut Tx, columns: &[String], is_reset: bool) -> Result<()> {
    let own = &cx.signed_in()?.name;
    let user = accounts::user_property::whose(cx, tx, Some(own), None).await?;
    if is_reset {
        forget_of(tx, &user).await
    } else {
        set_of(cx, tx, &user, columns).await
    }
}

/// Returns the columns of everybody who has none of their own.
///
/// # Errors
/// When the database cannot be read.
pub async fn default(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Column>> {
    let decided = store::columns(tx, None).await?;
    let columns = Columns::of(cx, tx).await?;
    if decided.is_empty() {
        return Ok(DEFAULT.iter().filter_map(|id| columns.find(id)).collect());
    }
    Ok(columns.among(&decided))
}

/// Gives a user columns of their own.
///
/// # Errors
/// Invalid, if there is none, one is named twice, or is no column of lists.
pub async fn set_of(
    cx: &Cx,
    tx: &mut Tx,
    user: &Granted<UserRef, KeepWith>,
    columns: &[String],
) -> Result<()> {
    let columns = checked(cx, tx, columns).await?;
    Ok(store::set_columns(tx, Some(user.id), &ids(&columns)).await?)
}

/// Gives a user everybody's columns again.
///
/// # Errors
/// When the database refuses.
pub async fn forget_of(tx: &mut Tx, user: &Granted<UserRef, KeepWith>) -> Result<()> {
    Ok(store::set_columns(tx, Some(user.id), &[]).await?)
}

/// Changes the columns of everybody who has none of their own.
///
/// # Errors
/// As [`set_of`].
pub async fn set_default(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    columns: &[String],
) -> Result<()> {
    let columns = checked(cx, tx, columns).await?;
    let before = default(cx, tx).await?;
    let (before, after) = (ids(&before), ids(&columns));
    store::set_columns(tx, None, &after).await?;
    let change = Change::between("Columns", Some(&before.join(", ")), Some(&after.join(", ")));
    let entry = Entry {
        category: "system",
        summary: "Default columns changed",
        object: Object {
            kind: "SETTING",
            id: "columns".to_owned(),
            name: "Columns",
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await
}

async fn checked(cx: &Cx, tx: &mut db::Tx, names: &[String]) -> Result<Vec<Column>> {
    let columns = Columns::of(cx, tx).await?.checked(names)?;
    if columns.is_empty() {
        return Err(messages::filter_bad_columns());
    }
    Ok(columns)
}
