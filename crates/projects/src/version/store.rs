//! The SQL of versions.

use base::paging::Paging;
use base::text;
use db::{Dialect, Row, Tx};
use model::{ProjectId, VersionId};

use super::Version;

/// What [`read`] reads, in its order.
const COLUMNS: &str = "v.id, v.project_id, v.name, v.description, v.position, v.is_released, v.is_archived, \
                       v.start_date, v.release_date";

fn read(row: &mut Row<'_>) -> db::Result<Version> {
    Ok(Version {
        id: row.take()?,
        project: row.take()?,
        name: row.take()?,
        description: row.take()?,
        position: row.take()?,
        is_released: row.take()?,
        is_archived: row.take()?,
        start_date: row.take()?,
        release_date: row.take()?,
    })
}

/// What a list of versions is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub by: By,
    pub is_descending: bool,
}

/// What versions can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Position,
    Name,
    StartDate,
    ReleaseDate,
}

impl Order {
    fn sql(self) -> String {
        let column = match self.by {
            By::Position => "v.position",
            By::Name => "v.lower_name",
            // What has no day comes last in either direction, on both engines.
            By::StartDate => "v.start_date is null, v.start_date",
            By::ReleaseDate => "v.release_date is null, v.release_date",
        };
        let direction = if self.is_descending { " desc" } else { "" };
        format!("{column}{direction}, v.position{direction}, v.id")
    }
}

/// Returns the versions of a project, in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_project(tx: &mut Tx, project: ProjectId) -> db::Result<Vec<Version>> {
    let sql = format!(
        "select {COLUMNS} from version v where v.project_id = $1 order by v.position, v.id"
    );
    tx.rows(&sql, &[project.into()], read).await
}

/// Returns the versions of several projects, each project's in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_projects(tx: &mut Tx, projects: &[ProjectId]) -> db::Result<Vec<Version>> {
    let sql = format!(
        "select {COLUMNS} from version v where {} order by v.project_id, v.position, v.id",
        tx.dialect().is_one_of("v.project_id", 1)
    );
    let projects: Vec<i64> = projects.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[projects.into()], read).await
}

/// Returns these versions.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_ids(tx: &mut Tx, ids: &[VersionId]) -> db::Result<Vec<Version>> {
    let sql = format!(
        "select {COLUMNS} from version v where {}",
        tx.dialect().is_one_of("v.id", 1)
    );
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[ids.into()], read).await
}

pub async fn by_id(tx: &mut Tx, id: VersionId) -> db::Result<Option<Version>> {
    let sql = format!("select {COLUMNS} from version v where v.id = $1");
    tx.opt(&sql, &[id.into()], read).await
}

/// Returns the version, which stays locked until the transaction ends.
///
/// # Errors
/// When the database cannot be read.
pub async fn lock(tx: &mut Tx, id: VersionId) -> db::Result<Option<Version>> {
    let sql = format!(
        "select {COLUMNS} from version v where v.id = $1{}",
        tx.dialect().for_update()
    );
    tx.opt(&sql, &[id.into()], read).await
}

/// Returns the versions of the projects whose name contains the text, and how many there are in all.
pub async fn page(
    tx: &mut Tx,
    projects: &[ProjectId],
    contains: &str,
    order: Order,
    paging: Paging,
) -> db::Result<(Vec<Version>, i64)> {
    let dialect = tx.dialect();
    let matches = format!(
        "{} and {}",
        dialect.is_one_of("v.project_id", 1),
        dialect.contains("v.lower_name", 2)
    );
    let projects: Vec<i64> = projects.iter().map(|id| id.0).collect();
    let pattern = Dialect::like_pattern(&text::fold(contains));
    let total = tx
        .one(
            &format!("select count(*) from version v where {matches}"),
            &[projects.clone().into(), (&pattern).into()],
            |row| row.take(),
        )
        .await?;
    let sql = format!(
        "select {COLUMNS} from version v where {matches} order by {} limit $3 offset $4",
        order.sql()
    );
    let params = [
        projects.into(),
        (&pattern).into(),
        paging.max_results.into(),
        paging.start_at.into(),
    ];
    Ok((tx.rows(&sql, &params, read).await?, total))
}

/// Locks the order of a project's versions until the transaction ends.
pub async fn lock_order(tx: &mut Tx, project: ProjectId) -> db::Result<()> {
    let sql = format!(
        "select id from version where project_id = $1 order by id{}",
        tx.dialect().for_update()
    );
    tx.rows(&sql, &[project.into()], |row| row.take::<i64>())
        .await?;
    Ok(())
}

/// Returns the first position after all versions of a project.
pub async fn next_position(tx: &mut Tx, project: ProjectId) -> db::Result<i64> {
    tx.one(
        "select coalesce(max(position), 0) + 1 from version where project_id = $1",
        &[project.into()],
        |row| row.take(),
    )
    .await
}

/// Makes room for one version before this position.
pub async fn make_room(tx: &mut Tx, project: ProjectId, position: i64) -> db::Result<()> {
    tx.execute(
        "update version set position = position + 1 where project_id = $1 and position >= $2",
        &[project.into(), position.into()],
    )
    .await?;
    Ok(())
}

pub async fn set_position(tx: &mut Tx, id: VersionId, position: i64) -> db::Result<()> {
    tx.execute(
        "update version set position = $2 where id = $1",
        &[id.into(), position.into()],
    )
    .await?;
    Ok(())
}

pub async fn insert(tx: &mut Tx, version: &Version) -> db::Result<()> {
    tx.execute(
        "insert into version
             (id, project_id, name, lower_name, description, position, is_released, is_archived,
              start_date, release_date)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            version.id.into(),
            version.project.into(),
            (&version.name).into(),
            text::fold(&version.name).into(),
            version.description.as_deref().into(),
            version.position.into(),
            version.is_released.into(),
            version.is_archived.into(),
            version.start_date.as_deref().into(),
            version.release_date.as_deref().into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, version: &Version) -> db::Result<()> {
    tx.execute(
        "update version
         set name = $2, lower_name = $3, description = $4, is_released = $5, is_archived = $6,
             start_date = $7, release_date = $8
         where id = $1",
        &[
            version.id.into(),
            (&version.name).into(),
            text::fold(&version.name).into(),
            version.description.as_deref().into(),
            version.is_released.into(),
            version.is_archived.into(),
            version.start_date.as_deref().into(),
            version.release_date.as_deref().into(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: VersionId) -> db::Result<()> {
    tx.execute("delete from version where id = $1", &[id.into()])
        .await?;
    Ok(())
}
