//! The SQL of the pages of users.

use base::Result;
use base::paging::Paging;
use base::refs::UserRef;
use base::text;
use db::{Dialect, Param, Tx};
use model::{GroupId, Timestamp, UserId};

use crate::user::store::{COLUMNS, read};

/// Which application access the users looked for have.
#[derive(Clone, Copy)]
pub enum Access<'a> {
    Any,
    /// To no application: they cannot sign in.
    None,
    /// To the application of this key.
    To(&'a str),
}

/// Which users are looked for.
pub struct Filter<'a> {
    /// What name, address or full name contains.
    pub text: &'a str,
    pub group: Option<GroupId>,
    pub access: Access<'a>,
    pub active: Option<bool>,
}

/// A user in the browser.
pub struct Listed {
    pub user: UserRef,
    pub login: Login,
}

/// How often and when somebody signed in.
#[derive(Clone, Copy, Default)]
pub struct Login {
    pub n_logins: i64,
    pub last_at: Option<Timestamp>,
    pub previous_at: Option<Timestamp>,
    pub n_failed: i64,
    pub last_failed_at: Option<Timestamp>,
}

impl<'a> Filter<'a> {
    /// Returns the condition without the application access, and what it is bound to.
    fn condition(&self, dialect: Dialect) -> (String, Vec<Param<'a>>) {
        let mut parts = vec!["1 = 1".to_owned()];
        let mut params: Vec<Param<'a>> = Vec::new();
        if !self.text.is_empty() {
            params.push(Dialect::like_pattern(&text::fold(self.text)).into());
            let n = params.len();
            let columns = ["u.lower_name", "u.lower_email", "u.lower_display_name"];
            let found = columns.map(|column| dialect.contains(column, n));
            parts.push(format!("({})", found.join(" or ")));
        }
        if let Some(group) = self.group {
            params.push(group.into());
            let n = params.len();
            parts.push(format!(
                "exists (select 1 from membership m where m.group_id = ${n} and m.user_id = u.id)"
            ));
        }
        if let Some(active) = self.active {
            params.push(active.into());
            parts.push(format!("u.active = ${}", params.len()));
        }
        (parts.join(" and "), params)
    }

    fn whole_condition(&self, dialect: Dialect) -> (String, Vec<Param<'a>>) {
        let (mut condition, mut params) = self.condition(dialect);
        // Asked of each user until the page is full, which is soon: most lists are long because many match.
        let is_given = |of_role: &str| {
            format!(
                "exists (select 1 from membership m where m.user_id = u.id
                     and m.group_id in (select group_id from application_role_group{of_role}))"
            )
        };
        match self.access {
            Access::Any => {}
            Access::None => condition.push_str(&format!(" and not {}", is_given(""))),
            Access::To(key) => {
                params.push(key.into());
                let of_role = format!(" where role_key = ${}", params.len());
                condition.push_str(&format!(" and {}", is_given(&of_role)));
            }
        }
        (condition, params)
    }
}

/// Returns how many users match. Who has access is counted from the members of a few groups where that is
/// quicker than asking of each user.
pub async fn n_users(tx: &mut Tx, filter: &Filter<'_>) -> Result<i64> {
    let is_narrow = !filter.text.is_empty() || filter.group.is_some();
    match filter.access {
        Access::None if !is_narrow => {
            let all = Filter {
                access: Access::Any,
                ..*filter
            };
            let n_all = count(tx, &all).await?;
            Ok((n_all - n_with_access(tx, filter, None).await?).max(0))
        }
        Access::To(key) if !is_narrow => n_with_access(tx, filter, Some(key)).await,
        _ => count(tx, filter).await,
    }
}

async fn count(tx: &mut Tx, filter: &Filter<'_>) -> Result<i64> {
    let (condition, params) = filter.whole_condition(tx.dialect());
    let sql = format!("select count(*) from app_user u where {condition}");
    Ok(tx.one(&sql, &params, |row| row.take()).await?)
}

async fn n_with_access(tx: &mut Tx, filter: &Filter<'_>, key: Option<&str>) -> Result<i64> {
    let (condition, mut params) = filter.condition(tx.dialect());
    let of_role = key.map(|key| {
        params.push(key.into());
        format!(" where role_key = ${}", params.len())
    });
    let sql = format!(
        "select count(*) from app_user u where {condition} and u.id in (
             select m.user_id from membership m
             where m.group_id in (select group_id from application_role_group{}))",
        of_role.unwrap_or_default()
    );
    Ok(tx.one(&sql, &params, |row| row.take()).await?)
}

/// Returns one page of the users who match, by full name.
pub async fn users(tx: &mut Tx, filter: &Filter<'_>, paging: Paging) -> Result<Vec<Listed>> {
    let (condition, mut params) = filter.whole_condition(tx.dialect());
    // The page is cut before anything is joined to it.
    let sql = format!(
        "select {COLUMNS}, coalesce(l.n_logins, 0), l.last_login_at, l.previous_login_at,
             coalesce(l.n_failed, 0), l.last_failed_at
         from app_user u left join login l on l.user_id = u.id
         where u.id in (
             select u.id from app_user u where {condition}
             order by u.lower_display_name, u.lower_name limit ${} offset ${}
         )
         order by u.lower_display_name, u.lower_name",
        params.len() + 1,
        params.len() + 2
    );
    params.push(paging.max_results.into());
    params.push(paging.start_at.into());
    let users = tx
        .rows(&sql, &params, |row| {
            let user = read(row)?.user;
            let login = read_login(row)?;
            Ok(Listed { user, login })
        })
        .await?;
    Ok(users)
}

fn read_login(row: &mut db::Row<'_>) -> db::Result<Login> {
    Ok(Login {
        n_logins: row.take()?,
        last_at: row.take()?,
        previous_at: row.take()?,
        n_failed: row.take()?,
        last_failed_at: row.take()?,
    })
}

pub async fn login(tx: &mut Tx, user: UserId) -> Result<Login> {
    let found = tx
        .opt(
            "select n_logins, last_login_at, previous_login_at, n_failed, last_failed_at
             from login where user_id = $1",
            &[user.into()],
            read_login,
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Returns the groups of several users: user, group, name.
pub async fn groups_of_all(
    tx: &mut Tx,
    users: &[Listed],
) -> Result<Vec<(UserId, GroupId, String)>> {
    let ids: Vec<i64> = users.iter().map(|listed| listed.user.id.0).collect();
    let sql = format!(
        "select m.user_id, g.id, g.name from membership m join user_group g on g.id = m.group_id
         where {} order by g.lower_name",
        tx.dialect().is_one_of("m.user_id", 1)
    );
    let groups = tx
        .rows(&sql, &[ids.into()], |row| {
            Ok((row.take()?, row.take()?, row.take()?))
        })
        .await?;
    Ok(groups)
}
