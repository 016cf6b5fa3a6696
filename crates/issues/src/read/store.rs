//! The SQL of reading issues: each question is asked once for a whole page.

use std::collections::HashMap;

use base::Urls;
use base::guard::FieldFacts;
use db::Tx;
use model::{
    AvatarId, ComponentId, IssueId, IssueKey, IssueTypeId, PriorityId, ProjectId, ResolutionId,
    SecurityLevelId, StatusId, Timestamp, UserId, WorkflowSchemeId,
};
use policy::IssueFacts;
use projects::component::ComponentShort;
use projects::version::{Version, VersionShort};

/// An issue with what belongs to it one to one.
pub struct IssueRow {
    pub id: IssueId,
    pub project: ProjectId,
    pub project_key: String,
    pub project_name: String,
    pub project_type: String,
    pub project_avatar: Option<AvatarId>,
    pub workflow_scheme: WorkflowSchemeId,
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
    pub times: Times,
    /// When it was archived, and by whom.
    pub archived: Option<(Timestamp, Option<UserId>)>,
}

/// How long an issue takes, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub original: Option<i64>,
    pub remaining: Option<i64>,
    pub spent: Option<i64>,
}

/// A security level.
pub struct Level {
    pub id: SecurityLevelId,
    pub name: String,
    pub description: String,
}

/// How many people do something with an issue, and whether the caller does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub n: i64,
    pub is_caller: bool,
}

/// An issue as others name it: a parent, a sub-task, the other end of a link.
pub struct RelatedRow {
    pub id: IssueId,
    pub key: String,
    pub parent: Option<IssueId>,
    pub project: ProjectId,
    pub issue_type: IssueTypeId,
    pub status: StatusId,
    pub priority: Option<PriorityId>,
    pub resolution: Option<ResolutionId>,
    pub summary: String,
    pub reporter: Option<UserId>,
    pub assignee: Option<UserId>,
    pub level: Option<SecurityLevelId>,
    pub times: Times,
}

impl IssueRow {
    pub fn key(&self) -> String {
        format!("{}-{}", self.project_key, self.number)
    }

    /// Returns what the policy needs to know, with the people in the issue's custom fields.
    pub fn facts<'f>(&self, fields: Option<&'f FieldFacts>) -> IssueFacts<'f> {
        let level = self.level.as_ref().map(|level| level.id);
        IssueFacts {
            archived: self.archived.is_some(),
            ..facts(self.reporter, self.assignee, level, fields)
        }
    }
}

impl RelatedRow {
    /// Returns what the policy needs to know, with the people in the issue's custom fields.
    pub fn facts<'f>(&self, fields: Option<&'f FieldFacts>) -> IssueFacts<'f> {
        facts(self.reporter, self.assignee, self.level, fields)
    }
}

fn facts(
    reporter: Option<UserId>,
    assignee: Option<UserId>,
    level: Option<SecurityLevelId>,
    fields: Option<&FieldFacts>,
) -> IssueFacts<'_> {
    IssueFacts {
        reporter,
        assignee,
        level,
        archived: false,
        user_fields: fields.map_or(&[][..], |fields| fields.users.as_slice()),
        group_fields: fields.map_or(&[][..], |fields| fields.groups.as_slice()),
    }
}

fn numbers(ids: &[IssueId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

pub async fn issues(tx: &mut Tx, ids: &[IssueId]) -> db::Result<HashMap<IssueId, IssueRow>> {
    let sql = format!(
        "select i.id, i.project_id, p.key, p.name, p.type_key, p.avatar_id, coalesce(p.workflow_scheme_id, 0), i.number, i.type_id, i.status_id,
                i.priority_id, i.resolution_id, i.resolved_at, i.summary, i.description, i.environment,
                i.due_date, i.reporter_id, i.assignee_id, i.creator_id, i.security_level_id, l.name,
                l.description, i.parent_id, i.created_at, i.updated_at,
                i.original_estimate, i.remaining_estimate, i.time_spent, i.archived_at, i.archived_by_id
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
        project_avatar: row.take()?,
        workflow_scheme: row.take()?,
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
        times: read_times(row)?,
        archived: read_archived(row)?,
    })
}

fn read_archived(row: &mut db::Row<'_>) -> db::Result<Option<(Timestamp, Option<UserId>)>> {
    let (at, by): (Option<Timestamp>, _) = (row.take()?, row.take()?);
    Ok(at.map(|at| (at, by)))
}

fn read_times(row: &mut db::Row<'_>) -> db::Result<Times> {
    Ok(Times {
        original: row.take()?,
        remaining: row.take()?,
        spent: row.take()?,
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

/// Returns the sub-tasks of `ids` and the issues in `others`.
pub async fn related(
    tx: &mut Tx,
    ids: &[IssueId],
    others: &[IssueId],
) -> db::Result<Vec<RelatedRow>> {
    let sql = format!(
        "{RELATED} where {} or {}
         order by case when i.subtask_position is null then 1 else 0 end, i.subtask_position, i.id",
        tx.dialect().is_one_of("i.parent_id", 1),
        tx.dialect().is_one_of("i.id", 2)
    );
    let params = [numbers(ids).into(), numbers(others).into()];
    tx.rows(&sql, &params, read_related).await
}

/// Returns the issues of these keys: few, since each is a condition of its own.
pub async fn related_by_keys(tx: &mut Tx, keys: &[IssueKey]) -> db::Result<Vec<RelatedRow>> {
    let conditions: Vec<String> = (0..keys.len())
        .map(|n| format!("p.key = ${} and i.number = ${}", 2 * n + 1, 2 * n + 2))
        .collect();
    let sql = format!("{RELATED} where {}", conditions.join(" or "));
    let params = keys
        .iter()
        .flat_map(|key| [db::Param::from(&key.project), key.number.into()]);
    let params: Vec<db::Param<'_>> = params.collect();
    tx.rows(&sql, &params, read_related).await
}

/// What [`read_related`] reads, in its order, and where from.
const RELATED: &str =
    "select i.id, p.key, i.number, i.parent_id, i.project_id, i.type_id, i.status_id, i.priority_id,
            i.resolution_id, i.summary, i.reporter_id, i.assignee_id, i.security_level_id,
            i.original_estimate, i.remaining_estimate, i.time_spent
     from issue i join project p on p.id = i.project_id";

fn read_related(row: &mut db::Row<'_>) -> db::Result<RelatedRow> {
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
        resolution: row.take()?,
        summary: row.take()?,
        reporter: row.take()?,
        assignee: row.take()?,
        level: row.take()?,
        times: read_times(row)?,
    })
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

/// Returns the components of issues, each issue's by name.
pub async fn components(
    tx: &mut Tx,
    ids: &[IssueId],
    urls: &Urls,
) -> db::Result<HashMap<IssueId, Vec<ComponentShort>>> {
    let sql = format!(
        "select ic.issue_id, c.id, c.name, c.description
         from issue_component ic join component c on c.id = ic.component_id
         where {} order by ic.issue_id, c.lower_name, c.id",
        tx.dialect().is_one_of("ic.issue_id", 1)
    );
    let rows = tx
        .rows(&sql, &[numbers(ids).into()], |row| {
            let issue: IssueId = row.take()?;
            let (id, name): (ComponentId, String) = (row.take()?, row.take()?);
            let description: Option<String> = row.take()?;
            let component = ComponentShort::new(id, &name, description.as_deref(), urls);
            Ok((issue, component))
        })
        .await?;
    let mut components: HashMap<IssueId, Vec<ComponentShort>> = HashMap::new();
    for (issue, component) in rows {
        components.entry(issue).or_default().push(component);
    }
    Ok(components)
}

/// The versions of issues: those they are to be fixed in, and those they affect.
#[derive(Default)]
pub struct Versions {
    pub fix: HashMap<IssueId, Vec<VersionShort>>,
    pub affected: HashMap<IssueId, Vec<VersionShort>>,
}

/// Returns the versions of issues, each issue's in the project's order.
pub async fn versions(tx: &mut Tx, ids: &[IssueId], urls: &Urls) -> db::Result<Versions> {
    let half = |table: &str, is_fix: &str, condition: &str| {
        format!(
            "select t.issue_id, {is_fix}, v.position, v.id, v.project_id, v.name, v.description,
                    v.is_released, v.is_archived, v.start_date, v.release_date
             from {table} t join version v on v.id = t.version_id where {condition}"
        )
    };
    let condition = tx.dialect().is_one_of("t.issue_id", 1);
    let sql = format!(
        "{} union all {} order by 1, 3, 4",
        half("issue_fix_version", "true", &condition),
        half("issue_affected_version", "false", &condition)
    );
    let rows = tx
        .rows(&sql, &[numbers(ids).into()], |row| {
            let (issue, is_fix): (IssueId, bool) = (row.take()?, row.take()?);
            let position = row.take()?;
            let version = Version {
                position,
                id: row.take()?,
                project: row.take()?,
                name: row.take()?,
                description: row.take()?,
                is_released: row.take()?,
                is_archived: row.take()?,
                start_date: row.take()?,
                release_date: row.take()?,
            };
            Ok((issue, is_fix, version.short(urls)))
        })
        .await?;
    let mut versions = Versions::default();
    for (issue, is_fix, version) in rows {
        let side = if is_fix {
            &mut versions.fix
        } else {
            &mut versions.affected
        };
        side.entry(issue).or_default().push(version);
    }
    Ok(versions)
}

/// Returns the votes and the watchers of issues.
pub async fn tallies(
    tx: &mut Tx,
    ids: &[IssueId],
    caller: Option<UserId>,
) -> db::Result<HashMap<IssueId, (Tally, Tally)>> {
    let sql = format!(
        "select i.id,
                (select count(*) from issue_vote v where v.issue_id = i.id),
                exists (select 1 from issue_vote v where v.issue_id = i.id and v.user_id = $2),
                (select count(*) from issue_watch w where w.issue_id = i.id),
                exists (select 1 from issue_watch w where w.issue_id = i.id and w.user_id = $2)
         from issue i where {}",
        tx.dialect().is_one_of("i.id", 1)
    );
    let caller = caller.map_or(0, |id| id.0);
    let tally = |row: &mut db::Row<'_>| -> db::Result<Tally> {
        Ok(Tally {
            n: row.take()?,
            is_caller: row.take()?,
        })
    };
    let rows = tx
        .rows(&sql, &[numbers(ids).into(), caller.into()], |row| {
            Ok((row.take()?, (tally(row)?, tally(row)?)))
        })
        .await?;
    Ok(rows.into_iter().collect())
}
