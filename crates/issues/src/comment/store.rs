//! The SQL of comments.

use base::paging::Paging;
use db::Tx;
use model::{CommentId, GroupId, IssueId, ProjectId, RoleId, Timestamp, UserId};

/// A comment as it is stored.
#[derive(Clone, Debug)]
pub struct CommentRow {
    pub id: CommentId,
    pub issue: IssueId,
    pub author: Option<UserId>,
    pub update_author: Option<UserId>,
    pub body: String,
    pub group: Option<(GroupId, String)>,
    pub role: Option<(RoleId, String)>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What is stored of who may see a comment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    pub group: Option<GroupId>,
    pub role: Option<RoleId>,
}

impl Audience {
    pub fn is_all(self) -> bool {
        self.group.is_none() && self.role.is_none()
    }
}

impl CommentRow {
    pub fn audience(&self) -> Audience {
        Audience {
            group: self.group.as_ref().map(|(id, _)| *id),
            role: self.role.as_ref().map(|(id, _)| *id),
        }
    }
}

/// Returns the condition that the comment `c` of the issue `i` is for the user bound at `$position`
/// (0 for nobody), who was found to see the issue.
#[must_use]
pub fn visible_to(position: usize) -> String {
    format!(
        "(c.group_id is null and c.role_id is null
          or c.group_id in (select m.group_id from membership m where m.user_id = ${position})
          or c.role_id in (select a.role_id from role_actor a
                           where a.project_id = i.project_id
                             and (a.user_id = ${position}
                                  or a.group_id in (select m.group_id from membership m
                                                    where m.user_id = ${position}))))"
    )
}

/// What [`read`] reads, in its order, and where from.
const COLUMNS: &str = "c.id, c.issue_id, c.author_id, c.update_author_id, c.body, c.group_id, g.name, c.role_id, r.name,
            c.created_at, c.updated_at";
const FROM: &str = "issue_comment c
     join issue i on i.id = c.issue_id
     left join user_group g on g.id = c.group_id
     left join project_role r on r.id = c.role_id";

fn read(row: &mut db::Row<'_>) -> db::Result<CommentRow> {
    Ok(CommentRow {
        id: row.take()?,
        issue: row.take()?,
        author: row.take()?,
        update_author: row.take()?,
        body: row.take()?,
        group: read_named(row)?,
        role: read_named(row)?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn read_named<T: db::FromCell>(row: &mut db::Row<'_>) -> db::Result<Option<(T, String)>> {
    let (id, name): (Option<T>, Option<String>) = (row.take()?, row.take()?);
    Ok(id.map(|id| (id, name.unwrap_or_default())))
}

fn number(viewer: Option<UserId>) -> i64 {
    viewer.map_or(0, |user| user.0)
}

pub async fn of_issues(
    tx: &mut Tx,
    issues: &[IssueId],
    viewer: Option<UserId>,
) -> db::Result<Vec<CommentRow>> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where {} and {} order by c.issue_id, c.created_at, c.id",
        tx.dialect().is_one_of("c.issue_id", 1),
        visible_to(2)
    );
    let issues: Vec<i64> = issues.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[issues.into(), number(viewer).into()], read)
        .await
}

pub async fn page(
    tx: &mut Tx,
    issue: IssueId,
    viewer: Option<UserId>,
    paging: Paging,
    newest_first: bool,
) -> db::Result<Vec<CommentRow>> {
    let order = if newest_first {
        "c.created_at desc, c.id desc"
    } else {
        "c.created_at, c.id"
    };
    let sql = format!(
        "select {COLUMNS} from {FROM} where c.issue_id = $1 and {} order by {order} limit $3 offset $4",
        visible_to(2)
    );
    tx.rows(
        &sql,
        &[
            issue.into(),
            number(viewer).into(),
            paging.max_results.into(),
            paging.start_at.into(),
        ],
        read,
    )
    .await
}

pub async fn count(tx: &mut Tx, issue: IssueId, viewer: Option<UserId>) -> db::Result<i64> {
    let sql = format!(
        "select count(*) from issue_comment c join issue i on i.id = c.issue_id
         where c.issue_id = $1 and {}",
        visible_to(2)
    );
    tx.one(&sql, &[issue.into(), number(viewer).into()], |row| {
        row.take()
    })
    .await
}

/// Returns the comment, if it is one of the issue's and for the viewer.
pub async fn find(
    tx: &mut Tx,
    issue: IssueId,
    id: CommentId,
    viewer: Option<UserId>,
) -> db::Result<Option<CommentRow>> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where c.issue_id = $1 and c.id = $3 and {}",
        visible_to(2)
    );
    tx.opt(
        &sql,
        &[issue.into(), number(viewer).into(), id.into()],
        read,
    )
    .await
}

pub async fn insert(
    tx: &mut Tx,
    id: CommentId,
    issue: IssueId,
    author: Option<UserId>,
    body: &str,
    audience: Audience,
    at: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "insert into issue_comment
             (id, issue_id, author_id, update_author_id, body, group_id, role_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            id.into(),
            issue.into(),
            author.into(),
            author.into(),
            body.into(),
            audience.group.into(),
            audience.role.into(),
            at.into(),
            at.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(
    tx: &mut Tx,
    id: CommentId,
    author: Option<UserId>,
    body: &str,
    audience: Audience,
    at: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "update issue_comment
         set update_author_id = $1, body = $2, group_id = $3, role_id = $4, updated_at = $5
         where id = $6",
        &[
            author.into(),
            body.into(),
            audience.group.into(),
            audience.role.into(),
            at.into(),
            id.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: CommentId) -> db::Result<()> {
    tx.execute("delete from issue_comment where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Returns the comments of these ids, in no order: of those found to be for the reader.
pub async fn by_ids(tx: &mut Tx, ids: Vec<i64>) -> db::Result<Vec<CommentRow>> {
    let sql = format!(
        "select {COLUMNS} from {FROM} where {}",
        tx.dialect().is_one_of("c.id", 1)
    );
    tx.rows(&sql, &[ids.into()], read).await
}

/// Returns the issue that a comment is about.
pub async fn issue_of(tx: &mut Tx, id: CommentId) -> db::Result<Option<IssueId>> {
    tx.opt(
        "select issue_id from issue_comment where id = $1",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Since when a comment stands above the others, and who wanted that.
#[derive(Clone, Copy, Debug)]
pub struct Pin {
    pub by: Option<UserId>,
    pub at: Timestamp,
}

/// Returns the pinned comments of an issue that are for the viewer, the first to be pinned first.
pub async fn pinned(
    tx: &mut Tx,
    issue: IssueId,
    viewer: Option<UserId>,
) -> db::Result<Vec<(CommentRow, Pin)>> {
    let sql = format!(
        "select {COLUMNS}, n.user_id, n.pinned_at
         from {FROM} join comment_pin n on n.comment_id = c.id
         where c.issue_id = $1 and {} order by n.pinned_at, c.id",
        visible_to(2)
    );
    tx.rows(&sql, &[issue.into(), number(viewer).into()], |row| {
        let comment = read(row)?;
        let pin = Pin {
            by: row.take()?,
            at: row.take()?,
        };
        Ok((comment, pin))
    })
    .await
}

/// Returns whether the comment was not pinned before.
pub async fn pin(
    tx: &mut Tx,
    id: CommentId,
    by: Option<UserId>,
    at: Timestamp,
) -> db::Result<bool> {
    let n_new = tx
        .execute(
            "insert into comment_pin (comment_id, user_id, pinned_at) values ($1, $2, $3)
             on conflict (comment_id) do nothing",
            &[id.into(), by.into(), at.into()],
        )
        .await?;
    Ok(n_new > 0)
}

/// Returns whether the comment was pinned.
pub async fn unpin(tx: &mut Tx, id: CommentId) -> db::Result<bool> {
    let n_gone = tx
        .execute(
            "delete from comment_pin where comment_id = $1",
            &[id.into()],
        )
        .await?;
    Ok(n_gone > 0)
}

/// Notes that the issue changed; it stays locked until the transaction ends. Returns whether it is there.
pub async fn touch_issue(tx: &mut Tx, issue: IssueId, at: Timestamp) -> db::Result<bool> {
    let n_changed = tx
        .execute(
            "update issue set updated_at = $1 where id = $2",
            &[at.into(), issue.into()],
        )
        .await?;
    Ok(n_changed > 0)
}

/// Returns the role of this name in lower case.
pub async fn role_named(tx: &mut Tx, lower_name: &str) -> db::Result<Option<(RoleId, String)>> {
    tx.opt(
        "select id, name from project_role where lower_name = $1",
        &[lower_name.into()],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
}

/// Returns whether the user is in the role in the project.
pub async fn is_in_role(
    tx: &mut Tx,
    project: ProjectId,
    role: RoleId,
    user: Option<UserId>,
) -> db::Result<bool> {
    let n_ways: i64 = tx
        .one(
            "select count(*) from role_actor a
             where a.project_id = $1 and a.role_id = $2
               and (a.user_id = $3
                    or a.group_id in (select m.group_id from membership m where m.user_id = $3))",
            &[project.into(), role.into(), number(user).into()],
            |row| row.take(),
        )
        .await?;
    Ok(n_ways > 0)
}
