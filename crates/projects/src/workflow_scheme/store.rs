//! The SQL of workflow schemes.

use std::collections::{BTreeMap, HashMap};

use base::text;
use db::{Param, Tx};
use model::{IssueTypeId, ProjectId, StatusId, WorkflowId, WorkflowSchemeId};

use super::{Draft, Mapping, WorkflowScheme};

type Types = BTreeMap<IssueTypeId, WorkflowId>;

/// Returns all schemes, by id.
pub async fn all(tx: &mut Tx) -> db::Result<Vec<WorkflowScheme>> {
    let mut types: HashMap<(WorkflowSchemeId, bool), Types> = HashMap::new();
    let rows = tx
        .rows(
            "select scheme_id, is_draft, issue_type_id, workflow_id from workflow_scheme_type",
            &[],
            |row| Ok(((row.take()?, row.take()?), row.take()?, row.take()?)),
        )
        .await?;
    for (key, issue_type, workflow) in rows {
        types.entry(key).or_default().insert(issue_type, workflow);
    }
    tx.rows(
        "select s.id, s.name, s.description, s.default_workflow_id,
                d.default_workflow_id, d.updated_at, d.updated_by
         from workflow_scheme s left join workflow_scheme_draft d on d.scheme_id = s.id
         order by s.id",
        &[],
        |row| {
            let id = row.take()?;
            let (name, description, default) = (row.take()?, row.take()?, row.take()?);
            let (draft, updated_at, updated_by) = (row.take()?, row.take()?, row.take()?);
            let current = Mapping {
                default,
                types: types.remove(&(id, false)).unwrap_or_default(),
            };
            let draft: (Option<WorkflowId>, Option<_>) = (draft, updated_at);
            let draft = draft.0.zip(draft.1).map(|(default, updated_at)| Draft {
                mapping: Mapping {
                    default,
                    types: types.remove(&(id, true)).unwrap_or_default(),
                },
                updated_at,
                updated_by,
            });
            Ok(WorkflowScheme {
                id,
                name,
                description,
                current,
                draft,
            })
        },
    )
    .await
}

pub async fn insert(tx: &mut Tx, scheme: &WorkflowScheme) -> db::Result<()> {
    tx.execute(
        "insert into workflow_scheme (id, name, lower_name, description, default_workflow_id)
         values ($1, $2, $3, $4, $5)",
        &[
            scheme.id.into(),
            (&scheme.name).into(),
            text::fold(&scheme.name).into(),
            (&scheme.description).into(),
            scheme.current.default.into(),
        ],
    )
    .await?;
    insert_types(tx, scheme.id, false, &scheme.current.types).await
}

/// Writes a scheme, its mappings and its draft in the place of what they were.
pub async fn update(tx: &mut Tx, scheme: &WorkflowScheme) -> db::Result<()> {
    tx.execute(
        "update workflow_scheme
         set name = $2, lower_name = $3, description = $4, default_workflow_id = $5 where id = $1",
        &[
            scheme.id.into(),
            (&scheme.name).into(),
            text::fold(&scheme.name).into(),
            (&scheme.description).into(),
            scheme.current.default.into(),
        ],
    )
    .await?;
    let id = [scheme.id.into()];
    tx.execute("delete from workflow_scheme_type where scheme_id = $1", &id)
        .await?;
    insert_types(tx, scheme.id, false, &scheme.current.types).await?;
    let Some(draft) = &scheme.draft else {
        tx.execute(
            "delete from workflow_scheme_draft where scheme_id = $1",
            &id,
        )
        .await?;
        return Ok(());
    };
    tx.execute(
        "insert into workflow_scheme_draft (scheme_id, default_workflow_id, updated_at, updated_by)
         values ($1, $2, $3, $4)
         on conflict (scheme_id) do update
         set default_workflow_id = $2, updated_at = $3, updated_by = $4",
        &[
            scheme.id.into(),
            draft.mapping.default.into(),
            draft.updated_at.into(),
            draft.updated_by.into(),
        ],
    )
    .await?;
    insert_types(tx, scheme.id, true, &draft.mapping.types).await
}

async fn insert_types(
    tx: &mut Tx,
    scheme: WorkflowSchemeId,
    is_draft: bool,
    types: &Types,
) -> db::Result<()> {
    if types.is_empty() {
        return Ok(());
    }
    let mut params: Vec<Param<'_>> = vec![scheme.into(), is_draft.into()];
    let mut rows = Vec::new();
    for (issue_type, workflow) in types {
        let at = params.len();
        rows.push(format!("($1, $2, ${}, ${})", at + 1, at + 2));
        params.extend([Param::from(*issue_type), Param::from(*workflow)]);
    }
    let sql = format!(
        "insert into workflow_scheme_type (scheme_id, is_draft, issue_type_id, workflow_id)
         values {}",
        rows.join(", ")
    );
    tx.execute(&sql, &params).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: WorkflowSchemeId) -> db::Result<()> {
    tx.execute("delete from workflow_scheme where id = $1", &[id.into()])
        .await?;
    Ok(())
}

pub async fn n_projects(tx: &mut Tx, id: WorkflowSchemeId) -> db::Result<i64> {
    tx.one(
        "select count(*) from project where coalesce(workflow_scheme_id, 0) = $1",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Returns how many projects have each scheme; schemes that none has are left out.
pub async fn uses(tx: &mut Tx) -> db::Result<HashMap<WorkflowSchemeId, i64>> {
    let rows = tx
        .rows(
            "select coalesce(workflow_scheme_id, 0), count(*) from project
             group by coalesce(workflow_scheme_id, 0)",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    Ok(rows.into_iter().collect())
}

/// Issues of one type in one status.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    pub issue_type: IssueTypeId,
    pub status: StatusId,
    pub n_issues: i64,
}

/// Returns how many issues of each type are in each status, in all projects of the scheme or in one project.
pub async fn occurrences(
    tx: &mut Tx,
    scheme: Option<WorkflowSchemeId>,
    project: Option<ProjectId>,
) -> db::Result<Vec<Occurrence>> {
    tx.rows(
        "select i.type_id, i.status_id, count(*) from issue i
         where i.project_id in (
             select p.id from project p where coalesce(p.workflow_scheme_id, 0) = $1 or p.id = $2)
         group by i.type_id, i.status_id order by i.type_id, i.status_id",
        &[
            scheme.map_or(-1, |id| id.0).into(),
            project.map_or(-1, |id| id.0).into(),
        ],
        |row| {
            Ok(Occurrence {
                issue_type: row.take()?,
                status: row.take()?,
                n_issues: row.take()?,
            })
        },
    )
    .await
}

pub async fn set_of_project(
    tx: &mut Tx,
    project: ProjectId,
    scheme: WorkflowSchemeId,
) -> db::Result<()> {
    tx.execute(
        "update project set workflow_scheme_id = $2 where id = $1",
        &[project.into(), scheme.into()],
    )
    .await?;
    Ok(())
}
