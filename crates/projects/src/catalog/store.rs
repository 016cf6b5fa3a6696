//! The SQL of the catalog: small tables, a query each.

use base::{Remembered, Result};
use db::Tx;
use model::{ProjectId, WorkflowSchemeId};

use super::ops::{Entry, Kind};
use super::{Catalog, IssueType, Priority, Resolution, Status, StatusCategory};
use crate::{workflow, workflow_scheme};

impl Remembered for Catalog {
    async fn read(tx: &mut Tx) -> Result<Self> {
        Ok(Self {
            issue_types: issue_types(tx).await?,
            statuses: statuses(tx).await?,
            priorities: priorities(tx).await?,
            resolutions: resolutions(tx).await?,
            workflows: workflow::store::all(tx).await?,
            workflow_schemes: workflow_scheme::store::all(tx).await?,
        })
    }
}

async fn issue_types(tx: &mut Tx) -> db::Result<Vec<IssueType>> {
    tx.rows(
        "select id, name, description, is_subtask, icon, avatar_id from issue_type order by position, id",
        &[],
        |row| {
            Ok(IssueType {
                id: row.take()?,
                name: row.take()?,
                description: row.take()?,
                is_subtask: row.take()?,
                icon: row.take()?,
                avatar: row.take()?,
            })
        },
    )
    .await
}

async fn statuses(tx: &mut Tx) -> db::Result<Vec<Status>> {
    tx.rows(
        "select id, name, description, icon, category_id from status order by position, id",
        &[],
        |row| {
            Ok(Status {
                id: row.take()?,
                name: row.take()?,
                description: row.take()?,
                icon: row.take()?,
                category: StatusCategory::of_id(row.take()?),
            })
        },
    )
    .await
}

async fn priorities(tx: &mut Tx) -> db::Result<Vec<Priority>> {
    tx.rows(
        "select id, name, description, color, icon, is_default from priority order by position, id",
        &[],
        |row| {
            Ok(Priority {
                id: row.take()?,
                name: row.take()?,
                description: row.take()?,
                color: row.take()?,
                icon: row.take()?,
                is_default: row.take()?,
            })
        },
    )
    .await
}

async fn resolutions(tx: &mut Tx) -> db::Result<Vec<Resolution>> {
    tx.rows(
        "select id, name, description, is_default from resolution order by position, id",
        &[],
        |row| {
            Ok(Resolution {
                id: row.take()?,
                name: row.take()?,
                description: row.take()?,
                is_default: row.take()?,
            })
        },
    )
    .await
}

/// Returns the workflow schemes that projects use.
pub async fn workflow_schemes_of(
    tx: &mut Tx,
    projects: &[ProjectId],
) -> db::Result<Vec<WorkflowSchemeId>> {
    let sql = format!(
        "select distinct coalesce(workflow_scheme_id, 0) from project where {}",
        tx.dialect().is_one_of("id", 1)
    );
    let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into()], |row| row.take()).await
}

/// Puts name and description in the place of what they were.
pub async fn update(tx: &mut Tx, kind: Kind, entry: &Entry) -> db::Result<()> {
    let sql = match kind {
        Kind::IssueType => "update issue_type set name = $1, description = $2 where id = $3",
        Kind::Status => "update status set name = $1, description = $2 where id = $3",
        Kind::Priority => "update priority set name = $1, description = $2 where id = $3",
        Kind::Resolution => "update resolution set name = $1, description = $2 where id = $3",
    };
    tx.execute(
        sql,
        &[
            (&entry.name).into(),
            (&entry.description).into(),
            entry.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Adds a status after the others.
pub async fn insert_status(tx: &mut Tx, status: &Status) -> db::Result<()> {
    tx.execute(
        "insert into status (id, name, description, icon, category_id, position)
         select $1, $2, $3, $4, $5, coalesce(max(s.position), 0) + 1 from status s",
        &[
            status.id.into(),
            (&status.name).into(),
            (&status.description).into(),
            (&status.icon).into(),
            status.category.id().into(),
        ],
    )
    .await?;
    Ok(())
}
