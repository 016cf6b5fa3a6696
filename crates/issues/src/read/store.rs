//! The SQL of reading issues: each question is asked once for a whole page.

use std::collections::HashMap;

use db::Tx;
use model::{
    IssueId, IssueTypeId, PriorityId, ProjectId, ResolutionId, SecurityLevelId, StatusId,
    Timestamp, UserId, WorkflowId,
};
use policy::IssueFacts;

/// An issue with what belongs to it one to one.
pub struct IssueRow {
    pub id: IssueId,
    pub project: ProjectId,
    pub project_key: String,
    pub project_name: String,
    pub project_type: String,
    pub workflow: WorkflowId,
    pub number: i64,
    pub issue_type: IssueTypeId,
    pub status: StatusId,
    pub priority: Option<PriorityId>,
    pub resolution: Option<ResolutionId>,
    pub resolved_at: Option<Timestamp>,
    pub summary: String,
    pub description: Option<String>,
    pub environment: Option<String>,
    pub due_date: Option<String>,
    pub reporter: Option<UserId>,
    pub assignee: Option<UserId>,
    pub creator: Option<UserId>,
    pub level: Option<Level>,
    pub parent: Option<IssueId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A security level.
pub struct Level {
    pub id: SecurityLevelId,
    pub name: String,
    pub description: String,
}

/// An issue as others name it: a parent or a sub-task.
pub struct RelatedRow {
    pub id: IssueId,
    pub key: String,
    pub parent: Option<IssueId>,
    pub project: ProjectId,
    pub issue_type: IssueTypeId,
    pub status: StatusId,
    pub priority: Option<PriorityId>,
    pub summary: String,
    pub reporter: Option<UserId>,
    pub assignee: Option<UserId>,
    pub level: Option<SecurityLevelId>,
}

impl IssueRow {
    pub fn key(&self) -> String {
        format!("{}-{}", self.project_key, self.number)
    }

    pub fn facts(&self) -> IssueFacts<'static> {
        facts(
            self.reporter,
            self.assignee,
            self.level.as_ref().map(|level| level.id),
        )
    }
}

impl RelatedRow {
    pub fn facts(&self) -> IssueFacts<'static> {
        facts(self.reporter, self.assignee, self.level)
    }
}

fn facts(
    reporter: Option<UserId>,
    assignee: Option<UserId>,
    level: Option<SecurityLevelId>,
) -> IssueFacts<'static> {
    IssueFacts {
        reporter,
        assignee,
        level,
        // There are no custom fields yet: a grant to one matches no issue.
        user_fields: &[],
        group_fields: &[],
    }
}

fn numbers(ids: &[IssueId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

pub async fn issues(tx: &mut Tx, ids: &[IssueId]) -> db::Result<HashMap<IssueId, IssueRow>> {
    let sql = format!(
        "select i.id, i.project_id, p.key, p.name, p.type_key, p.workflow_id, i.number, i.type_id, i.status_id,
                i.priority_id, i.resolution_id, i.resolved_at, i.summary, i.description, i.environment,
                i.due_date, i.reporter_id, i.assignee_id, i.creator_id, i.security_level_id, l.name,
                l.description, i.parent_id, i.created_at, i.updated_at
         from issue i
         join project p on p.id = i.project_id
         left join security_level l on l.id = i.security_level_id
         where {}",
        tx.dialect().is_one_of("i.id", 1)
    );
    let rows = tx.rows(&sql, &[numbers(ids).into()], read_issue).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

fn read_issue(row: &mut db::Row<'_>) -> db::Result<IssueRow> {
    Ok(IssueRow {
        id: row.take()?,
        project: row.take()?,
        project_key: row.take()?,
        project_name: row.take()?,
        project_type: row.take()?,
        workflow: row.take()?,
        number: row.take()?,
        issue_type: row.take()?,
        status: row.take()?,
        priority: row.take()?,
        resolution: row.take()?,
        resolved_at: row.take()?,
        summary: row.take()?,
        description: row.take()?,
        environment: row.take()?,
        due_date: row.take()?,
        reporter: row.take()?,
        assignee: row.take()?,
        creator: row.take()?,
        level: read_level(row)?,
        parent: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn read_level(row: &mut db::Row<'_>) -> db::Result<Option<Level>> {
    let (id, name, description): (Option<_>, Option<_>, Option<_>) =
        (row.take()?, row.take()?, row.take()?);
    Ok(id.map(|id| Level {
        id,
        name: name.unwrap_or_default(),
        description: description.unwrap_or_default(),
    }))
}

/// Returns the sub-tasks of `ids` and the issues in `parents`.
pub async fn related(
    tx: &mut Tx,
    ids: &[IssueId],
    parents: &[IssueId],
) -> db::Result<Vec<RelatedRow>> {
    let sql = format!(
        "select i.id, p.key, i.number, i.parent_id, i.project_id, i.type_id, i.status_id, i.priority_id,
                i.summary, i.reporter_id, i.assignee_id, i.security_level_id
         from issue i join project p on p.id = i.project_id
         where {} or {}
         order by i.id",
        tx.dialect().is_one_of("i.parent_id", 1),
        tx.dialect().is_one_of("i.id", 2)
    );
    tx.rows(
        &sql,
        &[numbers(ids).into(), numbers(parents).into()],
        |row| {
            let id = row.take()?;
            let (project_key, number): (String, i64) = (row.take()?, row.take()?);
            Ok(RelatedRow {
                id,
                key: format!("{project_key}-{number}"),
                parent: row.take()?,
                project: row.take()?,
                issue_type: row.take()?,
                status: row.take()?,
                priority: row.take()?,
                summary: row.take()?,
                reporter: row.take()?,
                assignee: row.take()?,
                level: row.take()?,
            })
        },
    )
    .await
}

/// Returns the labels of issues, each issue's in their order.
pub async fn labels(tx: &mut Tx, ids: &[IssueId]) -> db::Result<HashMap<IssueId, Vec<String>>> {
    let sql = format!(
        "select issue_id, label from issue_label where {} order by issue_id, label",
        tx.dialect().is_one_of("issue_id", 1)
    );
    let rows = tx
        .rows(&sql, &[numbers(ids).into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await?;
    let mut labels: HashMap<IssueId, Vec<String>> = HashMap::new();
    for (issue, label) in rows {
        labels.entry(issue).or_default().push(label);
    }
    Ok(labels)
}
