//! The SQL of columns.

use db::{Param, Result, Tx};
use model::UserId;

/// Returns the ids of the fields that a user's lists show, or everybody's.
pub async fn columns(tx: &mut Tx, user: Option<UserId>) -> Result<Vec<String>> {
    tx.rows(
        "select field from issue_column where coalesce(user_id, 0) = $1 order by position",
        &[number(user).into()],
        |row| row.take(),
    )
    .await
}

/// Stores them in place of those that were.
pub async fn set_columns(tx: &mut Tx, user: Option<UserId>, fields: &[&str]) -> Result<()> {
    tx.execute(
        "delete from issue_column where coalesce(user_id, 0) = $1",
        &[number(user).into()],
    )
    .await?;
    if fields.is_empty() {
        return Ok(());
    }
    let mut params: Vec<Param<'_>> = vec![user.into()];
    let mut rows = Vec::new();
    for (field, position) in fields.iter().zip(1_i64..) {
        params.push(position.into());
        params.push((*field).into());
        rows.push(format!("($1, ${}, ${})", params.len() - 1, params.len()));
    }
    let sql = format!(
        "insert into issue_column (user_id, position, field) values {}",
        rows.join(", ")
    );
    tx.execute(&sql, &params).await?;
    Ok(())
}

fn number(user: Option<UserId>) -> i64 {
    user.map_or(0, |user| user.0)
}
