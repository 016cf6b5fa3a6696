//! The SQL of the preview: the projects concerned, who is in their roles, whom grants can mean.

use db::Tx;
use model::{GroupId, PermissionSchemeId, ProjectId, UserId};
use policy::{Member, Project, RoleActor};

/// A project concerned.
pub struct Concerned {
    pub project: Project,
    pub name: String,
}

/// Returns the projects that use the scheme, by name.
pub async fn projects_of(
    tx: &mut Tx,
    scheme: PermissionSchemeId,
    most: i64,
) -> db::Result<Vec<Concerned>> {
    tx.rows(
        "select id, lead_id, is_archived, name from project where permission_scheme_id = $1
         order by lower_name limit $2",
        &[scheme.into(), most.into()],
        read,
    )
    .await
}

/// Returns one project.
pub async fn project(tx: &mut Tx, id: ProjectId) -> db::Result<Vec<Concerned>> {
    tx.rows(
        "select id, lead_id, is_archived, name from project where id = $1",
        &[id.into()],
        read,
    )
    .await
}

fn read(row: &mut db::Row<'_>) -> db::Result<Concerned> {
    Ok(Concerned {
        project: Project {
            id: row.take()?,
            scheme: PermissionSchemeId(0),
            lead: row.take()?,
            archived: row.take()?,
            security_scheme: None,
        },
        name: row.take()?,
    })
}

pub async fn actors(tx: &mut Tx, projects: &[ProjectId]) -> db::Result<Vec<RoleActor>> {
    let sql = format!(
        "select project_id, role_id, user_id, group_id from role_actor where {}",
        tx.dialect().is_one_of("project_id", 1)
    );
    let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
    let actors = tx
        .rows(&sql, &[ids.into()], |row| {
            let (project, role) = (row.take()?, row.take()?);
            let member = match (row.take()?, row.take()?) {
                (Some(user), _) => Some(Member::User(user)),
                (None, Some(group)) => Some(Member::Group(group)),
                (None, None) => None,
            };
            Ok(member.map(|member| RoleActor {
                project,
                role,
                member,
            }))
        })
        .await?;
    Ok(actors.into_iter().flatten().collect())
}

/// Returns the groups whose members use one of the applications.
pub async fn application_groups(tx: &mut Tx, keys: &[&str]) -> db::Result<Vec<GroupId>> {
    let groups: Vec<(String, GroupId)> = tx
        .rows(
            "select role_key, group_id from application_role_group",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    let groups = groups
        .into_iter()
        .filter(|(key, _)| keys.contains(&key.as_str()));
    Ok(groups.map(|(_, group)| group).collect())
}

/// Returns active users, by name.
pub async fn everybody(tx: &mut Tx, most: i64) -> db::Result<Vec<UserId>> {
    tx.rows(
        "select id from app_user where active order by lower_name limit $1",
        &[most.into()],
        |row| row.take(),
    )
    .await
}

/// Returns the active ones among these users and the members of these groups, by name.
pub async fn people(
    tx: &mut Tx,
    users: &[UserId],
    groups: &[GroupId],
    most: i64,
) -> db::Result<Vec<UserId>> {
    let dialect = tx.dialect();
    let sql = format!(
        "select u.id from app_user u where u.active and ({} or u.id in (
             select m.user_id from membership m where {}))
         order by u.lower_name limit $3",
        dialect.is_one_of("u.id", 1),
        dialect.is_one_of("m.group_id", 2)
    );
    let users: Vec<i64> = users.iter().map(|id| id.0).collect();
    let groups: Vec<i64> = groups.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[users.into(), groups.into(), most.into()], |row| {
        row.take()
    })
    .await
}
