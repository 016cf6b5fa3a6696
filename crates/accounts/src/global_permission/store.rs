//! The SQL of global permissions.

use base::Result;
use db::Tx;
use model::{GlobalPermission, GroupId, UserId};

use super::ops::Granted;

pub async fn grants(tx: &mut Tx) -> Result<Vec<Granted>> {
    let grants = tx
        .rows(
            "select p.permission, p.group_id, g.name from global_grant p
             left join user_group g on g.id = p.group_id
             order by p.permission, g.lower_name, p.id",
            &[],
            |row| {
                let permission = GlobalPermission::from_key(&row.take::<String>()?);
                Ok((permission, row.take()?, row.take()?))
            },
        )
        .await?;
    let known = grants.into_iter().filter_map(|(permission, group, name)| {
        Some(Granted {
            permission: permission?,
            group,
            name,
        })
    });
    Ok(known.collect())
}

pub async fn insert(
    tx: &mut Tx,
    id: i64,
    permission: GlobalPermission,
    group: Option<GroupId>,
) -> db::Result<()> {
    tx.execute(
        "insert into global_grant (id, permission, group_id) values ($1, $2, $3)",
        &[id.into(), permission.key().into(), group.into()],
    )
    .await?;
    Ok(())
}

pub async fn has(
    tx: &mut Tx,
    permission: GlobalPermission,
    group: Option<GroupId>,
) -> Result<bool> {
    let group = group.map_or(0, |group| group.0);
    let found = tx
        .opt(
            "select id from global_grant where permission = $1 and coalesce(group_id, 0) = $2",
            &[permission.key().into(), group.into()],
            |row| row.take::<i64>(),
        )
        .await?;
    Ok(found.is_some())
}

pub async fn delete(
    tx: &mut Tx,
    permission: GlobalPermission,
    group: Option<GroupId>,
) -> Result<()> {
    let group = group.map_or(0, |group| group.0);
    tx.execute(
        "delete from global_grant where permission = $1 and coalesce(group_id, 0) = $2",
        &[permission.key().into(), group.into()],
    )
    .await?;
    Ok(())
}

/// Returns whether a group of the user administers.
pub async fn administers(tx: &mut Tx, user: UserId) -> Result<bool> {
    let found = tx
        .opt(
            "select g.id from global_grant g join membership m on m.group_id = g.group_id
             where m.user_id = $1 and g.permission in ('ADMINISTER', 'SYSTEM_ADMIN') limit 1",
            &[user.into()],
            |row| row.take::<i64>(),
        )
        .await?;
    Ok(found.is_some())
}

/// How many active users are in a group, and how many of these have the permission by nothing else.
pub struct Losing {
    pub n_users: i64,
    pub n_losing: i64,
}

pub async fn losing(tx: &mut Tx, permission: GlobalPermission, group: GroupId) -> Result<Losing> {
    // Who makes system administrators has the right of the others with it.
    let or = match permission {
        GlobalPermission::Administer => GlobalPermission::SystemAdmin,
        other => other,
    };
    Ok(tx
        .one(
            "select count(*), coalesce(sum(case when exists (
                 select 1 from global_grant g left join membership o on o.group_id = g.group_id
                 where (g.permission = $2 and coalesce(g.group_id, 0) <> $1 or g.permission = $3 and $3 <> $2)
                   and (g.group_id is null or o.user_id = m.user_id)
             ) then 0 else 1 end), 0)
             from membership m join app_user u on u.id = m.user_id
             where m.group_id = $1 and u.active",
            &[group.into(), permission.key().into(), or.key().into()],
            |row| {
                Ok(Losing {
                    n_users: row.take()?,
                    n_losing: row.take()?,
                })
            },
        )
        .await?)
}

/// Returns the names of the first groups.
pub async fn group_names(tx: &mut Tx, most: i64) -> Result<Vec<String>> {
    Ok(tx
        .rows(
            "select name from user_group order by lower_name limit $1",
            &[most.into()],
            |row| row.take(),
        )
        .await?)
}
