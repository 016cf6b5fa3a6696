//! The SQL of properties of boards and sprints.

use db::{Param, Tx};

use super::ops::Of;

/// Returns the table, its column and the id in it.
fn place(of: Of) -> (&'static str, &'static str, Param<'static>) {
    match of {
        Of::Board(id) => ("board_property", "board_id", id.into()),
        Of::Sprint(id) => ("sprint_property", "sprint_id", id.into()),
    }
}

pub async fn keys(tx: &mut Tx, of: Of) -> db::Result<Vec<String>> {
    let (table, column, id) = place(of);
    let sql = format!("select key from {table} where {column} = $1 order by key");
    tx.rows(&sql, &[id], |row| row.take()).await
}

pub async fn get(tx: &mut Tx, of: Of, key: &str) -> db::Result<Option<String>> {
    let (table, column, id) = place(of);
    let sql = format!("select value from {table} where {column} = $1 and key = $2");
    tx.opt(&sql, &[id, key.into()], |row| row.take()).await
}

/// Returns whether the property is new.
pub async fn set(tx: &mut Tx, of: Of, key: &str, value: &str) -> db::Result<bool> {
    let (table, column, id) = place(of);
    let sql = format!("update {table} set value = $3 where {column} = $1 and key = $2");
    if tx.execute(&sql, &[id, key.into(), value.into()]).await? > 0 {
        return Ok(false);
    }
    let (_, _, id) = place(of);
    let sql = format!(
        "insert into {table} ({column}, key, value) values ($1, $2, $3)
         on conflict ({column}, key) do update set value = excluded.value"
    );
    tx.execute(&sql, &[id, key.into(), value.into()]).await?;
    Ok(true)
}

/// Returns whether there was one.
pub async fn delete(tx: &mut Tx, of: Of, key: &str) -> db::Result<bool> {
    let (table, column, id) = place(of);
    let sql = format!("delete from {table} where {column} = $1 and key = $2");
    Ok(tx.execute(&sql, &[id, key.into()]).await? > 0)
}
