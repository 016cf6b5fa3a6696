//! The SQL of issue types. They are read with the catalog.

use db::Tx;
use model::IssueTypeId;

use crate::catalog::IssueType;

/// Stores a new type, after all others.
pub async fn insert(tx: &mut Tx, issue_type: &IssueType) -> db::Result<()> {
    tx.execute(
        "insert into issue_type (id, name, description, is_subtask, icon, avatar_id, position)
         values ($1, $2, $3, $4, $5, $6, (select coalesce(max(position), 0) + 1 from issue_type))",
        &[
            issue_type.id.into(),
            (&issue_type.name).into(),
            (&issue_type.description).into(),
            issue_type.is_subtask.into(),
            (&issue_type.icon).into(),
            issue_type.avatar.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, issue_type: &IssueType) -> db::Result<()> {
    tx.execute(
        "update issue_type set name = $2, description = $3 where id = $1",
        &[
            issue_type.id.into(),
            (&issue_type.name).into(),
            (&issue_type.description).into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: IssueTypeId) -> db::Result<()> {
    tx.execute("delete from issue_type where id = $1", &[id.into()])
        .await?;
    Ok(())
}
