//! The SQL of preferences.

use db::{Result, Tx};
use model::{Timestamp, UserId};

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

/// Returns whether a user wants no mail about issues at all.
pub async fn is_muted(tx: &mut Tx, user: UserId) -> Result<bool> {
    tx.one(
        "select exists (select 1 from mail_mute where user_id = $1 and issue_id is null)",
        &[user.into()],
        |row| row.take(),
    )
    .await
}

/// Notes that a user wants no mail about issues at all.
pub async fn mute(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into mail_mute (user_id, issue_id, created_at)
         select u.id, null, cast($2 as bigint) from app_user u
         where u.id = $1 and not exists
             (select 1 from mail_mute m where m.user_id = $1 and m.issue_id is null)",
        &[user.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Notes that a user wants mail about issues, but for those whose mail they ended.
pub async fn unmute(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.execute(
        "delete from mail_mute where user_id = $1 and issue_id is null",
        &[user.into()],
    )
    .await?;
    Ok(())
}
