//! What becomes of issues when a component goes.

use base::guard::{Granted, ProjectRef};
use base::{Cx, Result, Tx, messages};
use model::ComponentId;
use model::permission::may::AdministerProjects;
use projects::component::{self, Component};

use crate::issue::ops::{Replaced, replace};
use crate::issue::store::{Holders, Kind, n_with};

/// Returns how many issues have a component.
///
/// # Errors
/// When the database cannot be read.
pub async fn n_issues(tx: &mut db::Tx, component: ComponentId) -> Result<i64> {
    Ok(n_with(tx, Kind::Component, component.0).await?)
}

/// Deletes a component; its issues get another one, if one is named.
///
/// # Errors
/// Invalid, if the other one is not one of the project's; Not found, if it is gone.
pub async fn delete(
    cx: &Cx,
    tx: &mut Tx,
    project: &Granted<ProjectRef, AdministerProjects>,
    component: &Component,
    to: Option<&str>,
) -> Result<()> {
    let gone = || messages::no_such_component(&component.id.to_string());
    let component = component::lock(tx, component.id).await?.ok_or_else(gone)?;
    let other = match to {
        None => None,
        Some(to) => {
            let found = match ComponentId::parse(to) {
                Some(id) => component::lock(tx, id).await?,
                None => None,
            };
            let fits = |other: &Component| other.project == project.id && other.id != component.id;
            let refused = || messages::cannot_take_its_place("moveIssuesTo", to);
            Some(found.filter(fits).ok_or_else(refused)?)
        }
    };
    let replaced = Replaced {
        kind: Kind::Component,
        old: (component.id.0, &component.name),
        new: other
            .as_ref()
            .map(|other| (other.id.0, other.name.as_str())),
        holders: Holders::All,
    };
    replace(cx, tx, &[replaced]).await?;
    component::remove(cx, tx, project, &component).await
}
