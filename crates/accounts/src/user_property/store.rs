//! The SQL of users' properties.

use db::{Result, Tx};
use model::UserId;

pub async fn keys(tx: &mut Tx, user: UserId) -> Result<Vec<String>> {
    tx.rows(
        "select key from user_property where user_id = $1 order by key",
        &[user.into()],
        |row| row.take(),
    )
    .await
}

pub async fn get(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<String>> {
    tx.opt(
        "select value from user_property where user_id = $1 and key = $2",
        &[user.into(), key.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether the property is new.
pub async fn set(tx: &mut Tx, user: UserId, key: &str, value: &str) -> Result<bool> {
    let n_changed = tx
        .execute(
            "update user_property set value = $3 where user_id = $1 and key = $2",
            &[user.into(), key.into(), value.into()],
        )
        .await?;
    if n_changed > 0 {
        return Ok(false);
    }
    tx.execute(
        "insert into user_property (user_id, key, value) values ($1, $2, $3)
         on conflict (user_id, key) do update set value = excluded.value",
        &[user.into(), key.into(), value.into()],
    )
    .await?;
    Ok(true)
}

/// Returns whether there was one.
pub async fn delete(tx: &mut Tx, user: UserId, key: &str) -> Result<bool> {
    let n_gone = tx
        .execute(
            "delete from user_property where user_id = $1 and key = $2",
            &[user.into(), key.into()],
        )
        .await?;
    Ok(n_gone > 0)
}
