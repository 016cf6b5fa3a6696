//! The SQL of looking names up.

use std::collections::HashMap;
use std::fmt::Write as _;

use db::{FromCell, Param, Tx};
use model::{GroupId, UserId};

/// How many names one statement takes; more are looked up in several.
const CHUNK: usize = 256;

pub async fn users_named(tx: &mut Tx, names: Vec<String>) -> db::Result<HashMap<String, UserId>> {
    ids(
        tx,
        "select lower_name, id from app_user where lower_name",
        &names,
    )
    .await
}

pub async fn users_keyed(tx: &mut Tx, keys: Vec<String>) -> db::Result<HashMap<String, UserId>> {
    ids(tx, "select key, id from app_user where key", &keys).await
}

pub async fn groups_named(tx: &mut Tx, names: Vec<String>) -> db::Result<HashMap<String, GroupId>> {
    ids(
        tx,
        "select lower_name, id from user_group where lower_name",
        &names,
    )
    .await
}

async fn ids<I: FromCell + Send>(
    tx: &mut Tx,
    select: &str,
    texts: &[String],
) -> db::Result<HashMap<String, I>> {
    let mut found = HashMap::new();
    for chunk in texts.chunks(CHUNK) {
        // Filled up with repetitions to a power of two, so that few statements are prepared.
        let n_params = chunk.len().next_power_of_two();
        let params: Vec<Param<'_>> = chunk
            .iter()
            .cycle()
            .take(n_params)
            .map(Param::from)
            .collect();
        let mut sql = format!("{select} in ($1");
        for position in 2..=n_params {
            let _ = write!(sql, ", ${position}");
        }
        sql.push(')');
        let rows = tx
            .rows(&sql, &params, |row| {
                Ok((row.take::<String>()?, row.take::<I>()?))
            })
            .await?;
        found.extend(rows);
    }
    Ok(found)
}
