//! The SQL of nodes.

use db::{Result, Tx};
use model::Timestamp;

/// A node as it is stored.
pub struct NodeRow {
    pub id: String,
    pub alive_at: Timestamp,
    pub is_offline: bool,
}

pub async fn beat(tx: &mut Tx, id: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into node (id, started_at, alive_at, is_offline) values ($1, $2, $2, false)
         on conflict (id) do update set alive_at = excluded.alive_at, is_offline = false",
        &[id.into(), now.into()],
    )
    .await?;
    Ok(())
}

pub async fn list(tx: &mut Tx) -> Result<Vec<NodeRow>> {
    tx.rows(
        "select id, alive_at, is_offline from node order by id",
        &[],
        |row| {
            Ok(NodeRow {
                id: row.take()?,
                alive_at: row.take()?,
                is_offline: row.take()?,
            })
        },
    )
    .await
}

pub async fn set_offline(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(
        "update node set is_offline = true where id = $1",
        &[id.into()],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute("delete from node where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Forgets nodes that have said nothing since a moment.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<()> {
    tx.execute("delete from node where alive_at < $1", &[moment.into()])
        .await?;
    Ok(())
}
