//! Which columns lists have, and what changing them means.

use base::audit::{Change, Entry, Object};
use base::guard::{Global, Granted, KeepWith};
use base::refs::UserRef;
use base::{Cx, Result, Tx, messages};
use issues::field::Field;
use model::permission::may::global::Administer;

use super::store;
use crate::filter::column_of;

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
pub async fn of(tx: &mut db::Tx, user: &Granted<UserRef, KeepWith>) -> Result<Vec<Field>> {
    let own = store::columns(tx, Some(user.id)).await?;
    if own.is_empty() {
        return default(tx).await;
    }
    Ok(known(&own))
}

/// Returns the columns of the caller's lists.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_caller(cx: &Cx, tx: &mut db::Tx) -> Result<Vec<Field>> {
    if let Some(user) = cx.user_id() {
        let own = known(&store::columns(tx, Some(user)).await?);
        if !own.is_empty() {
            return Ok(own);
        }
    }
    default(tx).await
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
        set_of(tx, &user, columns).await
    }
}

/// Returns the columns of everybody who has none of their own.
///
/// # Errors
/// When the database cannot be read.
pub async fn default(tx: &mut db::Tx) -> Result<Vec<Field>> {
    let decided = store::columns(tx, None).await?;
    if decided.is_empty() {
        return Ok(DEFAULT.iter().filter_map(|id| column_of(id)).collect());
    }
    Ok(known(&decided))
}

fn known(ids: &[String]) -> Vec<Field> {
    ids.iter().filter_map(|id| column_of(id)).collect()
}

/// Gives a user columns of their own.
///
/// # Errors
/// Invalid, if there is none, one is named twice, or is no column of lists.
pub async fn set_of(
    tx: &mut Tx,
    user: &Granted<UserRef, KeepWith>,
    columns: &[String],
) -> Result<()> {
    let ids = checked(columns)?;
    Ok(store::set_columns(tx, Some(user.id), &ids).await?)
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
    let ids = checked(columns)?;
    let before: Vec<&str> = default(tx).await?.iter().map(|field| field.id()).collect();
    store::set_columns(tx, None, &ids).await?;
    let change = Change::between("Columns", Some(&before.join(", ")), Some(&ids.join(", ")));
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

fn checked(columns: &[String]) -> Result<Vec<&'static str>> {
    let mut ids = Vec::new();
    for column in columns {
        let field = column_of(column).ok_or_else(|| messages::filter_no_such_column(column))?;
        if ids.contains(&field.id()) {
            return Err(messages::filter_bad_columns());
        }
        ids.push(field.id());
    }
    if ids.is_empty() {
        return Err(messages::filter_bad_columns());
    }
    Ok(ids)
}
