//! What making, changing, deleting and using a permission scheme means.

mod bulk;

use base::audit::{Change, Entry, Object};
use base::guard::{self, Global, Granted, ProjectRef, View};
use base::{Cx, Error, Result, Tx, messages, text};
use model::permission::may::global::Administer;
use model::{GlobalPermission, GrantId, PermissionSchemeId, ProjectId};
use policy::Grant;
use serde_json::json;

use super::grants::{self, Wanted};
use super::{DEFAULT_SCHEME, Scheme, store};

pub use bulk::{add_grants, copy, find_grants, missing, remove_grants};

/// Which schemes somebody may see.
#[derive(Debug)]
pub enum Viewer {
    /// All: a Jira administrator.
    All,
    /// Those of the projects they administer.
    Of(Vec<ProjectId>),
}

/// Returns which schemes the caller may see.
///
/// # Errors
/// Unauthorized for anonymous callers, Forbidden for who administers nothing.
pub fn viewer(cx: &Cx) -> Result<Viewer> {
    if guard::has_global(cx, GlobalPermission::Administer) {
        return Ok(Viewer::All);
    }
    cx.signed_in()?;
    let visible = guard::viewable_projects(cx);
    let administered: Vec<ProjectId> = visible
        .ids()
        .iter()
        .copied()
        .filter(|id| guard::administers(cx, *id))
        .collect();
    if administered.is_empty() {
        return Err(messages::no_schemes_to_see());
    }
    Ok(Viewer::Of(administered))
}

/// Returns the scheme of this id, if there is one.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(tx: &mut db::Tx, id: &str) -> Result<Option<Scheme>> {
    match PermissionSchemeId::parse(id) {
        Some(id) => Ok(store::by_id(tx, id).await?),
        None => Ok(None),
    }
}

/// Returns the scheme of this id, if the caller may see it.
///
/// # Errors
/// As [`viewer`]; Not found, also for a scheme of other people's projects.
pub async fn get(cx: &Cx, tx: &mut db::Tx, id: &str) -> Result<Scheme> {
    let viewer = viewer(cx)?;
    let scheme = required(tx, id).await?;
    match viewer {
        Viewer::Of(projects) if !store::is_used_by(tx, scheme.id, &projects).await? => {
            Err(messages::no_such_permission_scheme(id))
        }
        Viewer::All | Viewer::Of(_) => Ok(scheme),
    }
}

pub(super) async fn required(tx: &mut db::Tx, id: &str) -> Result<Scheme> {
    find(tx, id)
        .await?
        .ok_or_else(|| messages::no_such_permission_scheme(id))
}

/// Makes a scheme with these grants.
///
/// # Errors
/// Invalid, if the name is not one or is taken.
pub async fn create(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    name: &str,
    description: &str,
    wanted: Vec<Wanted>,
) -> Result<Scheme> {
    tx.change_policy().await?;
    check(name, description)?;
    let scheme = Scheme {
        id: PermissionSchemeId(tx.next_id("permission_scheme_id").await?),
        name: name.to_owned(),
        description: description.to_owned(),
    };
    store::insert(tx, &scheme)
        .await
        .map_err(|error| taken(error, name))?;
    let changes = grants::replace(tx, scheme.id, wanted).await?;
    record(cx, tx, "Permission scheme created", &scheme, changes).await?;
    Ok(scheme)
}

/// Gives a scheme another name, another description, other grants: what is `None` stays.
///
/// # Errors
/// Not found; Invalid, if the name is not one or is taken.
pub async fn update(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    name: Option<&str>,
    description: Option<&str>,
    wanted: Option<Vec<Wanted>>,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let before = required(tx, id).await?;
    let scheme = Scheme {
        id: before.id,
        name: name.unwrap_or(&before.name).to_owned(),
        description: description.unwrap_or(&before.description).to_owned(),
    };
    check(&scheme.name, &scheme.description)?;
    store::update(tx, &scheme)
        .await
        .map_err(|error| taken(error, &scheme.name))?;
    let mut changes: Vec<Change> = [
        Change::between("Name", Some(&before.name), Some(&scheme.name)),
        Change::between(
            "Description",
            Some(&before.description),
            Some(&scheme.description),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let Some(wanted) = wanted {
        changes.extend(grants::replace(tx, scheme.id, wanted).await?);
    }
    record(cx, tx, "Permission scheme updated", &scheme, changes).await?;
    Ok(scheme)
}

/// Deletes a scheme; the projects that use it take the default one.
///
/// # Errors
/// Not found; Invalid for the default scheme.
pub async fn delete(cx: &Cx, tx: &mut Tx, _: Global<Administer>, id: &str) -> Result<()> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    if scheme.id == DEFAULT_SCHEME {
        return Err(messages::default_scheme_stays());
    }
    let gone = grants::of(tx, scheme.id).await?;
    let mut changes = grants::changes(tx, &gone, &[]).await?;
    for project in store::delete(tx, scheme.id, DEFAULT_SCHEME).await? {
        changes.extend(Change::between("Project", Some(&project), None));
    }
    record(cx, tx, "Permission scheme deleted", &scheme, changes).await
}

/// Adds a grant to a scheme.
///
/// # Errors
/// Not found; Invalid, if the same is granted already.
pub async fn add_grant(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    (permission, holder): Wanted,
) -> Result<(Scheme, Grant)> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    let before = grants::of(tx, scheme.id).await?;
    if before
        .iter()
        .any(|grant| grant.permission == permission && grant.holder == holder)
    {
        return Err(messages::grant_exists(permission.key()));
    }
    let grant = store::insert_grant(tx, scheme.id, permission, holder).await?;
    let changes = grants::changes(tx, &[], std::slice::from_ref(&grant)).await?;
    record(cx, tx, "Permission scheme updated", &scheme, changes).await?;
    Ok((scheme, grant))
}

/// Takes a grant away from a scheme.
///
/// # Errors
/// Not found.
pub async fn remove_grant(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    grant: &str,
) -> Result<()> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    let gone = find_grant(tx, scheme.id, grant).await?;
    store::delete_grants(tx, [gone.id].into_iter()).await?;
    let changes = grants::changes(tx, &[gone], &[]).await?;
    record(cx, tx, "Permission scheme updated", &scheme, changes).await
}

/// Returns one grant of a scheme.
///
/// # Errors
/// Not found.
pub async fn find_grant(tx: &mut db::Tx, scheme: PermissionSchemeId, id: &str) -> Result<Grant> {
    let grants = grants::of(tx, scheme).await?;
    grants
        .into_iter()
        .find(|grant| Some(grant.id) == GrantId::parse(id))
        .ok_or_else(|| messages::no_such_grant(id))
}

/// Makes a project use a scheme.
///
/// # Errors
/// Not found for the scheme.
pub async fn assign(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    project: &Granted<ProjectRef, View>,
    id: &str,
) -> Result<Scheme> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    let before = store::by_id(tx, project.permission_scheme).await?;
    store::assign(tx, project.id, scheme.id).await?;
    let change = Change::between(
        "Permission scheme",
        before.as_ref().map(|scheme| scheme.name.as_str()),
        Some(&scheme.name),
    );
    let entry = Entry {
        category: "permissions",
        summary: "Permission scheme of project changed",
        object: Object {
            kind: "PROJECT",
            id: project.id.to_string(),
            name: &project.name,
        },
        changes: change.into_iter().collect(),
    };
    tx.audit(cx, entry).await?;
    let payload = json!({ "project": project.id.0, "scheme": scheme.id.0 });
    tx.event(cx, "permission_scheme_assigned", &payload).await?;
    Ok(scheme)
}

/// Says whether those who administer a project may change its workflow and screens too.
///
/// # Errors
/// Not found.
pub async fn set_extended_administration(
    cx: &Cx,
    tx: &mut Tx,
    _: Global<Administer>,
    id: &str,
    extended: bool,
) -> Result<()> {
    tx.change_policy().await?;
    let scheme = required(tx, id).await?;
    let before = store::has_extended_administration(tx, scheme.id).await?;
    store::set_extended_administration(tx, scheme.id, extended).await?;
    let change = Change::between(
        "Extended project administration",
        Some(&before.to_string()),
        Some(&extended.to_string()),
    );
    let changes = change.into_iter().collect();
    record(cx, tx, "Permission scheme updated", &scheme, changes).await
}

/// Returns whether those who administer a project may change its workflow and screens too.
///
/// # Errors
/// Not found.
pub async fn has_extended_administration(
    tx: &mut db::Tx,
    _: Global<Administer>,
    id: &str,
) -> Result<bool> {
    let scheme = required(tx, id).await?;
    Ok(store::has_extended_administration(tx, scheme.id).await?)
}

fn check(name: &str, description: &str) -> Result<()> {
    if text::is_blank(name) || text::is_longer(name, text::MAX_LINE) || text::has_control(name) {
        return Err(messages::scheme_name_not_valid());
    }
    if text::is_longer(description, text::MAX_LONG_TEXT) {
        return Err(Error::invalid_field(
            "description",
            messages::text_too_long(),
        ));
    }
    Ok(())
}

fn taken(error: db::Error, name: &str) -> Error {
    if error.is_unique("permission_scheme.lower_name") {
        messages::scheme_exists(name)
    } else {
        error.into()
    }
}

async fn record(
    cx: &Cx,
    tx: &mut Tx,
    summary: &'static str,
    scheme: &Scheme,
    changes: Vec<Change>,
) -> Result<()> {
    let entry = Entry {
        category: "permissions",
        summary,
        object: Object {
            kind: "SCHEME",
            id: scheme.id.to_string(),
            name: &scheme.name,
        },
        changes,
    };
    tx.audit(cx, entry).await?;
    tx.event(
        cx,
        "permission_scheme_changed",
        &json!({ "scheme": scheme.id.0 }),
    )
    .await
}
