//! The SQL of votes.

use db::Tx;
use model::{IssueId, Timestamp, UserId};

/// Returns who voted for an issue, the first to come first.
pub async fn of_issue(tx: &mut Tx, issue: IssueId) -> db::Result<Vec<UserId>> {
    tx.rows(
        "select user_id from issue_vote where issue_id = $1 order by created_at, user_id",
        &[issue.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether the issue is resolved, if it is there; it stays as it is until the transaction ends.
pub async fn is_resolved(tx: &mut Tx, issue: IssueId) -> db::Result<Option<bool>> {
    let sql = format!(
        "select resolution_id is not null from issue where id = $1{}",
        tx.dialect().for_update()
    );
    tx.opt(&sql, &[issue.into()], |row| row.take()).await
}

/// Returns whether the vote is new.
pub async fn insert(tx: &mut Tx, issue: IssueId, user: UserId, at: Timestamp) -> db::Result<bool> {
    let n_new = tx
        .execute(
            "insert into issue_vote (issue_id, user_id, created_at) values ($1, $2, $3)
             on conflict (issue_id, user_id) do nothing",
            &[issue.into(), user.into(), at.into()],
        )
        .await?;
    Ok(n_new > 0)
}

/// Returns whether there was a vote.
pub async fn delete(tx: &mut Tx, issue: IssueId, user: UserId) -> db::Result<bool> {
    let n_gone = tx
        .execute(
            "delete from issue_vote where issue_id = $1 and user_id = $2",
            &[issue.into(), user.into()],
        )
        .await?;
    Ok(n_gone > 0)
}
