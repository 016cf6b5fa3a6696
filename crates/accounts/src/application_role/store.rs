//! The SQL of application roles.

use base::Result;
use db::Tx;
use model::GroupId;

/// An application and the groups whose members may use it.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its key: `jira-software`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether new users get it.
    pub is_default: bool,
    /// The groups, by name.
    pub groups: Vec<RoleGroup>,
}

/// A group of an application.
#[derive(Clone, Debug)]
pub struct RoleGroup {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// Whether who is given the application is put into it.
    pub is_default: bool,
}

impl Role {
    /// Returns the groups that who is given the application is put into.
    pub fn default_groups(&self) -> impl Iterator<Item = &RoleGroup> {
        self.groups.iter().filter(|group| group.is_default)
    }
}

pub async fn roles(tx: &mut Tx) -> Result<Vec<Role>> {
    let mut roles = tx
        .rows(
            "select key, name, is_default from application_role order by key",
            &[],
            |row| {
                Ok(Role {
                    key: row.take()?,
                    name: row.take()?,
                    is_default: row.take()?,
                    groups: Vec::new(),
                })
            },
        )
        .await?;
    let groups = tx
        .rows(
            "select r.role_key, g.id, g.name, r.is_default
             from application_role_group r join user_group g on g.id = r.group_id
             order by g.lower_name",
            &[],
            |row| {
                let key: String = row.take()?;
                Ok((
                    key,
                    RoleGroup {
                        id: row.take()?,
                        name: row.take()?,
                        is_default: row.take()?,
                    },
                ))
            },
        )
        .await?;
    for (key, group) in groups {
        if let Some(role) = roles.iter_mut().find(|role| role.key == key) {
            role.groups.push(group);
        }
    }
    Ok(roles)
}

/// Returns for each application how many active users have it.
pub async fn n_users(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    Ok(tx
        .rows(
            "select r.role_key, count(distinct m.user_id) from application_role_group r
             join membership m on m.group_id = r.group_id
             join app_user u on u.id = m.user_id
             where u.active
             group by r.role_key",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?)
}

pub async fn delete_groups(tx: &mut Tx, key: &str) -> db::Result<()> {
    tx.execute(
        "delete from application_role_group where role_key = $1",
        &[key.into()],
    )
    .await?;
    Ok(())
}

/// Gives the application the groups of these ids.
pub async fn insert_groups(
    tx: &mut Tx,
    key: &str,
    groups: &[GroupId],
    is_default: bool,
) -> db::Result<()> {
    let ids: Vec<i64> = groups.iter().map(|group| group.0).collect();
    let sql = format!(
        "insert into application_role_group (role_key, group_id, is_default)
         select r.key, g.id, cast($1 as boolean) from application_role r cross join user_group g
         where r.key = $2 and {}",
        tx.dialect().is_one_of("g.id", 3)
    );
    tx.execute(&sql, &[is_default.into(), key.into(), ids.into()])
        .await?;
    Ok(())
}

pub async fn set_default(tx: &mut Tx, key: &str, is_default: bool) -> db::Result<()> {
    tx.execute(
        "update application_role set is_default = $1 where key = $2",
        &[is_default.into(), key.into()],
    )
    .await?;
    Ok(())
}

/// Returns the names, as they are compared, and ids of those groups that there are.
pub async fn groups_by_names(tx: &mut Tx, names: &[String]) -> Result<Vec<(String, GroupId)>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select lower_name, id from user_group where lower_name in ({})",
        places.join(", ")
    );
    let params: Vec<db::Param<'_>> = names.iter().map(Into::into).collect();
    Ok(tx
        .rows(&sql, &params, |row| Ok((row.take()?, row.take()?)))
        .await?)
}
