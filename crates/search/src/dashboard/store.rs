//! The SQL of dashboards.

use base::paging::Paging;
use db::{Result, Row, Tx};
use model::UserId;

/// A dashboard as it is stored.
pub struct Dashboard {
    pub id: i64,
    pub name: String,
    /// Whose it is; without one everybody's.
    pub owner: Option<UserId>,
}

fn read(row: &mut Row<'_>) -> Result<Dashboard> {
    Ok(Dashboard {
        id: row.take()?,
        name: row.take()?,
        owner: row.take()?,
    })
}

/// Everybody's, and those of who asks; with `$2` the latter only.
const SEEN: &str = "((owner_id is null and not $2) or owner_id = $1)";

pub async fn count(tx: &mut Tx, user: UserId, own_only: bool) -> Result<i64> {
    tx.one(
        &format!("select count(*) from dashboard where {SEEN}"),
        &[user.into(), own_only.into()],
        |row| row.take(),
    )
    .await
}

pub async fn list(
    tx: &mut Tx,
    user: UserId,
    own_only: bool,
    paging: Paging,
) -> Result<Vec<Dashboard>> {
    tx.rows(
        &format!(
            "select id, name, owner_id from dashboard where {SEEN}
             order by lower_name, id limit $3 offset $4"
        ),
        &[
            user.into(),
            own_only.into(),
            paging.max_results.into(),
            paging.start_at.into(),
        ],
        read,
    )
    .await
}

pub async fn get(tx: &mut Tx, user: UserId, id: i64) -> Result<Option<Dashboard>> {
    tx.opt(
        &format!("select id, name, owner_id from dashboard where {SEEN} and id = $3"),
        &[user.into(), false.into(), id.into()],
        read,
    )
    .await
}

pub async fn has_item(tx: &mut Tx, dashboard: i64, item: i64) -> Result<bool> {
    let found: Option<i64> = tx
        .opt(
            "select id from dashboard_item where dashboard_id = $1 and id = $2",
            &[dashboard.into(), item.into()],
            |row| row.take(),
        )
        .await?;
    Ok(found.is_some())
}

pub async fn keys(tx: &mut Tx, item: i64) -> Result<Vec<String>> {
    tx.rows(
        "select key from dashboard_item_property where item_id = $1 order by key",
        &[item.into()],
        |row| row.take(),
    )
    .await
}

pub async fn value(tx: &mut Tx, item: i64, key: &str) -> Result<Option<String>> {
    tx.opt(
        "select value from dashboard_item_property where item_id = $1 and key = $2",
        &[item.into(), key.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether the property is new.
pub async fn set(tx: &mut Tx, item: i64, key: &str, value: &str) -> Result<bool> {
    let n_changed = tx
        .execute(
            "update dashboard_item_property set value = $3 where item_id = $1 and key = $2",
            &[item.into(), key.into(), value.into()],
        )
        .await?;
    if n_changed > 0 {
        return Ok(false);
    }
    tx.execute(
        "insert into dashboard_item_property (item_id, key, value) values ($1, $2, $3)
         on conflict (item_id, key) do update set value = excluded.value",
        &[item.into(), key.into(), value.into()],
    )
    .await?;
    Ok(true)
}

/// Returns whether there was one.
pub async fn delete(tx: &mut Tx, item: i64, key: &str) -> Result<bool> {
    let n_gone = tx
        .execute(
            "delete from dashboard_item_property where item_id = $1 and key = $2",
            &[item.into(), key.into()],
        )
        .await?;
    Ok(n_gone > 0)
}
