//! The SQL of groups.

use base::paging::Paging;
use base::refs::{UserRef, users_by_ids};
use base::text;
use db::{Dialect, Tx};
use model::{GroupId, UserId};

use super::ops::Group;
use crate::user::store::{COLUMNS, read};

pub async fn insert(tx: &mut Tx, group: &Group) -> db::Result<()> {
    tx.execute(
        "insert into user_group (id, name, lower_name) values ($1, $2, $3)",
        &[
            group.id.into(),
            (&group.name).into(),
            text::fold(&group.name).into(),
        ],
    )
    .await?;
    Ok(())
}

/// Deletes the group; a foreign key refuses it while comments or worklogs name it.
pub async fn delete(tx: &mut Tx, id: GroupId, swap: Option<GroupId>) -> db::Result<()> {
    if let Some(swap) = swap {
        for sql in [
            "update issue_comment set group_id = $1 where group_id = $2",
            "update worklog set group_id = $1 where group_id = $2",
        ] {
            tx.execute(sql, &[swap.into(), id.into()]).await?;
        }
    }
    tx.execute("delete from user_group where id = $1", &[id.into()])
        .await?;
    Ok(())
}

pub async fn insert_member(tx: &mut Tx, group: GroupId, user: UserId) -> db::Result<()> {
    tx.execute(
        "insert into membership (group_id, user_id) values ($1, $2)",
        &[group.into(), user.into()],
    )
    .await?;
    Ok(())
}

/// Returns whether there was such a member.
pub async fn delete_member(tx: &mut Tx, group: GroupId, user: UserId) -> db::Result<bool> {
    let n_deleted = tx
        .execute(
            "delete from membership where group_id = $1 and user_id = $2",
            &[group.into(), user.into()],
        )
        .await?;
    Ok(n_deleted > 0)
}

pub async fn n_members(tx: &mut Tx, group: GroupId, with_inactive: bool) -> db::Result<i64> {
    tx.one(
        "select count(*) from membership m join app_user u on u.id = m.user_id
         where m.group_id = $1 and (u.active or $2)",
        &[group.into(), with_inactive.into()],
        |row| row.take(),
    )
    .await
}

pub async fn members(
    tx: &mut Tx,
    group: GroupId,
    with_inactive: bool,
    paging: Paging,
) -> base::Result<Vec<UserRef>> {
    let ids: Vec<UserId> = tx
        .rows(
            "select u.id from membership m join app_user u on u.id = m.user_id
             where m.group_id = $1 and (u.active or $2)
             order by u.lower_name limit $3 offset $4",
            &[
                group.into(),
                with_inactive.into(),
                paging.max_results.into(),
                paging.start_at.into(),
            ],
            |row| row.take(),
        )
        .await?;
    let users = users_by_ids(tx, ids.iter().copied()).await?;
    Ok(ids
        .into_iter()
        .filter_map(|id| users.get(id).cloned())
        .collect())
}

pub async fn n_system_administrators(tx: &mut Tx) -> db::Result<i64> {
    tx.one(
        "select count(*) from membership m
         join global_grant g on g.group_id = m.group_id and g.permission = 'SYSTEM_ADMIN'
         join app_user u on u.id = m.user_id
         where u.active",
        &[],
        |row| row.take(),
    )
    .await
}

/// Returns the names of the groups whose name contains `query`, and how many there are in all.
pub async fn matching(
    tx: &mut Tx,
    query: &str,
    exclude: Option<&str>,
    most: i64,
) -> db::Result<(Vec<String>, i64)> {
    let pattern = Dialect::like_pattern(&text::fold(query));
    let exclude = exclude.map(text::fold).unwrap_or_default();
    let found = tx.dialect().contains("lower_name", 1);
    let total = tx
        .one(
            &format!("select count(*) from user_group where {found} and lower_name <> $2"),
            &[(&pattern).into(), (&exclude).into()],
            |row| row.take(),
        )
        .await?;
    let names = tx
        .rows(
            &format!("select name from user_group where {found} and lower_name <> $2 order by lower_name limit $3"),
            &[(&pattern).into(), (&exclude).into(), most.into()],
            |row| row.take(),
        )
        .await?;
    Ok((names, total))
}

/// Returns those of the groups named (as names are compared) that there are, with their names so.
pub async fn by_names(tx: &mut Tx, names: &[String]) -> base::Result<Vec<(String, Group)>> {
    let sql = format!(
        "select lower_name, id, name from user_group where lower_name in ({})",
        places(names.len())
    );
    let params: Vec<db::Param<'_>> = names.iter().map(Into::into).collect();
    let found = tx
        .rows(&sql, &params, |row| {
            let lower_name = row.take()?;
            let (id, name) = (row.take()?, row.take()?);
            Ok((lower_name, Group { id, name }))
        })
        .await?;
    Ok(found)
}

/// Returns those of the users named (as names are compared) that there are, with their names so.
pub async fn users_by_names(tx: &mut Tx, names: &[String]) -> base::Result<Vec<(String, UserRef)>> {
    let sql = format!(
        "select {COLUMNS}, u.lower_name from app_user u where u.lower_name in ({})",
        places(names.len())
    );
    let params: Vec<db::Param<'_>> = names.iter().map(Into::into).collect();
    let found = tx
        .rows(&sql, &params, |row| {
            let user = read(row)?.user;
            Ok((row.take()?, user))
        })
        .await?;
    Ok(found)
}

fn places(n: usize) -> String {
    let places: Vec<String> = (1..=n).map(|n| format!("${n}")).collect();
    places.join(", ")
}

/// Returns which of the users are in which of the groups.
pub async fn memberships(
    tx: &mut Tx,
    groups: impl Iterator<Item = GroupId>,
    users: impl Iterator<Item = UserId>,
) -> base::Result<Vec<(GroupId, UserId)>> {
    let groups: Vec<i64> = groups.map(|group| group.0).collect();
    let users: Vec<i64> = users.map(|user| user.0).collect();
    let sql = format!(
        "select m.group_id, m.user_id from membership m where {} and {}",
        tx.dialect().is_one_of("m.group_id", 1),
        tx.dialect().is_one_of("m.user_id", 2)
    );
    let found = tx
        .rows(&sql, &[groups.into(), users.into()], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await?;
    Ok(found)
}
