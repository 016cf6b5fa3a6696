//! The handlers of versions and their issues.

use base::http::{Body, Json, NoContent, Path, Query};
use base::{Cx, Result};
use projects::version;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::{self, Places};
use super::wire::{Counts, Swap, Unresolved, Usage};
use crate::field::custom::n_with_version;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    move_fix_issues_to: Option<String>,
    move_affected_issues_to: Option<String>,
}

pub async fn count(cx: Cx, Path(id): Path<String>) -> Result<Json<Counts>> {
    let mut tx = cx.read().await?;
    let version = version::find(&cx, &mut tx, &id).await?;
    let in_use = ops::usage(&cx, &mut tx, version.id).await?;
    let usage = in_use.custom.into_iter().map(|one| Usage {
        field_name: one.name,
        custom_field_id: one.field.0,
        issue_count_with_version_in_custom_field: one.n_issues,
    });
    Ok(Json(Counts {
        self_url: cx.urls().api(&format!("version/{}", version.id)),
        issues_fixed_count: in_use.fixed,
        issues_affected_count: in_use.affected,
        issue_count_with_custom_fields_showing_version: n_with_version(&mut tx, version.id).await?,
        custom_field_usage: usage.collect(),
    }))
}

pub async fn count_unresolved(cx: Cx, Path(id): Path<String>) -> Result<Json<Unresolved>> {
    let mut tx = cx.read().await?;
    let version = version::find(&cx, &mut tx, &id).await?;
    Ok(Json(Unresolved {
        self_url: cx.urls().api(&format!("version/{}", version.id)),
        issues_unresolved_count: ops::n_unresolved(&mut tx, version.id).await?,
    }))
}

pub async fn delete(
    cx: Cx,
    Path(id): Path<String>,
    Query(how): Query<Deletion>,
) -> Result<NoContent> {
    let places = Places {
        fix: how.move_fix_issues_to.filter(|id| !id.is_empty()),
        affected: how.move_affected_issues_to.filter(|id| !id.is_empty()),
        custom: Vec::new(),
    };
    remove(cx, &id, places).await
}

pub async fn remove_and_swap(
    cx: Cx,
    Path(id): Path<String>,
    Body(swap): Body<Swap>,
) -> Result<NoContent> {
    let places = Places {
        fix: swap.move_fix_issues_to.map(|id| id.to_string()),
        affected: swap.move_affected_issues_to.map(|id| id.to_string()),
        custom: swap.custom_field_replacement_list,
    };
    remove(cx, &id, places).await
}

async fn remove(cx: Cx, id: &str, places: Places) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let (project, version) = version::find_to_change(&cx, &mut tx, id).await?;
    ops::delete(&cx, &mut tx, &project, &version, &places).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn merge(cx: Cx, Path((id, into)): Path<(String, String)>) -> Result<NoContent> {
    let mut tx = cx.write().await?;
    let (project, version) = version::find_to_change(&cx, &mut tx, &id).await?;
    let into = version::find(&cx, &mut tx, &into).await?;
    ops::merge(&cx, &mut tx, &project, &version, &into).await?;
    tx.commit().await?;
    Ok(NoContent)
}
