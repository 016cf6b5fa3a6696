//! The SQL of how often fields are used, and of the versions in them.

use std::collections::HashMap;

use db::{Param, Tx};
use model::CustomFieldId;

/// Returns how many issues have a value in each field.
pub async fn count_values(tx: &mut Tx) -> db::Result<HashMap<CustomFieldId, i64>> {
    let sql = "select field_id, count(distinct issue_id) from custom_field_value group by field_id";
    let rows = tx
        .rows(sql, &[], |row| Ok((row.take()?, row.take()?)))
        .await?;
    Ok(rows.into_iter().collect())
}

/// Returns the names of versions.
pub async fn version_names(
    tx: &mut Tx,
    ids: Vec<i64>,
) -> db::Result<HashMap<model::VersionId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select v.id, v.name from version v where {}",
        tx.dialect().is_one_of("v.id", 1)
    );
    let rows = tx
        .rows(&sql, &[ids.into()], |row| Ok((row.take()?, row.take()?)))
        .await?;
    Ok(rows.into_iter().collect())
}

/// Returns how many issues have a version in each field.
pub async fn version_usage(
    tx: &mut Tx,
    version: model::VersionId,
) -> db::Result<Vec<(CustomFieldId, i64)>> {
    let sql = "select field_id, count(distinct issue_id) from custom_field_value
               where version_id = $1 group by field_id order by field_id";
    tx.rows(sql, &[version.into()], |row| Ok((row.take()?, row.take()?)))
        .await
}

/// Returns how many issues have a version in any field.
pub async fn n_with_version(tx: &mut Tx, version: model::VersionId) -> db::Result<i64> {
    let sql = "select count(distinct issue_id) from custom_field_value where version_id = $1";
    tx.one(sql, &[version.into()], |row| row.take()).await
}

/// Puts another version in the place of one, in a field or in all. What has the other one already keeps it
/// once.
pub async fn swap_version(
    tx: &mut Tx,
    field: Option<CustomFieldId>,
    (old, new): (model::VersionId, model::VersionId),
    at: model::Timestamp,
) -> db::Result<()> {
    // No field has the number 0.
    let field: Param<'_> = field.map_or(0, |field| field.0).into();
    tx.execute(
        "update issue set updated_at = $3 where id in (
             select v.issue_id from custom_field_value v
             where v.version_id = $1 and (v.field_id = $2 or $2 = 0))",
        &[old.into(), field.clone(), at.into()],
    )
    .await?;
    tx.execute(
        "update custom_field_value set version_id = $2
         where version_id = $1 and (field_id = $3 or $3 = 0) and not exists (
             select 1 from custom_field_value v
             where v.issue_id = custom_field_value.issue_id
               and v.field_id = custom_field_value.field_id and v.version_id = $2)",
        &[old.into(), new.into(), field.clone()],
    )
    .await?;
    tx.execute(
        "delete from custom_field_value where version_id = $1 and (field_id = $2 or $2 = 0)",
        &[old.into(), field],
    )
    .await?;
    Ok(())
}
