//! The SQL of suggested issues.

use std::collections::HashMap;

use base::Result;
use db::Tx;
use model::{IssueId, IssueKey, IssueTypeId, ProjectId};

use crate::query::store::scan;
use crate::query::store::writer::Writer;

/// What is shown of an issue.
#[derive(Clone, Debug)]
pub struct IssueRow {
    pub key: String,
    pub summary: String,
    pub issue_type: IssueTypeId,
}

/// Returns what is shown of these issues.
pub async fn of_ids(tx: &mut Tx, ids: &[IssueId]) -> Result<HashMap<IssueId, IssueRow>> {
    let mut sql = Writer::new(tx.dialect());
    sql.push("select i.id, p.key, i.number, i.summary, i.type_id from issue i ")
        .push("join project p on p.id = i.project_id where ");
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    sql.is_one_of("i.id", &ids);
    let rows = scan(tx, sql, |row| {
        let (id, project, number): (IssueId, String, i64) = (row.take()?, row.take()?, row.take()?);
        let found = IssueRow {
            key: format!("{project}-{number}"),
            summary: row.take()?,
            issue_type: row.take()?,
        };
        Ok((id, found))
    })
    .await?;
    Ok(rows.into_iter().collect())
}

/// Returns the issue that one is a part of.
pub async fn parent_of(tx: &mut Tx, key: &IssueKey) -> Result<Option<IssueId>> {
    let sql = "select i.parent_id from issue i join project p on p.id = i.project_id \
               where p.key = $1 and i.number = $2";
    let params = [key.project.as_str().into(), key.number.into()];
    let found: Option<Option<IssueId>> = tx.opt(sql, &params, |row| row.take()).await?;
    Ok(found.flatten())
}

/// Returns the key of a project.
pub async fn key_of(tx: &mut Tx, project: ProjectId) -> Result<Option<String>> {
    let sql = "select key from project where id = $1";
    Ok(tx.opt(sql, &[project.into()], |row| row.take()).await?)
}
