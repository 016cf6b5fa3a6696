//! The SQL of remote links of versions.

use db::{Row, Tx};
use model::{ProjectId, VersionId};

/// A link as it is stored.
pub struct Link {
    pub version: VersionId,
    pub version_name: String,
    pub global_id: String,
    pub value: String,
}

const SELECT: &str = "select l.version_id, v.name, l.global_id, l.value
     from version_remote_link l join version v on v.id = l.version_id";

fn read(row: &mut Row<'_>) -> db::Result<Link> {
    Ok(Link {
        version: row.take()?,
        version_name: row.take()?,
        global_id: row.take()?,
        value: row.take()?,
    })
}

pub async fn of_version(tx: &mut Tx, version: VersionId) -> db::Result<Vec<Link>> {
    let sql = format!("{SELECT} where l.version_id = $1 order by l.global_id");
    tx.rows(&sql, &[version.into()], read).await
}

/// Returns the links of this name, of versions of these projects.
pub async fn named(tx: &mut Tx, global_id: &str, projects: &[ProjectId]) -> db::Result<Vec<Link>> {
    let sql = format!(
        "{SELECT} where l.global_id = $1 and {} order by l.version_id",
        tx.dialect().is_one_of("v.project_id", 2)
    );
    let projects: Vec<i64> = projects.iter().map(|id| id.0).collect();
    tx.rows(&sql, &[global_id.into(), projects.into()], read)
        .await
}

pub async fn find(tx: &mut Tx, version: VersionId, global_id: &str) -> db::Result<Option<Link>> {
    let sql = format!("{SELECT} where l.version_id = $1 and l.global_id = $2");
    tx.opt(&sql, &[version.into(), global_id.into()], read)
        .await
}

pub async fn set(tx: &mut Tx, version: VersionId, global_id: &str, value: &str) -> db::Result<()> {
    tx.execute(
        "insert into version_remote_link (version_id, global_id, value) values ($1, $2, $3)
         on conflict (version_id, global_id) do update set value = excluded.value",
        &[version.into(), global_id.into(), value.into()],
    )
    .await?;
    Ok(())
}

/// Deletes the link of this name, or all of the version's; returns whether there was one.
pub async fn delete(tx: &mut Tx, version: VersionId, global_id: Option<&str>) -> db::Result<bool> {
    let n_gone = tx
        .execute(
            "delete from version_remote_link where version_id = $1 and (global_id = $2 or $3)",
            &[
                version.into(),
                global_id.unwrap_or_default().into(),
                global_id.is_none().into(),
            ],
        )
        .await?;
    Ok(n_gone > 0)
}
