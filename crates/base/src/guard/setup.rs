//! The one moment at which something may be done without anybody having a permission: before the first
//! administrator exists.

use crate::{Cx, Result, Tx, messages};

/// Proof that this instance has no administrator yet. It is only good in the transaction it was made in.
#[derive(Debug)]
pub struct FirstRun(());

/// Returns whether this instance has no administrator yet.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_first_run(tx: &mut db::Tx) -> Result<bool> {
    // An administrator who was deactivated still counts: otherwise deactivating the last one would hand
    // the instance to whoever comes first.
    let n_administrators: i64 = tx
        .one(
            "select count(*) from membership m
             join global_grant g on g.group_id = m.group_id
             where g.permission = 'SYSTEM_ADMIN'",
            &[],
            |row| row.take(),
        )
        .await?;
    Ok(n_administrators == 0)
}

/// Returns proof that this instance has no administrator yet, for the rest of this transaction.
///
/// # Errors
/// Not found, if it has one: set-up is over and its routes lead nowhere.
pub async fn first_run(_: &Cx, tx: &mut Tx) -> Result<FirstRun> {
    // Two set-ups at once wait for one another here.
    tx.change_policy().await?;
    if is_first_run(tx).await? {
        Ok(FirstRun(()))
    } else {
        Err(messages::no_such_resource())
    }
}
