//! The SQL of settings.

use std::collections::HashMap;

use db::{Dialect, Result, Tx};

/// What the keys of the rows begin with: there are other settings beside these.
const PREFIX: &str = "property.";

/// Returns what was changed, by key.
pub async fn all(tx: &mut Tx) -> Result<HashMap<String, String>> {
    let pattern = Dialect::like_pattern(PREFIX);
    let sql = format!(
        "select key, value from setting where {}",
        tx.dialect().contains("key", 1)
    );
    let rows: Vec<(String, String)> = tx
        .rows(&sql, &[pattern.into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await?;
    let known = rows.into_iter().filter_map(|(key, value)| {
        let key = key.strip_prefix(PREFIX)?.to_owned();
        Some((key, value))
    });
    Ok(known.collect())
}

pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.execute(
        "insert into setting (key, value) values ($1, $2)
         on conflict (key) do update set value = excluded.value",
        &[format!("{PREFIX}{key}").into(), value.into()],
    )
    .await?;
    Ok(())
}
