//! The SQL of what was looked at.

use db::Tx;
use model::{IssueId, Timestamp, UserId};

pub async fn upsert(tx: &mut Tx, user: UserId, issue: IssueId, at: Timestamp) -> db::Result<()> {
    tx.execute(
        "insert into issue_view (user_id, issue_id, viewed_at) values ($1, $2, $3)
         on conflict (user_id, issue_id) do update set viewed_at = excluded.viewed_at",
        &[user.into(), issue.into(), at.into()],
    )
    .await?;
    Ok(())
}

/// Deletes what a user looked at, but for so many issues, the last ones.
pub async fn forget_all_but(tx: &mut Tx, user: UserId, most: i64) -> db::Result<()> {
    tx.execute(
        "delete from issue_view where user_id = $1 and issue_id in (
             select v.issue_id from issue_view v where v.user_id = $1
             order by v.viewed_at desc, v.issue_id desc limit $3 offset $2)",
        &[user.into(), most.into(), i64::MAX.into()],
    )
    .await?;
    Ok(())
}

pub async fn last(tx: &mut Tx, user: UserId, issue: IssueId) -> db::Result<Option<Timestamp>> {
    tx.opt(
        "select viewed_at from issue_view where user_id = $1 and issue_id = $2",
        &[user.into(), issue.into()],
        |row| row.take(),
    )
    .await
}
