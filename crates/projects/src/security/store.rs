//! The SQL of security schemes and levels.

use base::guard;
use base::text;
use db::{Row, Tx};
use model::{ProjectId, SecurityLevelId, SecuritySchemeId};
use policy::Holder;

use super::{Level, Scheme};
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

/// Returns the levels of all schemes.
pub async fn all_levels(tx: &mut Tx) -> db::Result<Vec<Level>> {
    tx.rows(
        "select id, scheme_id, name, description from security_level order by scheme_id, id",
        &[],
        read_level,
    )
    .await
}

/// Returns who is in the levels of a scheme.
pub async fn holders_of(
    tx: &mut Tx,
    scheme: SecuritySchemeId,
) -> db::Result<Vec<(SecurityLevelId, Holder)>> {
    let sql = format!(
        "select level_id, {} from security_grant g where exists (
             select 1 from security_level l where l.id = g.level_id and l.scheme_id = $1) order by g.id",
        holder::store::COLUMNS
    );
    let holders = tx
        .rows(&sql, &[scheme.into()], |row| {
            Ok((row.take()?, guard::read_holder(row)?))
        })
        .await?;
    let known = holders.into_iter();
    Ok(known
        .filter_map(|(level, holder)| Some((level, holder?)))
        .collect())
}

/// Returns for each scheme how many projects use it.
pub async fn n_projects(tx: &mut Tx) -> db::Result<Vec<(SecuritySchemeId, i64)>> {
    tx.rows(
        "select security_scheme_id, count(*) from project where security_scheme_id is not null
         group by security_scheme_id",
        &[],
        |row| Ok((row.take()?, row.take()?)),
    )
    .await
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
        let id = tx.next_id("security_grant_id").await?;
        let [kind, group, user, role, parameter] = holder::store::columns(one);
        tx.execute(
            "insert into security_grant (id, level_id, holder, group_id, user_id, role_id, parameter)
             values ($1, $2, $3, $4, $5, $6, $7)",
            &[
                id.into(),
                level.id.into(),
                kind,
                group,
                user,
                role,
                parameter,
            ],
        )
        .await?;
    }
    Ok(())
}
