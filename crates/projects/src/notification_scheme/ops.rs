//! Who may see which notification schemes.

use base::guard;
use base::{Cx, Result, messages};
use model::{GlobalPermission, NotificationSchemeId, ProjectId};

use super::{NotificationScheme, store};

/// Returns the projects whose schemes the caller may see; `None` is all.
///
/// # Errors
/// Unauthorized for anonymous callers.
pub fn administered(cx: &Cx) -> Result<Option<Vec<ProjectId>>> {
    cx.signed_in()?;
    if guard::has_global(cx, GlobalPermission::Administer) {
        return Ok(None);
    }
    let viewable = guard::viewable_projects(cx);
    let ids = viewable.ids().iter().copied();
    Ok(Some(ids.filter(|id| guard::administers(cx, *id)).collect()))
}

/// Returns the scheme of this id, if there is one.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(tx: &mut db::Tx, id: &str) -> Result<Option<NotificationScheme>> {
    Ok(match NotificationSchemeId::parse(id) {
        Some(id) => store::by_id(tx, id).await?,
        None => None,
    })
}

/// Returns the scheme of this id, if the caller administers Jira or a project that uses it.
///
/// # Errors
/// Not found; Unauthorized for anonymous callers.
pub async fn get(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<NotificationScheme> {
    let administered = administered(cx)?;
    let missing = || messages::no_such_notification_scheme(id);
    let found = find(tx, id).await?.ok_or_else(missing)?;
    if let Some(own) = administered {
        let projects = store::projects_of(tx, found.id).await?;
        if !projects.iter().any(|id| own.contains(id)) {
            return Err(missing());
        }
    }
    Ok(found)
}
