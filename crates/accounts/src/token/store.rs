//! The SQL of personal access tokens.

use base::Result;
use db::{Row, Tx};
use model::{Timestamp, TokenId, UserId};

/// A token as it is stored, without the hash of its secret.
#[derive(Clone, Debug)]
pub struct Token {
    /// The token.
    pub id: TokenId,
    /// Whose it is.
    pub user: UserId,
    /// What they call it.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends, if ever.
    pub expires_at: Option<Timestamp>,
    /// When it was used last, to within some minutes.
    pub used_at: Option<Timestamp>,
}

/// What [`read`] reads, in its order.
const COLUMNS: &str = "id, user_id, name, created_at, expires_at, used_at";

fn read(row: &mut Row<'_>) -> db::Result<Token> {
    Ok(Token {
        id: row.take()?,
        user: row.take()?,
        name: row.take()?,
        created_at: row.take()?,
        expires_at: row.take()?,
        used_at: row.take()?,
    })
}

pub async fn tokens_of(tx: &mut Tx, user: UserId) -> Result<Vec<Token>> {
    let sql = format!("select {COLUMNS} from access_token where user_id = $1 order by id");
    Ok(tx.rows(&sql, &[user.into()], read).await?)
}

pub async fn token(tx: &mut Tx, id: TokenId) -> Result<Option<Token>> {
    let sql = format!("select {COLUMNS} from access_token where id = $1");
    Ok(tx.opt(&sql, &[id.into()], read).await?)
}

/// Returns how many tokens the user has, which stays so until the transaction ends; nothing without
/// such a user.
pub async fn n_tokens(tx: &mut Tx, user: UserId) -> Result<Option<i64>> {
    let lock = format!(
        "select id from app_user where id = $1{}",
        tx.dialect().for_update()
    );
    let found = tx
        .opt(&lock, &[user.into()], |row| row.take::<i64>())
        .await?;
    if found.is_none() {
        return Ok(None);
    }
    let n_tokens = tx
        .one(
            "select count(*) from access_token where user_id = $1",
            &[user.into()],
            |row| row.take(),
        )
        .await?;
    Ok(Some(n_tokens))
}

pub async fn insert(tx: &mut Tx, token: &Token, secret_hash: &str) -> Result<()> {
    tx.execute(
        "insert into access_token (id, user_id, name, secret_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        &[
            token.id.into(),
            token.user.into(),
            (&token.name).into(),
            secret_hash.into(),
            token.created_at.into(),
            token.expires_at.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: TokenId) -> Result<()> {
    tx.execute("delete from access_token where id = $1", &[id.into()])
        .await?;
    Ok(())
}
