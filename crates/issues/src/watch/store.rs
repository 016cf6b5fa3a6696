//! The SQL of watchers.

use db::Tx;
use model::{IssueId, Timestamp, UserId};

/// Returns the watchers of an issue, the first to come first.
pub async fn of_issue(tx: &mut Tx, issue: IssueId) -> db::Result<Vec<UserId>> {
    tx.rows(
        "select user_id from issue_watch where issue_id = $1 order by created_at, user_id",
        &[issue.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether somebody began to watch the issue who did not before.
pub async fn insert(tx: &mut Tx, issue: IssueId, user: UserId, at: Timestamp) -> db::Result<bool> {
    let n_new = tx
        .execute(
            "insert into issue_watch (issue_id, user_id, created_at) values ($1, $2, $3)
             on conflict (issue_id, user_id) do nothing",
            &[issue.into(), user.into(), at.into()],
        )
        .await?;
    Ok(n_new > 0)
}

/// Returns whether somebody stopped watching the issue.
pub async fn delete(tx: &mut Tx, issue: IssueId, user: UserId) -> db::Result<bool> {
    let n_gone = tx
        .execute(
            "delete from issue_watch where issue_id = $1 and user_id = $2",
            &[issue.into(), user.into()],
        )
        .await?;
    Ok(n_gone > 0)
}
