//! What becomes of issues when a version goes.

use base::guard::{Granted, ProjectRef};
use base::{Cx, Result, Tx, messages};
use model::permission::may::AdministerProjects;
use model::{CustomFieldId, VersionId};
use projects::version::{self, Version};

use super::wire::InCustomField;
use crate::field::custom::{Holds, custom_fields, swap_version, version_usage};
use crate::issue::ops::{Replaced, replace};
use crate::issue::store::{self, Holders, Kind, n_with};

/// How many issues have a version.
#[derive(Debug)]
pub struct InUse {
    /// Those that are to be fixed in it.
    pub fixed: i64,
    /// Those that it is affected by.
    pub affected: i64,
    /// Those that have it in fields of their own, by field.
    pub custom: Vec<InField>,
}

/// How many issues have a version in a custom field.
#[derive(Debug)]
pub struct InField {
    /// The field.
    pub field: CustomFieldId,
    /// Its name.
    pub name: String,
    /// How many issues.
    pub n_issues: i64,
}

/// Returns how many issues have a version.
///
/// # Errors
/// When the database cannot be read.
pub async fn usage(cx: &Cx, tx: &mut db::Tx, version: VersionId) -> Result<InUse> {
    let fields = custom_fields(cx, tx).await?;
    let usage = version_usage(tx, version).await?.into_iter();
    let in_field = |(field, n_issues)| {
        let name = fields.get(field)?.name.clone();
        Some(InField {
            field,
            name,
            n_issues,
        })
    };
    Ok(InUse {
        fixed: n_with(tx, Kind::FixVersion, version.0).await?,
        affected: n_with(tx, Kind::AffectedVersion, version.0).await?,
        custom: usage.filter_map(in_field).collect(),
    })
}

/// Returns how many issues that are to be fixed in a version have no resolution.
///
/// # Errors
/// When the database cannot be read.
pub async fn n_unresolved(tx: &mut db::Tx, version: VersionId) -> Result<i64> {
    Ok(store::n_unresolved(tx, version.0).await?)
}

/// The versions that take its place, where one is named.
pub struct Places {
    /// Where it is to be fixed.
    pub fix: Option<String>,
    /// Where it is affected.
    pub affected: Option<String>,
    /// The same for custom fields; without a version named, theirs go.
    pub custom: Vec<InCustomField>,
}

/// Deletes a version; its issues get others, if they are named.
///
/// # Errors
/// Invalid, if another one is not one of the project's; Not found, if it is gone.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    version: &Version,
    places: &Places,
) -> Result<()> {
    let version = locked(tx, version.id).await?;
    let fix = other(tx, &version, "moveFixIssuesTo", places.fix.as_deref()).await?;
    let name = "moveAffectedIssuesTo";
    let affected = other(tx, &version, name, places.affected.as_deref()).await?;
    let fields = custom_fields(cx, tx).await?;
    if let Some(given) = places.custom.get(fields.fields.len()) {
        return Err(messages::no_such_custom_field(given.custom_field_id));
    }
    // At most as many as there are fields.
    for given in &places.custom {
        let field = fields.get(CustomFieldId(given.custom_field_id));
        let field = field.filter(|field| matches!(field.holds(), Holds::Version));
        let field = field.filter(|field| field.context_in(version.project).is_some());
        let field = field.ok_or_else(|| messages::no_such_custom_field(given.custom_field_id))?;
        let to = given.move_to.map(|id| id.to_string());
        let to = other(tx, &version, "customFieldReplacementList", to.as_deref()).await?;
        if let Some(to) = to {
            swap_version(tx, Some(field.id), (version.id, to.id), cx.now()).await?;
        }
    }
    replace_both(cx, tx, &version, fix.as_ref(), affected.as_ref()).await?;
    version::remove(cx, tx, project, &version).await
}

/// Puts another version in the place of one for the issues that are to be fixed in it and have no resolution.
///
/// # Errors
/// Invalid, if the other one is not one of the project's; Not found, if it is gone.
pub async fn move_unresolved(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    version: &Version,
    to: &str,
) -> Result<()> {
    let version = locked(tx, version.id).await?;
    if version.project != project.id {
        return Err(messages::no_such_version(&version.id.to_string()));
    }
    let to = other(tx, &version, "moveUnfixedTo", Some(to)).await?;
    let replaced = Replaced {
        kind: Kind::FixVersion,
        old: (version.id.0, &version.name),
        new: to.as_ref().map(|to| (to.id.0, to.name.as_str())),
        holders: Holders::Unresolved,
    };
    replace(cx, tx, &[replaced]).await
}

/// Deletes a version and gives all its issues to another one.
///
/// # Errors
/// As [`delete`].
pub async fn merge(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    version: &Version,
    into: &Version,
) -> Result<()> {
    let version = locked(tx, version.id).await?;
    let into = into.id.to_string();
    let into = other(tx, &version, "moveIssuesTo", Some(&into)).await?;
    replace_both(cx, tx, &version, into.as_ref(), into.as_ref()).await?;
    match &into {
        Some(into) => {
            swap_version(tx, None, (version.id, into.id), cx.now()).await?;
            version::merged(cx, tx, project, &version, into).await
        }
        None => Ok(()),
    }
}

async fn locked(tx: &mut Tx, id: VersionId) -> Result<Version> {
    let version = version::lock(tx, id).await?;
    version.ok_or_else(|| messages::no_such_version(&id.to_string()))
}

async fn other(
    tx: &mut Tx,
    version: &Version,
    parameter: &str,
    to: Option<&str>,
) -> Result<Option<Version>> {
    let Some(to) = to else {
        return Ok(None);
    };
    let found = match VersionId::parse(to) {
        Some(id) => version::lock(tx, id).await?,
        None => None,
    };
    let fits = |other: &Version| other.project == version.project && other.id != version.id;
    let refused = || messages::cannot_take_its_place(parameter, to);
    found.filter(fits).ok_or_else(refused).map(Some)
}

async fn replace_both(
    cx: &Cx,
    tx: &mut Tx,
    version: &Version,
    fix: Option<&Version>,
    affected: Option<&Version>,
) -> Result<()> {
    let replaced =
        |kind, new: Option<&Version>| (kind, new.map(|new| (new.id.0, new.name.clone())));
    let both = [
        replaced(Kind::AffectedVersion, affected),
        replaced(Kind::FixVersion, fix),
    ];
    let both = both.each_ref().map(|(kind, new)| Replaced {
        kind: *kind,
        old: (version.id.0, &version.name),
        new: new.as_ref().map(|(id, name)| (*id, name.as_str())),
        holders: Holders::All,
    });
    replace(cx, tx, &both).await
}
