//! The SQL of whom a message is for.

use db::Tx;
use model::{GroupId, IssueId, UserId};

/// Returns those who watch an issue or voted for it.
pub async fn crowd(
    tx: &mut Tx,
    issue: IssueId,
    watchers: bool,
    voters: bool,
) -> db::Result<Vec<UserId>> {
    tx.rows(
        "select w.user_id from issue_watch w where w.issue_id = $1 and $2
         union
         select v.user_id from issue_vote v where v.issue_id = $1 and $3",
        &[issue.into(), watchers.into(), voters.into()],
        |row| row.take(),
    )
    .await
}

/// Returns the members of groups.
pub async fn members(tx: &mut Tx, groups: &[GroupId]) -> db::Result<Vec<UserId>> {
    let sql = format!(
        "select distinct user_id from membership where {}",
        tx.dialect().is_one_of("group_id", 1)
    );
    let groups: Vec<i64> = groups.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[groups.into()], |row| row.take()).await
}

/// Returns all groups of these names in lower case, which are said back so.
pub async fn groups(tx: &mut Tx) -> db::Result<Vec<(GroupId, String)>> {
    tx.rows("select id, lower_name from user_group", &[], |row| {
        Ok((row.take()?, row.take()?))
    })
    .await
}

/// Returns what an issue is called.
pub async fn summary(tx: &mut Tx, issue: IssueId) -> db::Result<Option<String>> {
    tx.opt(
        "select summary from issue where id = $1",
        &[issue.into()],
        |row| row.take(),
    )
    .await
}
