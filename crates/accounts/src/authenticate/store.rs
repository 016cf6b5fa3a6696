//! The SQL of credentials.

use base::Result;
use base::cx::Credential;
use db::{Db, Row, Tx};
use model::{SessionId, Timestamp, TokenId, UserId};

/// What is needed of a user who signs in.
pub struct Account {
    pub id: UserId,
    pub key: String,
    pub name: String,
    pub display_name: String,
    pub time_zone: String,
}

/// The same with the password's hash, if there is one.
pub struct WithPassword {
    pub account: Account,
    pub password: Option<String>,
}

/// A token as it is stored.
pub struct Token {
    pub user: Account,
    pub id: TokenId,
    pub expires_at: Option<Timestamp>,
    pub used_at: Option<Timestamp>,
}

/// A session as it is stored.
pub struct Session {
    pub user: Account,
    pub id: SessionId,
    pub used_at: Timestamp,
}

/// What [`read`] reads, in its order.
const COLUMNS: &str = "u.id, u.key, u.name, u.display_name, u.time_zone";

fn read(row: &mut Row<'_>) -> db::Result<Account> {
    Ok(Account {
        id: row.take()?,
        key: row.take()?,
        name: row.take()?,
        display_name: row.take()?,
        time_zone: row.take()?,
    })
}

pub async fn account(tx: &mut Tx, lower_name: &str) -> Result<Option<WithPassword>> {
    let sql = format!("select {COLUMNS}, u.password_hash from app_user u where u.lower_name = $1");
    let found = tx
        .opt(&sql, &[lower_name.into()], |row| {
            Ok(WithPassword {
                account: read(row)?,
                password: row.take()?,
            })
        })
        .await?;
    Ok(found)
}

/// Returns the hash of the user's password, if they have one.
pub async fn password(tx: &mut Tx, user: UserId) -> Result<Option<String>> {
    let sql = "select password_hash from app_user where id = $1";
    let found = tx
        .opt(sql, &[user.into()], |row| row.take::<Option<String>>())
        .await?;
    Ok(found.flatten())
}

/// As [`password`], and nobody changes it until the transaction ends.
pub async fn password_to_rely_on(tx: &mut Tx, user: UserId) -> Result<Option<String>> {
    let sql = format!(
        "select password_hash from app_user where id = $1{}",
        tx.dialect().for_update()
    );
    let found = tx
        .opt(&sql, &[user.into()], |row| row.take::<Option<String>>())
        .await?;
    Ok(found.flatten())
}

pub async fn token(tx: &mut Tx, secret_hash: &str) -> Result<Option<Token>> {
    let sql = format!(
        "select {COLUMNS}, t.id, t.expires_at, t.used_at
         from access_token t join app_user u on u.id = t.user_id
         where t.secret_hash = $1"
    );
    let found = tx
        .opt(&sql, &[secret_hash.into()], |row| {
            Ok(Token {
                user: read(row)?,
                id: row.take()?,
                expires_at: row.take()?,
                used_at: row.take()?,
            })
        })
        .await?;
    Ok(found)
}

pub async fn session(tx: &mut Tx, secret_hash: &str) -> Result<Option<Session>> {
    let sql = format!(
        "select {COLUMNS}, s.id, s.used_at
         from session s join app_user u on u.id = s.user_id
         where s.secret_hash = $1"
    );
    let found = tx
        .opt(&sql, &[secret_hash.into()], |row| {
            Ok(Session {
                user: read(row)?,
                id: row.take()?,
                used_at: row.take()?,
            })
        })
        .await?;
    Ok(found)
}

pub async fn note_use(db: &Db, credential: Credential, now: Timestamp) -> db::Result<()> {
    let (sql, id) = match credential {
        Credential::Password => return Ok(()),
        Credential::Session(id) => ("update session set used_at = $1 where id = $2", id.0),
        Credential::Token(id) => ("update access_token set used_at = $1 where id = $2", id.0),
    };
    let mut tx = db.write().await?;
    tx.execute(sql, &[now.into(), id.into()]).await?;
    tx.commit().await
}

pub async fn note_failure(db: &Db, user: UserId, now: Timestamp) -> db::Result<()> {
    let mut tx = db.write().await?;
    // Chosen from the users, since this one may be gone by now.
    tx.execute(
        "insert into login (user_id, n_logins, n_failed, last_failed_at)
         select u.id, 0, 1, cast($1 as bigint) from app_user u where u.id = $2
         on conflict (user_id) do update
         set n_failed = login.n_failed + 1, last_failed_at = excluded.last_failed_at",
        &[now.into(), user.into()],
    )
    .await?;
    tx.commit().await
}
