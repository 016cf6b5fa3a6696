//! The SQL of properties.

use db::Tx;

/// Where the properties of a kind of thing are kept. Both names are written in the program, never sent.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The table.
    pub table: &'static str,
    /// Its column with the id of the thing.
    pub owner: &'static str,
}

pub async fn keys(tx: &mut Tx, Kept { table, owner }: Kept, id: i64) -> db::Result<Vec<String>> {
    let sql = format!("select key from {table} where {owner} = $1 order by key");
    tx.rows(&sql, &[id.into()], |row| row.take()).await
}

pub async fn get(
    tx: &mut Tx,
    Kept { table, owner }: Kept,
    id: i64,
    key: &str,
) -> db::Result<Option<String>> {
    let sql = format!("select value from {table} where {owner} = $1 and key = $2");
    tx.opt(&sql, &[id.into(), key.into()], |row| row.take())
        .await
}

/// Returns whether the property is new.
pub async fn set(
    tx: &mut Tx,
    Kept { table, owner }: Kept,
    id: i64,
    key: &str,
    value: &str,
) -> db::Result<bool> {
    let params = [id.into(), key.into(), value.into()];
    let sql = format!("update {table} set value = $3 where {owner} = $1 and key = $2");
    if tx.execute(&sql, &params).await? > 0 {
        return Ok(false);
    }
    let sql = format!(
        "insert into {table} ({owner}, key, value) values ($1, $2, $3)
         on conflict ({owner}, key) do update set value = excluded.value"
    );
    tx.execute(&sql, &params).await?;
    Ok(true)
}

/// Returns whether there was one.
pub async fn delete(
    tx: &mut Tx,
    Kept { table, owner }: Kept,
    id: i64,
    key: &str,
) -> db::Result<bool> {
    let sql = format!("delete from {table} where {owner} = $1 and key = $2");
    Ok(tx.execute(&sql, &[id.into(), key.into()]).await? > 0)
}
