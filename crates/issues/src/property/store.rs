//! The SQL of properties.

use db::Tx;
use model::IssueId;

pub async fn keys(tx: &mut Tx, issue: IssueId) -> db::Result<Vec<String>> {
    tx.rows(
        "select key from issue_property where issue_id = $1 order by key",
        &[issue.into()],
        |row| row.take(),
    )
    .await
}

pub async fn get(tx: &mut Tx, issue: IssueId, key: &str) -> db::Result<Option<String>> {
    tx.opt(
        "select value from issue_property where issue_id = $1 and key = $2",
        &[issue.into(), key.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether the property is new.
pub async fn set(tx: &mut Tx, issue: IssueId, key: &str, value: &str) -> db::Result<bool> {
    let n_changed = tx
        .execute(
            "update issue_property set value = $3 where issue_id = $1 and key = $2",
            &[issue.into(), key.into(), value.into()],
        )
        .await?;
    if n_changed > 0 {
        return Ok(false);
    }
    tx.execute(
        "insert into issue_property (issue_id, key, value) values ($1, $2, $3)
         on conflict (issue_id, key) do update set value = excluded.value",
        &[issue.into(), key.into(), value.into()],
    )
    .await?;
    Ok(true)
}

/// Returns whether there was one.
pub async fn delete(tx: &mut Tx, issue: IssueId, key: &str) -> db::Result<bool> {
    let n_gone = tx
        .execute(
            "delete from issue_property where issue_id = $1 and key = $2",
            &[issue.into(), key.into()],
        )
        .await?;
    Ok(n_gone > 0)
}
