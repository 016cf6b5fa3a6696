//! The SQL of permission schemes, their grants and who uses them.

use base::guard;
use base::text;
use db::{Dialect, Param, Row, Tx};
use model::{GrantId, PermissionSchemeId, ProjectId, ProjectPermission};
use policy::{Grant, Holder};

use super::Scheme;
use crate::holder;

/// Returns all schemes by name, or those that one of the projects uses.
pub async fn all(tx: &mut Tx, used_by: Option<&[ProjectId]>) -> db::Result<Vec<Scheme>> {
    let Some(projects) = used_by else {
        return tx
            .rows(
                "select id, name, description from permission_scheme order by lower_name",
                &[],
                read,
            )
            .await;
    };
    let sql = format!(
        "select s.id, s.name, s.description from permission_scheme s
         where exists (select 1 from project p where p.permission_scheme_id = s.id and {})
         order by s.lower_name",
        tx.dialect().is_one_of("p.id", 1)
    );
    tx.rows(&sql, &[ids(projects)], read).await
}

/// A scheme in the list of schemes.
pub struct Listed {
    pub scheme: Scheme,
    pub n_projects: i64,
    /// The projects that use it, if they are few: key and name.
    pub projects: Vec<(String, String)>,
}

/// How many projects the list of schemes names.
const MAX_NAMED: i64 = 20;

/// Returns the schemes whose name contains the text, by name, and how many there are in all.
pub async fn page(
    tx: &mut Tx,
    contains: &str,
    start: i64,
    size: i64,
) -> db::Result<(Vec<Listed>, i64)> {
    let pattern = Dialect::like_pattern(&text::fold(contains));
    let matches = tx.dialect().contains("s.lower_name", 1);
    let total = tx
        .one(
            &format!("select count(*) from permission_scheme s where {matches}"),
            &[(&pattern).into()],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select s.id, s.name, s.description,
             (select count(*) from project p where p.permission_scheme_id = s.id)
         from permission_scheme s where {matches} order by s.lower_name limit $2 offset $3"
    );
    let mut listed = tx
        .rows(
            &sql,
            &[(&pattern).into(), size.into(), start.into()],
            |row| {
                Ok(Listed {
                    scheme: read(row)?,
                    n_projects: row.take()?,
                    projects: Vec::new(),
                })
            },
        )
        .await?;
    // A scheme that thousands of projects use is shown with their number.
    let few = listed.iter().filter(|one| one.n_projects <= MAX_NAMED);
    let few: Vec<i64> = few.map(|one| one.scheme.id.0).collect();
    let sql = format!(
        "select permission_scheme_id, key, name from project where {} order by lower_name",
        tx.dialect().is_one_of("permission_scheme_id", 1)
    );
    let projects: Vec<(PermissionSchemeId, String, String)> = tx
        .rows(&sql, &[few.into()], |row| {
            Ok((row.take()?, row.take()?, row.take()?))
        })
        .await?;
    for (id, key, name) in projects {
        if let Some(one) = listed.iter_mut().find(|one| one.scheme.id == id) {
            one.projects.push((key, name));
        }
    }
    Ok((listed, total))
}

/// Returns the first projects that use the scheme, as key and name, and how many there are.
pub async fn projects_of(
    tx: &mut Tx,
    id: PermissionSchemeId,
    most: i64,
) -> db::Result<(Vec<(String, String)>, i64)> {
    let total = tx
        .one(
            "select count(*) from project where permission_scheme_id = $1",
            &[id.into()],
            |row| row.take(),
        )
        .await?;
    let projects = tx
        .rows(
            "select key, name from project where permission_scheme_id = $1 order by lower_name limit $2",
            &[id.into(), most.into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    Ok((projects, total))
}

pub async fn by_id(tx: &mut Tx, id: PermissionSchemeId) -> db::Result<Option<Scheme>> {
    tx.opt(
        "select id, name, description from permission_scheme where id = $1",
        &[id.into()],
        read,
    )
    .await
}

/// Returns whether one of the projects uses the scheme.
pub async fn is_used_by(
    tx: &mut Tx,
    id: PermissionSchemeId,
    projects: &[ProjectId],
) -> db::Result<bool> {
    let sql = format!(
        "select exists (select 1 from project where permission_scheme_id = $1 and {})",
        tx.dialect().is_one_of("id", 2)
    );
    tx.one(&sql, &[id.into(), ids(projects)], |row| row.take())
        .await
}

fn ids(projects: &[ProjectId]) -> Param<'static> {
    let ids: Vec<i64> = projects.iter().map(|id| id.0).collect();
    ids.into()
}

fn read(row: &mut Row<'_>) -> db::Result<Scheme> {
    Ok(Scheme {
        id: row.take()?,
        name: row.take()?,
        description: row.take()?,
    })
}

pub async fn insert(tx: &mut Tx, scheme: &Scheme) -> db::Result<()> {
    tx.execute(
        "insert into permission_scheme
             (id, name, lower_name, description, has_extended_administration)
         values ($1, $2, $3, $4, $5)",
        &[
            scheme.id.into(),
            (&scheme.name).into(),
            text::fold(&scheme.name).into(),
            (&scheme.description).into(),
            true.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, scheme: &Scheme) -> db::Result<()> {
    tx.execute(
        "update permission_scheme set name = $1, lower_name = $2, description = $3 where id = $4",
        &[
            (&scheme.name).into(),
            text::fold(&scheme.name).into(),
            (&scheme.description).into(),
            scheme.id.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Deletes the scheme; its projects take `instead`. Returns their keys.
pub async fn delete(
    tx: &mut Tx,
    id: PermissionSchemeId,
    instead: PermissionSchemeId,
) -> db::Result<Vec<String>> {
    let projects = tx
        .rows(
            "update project set permission_scheme_id = $1 where permission_scheme_id = $2 returning key",
            &[instead.into(), id.into()],
            |row| row.take(),
        )
        .await?;
    tx.execute("delete from permission_scheme where id = $1", &[id.into()])
        .await?;
    Ok(projects)
}

/// Makes a project use the scheme.
pub async fn assign(tx: &mut Tx, project: ProjectId, scheme: PermissionSchemeId) -> db::Result<()> {
    tx.execute(
        "update project set permission_scheme_id = $1 where id = $2",
        &[scheme.into(), project.into()],
    )
    .await?;
    Ok(())
}

/// Returns the grants of several schemes, in the order they were made.
pub async fn grants_of(
    tx: &mut Tx,
    schemes: &[PermissionSchemeId],
) -> db::Result<Vec<(PermissionSchemeId, Grant)>> {
    let sql = format!(
        "select scheme_id, id, permission, {} from permission_grant where {} order by id",
        holder::store::COLUMNS,
        tx.dialect().is_one_of("scheme_id", 1)
    );
    let schemes: Vec<i64> = schemes.iter().map(|id| id.0).collect();
    let grants = tx
        .rows(&sql, &[schemes.into()], |row| {
            let (scheme, id) = (row.take()?, row.take()?);
            let permission = ProjectPermission::from_key(&row.take::<String>()?);
            let holder = guard::read_holder(row)?;
            Ok((scheme, id, permission, holder))
        })
        .await?;
    // What this version does not know grants nothing, so it is not shown either.
    let known = grants
        .into_iter()
        .filter_map(|(scheme, id, permission, holder)| {
            let grant = Grant {
                id,
                permission: permission?,
                holder: holder?,
            };
            Some((scheme, grant))
        });
    Ok(known.collect())
}

pub async fn insert_grant(
    tx: &mut Tx,
    scheme: PermissionSchemeId,
    permission: ProjectPermission,
    holder: Holder,
) -> db::Result<Grant> {
    let id = GrantId(tx.next_id("permission_grant_id").await?);
    let [kind, group, user, role, parameter] = holder::store::columns(&holder);
    tx.execute(
        "insert into permission_grant
             (id, scheme_id, permission, holder, group_id, user_id, role_id, parameter)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            id.into(),
            scheme.into(),
            permission.key().into(),
            kind,
            group,
            user,
            role,
            parameter,
        ],
    )
    .await?;
    Ok(Grant {
        id,
        permission,
        holder,
    })
}

pub async fn delete_grants(tx: &mut Tx, grants: impl Iterator<Item = GrantId>) -> db::Result<()> {
    let grants: Vec<i64> = grants.map(|id| id.0).collect();
    if grants.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "delete from permission_grant where {}",
        tx.dialect().is_one_of("id", 1)
    );
    tx.execute(&sql, &[grants.into()]).await?;
    Ok(())
}

pub async fn has_extended_administration(tx: &mut Tx, id: PermissionSchemeId) -> db::Result<bool> {
    tx.one(
        "select has_extended_administration from permission_scheme where id = $1",
        &[id.into()],
        |row| row.take(),
    )
    .await
}

pub async fn set_extended_administration(
    tx: &mut Tx,
    id: PermissionSchemeId,
    extended: bool,
) -> db::Result<()> {
    tx.execute(
        "update permission_scheme set has_extended_administration = $1 where id = $2",
        &[extended.into(), id.into()],
    )
    .await?;
    Ok(())
}
