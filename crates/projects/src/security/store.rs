//! The SQL of security schemes and levels.

use base::guard;
use base::text;
use db::{Dialect, Row, Tx};
use model::{ProjectId, SecurityGrantId, SecurityLevelId, SecuritySchemeId};
use policy::Holder;

use super::{Level, Member, Scheme};
use crate::holder;

pub async fn all(tx: &mut Tx) -> db::Result<Vec<Scheme>> {
    tx.rows(
        "select id, name, description, default_level_id from security_scheme order by lower_name",
        &[],
        read,
    )
    .await
}

pub async fn by_id(tx: &mut Tx, id: SecuritySchemeId) -> db::Result<Option<Scheme>> {
    tx.opt(
        "select id, name, description, default_level_id from security_scheme where id = $1",
        &[id.into()],
        read,
    )
    .await
}

fn read(row: &mut Row<'_>) -> db::Result<Scheme> {
    Ok(Scheme {
        id: row.take()?,
        name: row.take()?,
        description: row.take()?,
        default_level: row.take()?,
    })
}

pub async fn levels_of(tx: &mut Tx, scheme: SecuritySchemeId) -> db::Result<Vec<Level>> {
    tx.rows(
        "select id, scheme_id, name, description from security_level where scheme_id = $1 order by id",
        &[scheme.into()],
        read_level,
    )
    .await
}

/// Returns the levels of several schemes.
pub async fn levels_of_all(tx: &mut Tx, schemes: &[SecuritySchemeId]) -> db::Result<Vec<Level>> {
    let sql = format!(
        "select id, scheme_id, name, description from security_level where {} order by scheme_id, id",
        tx.dialect().is_one_of("scheme_id", 1)
    );
    let schemes: Vec<i64> = schemes.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[schemes.into()], read_level).await
}

/// Returns who is in the levels of a scheme, in the order they were added.
pub async fn members_of(tx: &mut Tx, scheme: SecuritySchemeId) -> db::Result<Vec<Member>> {
    let sql = format!(
        "select g.id, level_id, {} from security_grant g where exists (
             select 1 from security_level l where l.id = g.level_id and l.scheme_id = $1) order by g.id",
        holder::store::COLUMNS
    );
    let members = tx
        .rows(&sql, &[scheme.into()], |row| {
            Ok((row.take()?, row.take()?, guard::read_holder(row)?))
        })
        .await?;
    // Whom this version does not know is in no level, so is not shown either.
    let known = members.into_iter();
    Ok(known
        .filter_map(|(id, level, holder)| {
            Some(Member {
                id,
                level,
                holder: holder?,
            })
        })
        .collect())
}

/// Returns the schemes whose name contains the text, by name, each with how many projects use it, and how
/// many schemes there are in all.
pub async fn page(
    tx: &mut Tx,
    contains: &str,
    start: i64,
    size: i64,
) -> db::Result<(Vec<(Scheme, i64)>, i64)> {
    let pattern = Dialect::like_pattern(&text::fold(contains));
    let matches = tx.dialect().contains("s.lower_name", 1);
    let total = tx
        .one(
            &format!("select count(*) from security_scheme s where {matches}"),
            &[(&pattern).into()],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select s.id, s.name, s.description, s.default_level_id,
             (select count(*) from project p where p.security_scheme_id = s.id)
         from security_scheme s where {matches} order by s.lower_name limit $2 offset $3"
    );
    let params = [(&pattern).into(), size.into(), start.into()];
    let schemes = tx
        .rows(&sql, &params, |row| Ok((read(row)?, row.take()?)))
        .await?;
    Ok((schemes, total))
}

/// Returns the first projects that use the scheme, as key and name, and how many there are.
pub async fn projects_of(
    tx: &mut Tx,
    id: SecuritySchemeId,
    most: i64,
) -> db::Result<(Vec<(String, String)>, i64)> {
    let total = tx
        .one(
            "select count(*) from project where security_scheme_id = $1",
            &[id.into()],
            |row| row.take(),
        )
        .await?;
    let projects = tx
        .rows(
            "select key, name from project where security_scheme_id = $1 order by lower_name limit $2",
            &[id.into(), most.into()],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await?;
    Ok((projects, total))
}

pub async fn level_by_id(tx: &mut Tx, id: SecurityLevelId) -> db::Result<Option<Level>> {
    tx.opt(
        "select id, scheme_id, name, description from security_level where id = $1",
        &[id.into()],
        read_level,
    )
    .await
}

fn read_level(row: &mut Row<'_>) -> db::Result<Level> {
    Ok(Level {
        id: row.take()?,
        scheme: row.take()?,
        name: row.take()?,
        description: row.take()?,
    })
}

/// Returns the projects that use the scheme.
pub async fn projects_with(tx: &mut Tx, scheme: SecuritySchemeId) -> db::Result<Vec<ProjectId>> {
    tx.rows(
        "select id from project where security_scheme_id = $1 order by id",
        &[scheme.into()],
        |row| row.take(),
    )
    .await
}

pub async fn insert(tx: &mut Tx, scheme: &Scheme) -> db::Result<()> {
    tx.execute(
        "insert into security_scheme (id, name, lower_name, description, default_level_id)
         values ($1, $2, $3, $4, $5)",
        &[
            scheme.id.into(),
            (&scheme.name).into(),
            text::fold(&scheme.name).into(),
            (&scheme.description).into(),
            scheme.default_level.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn insert_level(tx: &mut Tx, level: &Level, holders: &[Holder]) -> db::Result<()> {
    tx.execute(
        "insert into security_level (id, scheme_id, name, description) values ($1, $2, $3, $4)",
        &[
            level.id.into(),
            level.scheme.into(),
            (&level.name).into(),
            (&level.description).into(),
        ],
    )
    .await?;
    for one in holders {
        insert_member(tx, level.id, one).await?;
    }
    Ok(())
}

pub async fn insert_member(tx: &mut Tx, level: SecurityLevelId, holder: &Holder) -> db::Result<()> {
    let id = SecurityGrantId(tx.next_id("security_grant_id").await?);
    let [kind, group, user, role, parameter] = holder::store::columns(holder);
    tx.execute(
        "insert into security_grant (id, level_id, holder, group_id, user_id, role_id, parameter)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[id.into(), level.into(), kind, group, user, role, parameter],
    )
    .await?;
    Ok(())
}

pub async fn delete_member(tx: &mut Tx, id: SecurityGrantId) -> db::Result<()> {
    tx.execute("delete from security_grant where id = $1", &[id.into()])
        .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, scheme: &Scheme) -> db::Result<()> {
    tx.execute(
        "update security_scheme set name = $1, lower_name = $2, description = $3,
             default_level_id = $4 where id = $5",
        &[
            (&scheme.name).into(),
            text::fold(&scheme.name).into(),
            (&scheme.description).into(),
            scheme.default_level.into(),
            scheme.id.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: SecuritySchemeId) -> db::Result<()> {
    tx.execute("delete from security_scheme where id = $1", &[id.into()])
        .await?;
    Ok(())
}

pub async fn update_level(tx: &mut Tx, level: &Level) -> db::Result<()> {
    tx.execute(
        "update security_level set name = $1, description = $2 where id = $3",
        &[
            (&level.name).into(),
            (&level.description).into(),
            level.id.into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete_level(tx: &mut Tx, id: SecurityLevelId) -> db::Result<()> {
    tx.execute("delete from security_level where id = $1", &[id.into()])
        .await?;
    Ok(())
}

/// Returns how many issues have the level.
pub async fn n_issues(tx: &mut Tx, level: &Level) -> db::Result<i64> {
    // By project, which there is an index for.
    tx.one(
        "select count(*) from issue where security_level_id = $1
             and project_id in (select id from project where security_scheme_id = $2)",
        &[level.id.into(), level.scheme.into()],
        |row| row.take(),
    )
    .await
}

/// Gives all issues of a level another one, or none.
pub async fn move_issues(
    tx: &mut Tx,
    level: &Level,
    to: Option<SecurityLevelId>,
) -> db::Result<()> {
    tx.execute(
        "update issue set security_level_id = $1 where security_level_id = $2
             and project_id in (select id from project where security_scheme_id = $3)",
        &[to.into(), level.id.into(), level.scheme.into()],
    )
    .await?;
    Ok(())
}

/// Returns how many issues of the project have which level, or none.
pub async fn issues_by_level(
    tx: &mut Tx,
    project: ProjectId,
) -> db::Result<Vec<(Option<SecurityLevelId>, i64)>> {
    tx.rows(
        "select security_level_id, count(*) from issue where project_id = $1
         group by security_level_id order by security_level_id",
        &[project.into()],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
}

/// Gives those issues of a project that have the level, or none, another one, or none.
pub async fn move_issues_in(
    tx: &mut Tx,
    project: ProjectId,
    from: Option<SecurityLevelId>,
    to: Option<SecurityLevelId>,
) -> db::Result<()> {
    let project = project.into();
    match from {
        Some(from) => {
            tx.execute(
                "update issue set security_level_id = $1
                 where project_id = $2 and security_level_id = $3",
                &[to.into(), project, from.into()],
            )
            .await?
        }
        None => {
            tx.execute(
                "update issue set security_level_id = $1
                 where project_id = $2 and security_level_id is null",
                &[to.into(), project],
            )
            .await?
        }
    };
    Ok(())
}

/// Makes a project use the scheme, or none.
pub async fn assign(
    tx: &mut Tx,
    project: ProjectId,
    scheme: Option<SecuritySchemeId>,
) -> db::Result<()> {
    tx.execute(
        "update project set security_scheme_id = $1 where id = $2",
        &[scheme.into(), project.into()],
    )
    .await?;
    Ok(())
}
