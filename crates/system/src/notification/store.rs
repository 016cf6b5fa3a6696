//! The SQL of notifications. Each kind of thing is read at once for all events of a round.

use base::Tx as Change;
use db::{Result, Row, Tx};
use model::{
    ChangeId, CommentId, GroupId, IssueId, NotificationSchemeId, ProjectId, RoleId, StatusId,
    Timestamp, UserId, WorklogId,
};

/// An event that has yet to be made mail of.
pub struct EventRow {
    pub id: i64,
    pub at: Timestamp,
    pub kind: String,
    pub actor: Option<UserId>,
    pub payload: String,
}

pub async fn events(tx: &mut Tx, most: i64) -> Result<Vec<EventRow>> {
    tx.rows(
        "select id, at, kind, actor_id, payload from event where for_mail order by id limit $1",
        &[most.into()],
        |row| {
            Ok(EventRow {
                id: row.take()?,
                at: row.take()?,
                kind: row.take()?,
                actor: row.take()?,
                payload: row.take()?,
            })
        },
    )
    .await
}

/// Takes the mark from these events; returns how many had it.
pub async fn take(tx: &mut Tx, events: Vec<i64>) -> Result<u64> {
    let sql = format!(
        "update event set for_mail = false where for_mail and {}",
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &[events.into()]).await
}

/// What a mail says of an issue.
pub struct IssueRow {
    pub id: IssueId,
    pub summary: String,
    pub description: Option<String>,
    pub status: StatusId,
    pub project_name: String,
    pub project_lead: UserId,
    pub scheme: Option<NotificationSchemeId>,
}

pub async fn issues(tx: &mut Tx, ids: &[IssueId]) -> Result<Vec<IssueRow>> {
    let sql = format!(
        "select i.id, i.summary, i.description, i.status_id, p.name, p.lead_id,
             p.notification_scheme_id
         from issue i join project p on p.id = i.project_id where {}",
        tx.dialect().is_one_of("i.id", 1)
    );
    tx.rows(&sql, &[numbers(ids).into()], |row| {
        Ok(IssueRow {
            id: row.take()?,
            summary: row.take()?,
            description: row.take()?,
            status: row.take()?,
            project_name: row.take()?,
            project_lead: row.take()?,
            scheme: row.take()?,
        })
    })
    .await
}

fn numbers(ids: &[IssueId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}

/// Somebody to be told, as a scheme says.
pub struct HolderRow {
    pub scheme: NotificationSchemeId,
    pub event: i64,
    pub kind: String,
    pub group: Option<GroupId>,
    pub user: Option<UserId>,
    pub role: Option<RoleId>,
    pub parameter: Option<String>,
}

pub async fn holders(tx: &mut Tx, schemes: Vec<i64>) -> Result<Vec<HolderRow>> {
    let sql = format!(
        "select scheme_id, event_id, kind, group_id, user_id, role_id, parameter
         from notification where {} order by id",
        tx.dialect().is_one_of("scheme_id", 1)
    );
    tx.rows(&sql, &[schemes.into()], |row| {
        Ok(HolderRow {
            scheme: row.take()?,
            event: row.take()?,
            kind: row.take()?,
            group: row.take()?,
            user: row.take()?,
            role: row.take()?,
            parameter: row.take()?,
        })
    })
    .await
}

/// Something said of an issue, for all or for a group or role.
pub struct SaidRow {
    pub id: i64,
    pub body: String,
    pub group: Option<GroupId>,
    pub role: Option<RoleId>,
    /// The seconds of a worklog.
    pub seconds: i64,
}

fn read_said(row: &mut Row<'_>) -> Result<SaidRow> {
    Ok(SaidRow {
        id: row.take()?,
        body: row.take()?,
        group: row.take()?,
        role: row.take()?,
        seconds: row.take()?,
    })
}

pub async fn comments(tx: &mut Tx, ids: &[CommentId]) -> Result<Vec<SaidRow>> {
    let sql = format!(
        "select id, body, group_id, role_id, cast(0 as bigint) from issue_comment where {}",
        tx.dialect().is_one_of("id", 1)
    );
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into()], read_said).await
}

pub async fn worklogs(tx: &mut Tx, ids: &[WorklogId]) -> Result<Vec<SaidRow>> {
    let sql = format!(
        "select id, body, group_id, role_id, seconds from worklog where {}",
        tx.dialect().is_one_of("id", 1)
    );
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into()], read_said).await
}

/// A field that a change has changed.
pub struct ItemRow {
    pub change: ChangeId,
    pub field: String,
    pub old_text: Option<String>,
    pub new_value: Option<String>,
    pub new_text: Option<String>,
}

pub async fn items(tx: &mut Tx, changes: &[ChangeId]) -> Result<Vec<ItemRow>> {
    let sql = format!(
        "select change_id, field, old_text, new_value, new_text from issue_change_item
         where {} order by change_id, position",
        tx.dialect().is_one_of("change_id", 1)
    );
    let ids: Vec<i64> = changes.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into()], |row| {
        Ok(ItemRow {
            change: row.take()?,
            field: row.take()?,
            old_text: row.take()?,
            new_value: row.take()?,
            new_text: row.take()?,
        })
    })
    .await
}

pub async fn watchers(tx: &mut Tx, issues: &[IssueId]) -> Result<Vec<(IssueId, UserId)>> {
    let sql = format!(
        "select issue_id, user_id from issue_watch where {}",
        tx.dialect().is_one_of("issue_id", 1)
    );
    tx.rows(&sql, &[numbers(issues).into()], |row| {
        Ok((row.take()?, row.take()?))
    })
    .await
}

/// Returns the leads of the components that issues have.
pub async fn component_leads(tx: &mut Tx, issues: &[IssueId]) -> Result<Vec<(IssueId, UserId)>> {
    let sql = format!(
        "select ic.issue_id, c.lead_id from issue_component ic
             join component c on c.id = ic.component_id
         where c.lead_id is not null and {}",
        tx.dialect().is_one_of("ic.issue_id", 1)
    );
    tx.rows(&sql, &[numbers(issues).into()], |row| {
        Ok((row.take()?, row.take()?))
    })
    .await
}

/// A user or a group in a custom field of an issue.
pub struct FieldRow {
    pub issue: IssueId,
    pub field: i64,
    pub user: Option<UserId>,
    pub group: Option<GroupId>,
}

pub async fn people_fields(tx: &mut Tx, issues: &[IssueId]) -> Result<Vec<FieldRow>> {
    let sql = format!(
        "select issue_id, field_id, user_id, group_id from custom_field_value
         where (user_id is not null or group_id is not null) and {}",
        tx.dialect().is_one_of("issue_id", 1)
    );
    tx.rows(&sql, &[numbers(issues).into()], |row| {
        Ok(FieldRow {
            issue: row.take()?,
            field: row.take()?,
            user: row.take()?,
            group: row.take()?,
        })
    })
    .await
}

/// A member of a role of a project.
pub struct MemberRow {
    pub project: ProjectId,
    pub role: RoleId,
    pub user: Option<UserId>,
    pub group: Option<GroupId>,
}

pub async fn role_members(tx: &mut Tx, projects: Vec<i64>) -> Result<Vec<MemberRow>> {
    let sql = format!(
        "select project_id, role_id, user_id, group_id from role_actor where {}",
        tx.dialect().is_one_of("project_id", 1)
    );
    tx.rows(&sql, &[projects.into()], |row| {
        Ok(MemberRow {
            project: row.take()?,
            role: row.take()?,
            user: row.take()?,
            group: row.take()?,
        })
    })
    .await
}

pub async fn group_members(tx: &mut Tx, groups: Vec<i64>) -> Result<Vec<(GroupId, UserId)>> {
    let sql = format!(
        "select group_id, user_id from membership where {}",
        tx.dialect().is_one_of("group_id", 1)
    );
    tx.rows(&sql, &[groups.into()], |row| Ok((row.take()?, row.take()?)))
        .await
}

/// Returns what some users have chosen under these two keys.
pub async fn preferences(
    tx: &mut Tx,
    users: Vec<i64>,
    (one, other): (&str, &str),
) -> Result<Vec<(UserId, String, String)>> {
    let sql = format!(
        "select user_id, key, value from user_preference where key in ($2, $3) and {}",
        tx.dialect().is_one_of("user_id", 1)
    );
    tx.rows(&sql, &[users.into(), one.into(), other.into()], |row| {
        Ok((row.take()?, row.take()?, row.take()?))
    })
    .await
}

/// Returns who of some users wants no mail: of an issue, or at all.
pub async fn mutes(tx: &mut Tx, users: Vec<i64>) -> Result<Vec<(UserId, Option<IssueId>)>> {
    let sql = format!(
        "select user_id, issue_id from mail_mute where {}",
        tx.dialect().is_one_of("user_id", 1)
    );
    tx.rows(&sql, &[users.into()], |row| Ok((row.take()?, row.take()?)))
        .await
}

/// Returns the secret that links are signed with, if one was made.
pub async fn secret(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    tx.opt(
        "select value from setting where key = $1",
        &[key.into()],
        |row| row.take(),
    )
    .await
}

/// Stores the secret, unless there is one.
pub async fn insert_secret(tx: &mut Change, key: &str, value: &str) -> Result<()> {
    tx.execute(
        "insert into setting (key, value) values ($1, $2) on conflict (key) do nothing",
        &[key.into(), value.into()],
    )
    .await?;
    Ok(())
}

/// Returns the summary and key of an issue, and what somebody has ended: its mail, all mail.
pub async fn state(
    tx: &mut Tx,
    user: UserId,
    issue: IssueId,
) -> Result<(Option<String>, bool, bool)> {
    let key: Option<(String, i64)> = tx
        .opt(
            "select p.key, i.number from issue i join project p on p.id = i.project_id
             where i.id = $1",
            &[issue.into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    let muted = mutes(tx, vec![user.0]).await?;
    Ok((
        key.map(|(key, number)| format!("{key}-{number}")),
        muted.contains(&(user, Some(issue))),
        muted.contains(&(user, None)),
    ))
}

/// Notes that somebody wants no mail of an issue, if it is still there, and ends their watching it.
pub async fn mute_issue(
    tx: &mut Change,
    user: UserId,
    issue: IssueId,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "insert into mail_mute (user_id, issue_id, created_at)
         select u.id, i.id, cast($3 as bigint) from app_user u cross join issue i
         where u.id = $1 and i.id = $2
             and not exists (select 1 from mail_mute m where m.user_id = $1 and m.issue_id = $2)",
        &[user.into(), issue.into(), now.into()],
    )
    .await?;
    tx.execute(
        "delete from issue_watch where user_id = $1 and issue_id = $2",
        &[user.into(), issue.into()],
    )
    .await?;
    Ok(())
}

/// Notes that somebody wants no mail at all.
pub async fn mute_all(tx: &mut Change, user: UserId, now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into mail_mute (user_id, issue_id, created_at)
         select u.id, null, cast($2 as bigint) from app_user u
         where u.id = $1 and not exists
             (select 1 from mail_mute m where m.user_id = $1 and m.issue_id is null)",
        &[user.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Notes that somebody wants mail again: of this issue, and of all others that they did not end.
pub async fn unmute(tx: &mut Change, user: UserId, issue: IssueId) -> Result<()> {
    tx.execute(
        "delete from mail_mute where user_id = $1 and (issue_id = $2 or issue_id is null)",
        &[user.into(), issue.into()],
    )
    .await?;
    Ok(())
}
