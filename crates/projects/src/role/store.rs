//! The SQL of roles and their members. A null project is the default membership.

use base::text;
use db::{Param, Row, Tx};
use model::{ProjectId, RoleId};
use policy::Member;

use super::Role;
use super::actor::Actor;

pub async fn all(tx: &mut Tx) -> db::Result<Vec<Role>> {
    tx.rows(
        "select id, name, description from project_role order by lower_name",
        &[],
        read,
    )
    .await
}

pub async fn by_id(tx: &mut Tx, id: RoleId) -> db::Result<Option<Role>> {
    tx.opt(
        "select id, name, description from project_role where id = $1",
        &[id.into()],
        read,
    )
    .await
}

fn read(row: &mut Row<'_>) -> db::Result<Role> {
    Ok(Role {
        id: row.take()?,
        name: row.take()?,
        description: row.take()?,
    })
}

pub async fn insert(tx: &mut Tx, role: &Role) -> db::Result<()> {
    tx.execute(
        "insert into project_role (id, name, lower_name, description) values ($1, $2, $3, $4)",
        &[
            role.id.into(),
            (&role.name).into(),
            text::fold(&role.name).into(),
            (&role.description).into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, role: &Role) -> db::Result<()> {
    tx.execute(
        "update project_role set name = $1, lower_name = $2, description = $3 where id = $4",
        &[
            (&role.name).into(),
            text::fold(&role.name).into(),
            (&role.description).into(),
            role.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns whether a grant, a security level or the visibility of a comment or worklog names the role.
pub async fn is_used(tx: &mut Tx, id: RoleId) -> db::Result<bool> {
    let n_uses: i64 = tx
        .one(
            "select (select count(*) from permission_grant where role_id = $1)
                  + (select count(*) from security_grant where role_id = $1)
                  + (select count(*) from issue_comment where role_id = $1)
                  + (select count(*) from worklog where role_id = $1)",
            &[id.into()],
            |row| row.take(),
        )
        .await?;
    Ok(n_uses > 0)
}

/// Puts `swap` where the role is named, unless it is there already.
pub async fn swap(tx: &mut Tx, id: RoleId, swap: RoleId) -> db::Result<()> {
    for sql in [
        "delete from permission_grant where role_id = $1 and exists (
             select 1 from permission_grant other
             where other.scheme_id = permission_grant.scheme_id
               and other.permission = permission_grant.permission and other.role_id = $2)",
        "delete from security_grant where role_id = $1 and exists (
             select 1 from security_grant other
             where other.level_id = security_grant.level_id and other.role_id = $2)",
    ] {
        tx.execute(sql, &[id.into(), swap.into()]).await?;
    }
    for sql in [
        "update permission_grant set role_id = $1 where role_id = $2",
        "update security_grant set role_id = $1 where role_id = $2",
        "update issue_comment set role_id = $1 where role_id = $2",
        "update worklog set role_id = $1 where role_id = $2",
    ] {
        tx.execute(sql, &[swap.into(), id.into()]).await?;
    }
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: RoleId) -> db::Result<()> {
    tx.execute("delete from project_role where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Returns the default members of all roles.
pub async fn default_actors(tx: &mut Tx) -> db::Result<Vec<Actor>> {
    let actors = tx
        .rows(
            "select id, role_id, user_id, group_id from role_actor
             where coalesce(project_id, 0) = 0 order by id",
            &[],
            read_actor,
        )
        .await?;
    Ok(actors.into_iter().flatten().collect())
}

/// Returns the members of all roles of a project.
pub async fn actors_in(tx: &mut Tx, project: ProjectId) -> db::Result<Vec<Actor>> {
    let actors = tx
        .rows(
            "select id, role_id, user_id, group_id from role_actor where project_id = $1 order by id",
            &[project.into()],
            read_actor,
        )
        .await?;
    Ok(actors.into_iter().flatten().collect())
}

/// Returns the members of a role.
pub async fn actors_of(
    tx: &mut Tx,
    project: Option<ProjectId>,
    role: RoleId,
) -> db::Result<Vec<Actor>> {
    let actors = tx
        .rows(
            "select id, role_id, user_id, group_id from role_actor
             where role_id = $1 and coalesce(project_id, 0) = $2 order by id",
            &[role.into(), project.unwrap_or(ProjectId(0)).into()],
            read_actor,
        )
        .await?;
    Ok(actors.into_iter().flatten().collect())
}

fn read_actor(row: &mut Row<'_>) -> db::Result<Option<Actor>> {
    let (id, role) = (row.take()?, row.take()?);
    let member = match (row.take()?, row.take()?) {
        (Some(user), _) => Some(Member::User(user)),
        (None, Some(group)) => Some(Member::Group(group)),
        (None, None) => None,
    };
    Ok(member.map(|member| Actor { id, role, member }))
}

pub async fn insert_actors(
    tx: &mut Tx,
    project: Option<ProjectId>,
    role: RoleId,
    members: &[Member],
) -> db::Result<()> {
    for member in members {
        let id = tx.next_id("role_actor_id").await?;
        let (user, group) = match *member {
            Member::User(user) => (Param::from(user), Param::Null),
            Member::Group(group) => (Param::Null, Param::from(group)),
        };
        tx.execute(
            "insert into role_actor (id, role_id, project_id, user_id, group_id) values ($1, $2, $3, $4, $5)",
            &[id.into(), role.into(), project.into(), user, group],
        )
        .await?;
    }
    Ok(())
}

pub async fn delete_actors(tx: &mut Tx, ids: &[model::RoleActorId]) -> db::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "delete from role_actor where {}",
        tx.dialect().is_one_of("id", 1)
    );
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.execute(&sql, &[ids.into()]).await?;
    Ok(())
}
