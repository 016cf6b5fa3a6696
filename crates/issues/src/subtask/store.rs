//! The SQL of the order of sub-tasks.

use std::fmt::Write as _;

use db::{Param, Tx};
use model::IssueId;

/// Returns all sub-tasks of an issue, in their order.
pub async fn in_order(tx: &mut Tx, parent: IssueId) -> db::Result<Vec<IssueId>> {
    tx.rows(
        "select id from issue where parent_id = $1
         order by case when subtask_position is null then 1 else 0 end, subtask_position, id",
        &[parent.into()],
        |row| row.take(),
    )
    .await
}

/// Writes down the order of sub-tasks.
pub async fn set_order(tx: &mut Tx, ids: &[IssueId]) -> db::Result<()> {
    let mut sql = String::from("update issue set subtask_position = case id");
    let mut params: Vec<Param<'_>> = Vec::with_capacity(ids.len());
    for (place, id) in ids.iter().enumerate() {
        params.push((*id).into());
        let _ = write!(sql, " when ${} then {place}", place + 1);
    }
    let known = (1..=ids.len()).map(|n| format!("${n}"));
    let known = known.collect::<Vec<_>>().join(", ");
    let _ = write!(sql, " end where id in ({known})");
    tx.execute(&sql, &params).await?;
    Ok(())
}
