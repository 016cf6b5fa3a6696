//! The SQL of archiving.

use db::Tx;
use model::{IssueId, Timestamp, UserId};

/// Archives those of the issues that are not, with their sub-tasks; returns which.
pub async fn archive(
    tx: &mut Tx,
    issues: &[IssueId],
    by: Option<UserId>,
    at: Timestamp,
) -> db::Result<Vec<IssueId>> {
    let sql = format!(
        "update issue set archived_at = $1, archived_by_id = $2
         where archived_at is null and ({} or {}) returning id",
        tx.dialect().is_one_of("id", 3),
        tx.dialect().is_one_of("parent_id", 3)
    );
    let ids: Vec<i64> = issues.iter().map(|id| id.0).collect();
    let params = [at.into(), by.into(), ids.into()];
    tx.rows(&sql, &params, |row| row.take()).await
}

/// Brings an issue back, and the sub-tasks that were archived with it; returns which.
pub async fn restore(tx: &mut Tx, issue: IssueId) -> db::Result<Vec<IssueId>> {
    tx.rows(
        "update issue set archived_at = null, archived_by_id = null
         where archived_at is not null
           and (id = $1
                or parent_id = $1
                   and archived_at = (select p.archived_at from issue p where p.id = $1))
         returning id",
        &[issue.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether an issue is a part of an archived one.
pub async fn has_archived_parent(tx: &mut Tx, issue: IssueId) -> db::Result<bool> {
    tx.one(
        "select exists (select 1 from issue i join issue p on p.id = i.parent_id
                        where i.id = $1 and p.archived_at is not null)",
        &[issue.into()],
        |row| row.take(),
    )
    .await
}
