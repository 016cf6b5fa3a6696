//! The SQL of preferences.

use db::{Result, Tx};
use model::UserId;

pub async fn get(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<String>> {
    tx.opt(
        "select value from user_preference where user_id = $1 and key = $2",
        &[user.into(), key.into()],
        |row| row.take(),
    )
    .await
}

pub async fn set(tx: &mut Tx, user: UserId, key: &str, value: &str) -> Result<()> {
    tx.execute(
        "insert into user_preference (user_id, key, value) values ($1, $2, $3)
         on conflict (user_id, key) do update set value = excluded.value",
        &[user.into(), key.into(), value.into()],
    )
    .await?;
    Ok(())
}

pub async fn count(tx: &mut Tx, user: UserId) -> Result<i64> {
    tx.one(
        "select count(*) from user_preference where user_id = $1",
        &[user.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether there was one.
pub async fn delete(tx: &mut Tx, user: UserId, key: &str) -> Result<bool> {
    let n_gone = tx
        .execute(
            "delete from user_preference where user_id = $1 and key = $2",
            &[user.into(), key.into()],
        )
        .await?;
    Ok(n_gone > 0)
}
