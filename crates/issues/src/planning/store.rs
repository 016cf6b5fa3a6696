//! The SQL of plans.

use std::collections::HashMap;
use std::fmt::Write as _;

use base::{Cx, guard};
use db::{Param, Row, Tx};
use model::{IssueId, ProjectId, SecurityLevelId, SprintId, Timestamp, UserId};
use policy::IssueFacts;

use super::epic::Epic;
use super::rank::Rank;
use super::sprint::{Sprint, State};
use super::{EPIC_COLOR, EPIC_NAME, EPIC_STATUS};

/// How many rows one statement writes: both engines limit the parameters of a statement.
const ROWS: usize = 1000;

fn numbers(ids: &[IssueId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

/// Reads a stored rank; what is none stands first.
fn read_rank(row: &mut Row<'_>) -> db::Result<Rank> {
    let text: Option<String> = row.take()?;
    let rank = text.as_deref().and_then(Rank::parse);
    Ok(rank.unwrap_or_else(|| Rank::of_new(IssueId(0))))
}

/// Returns the rank of an issue, which stays locked until the transaction ends.
pub async fn lock_rank(tx: &mut Tx, id: IssueId) -> db::Result<Option<Rank>> {
    let sql = format!(
        "select rank from issue where id = $1{}",
        tx.dialect().for_update()
    );
    tx.opt(&sql, &[id.into()], read_rank).await
}

pub async fn ranks(tx: &mut Tx, ids: &[IssueId]) -> db::Result<HashMap<IssueId, Rank>> {
    let sql = format!(
        "select id, rank from issue where {}",
        tx.dialect().is_one_of("id", 1)
    );
    let rows = tx
        .rows(&sql, &[numbers(ids).into()], |row| {
            Ok((row.take()?, read_rank(row)?))
        })
        .await?;
    Ok(rows.into_iter().collect())
}

/// Returns the issues next to one, the nearest first: those after it, or those before; not those that are
/// being moved.
pub async fn neighbors(
    tx: &mut Tx,
    id: IssueId,
    rank: Rank,
    moved: &[IssueId],
    most: usize,
    after: bool,
) -> db::Result<Vec<(IssueId, Rank)>> {
    let (sign, direction) = if after { (">", "") } else { ("<", " desc") };
    let sql = format!(
        "select id, rank from issue where (rank, id) {sign} ($1, $2) and not ({})
         order by rank{direction}, id{direction} limit $4",
        tx.dialect().is_one_of("id", 3)
    );
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let params = [
        rank.to_string().into(),
        id.into(),
        numbers(moved).into(),
        most.into(),
    ];
    tx.rows(&sql, &params, |row| Ok((row.take()?, read_rank(row)?)))
        .await
}

pub async fn set_ranks(tx: &mut Tx, ranks: &[(IssueId, Rank)]) -> db::Result<()> {
    for ranks in ranks.chunks(ROWS) {
        let mut sql = String::from("update issue set rank = v.column2 from (values ");
        let mut params: Vec<Param<'_>> = Vec::new();
        for (id, rank) in ranks {
            let comma = if params.is_empty() { "" } else { ", " };
            params.extend([(*id).into(), rank.to_string().into()]);
            let n = params.len();
            let _ = write!(
                sql,
                "{comma}(cast(${} as bigint), cast(${n} as text))",
                n - 1
            );
        }
        sql.push_str(") as v where issue.id = v.column1");
        tx.execute(&sql, &params).await?;
    }
    Ok(())
}

/// Notes that issues were changed.
pub async fn touch(tx: &mut Tx, ids: &[IssueId], at: Timestamp) -> db::Result<()> {
    let sql = format!(
        "update issue set updated_at = $1 where {}",
        tx.dialect().is_one_of("id", 2)
    );
    tx.execute(&sql, &[at.into(), numbers(ids).into()]).await?;
    Ok(())
}

/// Returns issues and their sub-tasks, each with its parent.
pub async fn family(tx: &mut Tx, ids: &[IssueId]) -> db::Result<Vec<(IssueId, Option<IssueId>)>> {
    let dialect = tx.dialect();
    let sql = format!(
        "select id, parent_id from issue where {} or {} order by id",
        dialect.is_one_of("id", 1),
        dialect.is_one_of("parent_id", 1)
    );
    tx.rows(&sql, &[numbers(ids).into()], |row| {
        Ok((row.take()?, row.take()?))
    })
    .await
}

/// How many sprints can be chosen from.
const MOST_SPRINTS: i64 = 200;

/// What [`read_sprint`] reads of `sprint s`, in its order.
pub const SPRINT_COLUMNS: &str = "s.id, s.board_id, s.name, s.goal, s.state, s.position, s.start_at, s.end_at, \
                                  s.activated_at, s.completed_at, s.is_synced";

/// Reads a sprint.
///
/// # Errors
/// When a column is of another type.
pub fn read_sprint(row: &mut Row<'_>) -> db::Result<Sprint> {
    Ok(Sprint {
        id: row.take()?,
        board: row.take()?,
        name: row.take()?,
        goal: row.take()?,
        state: State::find(&row.take::<String>()?).unwrap_or(State::Future),
        position: row.take()?,
        start_at: row.take()?,
        end_at: row.take()?,
        activated_at: row.take()?,
        completed_at: row.take()?,
        is_synced: row.take()?,
    })
}

/// Returns the sprints of issues, in the order in which they were.
pub async fn sprints_of(tx: &mut Tx, ids: &[IssueId]) -> db::Result<Vec<(IssueId, Sprint)>> {
    let sql = format!(
        "select t.issue_id, {SPRINT_COLUMNS} from issue_sprint t join sprint s on s.id = t.sprint_id
         where {}
         order by t.issue_id, case s.state when 'closed' then 0 else 1 end, s.completed_at, s.position, s.id",
        tx.dialect().is_one_of("t.issue_id", 1)
    );
    tx.rows(&sql, &[numbers(ids).into()], |row| {
        Ok((row.take()?, read_sprint(row)?))
    })
    .await
}

pub async fn issues_in(tx: &mut Tx, sprint: SprintId) -> db::Result<Vec<IssueId>> {
    tx.rows(
        "select issue_id from issue_sprint where sprint_id = $1 order by issue_id",
        &[sprint.into()],
        |row| row.take(),
    )
    .await
}

pub async fn leave_open_sprints(tx: &mut Tx, ids: &[IssueId]) -> db::Result<()> {
    let sql = format!(
        "delete from issue_sprint where {}
         and sprint_id in (select s.id from sprint s where s.state <> 'closed')",
        tx.dialect().is_one_of("issue_id", 1)
    );
    tx.execute(&sql, &[numbers(ids).into()]).await?;
    Ok(())
}

pub async fn join_sprint(tx: &mut Tx, ids: &[IssueId], sprint: SprintId) -> db::Result<()> {
    let sql = format!(
        "insert into issue_sprint (issue_id, sprint_id)
         select i.id, cast($2 as bigint) from issue i where {}
         on conflict (issue_id, sprint_id) do nothing",
        tx.dialect().is_one_of("i.id", 1)
    );
    tx.execute(&sql, &[numbers(ids).into(), sprint.into()])
        .await?;
    Ok(())
}

/// Puts a new sub-task into the sprints of its issue that are not closed.
pub async fn follow_parent(tx: &mut Tx, id: IssueId, parent: IssueId) -> db::Result<()> {
    tx.execute(
        "insert into issue_sprint (issue_id, sprint_id)
         select cast($1 as bigint), t.sprint_id from issue_sprint t join sprint s on s.id = t.sprint_id
         where t.issue_id = $2 and s.state <> 'closed'",
        &[id.into(), parent.into()],
    )
    .await?;
    Ok(())
}

/// Returns what epics have in the custom fields of epics.
pub async fn epics(tx: &mut Tx, ids: &[IssueId]) -> db::Result<HashMap<IssueId, Epic>> {
    let sql = format!(
        "select v.issue_id, f.type_key, v.content, o.value
         from custom_field_value v join custom_field f on f.id = v.field_id
         left join custom_field_option o on o.id = v.option_id
         where {} and f.type_key in ($2, $3, $4)",
        tx.dialect().is_one_of("v.issue_id", 1)
    );
    let params = [
        numbers(ids).into(),
        EPIC_NAME.into(),
        EPIC_COLOR.into(),
        EPIC_STATUS.into(),
    ];
    let rows = tx
        .rows(&sql, &params, |row| {
            let (id, key): (IssueId, String) = (row.take()?, row.take()?);
            let (text, option): (Option<String>, Option<String>) = (row.take()?, row.take()?);
            Ok((id, key, text, option))
        })
        .await?;
    let mut epics: HashMap<IssueId, Epic> = HashMap::new();
    for (id, key, text, option) in rows {
        let epic = epics.entry(id).or_default();
        match key.as_str() {
            EPIC_NAME => epic.name = text,
            EPIC_COLOR => epic.color = color_number(text.as_deref()),
            _ => epic.is_done = option.as_deref() == Some("Done"),
        }
    }
    Ok(epics)
}

/// `ghx-label-4` is the fourth color.
fn color_number(text: Option<&str>) -> i64 {
    let number = text.and_then(|text| text.strip_prefix("ghx-label-"));
    number.and_then(|number| number.parse().ok()).unwrap_or(1)
}

/// The epic of an issue, with what says who sees it.
pub struct EpicOfIssue {
    pub issue: IssueId,
    pub epic: IssueId,
    pub key: String,
    pub summary: String,
    pub project: ProjectId,
    reporter: Option<UserId>,
    assignee: Option<UserId>,
    level: Option<SecurityLevelId>,
}

impl EpicOfIssue {
    pub fn facts(&self) -> IssueFacts<'static> {
        IssueFacts {
            reporter: self.reporter,
            assignee: self.assignee,
            level: self.level,
            ..IssueFacts::default()
        }
    }
}

pub async fn epics_of_issues(tx: &mut Tx, ids: &[IssueId]) -> db::Result<Vec<EpicOfIssue>> {
    let sql = format!(
        "select i.id, e.id, p.key, e.number, e.summary, e.project_id, e.reporter_id, e.assignee_id,
                e.security_level_id
         from issue i join issue e on e.id = i.epic_id join project p on p.id = e.project_id
         where {}",
        tx.dialect().is_one_of("i.id", 1)
    );
    tx.rows(&sql, &[numbers(ids).into()], |row| {
        let (issue, epic) = (row.take()?, row.take()?);
        let (key, number): (String, i64) = (row.take()?, row.take()?);
        Ok(EpicOfIssue {
            issue,
            epic,
            key: format!("{key}-{number}"),
            summary: row.take()?,
            project: row.take()?,
            reporter: row.take()?,
            assignee: row.take()?,
            level: row.take()?,
        })
    })
    .await
}

/// The epic of an issue.
pub struct EpicLink {
    pub issue: IssueId,
    pub key: String,
    pub is_subtask: bool,
    /// Its id and key.
    pub epic: Option<(IssueId, String)>,
}

pub async fn epic_links(tx: &mut Tx, ids: &[IssueId]) -> db::Result<Vec<EpicLink>> {
    let sql = format!(
        "select i.id, ip.key, i.number, i.parent_id is not null, e.id, p.key, e.number
         from issue i join project ip on ip.id = i.project_id
         left join issue e on e.id = i.epic_id left join project p on p.id = e.project_id
         where {}",
        tx.dialect().is_one_of("i.id", 1)
    );
    tx.rows(&sql, &[numbers(ids).into()], |row| {
        let issue = row.take()?;
        let (key, number): (String, i64) = (row.take()?, row.take()?);
        let own = format!("{key}-{number}");
        let is_subtask = row.take()?;
        let id: Option<IssueId> = row.take()?;
        let key: Option<String> = row.take()?;
        let number: Option<i64> = row.take()?;
        let key = key
            .zip(number)
            .map(|(key, number)| format!("{key}-{number}"));
        Ok(EpicLink {
            issue,
            key: own,
            is_subtask,
            epic: id.zip(key),
        })
    })
    .await
}

/// Returns a sprint, if the caller sees the board it was made on.
pub async fn sprint_to_join(cx: &Cx, tx: &mut Tx, id: SprintId) -> db::Result<Option<Sprint>> {
    let found = sprints_seen(cx, tx, "s.id = $3", id.into()).await?;
    Ok(found.into_iter().next())
}

/// Returns the first sprints that are not closed, of the boards that the caller sees: those that have begun first.
pub async fn sprints_to_join(cx: &Cx, tx: &mut Tx) -> db::Result<Vec<Sprint>> {
    sprints_seen(cx, tx, "s.state <> $3", State::Closed.word().into()).await
}

/// Who sees a board is who sees its filter, as `search`'s filters have it, but for what Jira administrators see
/// besides.
async fn sprints_seen(
    cx: &Cx,
    tx: &mut Tx,
    which: &'static str,
    parameter: Param<'_>,
) -> db::Result<Vec<Sprint>> {
    let Some(user) = cx.user_id() else {
        return Ok(Vec::new());
    };
    let projects = guard::viewable_projects(cx);
    let projects: Vec<i64> = projects.ids().iter().map(|id| id.0).collect();
    let sql = format!(
        "select {SPRINT_COLUMNS} from sprint s
         join board b on b.id = s.board_id join saved_filter f on f.id = b.filter_id
         where {which} and (f.owner_id = $1 or exists (
             select 1 from saved_filter_share h where h.filter_id = f.id and (
                 h.kind in ('global', 'loggedin') or h.user_id = $1
                 or h.kind = 'project' and {}
                 or h.group_id in (select m.group_id from membership m where m.user_id = $1)
                 or exists (
                     select 1 from role_actor a
                     where a.role_id = h.role_id and a.project_id = h.project_id and (a.user_id = $1
                         or a.group_id in (select m.group_id from membership m where m.user_id = $1))))))
         order by case s.state when 'active' then 0 else 1 end, s.position, s.id limit {MOST_SPRINTS}",
        tx.dialect().is_one_of("h.project_id", 2)
    );
    let params = [user.into(), projects.into(), parameter];
    tx.rows(&sql, &params, read_sprint).await
}

pub async fn set_epic_links(tx: &mut Tx, ids: &[IssueId], epic: Option<IssueId>) -> db::Result<()> {
    let sql = format!(
        "update issue set epic_id = $2 where {}",
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &[numbers(ids).into(), epic.into()])
        .await?;
    Ok(())
}
