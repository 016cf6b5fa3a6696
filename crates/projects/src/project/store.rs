//! The SQL of projects.

use base::text;
use db::{Dialect, Param, Row, Tx};
use model::key::MAX_PROJECT_KEY;
use model::{PermissionSchemeId, ProjectId, RoleId, SecuritySchemeId, Timestamp, WorkflowSchemeId};
use policy::Member;

use super::Project;
use crate::role;
use crate::workflow::OF_NEW_PROJECTS;

/// What a project is configured by.
pub struct Schemes {
    pub permission: PermissionSchemeId,
    pub security: Option<SecuritySchemeId>,
    pub workflow: WorkflowSchemeId,
}

/// A project with a key or name that somebody wants.
pub struct Taken {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub has_name: bool,
}

/// What [`read`] reads, in its order.
const COLUMNS: &str = "p.id, p.key, p.name, p.description, p.url, p.lead_id, p.type_key, p.assignee_type, \
                       p.category_id, p.notification_scheme_id, p.is_archived, p.avatar_id";

/// Returns those of the projects that are in use, or all of them, by name.
pub async fn by_ids(
    tx: &mut Tx,
    ids: &[ProjectId],
    with_archived: bool,
) -> db::Result<Vec<Project>> {
    let sql = format!(
        "select {COLUMNS} from project p where {} and (not p.is_archived or $2)
         order by p.lower_name, p.id",
        tx.dialect().is_one_of("p.id", 1)
    );
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into(), with_archived.into()], read)
        .await
}

/// A project in the list of all.
pub struct Listed {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
    pub lead: String,
    pub scheme_id: PermissionSchemeId,
    pub scheme: String,
    pub is_archived: bool,
}

/// Returns the projects whose name or key contains the text, by name, and how many there are in all.
pub async fn page(
    tx: &mut Tx,
    contains: &str,
    scheme: Option<PermissionSchemeId>,
    start: i64,
    size: i64,
) -> db::Result<(Vec<Listed>, i64)> {
    let dialect = tx.dialect();
    // Keys are upper case, so the pattern comes in both.
    let matches = format!(
        "({} or {}) and (p.permission_scheme_id = $3 or $3 < 0)",
        dialect.contains("p.lower_name", 1),
        dialect.contains("p.key", 2)
    );
    let lower = Dialect::like_pattern(&text::fold(contains));
    let upper = Dialect::like_pattern(&contains.to_uppercase());
    let scheme = scheme.map_or(-1, |scheme| scheme.0);
    let total = tx
        .one(
            &format!("select count(*) from project p where {matches}"),
            &[(&lower).into(), (&upper).into(), scheme.into()],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select p.id, p.key, p.name, u.display_name, s.id, s.name, p.is_archived
         from project p join app_user u on u.id = p.lead_id
             join permission_scheme s on s.id = p.permission_scheme_id
         where {matches} order by p.lower_name limit $4 offset $5"
    );
    let params = [
        (&lower).into(),
        (&upper).into(),
        scheme.into(),
        size.into(),
        start.into(),
    ];
    let listed = tx
        .rows(&sql, &params, |row| {
            Ok(Listed {
                id: row.take()?,
                key: row.take()?,
                name: row.take()?,
                lead: row.take()?,
                scheme_id: row.take()?,
                scheme: row.take()?,
                is_archived: row.take()?,
            })
        })
        .await?;
    Ok((listed, total))
}

pub async fn by_id(tx: &mut Tx, id: ProjectId) -> db::Result<Project> {
    tx.one(
        &format!("select {COLUMNS} from project p where p.id = $1"),
        &[id.into()],
        read,
    )
    .await
}

fn read(row: &mut Row<'_>) -> db::Result<Project> {
    Ok(Project {
        id: row.take()?,
        key: row.take()?,
        name: row.take()?,
        description: row.take()?,
        url: row.take()?,
        lead: row.take()?,
        type_key: row.take()?,
        assignee_type: row.take()?,
        category: row.take()?,
        notification_scheme: row.take()?,
        is_archived: row.take()?,
        avatar: row.take()?,
    })
}

pub async fn with_key_or_name(
    tx: &mut Tx,
    key: Option<&str>,
    name: Option<&str>,
) -> db::Result<Vec<Taken>> {
    let lower_name = name.map(text::fold).unwrap_or_default();
    tx.rows(
        "select id, key, name, lower_name = $1 from project where lower_name = $1 or key = $2",
        &[lower_name.into(), key.unwrap_or_default().into()],
        |row| {
            Ok(Taken {
                id: row.take()?,
                key: row.take()?,
                name: row.take()?,
                has_name: row.take()?,
            })
        },
    )
    .await
}

/// Returns those of the projects in use whose key, or a word of whose name, begins with the text, by name,
/// and how many there are.
pub async fn beginning_with(
    tx: &mut Tx,
    ids: &[ProjectId],
    beginning: &str,
    size: i64,
) -> db::Result<(Vec<Project>, i64)> {
    let dialect = tx.dialect();
    let matches = format!(
        "{} and not p.is_archived and ({} or {} or {})",
        dialect.is_one_of("p.id", 1),
        dialect.contains("p.lower_name", 2),
        dialect.contains("p.lower_name", 3),
        dialect.contains("p.key", 4)
    );
    // `contains` is a comparison with the pattern: here without the sign for anything at its beginning.
    let anywhere = Dialect::like_pattern(&text::fold(beginning));
    let at_start = anywhere.get(1..).unwrap_or_default().to_owned();
    let after_blank = format!("% {at_start}");
    let key = Dialect::like_pattern(&beginning.to_uppercase());
    let key = key.get(1..).unwrap_or_default().to_owned();
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let total = tx
        .one(
            &format!("select count(*) from project p where {matches}"),
            &[
                ids.clone().into(),
                (&at_start).into(),
                (&after_blank).into(),
                (&key).into(),
            ],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select {COLUMNS} from project p where {matches} order by p.lower_name, p.id limit $5"
    );
    let params = [
        ids.into(),
        (&at_start).into(),
        (&after_blank).into(),
        (&key).into(),
        size.into(),
    ];
    Ok((tx.rows(&sql, &params, read).await?, total))
}

/// Returns the keys that begin alike: with all of `key` but what a number at its end could replace.
pub async fn keys_from(tx: &mut Tx, key: &str) -> db::Result<Vec<String>> {
    // Numbered, a key may lose its last characters to its number: three digits are more than enough.
    let start: String = key
        .chars()
        .take(key.len().min(MAX_PROJECT_KEY - 3))
        .collect();
    // The character after Z ends what begins like this.
    let end = format!("{start}[");
    tx.rows(
        "select key from project where key >= $1 and key < $2",
        &[start.into(), end.into()],
        |row| row.take(),
    )
    .await
}

pub async fn insert(
    tx: &mut Tx,
    project: &Project,
    schemes: &Schemes,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(
        "insert into project
             (id, key, name, lower_name, description, url, lead_id, type_key, assignee_type,
              permission_scheme_id, security_scheme_id, workflow_id, workflow_scheme_id, is_archived, created_at,
              category_id, notification_scheme_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        &[
            project.id.into(),
            (&project.key).into(),
            (&project.name).into(),
            text::fold(&project.name).into(),
            (&project.description).into(),
            (&project.url).into(),
            project.lead.into(),
            (&project.type_key).into(),
            (&project.assignee_type).into(),
            schemes.permission.into(),
            schemes.security.into(),
            // Read by programs older than workflow schemes only.
            OF_NEW_PROJECTS.into(),
            schemes.workflow.into(),
            project.is_archived.into(),
            now.into(),
            project.category.into(),
            project.notification_scheme.into(),
        ],
    )
    .await?;
    tx.execute(
        "insert into project_counter (project_id, last_number) values ($1, 0)",
        &[project.id.into()],
    )
    .await?;
    Ok(())
}

/// Puts the default members into the roles of a new project.
pub async fn copy_default_actors(tx: &mut Tx, project: ProjectId) -> db::Result<()> {
    let mut by_role: Vec<(RoleId, Vec<Member>)> = Vec::new();
    for actor in role::store::default_actors(tx).await? {
        match by_role.iter_mut().find(|(role, _)| *role == actor.role) {
            Some((_, members)) => members.push(actor.member),
            None => by_role.push((actor.role, vec![actor.member])),
        }
    }
    for (role, members) in by_role {
        role::store::insert_actors(tx, Some(project), role, &members).await?;
    }
    Ok(())
}

pub async fn update(tx: &mut Tx, project: &Project, schemes: &Schemes) -> db::Result<()> {
    let params: [Param<'_>; 12] = [
        (&project.name).into(),
        text::fold(&project.name).into(),
        (&project.description).into(),
        (&project.url).into(),
        project.lead.into(),
        (&project.type_key).into(),
        (&project.assignee_type).into(),
        schemes.permission.into(),
        schemes.security.into(),
        project.id.into(),
        project.category.into(),
        project.notification_scheme.into(),
    ];
    tx.execute(
        "update project set name = $1, lower_name = $2, description = $3, url = $4, lead_id = $5,
             type_key = $6, assignee_type = $7, permission_scheme_id = $8, security_scheme_id = $9,
             category_id = $11, notification_scheme_id = $12
         where id = $10",
        &params,
    )
    .await?;
    Ok(())
}

pub async fn n_issues(tx: &mut Tx, id: ProjectId) -> db::Result<i64> {
    tx.one(
        "select count(*) from issue where project_id = $1",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

/// Returns whether an issue of the project has a security level.
pub async fn has_secured_issues(tx: &mut Tx, id: ProjectId) -> db::Result<bool> {
    tx.one(
        "select exists (select 1 from issue where project_id = $1 and security_level_id is not null)",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

pub async fn set_archived(tx: &mut Tx, id: ProjectId, archived: bool) -> db::Result<()> {
    tx.execute(
        "update project set is_archived = $1 where id = $2",
        &[archived.into(), id.into()],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: ProjectId) -> db::Result<()> {
    tx.execute("delete from project where id = $1", &[id.into()])
        .await?;
    Ok(())
}
