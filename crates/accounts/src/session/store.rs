//! The SQL of sessions and login statistics.

use base::Result;
use db::{Row, Tx};
use model::{SessionId, Timestamp, UserId};

/// A session to be stored.
pub struct NewSession {
    /// The session.
    pub id: SessionId,
    /// The hash of its secret.
    pub secret_hash: String,
    /// Whose it is.
    pub user: UserId,
}

/// How often and when somebody signed in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Login {
    /// How often.
    pub n_logins: i64,
    /// When the time before the last.
    pub previous_login_at: Option<Timestamp>,
    /// How often it failed.
    pub n_failed: i64,
    /// When it failed last.
    pub last_failed_at: Option<Timestamp>,
}

fn read(row: &mut Row<'_>) -> db::Result<Login> {
    Ok(Login {
        n_logins: row.take()?,
        previous_login_at: row.take()?,
        n_failed: row.take()?,
        last_failed_at: row.take()?,
    })
}

pub async fn insert(tx: &mut Tx, new: &NewSession, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into session (id, secret_hash, user_id, created_at, used_at)
         values ($1, $2, $3, $4, $4)",
        &[
            new.id.into(),
            (&new.secret_hash).into(),
            new.user.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, session: SessionId) -> Result<()> {
    tx.execute("delete from session where id = $1", &[session.into()])
        .await?;
    Ok(())
}

/// Deletes the user's sessions that were last used at `used_at` or before.
pub async fn delete_ended(tx: &mut Tx, user: UserId, used_at: Timestamp) -> Result<()> {
    tx.execute(
        "delete from session where user_id = $1 and used_at <= $2",
        &[user.into(), used_at.into()],
    )
    .await?;
    Ok(())
}

/// Sets until when the session is a secure administrator session, if it is to be one.
pub async fn set_admin_until(
    tx: &mut Tx,
    session: SessionId,
    until: Option<Timestamp>,
) -> Result<()> {
    tx.execute(
        "update session set admin_until = $1 where id = $2",
        &[until.into(), session.into()],
    )
    .await?;
    Ok(())
}

pub async fn login(tx: &mut Tx, user: UserId) -> Result<Login> {
    let found = tx
        .opt(
            "select n_logins, previous_login_at, n_failed, last_failed_at from login
             where user_id = $1",
            &[user.into()],
            read,
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Counts a sign-in.
pub async fn note_login(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<Login> {
    Ok(tx
        .one(
            "insert into login (user_id, n_logins, last_login_at, n_failed) values ($1, 1, $2, 0)
             on conflict (user_id) do update
             set n_logins = login.n_logins + 1, previous_login_at = login.last_login_at,
                 last_login_at = excluded.last_login_at
             returning n_logins, previous_login_at, n_failed, last_failed_at",
            &[user.into(), now.into()],
            read,
        )
        .await?)
}
