//! The SQL of the catalog: five small tables, a query each.

use base::{Remembered, Result};
use db::Tx;
use model::WorkflowId;

use super::ops::{Entry, Kind};
use super::{
    Catalog, IssueType, Priority, Resolution, Status, StatusCategory, Transition, Workflow,
};

impl Remembered for Catalog {
    async fn read(tx: &mut Tx) -> Result<Self> {
        Ok(Self {
            issue_types: issue_types(tx).await?,
            statuses: statuses(tx).await?,
            priorities: priorities(tx).await?,
            resolutions: resolutions(tx).await?,
            workflows: workflows(tx).await?,
        })
    }
}

async fn issue_types(tx: &mut Tx) -> db::Result<Vec<IssueType>> {
    tx.rows(
        "select id, name, description, is_subtask, icon from issue_type order by position, id",
        &[],
        |row| {
            Ok(IssueType {
                id: row.take()?,
                name: row.take()?,
                description: row.take()?,
                is_subtask: row.take()?,
                icon: row.take()?,
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

async fn workflows(tx: &mut Tx) -> db::Result<Vec<Workflow>> {
    let rows = tx
        .rows(
            "select w.id, w.name, w.initial_status_id,
                    t.number, t.name, t.from_status_id, t.to_status_id, t.resolution_id
             from workflow w left join workflow_transition t on t.workflow_id = w.id
             order by w.id, t.position, t.number",
            &[],
            |row| {
                let workflow = Workflow {
                    id: row.take()?,
                    name: row.take()?,
                    initial: row.take()?,
                    transitions: Vec::new(),
                };
                let number: Option<i64> = row.take()?;
                let (name, from): (Option<String>, _) = (row.take()?, row.take()?);
                let (to, resolution) = (row.take()?, row.take()?);
                // A workflow without transitions comes as one row with nothing on the right.
                let transition = match (number, name, to) {
                    (Some(number), Some(name), Some(to)) => Some(Transition {
                        number,
                        name,
                        from,
                        to,
                        resolution,
                    }),
                    _ => None,
                };
                Ok((workflow, transition))
            },
        )
        .await?;
    let mut workflows: Vec<Workflow> = Vec::new();
    for (workflow, transition) in rows {
        if workflows.last().map(|last| last.id) != Some::<WorkflowId>(workflow.id) {
            workflows.push(workflow);
        }
        if let (Some(last), Some(transition)) = (workflows.last_mut(), transition) {
            last.transitions.push(transition);
        }
    }
    Ok(workflows)
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
