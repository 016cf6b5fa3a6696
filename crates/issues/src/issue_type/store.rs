//! The SQL of issues of a type.

use db::Tx;
use model::{IssueId, IssueTypeId, ProjectId, Timestamp, WorkflowSchemeId};

/// Returns the projects that have issues of a type, each with its workflow scheme.
pub async fn projects_with(
    tx: &mut Tx,
    id: IssueTypeId,
) -> db::Result<Vec<(ProjectId, WorkflowSchemeId)>> {
    tx.rows(
        "select p.id, coalesce(p.workflow_scheme_id, 0) from project p
         where exists (select 1 from issue i where i.project_id = p.id and i.type_id = $1)
         order by p.id",
        &[id.into()],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
}

/// Gives all issues of a type another one; returns them.
pub async fn retype(
    tx: &mut Tx,
    from: IssueTypeId,
    to: IssueTypeId,
    at: Timestamp,
) -> db::Result<Vec<IssueId>> {
    tx.rows(
        "update issue set type_id = $2, updated_at = $3 where type_id = $1 returning id",
        &[from.into(), to.into(), at.into()],
        |row| row.take(),
    )
    .await
}
