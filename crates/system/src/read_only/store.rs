//! The SQL of read-only mode.

use db::{Result, Tx};

const MODE: &str = "read_only";

/// Returns the mode as it was stored.
pub async fn mode(tx: &mut Tx) -> Result<Option<String>> {
    tx.opt(
        "select value from setting where key = $1",
        &[MODE.into()],
        |row| row.take(),
    )
    .await
}

/// Stores the mode, and what callers are told while it is on.
pub async fn set(tx: &mut Tx, mode: &str, told: Option<&str>) -> Result<()> {
    const SET: &str = "insert into setting (key, value) values ($1, $2)
                       on conflict (key) do update set value = excluded.value";
    tx.execute(SET, &[MODE.into(), mode.into()]).await?;
    match told {
        Some(told) => {
            tx.execute(SET, &[base::guard::READ_ONLY.into(), told.into()])
                .await?;
        }
        None => {
            tx.execute(
                "delete from setting where key = $1",
                &[base::guard::READ_ONLY.into()],
            )
            .await?;
        }
    }
    Ok(())
}
