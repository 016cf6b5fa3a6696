//! The SQL of making and changing issues. Reading them whole is in `read/store.rs`.

mod lists;

use std::fmt::Write as _;

use db::{Param, Tx};
use model::{
    IssueId, IssueTypeId, PriorityId, ProjectId, ResolutionId, SecurityLevelId, StatusId,
    Timestamp, UserId,
};

use crate::planning::Rank;

pub use lists::{Holders, Kind, n_unresolved, n_with, set_things, swap, things_of, with};

/// What an issue holds and an edit may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    pub issue_type: IssueTypeId,
    pub status: StatusId,
    pub status_category_changed_at: Timestamp,
    pub priority: Option<PriorityId>,
    pub resolution: Option<ResolutionId>,
    pub resolved_at: Option<Timestamp>,
    pub summary: String,
    pub description: Option<String>,
    pub environment: Option<String>,
    pub due_date: Option<String>,
    pub reporter: Option<UserId>,
    pub assignee: Option<UserId>,
    pub level: Option<SecurityLevelId>,
    pub parent: Option<IssueId>,
    /// How long it was thought to take, in seconds.
    pub original_estimate: Option<i64>,
    /// How long it will still take.
    pub remaining_estimate: Option<i64>,
    /// How long was worked on it: the sum of its worklogs, or nothing if there never were any.
    pub time_spent: Option<i64>,
}

/// A new issue's place.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub id: IssueId,
    pub project: ProjectId,
    pub number: i64,
    pub creator: Option<UserId>,
    pub at: Timestamp,
}

/// Returns the next number of a project's issues; the counter stays locked until the transaction ends.
pub async fn next_number(tx: &mut Tx, project: ProjectId) -> db::Result<Option<i64>> {
    tx.opt(
        "update project_counter set last_number = last_number + 1 where project_id = $1
         returning last_number",
        &[project.into()],
        |row| row.take(),
    )
    .await
}

pub async fn insert(tx: &mut Tx, place: Place, values: &Values) -> db::Result<()> {
    tx.execute(
        "insert into issue
             (id, project_id, number, creator_id, created_at, updated_at, type_id, status_id,
              status_category_changed_at, priority_id, resolution_id, resolved_at, summary, description,
              environment, due_date, reporter_id, assignee_id, security_level_id, parent_id,
              original_estimate, remaining_estimate, time_spent, rank, status_since_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                 $21, $22, $23, $24, $5)",
        &[
            place.id.into(),
            place.project.into(),
            place.number.into(),
            place.creator.into(),
            place.at.into(),
            place.at.into(),
            values.issue_type.into(),
            values.status.into(),
            values.status_category_changed_at.into(),
            values.priority.into(),
            values.resolution.into(),
            values.resolved_at.into(),
            (&values.summary).into(),
            values.description.as_deref().into(),
            values.environment.as_deref().into(),
            values.due_date.as_deref().into(),
            values.reporter.into(),
            values.assignee.into(),
            values.level.into(),
            values.parent.into(),
            values.original_estimate.into(),
            values.remaining_estimate.into(),
            values.time_spent.into(),
            Rank::of_new(place.id).to_string().into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, id: IssueId, values: &Values, at: Timestamp) -> db::Result<()> {
    tx.execute(
        "update issue
         set updated_at = $2, type_id = $3, status_id = $4, status_category_changed_at = $5,
             priority_id = $6, resolution_id = $7, resolved_at = $8, summary = $9, description = $10,
             environment = $11, due_date = $12, reporter_id = $13, assignee_id = $14,
             security_level_id = $15, original_estimate = $16, remaining_estimate = $17, time_spent = $18
         where id = $1",
        &[
            id.into(),
            at.into(),
            values.issue_type.into(),
            values.status.into(),
            values.status_category_changed_at.into(),
            values.priority.into(),
            values.resolution.into(),
            values.resolved_at.into(),
            (&values.summary).into(),
            values.description.as_deref().into(),
            values.environment.as_deref().into(),
            values.due_date.as_deref().into(),
            values.reporter.into(),
            values.assignee.into(),
            values.level.into(),
            values.original_estimate.into(),
            values.remaining_estimate.into(),
            values.time_spent.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Gives the sub-tasks of an issue its security level, which they share.
pub async fn update_levels_of_subtasks(
    tx: &mut Tx,
    parent: IssueId,
    level: Option<SecurityLevelId>,
) -> db::Result<()> {
    tx.execute(
        "update issue set security_level_id = $1 where parent_id = $2",
        &[level.into(), parent.into()],
    )
    .await?;
    Ok(())
}

/// Returns what an issue holds; it stays locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: IssueId) -> db::Result<Option<Values>> {
    let sql = format!(
        "select type_id, status_id, status_category_changed_at, priority_id, resolution_id, resolved_at,
                summary, description, environment, due_date, reporter_id, assignee_id, security_level_id,
                parent_id, original_estimate, remaining_estimate, time_spent
         from issue where id = $1{}",
        tx.dialect().for_update()
    );
    tx.opt(&sql, &[id.into()], |row| {
        Ok(Values {
            issue_type: row.take()?,
            status: row.take()?,
            status_category_changed_at: row.take()?,
            priority: row.take()?,
            resolution: row.take()?,
            resolved_at: row.take()?,
            summary: row.take()?,
            description: row.take()?,
            environment: row.take()?,
            due_date: row.take()?,
            reporter: row.take()?,
            assignee: row.take()?,
            level: row.take()?,
            parent: row.take()?,
            original_estimate: row.take()?,
            remaining_estimate: row.take()?,
            time_spent: row.take()?,
        })
    })
    .await
}

pub async fn labels(tx: &mut Tx, id: IssueId) -> db::Result<Vec<String>> {
    tx.rows(
        "select label from issue_label where issue_id = $1 order by label",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Replaces the labels of an issue.
pub async fn set_labels(tx: &mut Tx, id: IssueId, labels: &[String]) -> db::Result<()> {
    tx.execute("delete from issue_label where issue_id = $1", &[id.into()])
        .await?;
    // Both engines limit the parameters of a statement.
    for labels in labels.chunks(1000) {
        let mut sql = String::from("insert into issue_label (issue_id, label) values ");
        let mut params: Vec<Param<'_>> = vec![id.into()];
        for label in labels {
            let comma = if params.len() == 1 { "" } else { ", " };
            params.push(label.into());
            let _ = write!(sql, "{comma}($1, ${})", params.len());
        }
        tx.execute(&sql, &params).await?;
    }
    Ok(())
}

/// Returns the ids of an issue's sub-tasks.
pub async fn subtasks(tx: &mut Tx, id: IssueId) -> db::Result<Vec<IssueId>> {
    tx.rows(
        "select id from issue where parent_id = $1 order by id",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Deletes an issue and its sub-tasks, with all that belongs to them.
pub async fn delete(tx: &mut Tx, id: IssueId, at: Timestamp) -> db::Result<()> {
    tx.execute(
        "insert into worklog_deletion (worklog_id, deleted_at)
         select w.id, $2 from worklog w join issue i on i.id = w.issue_id
         where i.id = $1 or i.parent_id = $1",
        &[id.into(), at.into()],
    )
    .await?;
    tx.execute("delete from issue where parent_id = $1", &[id.into()])
        .await?;
    tx.execute("delete from issue where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Who gets the issues of a project that name no assignee.
#[derive(Clone, Debug)]
pub struct Defaults {
    pub assignee_type: String,
    pub lead: UserId,
    pub level: Option<SecurityLevelId>,
}

pub async fn defaults(tx: &mut Tx, project: ProjectId) -> db::Result<Option<Defaults>> {
    tx.opt(
        "select p.assignee_type, p.lead_id, s.default_level_id
         from project p left join security_scheme s on s.id = p.security_scheme_id
         where p.id = $1",
        &[project.into()],
        |row| {
            Ok(Defaults {
                assignee_type: row.take()?,
                lead: row.take()?,
                level: row.take()?,
            })
        },
    )
    .await
}

/// Returns the security levels of a project's scheme, by id and name.
pub async fn levels(tx: &mut Tx, project: ProjectId) -> db::Result<Vec<(SecurityLevelId, String)>> {
    tx.rows(
        "select l.id, l.name from security_level l
         join project p on p.security_scheme_id = l.scheme_id
         where p.id = $1 order by l.id",
        &[project.into()],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
}
