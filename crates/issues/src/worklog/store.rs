//! The SQL of worklogs.

use base::guard::FieldFacts;
use db::Tx;
use model::{GroupId, IssueId, ProjectId, RoleId, SecurityLevelId, Timestamp, UserId, WorklogId};
use policy::IssueFacts;

use crate::comment::{Audience, visible_to};

/// A worklog as it is stored.
#[derive(Clone, Debug)]
pub struct WorklogRow {
    pub id: WorklogId,
    pub issue: IssueId,
    pub author: Option<UserId>,
    pub update_author: Option<UserId>,
    pub body: String,
    pub group: Option<(GroupId, String)>,
    pub role: Option<(RoleId, String)>,
    pub started_at: Timestamp,
    pub seconds: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl WorklogRow {
    pub fn audience(&self) -> Audience {
        Audience {
            group: self.group.as_ref().map(|(id, _)| *id),
            role: self.role.as_ref().map(|(id, _)| *id),
        }
    }
}

/// What of a worklog can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub body: String,
    pub audience: Audience,
    pub started_at: Timestamp,
    pub seconds: i64,
}

/// What the policy needs to know of a worklog's issue.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub issue: IssueId,
    pub project: ProjectId,
    reporter: Option<UserId>,
    assignee: Option<UserId>,
    level: Option<SecurityLevelId>,
}

impl Place {
    /// Returns what the policy needs to know, with the people in the issue's custom fields.
    pub fn facts<'f>(&self, fields: Option<&'f FieldFacts>) -> IssueFacts<'f> {
        IssueFacts {
            reporter: self.reporter,
            assignee: self.assignee,
            level: self.level,
            // It says nothing of who may read.
            archived: false,
            user_fields: fields.map_or(&[][..], |fields| fields.users.as_slice()),
            group_fields: fields.map_or(&[][..], |fields| fields.groups.as_slice()),
        }
    }
}

/// What [`read`] reads, in its order; `c` is the worklog, since that is how its visibility is asked for.
const COLUMNS: &str = "c.id, c.issue_id, c.author_id, c.update_author_id, c.body, c.group_id, g.name, c.role_id, r.name, \
                       c.started_at, c.seconds, c.created_at, c.updated_at";
const FROM: &str = "worklog c
     join issue i on i.id = c.issue_id
     left join user_group g on g.id = c.group_id
     left join project_role r on r.id = c.role_id";

fn read(row: &mut db::Row<'_>) -> db::Result<WorklogRow> {
    Ok(WorklogRow {
        id: row.take()?,
        issue: row.take()?,
        author: row.take()?,
        update_author: row.take()?,
        body: row.take()?,
        group: read_named(row)?,
        role: read_named(row)?,
        started_at: row.take()?,
        seconds: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn read_named<T: db::FromCell>(row: &mut db::Row<'_>) -> db::Result<Option<(T, String)>> {
    let (id, name): (Option<T>, Option<String>) = (row.take()?, row.take()?);
    Ok(id.map(|id| (id, name.unwrap_or_default())))
}

fn read_place(row: &mut db::Row<'_>) -> db::Result<Place> {
    Ok(Place {
        issue: row.take()?,
        project: row.take()?,
        reporter: row.take()?,
        assignee: row.take()?,
        level: row.take()?,
    })
}

fn number(viewer: Option<UserId>) -> i64 {
    viewer.map_or(0, |user| user.0)
}

/// Returns the first worklogs of each issue that are for the viewer, each with how many there are in all.
pub async fn first_of_issues(
    tx: &mut Tx,
    issues: &[IssueId],
    viewer: Option<UserId>,
    n: i64,
) -> db::Result<Vec<(WorklogRow, i64)>> {
    let sql = format!(
        "select {COLUMNS}, c.total from (
             select c.*, row_number() over (partition by c.issue_id order by c.created_at, c.id) as place,
                    count(*) over (partition by c.issue_id) as total
             from worklog c join issue i on i.id = c.issue_id
             where {} and {}) c
         join issue i on i.id = c.issue_id
         left join user_group g on g.id = c.group_id
         left join project_role r on r.id = c.role_id
         where c.place <= $3
         order by c.issue_id, c.place",
        tx.dialect().is_one_of("c.issue_id", 1),
        visible_to(2)
    );
    let issues: Vec<i64> = issues.iter().map(|id| id.0).collect();
    let params = [issues.into(), number(viewer).into(), n.into()];
    tx.rows(&sql, &params, |row| Ok((read(row)?, row.take()?)))
        .await
}

/// Returns the worklogs of an issue that are for the viewer.
pub async fn of_issue(
    tx: &mut Tx,
    issue: IssueId,
    viewer: Option<UserId>,
) -> db::Result<Vec<WorklogRow>> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where c.issue_id = $1 and {} order by c.created_at, c.id",
        visible_to(2)
    );
    tx.rows(&sql, &[issue.into(), number(viewer).into()], read)
        .await
}

/// Returns the worklog, if it is one of the issue's and for the viewer.
pub async fn find(
    tx: &mut Tx,
    issue: IssueId,
    id: WorklogId,
    viewer: Option<UserId>,
) -> db::Result<Option<WorklogRow>> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where c.issue_id = $1 and c.id = $3 and {}",
        visible_to(2)
    );
    let params = [issue.into(), number(viewer).into(), id.into()];
    tx.opt(&sql, &params, read).await
}

/// Returns the worklogs of these ids, in no order: of those found to be for the reader.
pub async fn found(tx: &mut Tx, ids: Vec<i64>) -> db::Result<Vec<WorklogRow>> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where {}",
        tx.dialect().is_one_of("c.id", 1)
    );
    tx.rows(&sql, &[ids.into()], read).await
}

/// Returns the worklogs of these ids that are for the viewer where they see the issue.
pub async fn by_ids(
    tx: &mut Tx,
    ids: Vec<i64>,
    viewer: Option<UserId>,
) -> db::Result<Vec<(WorklogRow, Place)>> {
    let sql = format!(
        "select {COLUMNS}, i.id, i.project_id, i.reporter_id, i.assignee_id, i.security_level_id
         from {FROM} where {} and {} order by c.id",
        tx.dialect().is_one_of("c.id", 1),
        visible_to(2)
    );
    let params = [ids.into(), number(viewer).into()];
    tx.rows(&sql, &params, |row| Ok((read(row)?, read_place(row)?)))
        .await
}

/// Returns ids and times of the worklogs changed after `since` and not after `until`, the oldest first,
/// as far as they are for the viewer where they see the issue.
pub async fn updated(
    tx: &mut Tx,
    (since, until): (i64, i64),
    n: i64,
    viewer: Option<UserId>,
) -> db::Result<Vec<(i64, i64, Place)>> {
    let sql = format!(
        "select c.id, c.updated_at, i.id, i.project_id, i.reporter_id, i.assignee_id, i.security_level_id
         from worklog c join issue i on i.id = c.issue_id
         where c.updated_at > $1 and c.updated_at <= $3 and {}
         order by c.updated_at, c.id limit $4",
        visible_to(2)
    );
    let params = [since.into(), number(viewer).into(), until.into(), n.into()];
    tx.rows(&sql, &params, |row| {
        Ok((row.take()?, row.take()?, read_place(row)?))
    })
    .await
}

/// Returns ids and times of the worklogs deleted after `since` and not after `until`, the oldest first.
pub async fn deleted(
    tx: &mut Tx,
    (since, until): (i64, i64),
    n: i64,
) -> db::Result<Vec<(i64, i64)>> {
    tx.rows(
        "select worklog_id, deleted_at from worklog_deletion
         where deleted_at > $1 and deleted_at <= $2 order by deleted_at, worklog_id limit $3",
        &[since.into(), until.into(), n.into()],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
}

pub async fn insert(
    tx: &mut Tx,
    id: WorklogId,
    issue: IssueId,
    author: Option<UserId>,
    entry: &Entry,
    at: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "insert into worklog
             (id, issue_id, author_id, update_author_id, body, group_id, role_id, started_at, seconds,
              created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            id.into(),
            issue.into(),
            author.into(),
            author.into(),
            (&entry.body).into(),
            entry.audience.group.into(),
            entry.audience.role.into(),
            entry.started_at.into(),
            entry.seconds.into(),
            at.into(),
            at.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(
    tx: &mut Tx,
    id: WorklogId,
    author: Option<UserId>,
    entry: &Entry,
    at: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "update worklog
         set update_author_id = $2, body = $3, group_id = $4, role_id = $5, started_at = $6,
             seconds = $7, updated_at = $8
         where id = $1",
        &[
            id.into(),
            author.into(),
            (&entry.body).into(),
            entry.audience.group.into(),
            entry.audience.role.into(),
            entry.started_at.into(),
            entry.seconds.into(),
            at.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: WorklogId, at: Timestamp) -> db::Result<()> {
    tx.execute("delete from worklog where id = $1", &[id.into()])
        .await?;
    tx.execute(
        "insert into worklog_deletion (worklog_id, deleted_at) values ($1, $2)",
        &[id.into(), at.into()],
    )
    .await?;
    Ok(())
}
