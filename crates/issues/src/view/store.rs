//! The SQL of the page of an issue: the activity in parts, and who comments can be for.

use db::Tx;
use model::{IssueId, ProjectId, Timestamp, UserId};

use crate::comment::visible_to;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody said something.
    Comment,
    /// Somebody logged work.
    Worklog,
    /// Somebody changed something.
    Change,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Comment, Self::Worklog, Self::Change];

    fn number(self) -> i64 {
        match self {
            Self::Comment => 1,
            Self::Worklog => 2,
            Self::Change => 3,
        }
    }

    fn of(number: i64) -> Self {
        match number {
            1 => Self::Comment,
            2 => Self::Worklog,
            _ => Self::Change,
        }
    }
}

/// The place of something that happened among all that did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub kind: Kind,
    pub id: i64,
    pub at: Timestamp,
}

/// Returns the table of what happened to the issue `$1`, as far as it is for the user `$2`.
fn entries(kinds: &[Kind]) -> String {
    let visible = visible_to(2);
    let parts = kinds.iter().map(|kind| {
        let number = kind.number();
        match kind {
            Kind::Change => format!(
                "select cast({number} as bigint) as kind, c.id as id, c.created_at as at
                 from issue_change c where c.issue_id = $1 and cast($2 as bigint) is not null"
            ),
            Kind::Comment | Kind::Worklog => {
                let table = if *kind == Kind::Comment {
                    "issue_comment"
                } else {
                    "worklog"
                };
                format!(
                    "select cast({number} as bigint) as kind, c.id as id, c.created_at as at
                     from {table} c join issue i on i.id = c.issue_id
                     where c.issue_id = $1 and {visible}"
                )
            }
        }
    });
    parts.collect::<Vec<_>>().join(" union all ")
}

fn number(viewer: Option<UserId>) -> i64 {
    viewer.map_or(0, |user| user.0)
}

/// Returns how much happened.
pub async fn count(
    tx: &mut Tx,
    issue: IssueId,
    viewer: Option<UserId>,
    kinds: &[Kind],
) -> db::Result<i64> {
    let sql = format!("select count(*) from ({}) e", entries(kinds));
    tx.one(&sql, &[issue.into(), number(viewer).into()], |row| {
        row.take()
    })
    .await
}

/// Returns how much happened after something.
pub async fn count_after(
    tx: &mut Tx,
    issue: IssueId,
    viewer: Option<UserId>,
    kinds: &[Kind],
    place: Place,
) -> db::Result<i64> {
    let sql = format!(
        "select count(*) from ({}) e
         where e.at > $3 or e.at = $3 and (e.kind > $4 or e.kind = $4 and e.id > $5)",
        entries(kinds)
    );
    let params = [
        issue.into(),
        number(viewer).into(),
        place.at.into(),
        place.kind.number().into(),
        place.id.into(),
    ];
    tx.one(&sql, &params, |row| row.take()).await
}

/// Returns a part of what happened, the last first.
pub async fn part(
    tx: &mut Tx,
    issue: IssueId,
    viewer: Option<UserId>,
    kinds: &[Kind],
    (start, size): (i64, i64),
) -> db::Result<Vec<Place>> {
    let sql = format!(
        "select e.kind, e.id, e.at from ({}) e
         order by e.at desc, e.kind desc, e.id desc limit $3 offset $4",
        entries(kinds)
    );
    let params = [
        issue.into(),
        number(viewer).into(),
        size.into(),
        start.into(),
    ];
    tx.rows(&sql, &params, |row| {
        Ok(Place {
            kind: Kind::of(row.take()?),
            id: row.take()?,
            at: row.take()?,
        })
    })
    .await
}

/// Returns the groups and the project's roles that the user is in: who a comment of theirs can be for. Kind
/// (`group`, `role`) and name, roles first.
pub async fn audiences(
    tx: &mut Tx,
    project: ProjectId,
    user: UserId,
) -> db::Result<Vec<(String, String)>> {
    tx.rows(
        "select 'group', g.name from membership m join user_group g on g.id = m.group_id
         where m.user_id = $1
         union
         select 'role', r.name from role_actor a join project_role r on r.id = a.role_id
         where a.project_id = $2
           and (a.user_id = $1
                or a.group_id in (select m.group_id from membership m where m.user_id = $1))
         order by 1 desc, 2",
        &[user.into(), project.into()],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
}
