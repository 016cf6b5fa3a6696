//! The SQL of the permission helper: names of what an explanation is about.

use std::collections::HashMap;

use db::{Result, Tx};
use model::{GroupId, PermissionSchemeId, SecurityLevelId, SecuritySchemeId};

/// Returns the name of a permission scheme.
pub async fn scheme_name(tx: &mut Tx, id: PermissionSchemeId) -> Result<String> {
    let sql = "select name from permission_scheme where id = $1";
    tx.one(sql, &[id.into()], |row| row.take()).await
}

/// Returns the names of the levels of a security scheme.
pub async fn levels(tx: &mut Tx, id: SecuritySchemeId) -> Result<Vec<(SecurityLevelId, String)>> {
    let sql = "select id, name from security_level where scheme_id = $1";
    tx.rows(sql, &[id.into()], |row| Ok((row.take()?, row.take()?)))
        .await
}

/// Returns the keys and names of all applications.
pub async fn applications(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let sql = "select key, name from application_role order by key";
    tx.rows(sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await
}

/// Returns how many active members each of the groups has.
pub async fn n_members(tx: &mut Tx, ids: Vec<i64>) -> Result<HashMap<GroupId, i64>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select m.group_id, count(*) from membership m join app_user u on u.id = m.user_id
         where u.active and {} group by m.group_id",
        tx.dialect().is_one_of("m.group_id", 1)
    );
    let counts = tx
        .rows(&sql, &[ids.into()], |row| Ok((row.take()?, row.take()?)))
        .await?;
    Ok(counts.into_iter().collect())
}

/// Returns how many projects use the permission scheme.
pub async fn n_projects(tx: &mut Tx, id: PermissionSchemeId) -> Result<i64> {
    let sql = "select count(*) from project where permission_scheme_id = $1";
    tx.one(sql, &[id.into()], |row| row.take()).await
}
