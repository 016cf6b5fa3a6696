//! The SQL of the pages of groups.

use base::Result;
use base::paging::Paging;
use base::refs::UserRef;
use base::text;
use db::{Dialect, Tx};
use model::{GlobalPermission, GroupId, UserId};

use crate::user::store::{COLUMNS, read};

/// A group in the browser.
pub struct Listed {
    pub name: String,
    pub n_users: i64,
    /// How many permission schemes grant something to it.
    pub n_schemes: i64,
    /// The name as a part of an address.
    pub encoded: String,
}

/// What hangs on a group.
pub struct Facts {
    pub n_users: i64,
    pub n_schemes: i64,
    /// The first of these schemes: id and name.
    pub schemes: Vec<(i64, String)>,
    pub permissions: Vec<GlobalPermission>,
    pub applications: Vec<String>,
    /// How many project roles it is in, each project counted.
    pub n_roles: i64,
    /// How many issue security levels are open to it.
    pub n_levels: i64,
    /// How many comments only it may see.
    pub n_comments: i64,
}

/// How many schemes a group's page names.
const MOST_SCHEMES: i64 = 50;

pub async fn n_listed(tx: &mut Tx, filter: &str) -> Result<i64> {
    if filter.is_empty() {
        let sql = "select count(*) from user_group";
        return Ok(tx.one(sql, &[], |row| row.take()).await?);
    }
    let sql = format!(
        "select count(*) from user_group where {}",
        tx.dialect().contains("lower_name", 1)
    );
    let pattern = Dialect::like_pattern(&text::fold(filter));
    Ok(tx.one(&sql, &[pattern.into()], |row| row.take()).await?)
}

pub async fn listed(tx: &mut Tx, filter: &str, paging: Paging) -> Result<Vec<Listed>> {
    let sql = format!(
        "select g.name,
             (select count(*) from membership m where m.group_id = g.id),
             (select count(distinct p.scheme_id) from permission_grant p where p.group_id = g.id)
         from user_group g where {} order by g.lower_name limit $2 offset $3",
        tx.dialect().contains("g.lower_name", 1)
    );
    let pattern = Dialect::like_pattern(&text::fold(filter));
    let params = [
        pattern.into(),
        paging.max_results.into(),
        paging.start_at.into(),
    ];
    let groups = tx
        .rows(&sql, &params, |row| {
            let name: String = row.take()?;
            Ok(Listed {
                encoded: base::urls::encode(&name),
                name,
                n_users: row.take()?,
                n_schemes: row.take()?,
            })
        })
        .await?;
    Ok(groups)
}

/// Returns the names of the first groups whose name contains `filter`.
pub async fn names(tx: &mut Tx, filter: &str, most: i64) -> Result<Vec<String>> {
    let sql = format!(
        "select name from user_group where {} order by lower_name limit $2",
        tx.dialect().contains("lower_name", 1)
    );
    let pattern = Dialect::like_pattern(&text::fold(filter));
    Ok(tx
        .rows(&sql, &[pattern.into(), most.into()], |row| row.take())
        .await?)
}

/// Returns how many groups stand before this one in the list.
pub async fn n_before(tx: &mut Tx, name: &str) -> Result<i64> {
    let sql = "select count(*) from user_group where lower_name < $1";
    Ok(tx
        .one(sql, &[text::fold(name).into()], |row| row.take())
        .await?)
}

pub async fn facts(tx: &mut Tx, group: GroupId) -> Result<Facts> {
    let id = [group.into()];
    let mut facts = tx
        .one(
            "select
                 (select count(*) from membership where group_id = $1),
                 (select count(distinct scheme_id) from permission_grant where group_id = $1),
                 (select count(*) from role_actor where group_id = $1),
                 (select count(distinct level_id) from security_grant where group_id = $1),
                 (select count(*) from issue_comment where group_id = $1)
                 + (select count(*) from worklog where group_id = $1)",
            &id,
            |row| {
                Ok(Facts {
                    n_users: row.take()?,
                    n_schemes: row.take()?,
                    n_roles: row.take()?,
                    n_levels: row.take()?,
                    n_comments: row.take()?,
                    schemes: Vec::new(),
                    permissions: Vec::new(),
                    applications: Vec::new(),
                })
            },
        )
        .await?;
    facts.schemes = tx
        .rows(
            "select s.id, s.name from permission_scheme s
             where exists (
                 select 1 from permission_grant p where p.scheme_id = s.id and p.group_id = $1
             )
             order by s.lower_name limit $2",
            &[group.into(), MOST_SCHEMES.into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    let keys: Vec<String> = tx
        .rows(
            "select permission from global_grant where group_id = $1",
            &id,
            |row| row.take(),
        )
        .await?;
    let held = GlobalPermission::ALL.iter().copied();
    facts.permissions = held
        .filter(|permission| keys.iter().any(|key| key == permission.key()))
        .collect();
    facts.applications = tx
        .rows(
            "select r.name from application_role r
             join application_role_group g on g.role_key = r.key
             where g.group_id = $1 order by r.key",
            &id,
            |row| row.take(),
        )
        .await?;
    Ok(facts)
}

/// Returns how many users are in any of the groups.
pub async fn n_members(tx: &mut Tx, groups: &[i64]) -> Result<i64> {
    let sql = format!(
        "select count(distinct m.user_id) from membership m where {}",
        tx.dialect().is_one_of("m.group_id", 1)
    );
    let ids = groups.to_vec();
    Ok(tx.one(&sql, &[ids.into()], |row| row.take()).await?)
}

/// Returns a page of the users who are in any of the groups, by full name.
pub async fn members(tx: &mut Tx, groups: &[i64], paging: Paging) -> Result<Vec<UserRef>> {
    let sql = format!(
        "select {COLUMNS} from app_user u
         where exists (select 1 from membership m where m.user_id = u.id and {})
         order by u.lower_display_name, u.lower_name limit $2 offset $3",
        tx.dialect().is_one_of("m.group_id", 1)
    );
    let params = [
        groups.to_vec().into(),
        paging.max_results.into(),
        paging.start_at.into(),
    ];
    let users = tx.rows(&sql, &params, |row| Ok(read(row)?.user)).await?;
    Ok(users)
}

/// Returns which groups of these the users are in.
pub async fn memberships(
    tx: &mut Tx,
    groups: &[i64],
    users: &[UserRef],
) -> Result<Vec<(GroupId, UserId)>> {
    let groups = groups.iter().map(|id| GroupId(*id));
    super::super::store::memberships(tx, groups, users.iter().map(|user| user.id)).await
}
