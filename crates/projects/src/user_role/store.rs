//! The SQL of one user's roles.

use base::text;
use db::{Dialect, Tx};
use model::{ProjectId, RoleActorId, RoleId, UserId};

/// A project in the list.
pub struct Listed {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
}

/// Which projects are listed.
pub struct Filter<'a> {
    /// What name or key contains.
    pub text: &'a str,
    /// Whether those in which the user has no role are listed too.
    pub with_all: bool,
}

/// Returns the projects by name, and how many there are in all.
pub async fn projects(
    tx: &mut Tx,
    user: UserId,
    filter: &Filter<'_>,
    start: i64,
    size: i64,
) -> db::Result<(Vec<Listed>, i64)> {
    let dialect = tx.dialect();
    // Keys are upper case, so the pattern comes in both.
    let matches = format!(
        "({} or {}) and ($3 or p.id in (
             select a.project_id from role_actor a
             where a.user_id = $4 or a.group_id in (
                 select m.group_id from membership m where m.user_id = $4)))",
        dialect.contains("p.lower_name", 1),
        dialect.contains("p.key", 2)
    );
    let lower = Dialect::like_pattern(&text::fold(filter.text));
    let upper = Dialect::like_pattern(&filter.text.to_uppercase());
    let total = tx
        .one(
            &format!("select count(*) from project p where {matches}"),
            &[
                (&lower).into(),
                (&upper).into(),
                filter.with_all.into(),
                user.into(),
            ],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select p.id, p.key, p.name from project p where {matches}
         order by p.lower_name, p.id limit $5 offset $6"
    );
    let params = [
        (&lower).into(),
        (&upper).into(),
        filter.with_all.into(),
        user.into(),
        size.into(),
        start.into(),
    ];
    let listed = tx
        .rows(&sql, &params, |row| {
            Ok(Listed {
                id: row.take()?,
                key: row.take()?,
                name: row.take()?,
            })
        })
        .await?;
    Ok((listed, total))
}

/// How a user is in a role of a project.
pub struct Membership {
    pub project: ProjectId,
    pub role: RoleId,
    /// Through which group; none is directly.
    pub group: Option<String>,
}

/// Returns how the user is in the roles of these projects, groups by name.
pub async fn memberships(
    tx: &mut Tx,
    user: UserId,
    projects: &[Listed],
) -> db::Result<Vec<Membership>> {
    let sql = format!(
        "select a.project_id, a.role_id, g.name from role_actor a
         left join user_group g on g.id = a.group_id
         where {} and (a.user_id = $2 or a.group_id in (
             select m.group_id from membership m where m.user_id = $2))
         order by g.lower_name, a.id",
        tx.dialect().is_one_of("a.project_id", 1)
    );
    let ids: Vec<i64> = projects.iter().map(|project| project.id.0).collect();
    tx.rows(&sql, &[ids.into(), user.into()], |row| {
        Ok(Membership {
            project: row.take()?,
            role: row.take()?,
            group: row.take()?,
        })
    })
    .await
}

/// A direct membership.
pub struct Direct {
    pub id: RoleActorId,
    pub project: ProjectId,
    pub role: RoleId,
}

/// Returns the roles the user is in directly in these projects.
pub async fn direct(tx: &mut Tx, user: UserId, projects: &[ProjectId]) -> db::Result<Vec<Direct>> {
    let sql = format!(
        "select a.id, a.project_id, a.role_id from role_actor a where {} and a.user_id = $2",
        tx.dialect().is_one_of("a.project_id", 1)
    );
    let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into(), user.into()], |row| {
        Ok(Direct {
            id: row.take()?,
            project: row.take()?,
            role: row.take()?,
        })
    })
    .await
}

/// Returns those of these projects that are there, with their names.
pub async fn names(tx: &mut Tx, projects: &[ProjectId]) -> db::Result<Vec<(ProjectId, String)>> {
    let sql = format!(
        "select p.id, p.name from project p where {}",
        tx.dialect().is_one_of("p.id", 1)
    );
    let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into()], |row| Ok((row.take()?, row.take()?)))
        .await
}
