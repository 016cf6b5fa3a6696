//! The SQL of stored files.

use std::fmt::Write as _;

use db::{Param, Result, Tx};
use model::{BlobId, Timestamp};

use super::{Owner, Stored};

pub async fn insert(tx: &mut Tx, id: BlobId, name: &str, part: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into blob (id, name, part, created_at) values ($1, $2, $3, $4)",
        &[id.into(), name.into(), part.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Ties loose files to their owners; returns how many there were.
pub async fn set_owners(tx: &mut Tx, files: &[(BlobId, Owner)]) -> Result<u64> {
    if files.is_empty() {
        return Ok(0);
    }
    let ids: Vec<i64> = files.iter().map(|(id, _)| id.0).collect();
    let mut params: Vec<Param<'_>> = vec![ids.into()];
    let mut columns = [String::new(), String::new(), String::new()];
    for (id, owner) in files {
        let (at, owner) = match owner {
            Owner::Attachment(id) => (0, id.0),
            Owner::Avatar(id) => (1, id.0),
            Owner::Draft(id) => (2, *id),
        };
        params.extend([Param::Int(id.0), Param::Int(owner)]);
        let n = params.len();
        if let Some(column) = columns.get_mut(at) {
            let _ = write!(column, " when ${} then cast(${n} as bigint)", n - 1);
        }
    }
    let names = ["attachment_id", "avatar_id", "draft_id"];
    let changes: Vec<String> = names
        .iter()
        .zip(&columns)
        .filter(|(_, cases)| !cases.is_empty())
        .map(|(name, cases)| format!("{name} = case id{cases} end"))
        .collect();
    let sql = format!(
        "update blob set {} where {} and attachment_id is null and avatar_id is null and draft_id is null",
        changes.join(", "),
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &params).await
}

pub async fn of_owner(tx: &mut Tx, owner: Owner) -> Result<Vec<(String, Stored)>> {
    let (column, id) = match owner {
        Owner::Attachment(id) => ("attachment_id", id.0),
        Owner::Avatar(id) => ("avatar_id", id.0),
        Owner::Draft(id) => ("draft_id", id),
    };
    let sql = format!("select part, id, name from blob where {column} = $1 order by id");
    tx.rows(&sql, &[id.into()], |row| Ok((row.take()?, read(row)?)))
        .await
}

/// Returns files that belong to nothing and are older than a moment.
pub async fn loose_before(tx: &mut Tx, moment: Timestamp, most: i64) -> Result<Vec<Stored>> {
    tx.rows(
        "select id, name from blob
         where attachment_id is null and avatar_id is null and draft_id is null and created_at < $1
         order by created_at limit $2",
        &[moment.into(), most.into()],
        read,
    )
    .await
}

pub async fn delete_loose(tx: &mut Tx, ids: Vec<i64>) -> Result<u64> {
    let sql = format!(
        "delete from blob
         where {} and attachment_id is null and avatar_id is null and draft_id is null",
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &[ids.into()]).await
}

fn read(row: &mut db::Row<'_>) -> Result<Stored> {
    Ok(Stored {
        id: row.take()?,
        name: row.take()?,
    })
}
