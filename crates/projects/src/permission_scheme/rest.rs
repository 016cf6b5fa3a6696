//! The handlers of permission schemes.

use std::collections::HashMap;

use axum::body::Bytes;
use base::expand::Expand;
use base::guard;
use base::http::{Body, Created, Json, NoContent, Path, Query};
use base::{Cx, Result, messages};
use model::PermissionSchemeId;
use model::permission::may::AdministerProjects;
use policy::Grant;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::{self, Viewer};
use super::wire::{
    Attribute, GrantFull, GrantInput, Grants, SchemeFull, SchemeId, SchemeInput, Schemes,
};
use super::{Scheme, grants, store};
use crate::holder;
use crate::loose::Loose;

/// The one attribute there is.
const EXTENDED: &str = "ADMINISTER_PROJECTS.extended.enabled";

#[derive(Deserialize, JsonSchema)]
pub struct Expanding {
    expand: Option<String>,
}

impl Expanding {
    fn parse(&self) -> Expand {
        Expand::parse(self.expand.as_deref())
    }
}

pub async fn list(cx: Cx, Query(asked): Query<Expanding>) -> Result<Json<Schemes>> {
    let viewer = ops::viewer(&cx)?;
    let projects = match &viewer {
        Viewer::All => None,
        Viewer::Of(projects) => Some(projects.as_slice()),
    };
    let mut tx = cx.read().await?;
    let schemes = store::all(&mut tx, projects).await?;
    Ok(Json(Schemes {
        permission_schemes: show_all(&cx, &mut tx, schemes, &asked.parse()).await?,
    }))
}

pub async fn create(
    cx: Cx,
    Query(asked): Query<Expanding>,
    Body(new): Body<SchemeInput>,
) -> Result<Created<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let wanted = grants::parse(&mut tx, new.permissions.as_deref().unwrap_or_default()).await?;
    let name = new.name.unwrap_or_default();
    let description = new.description.unwrap_or_default();
    let scheme = ops::create(&cx, &mut tx, admin, &name, &description, wanted).await?;
    let shown = show(&cx, &mut tx, scheme, &asked.parse()).await?;
    tx.commit().await?;
    Ok(Created(shown))
}

pub async fn get(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let scheme = ops::get(&cx, &mut tx, &id).await?;
    Ok(Json(show(&cx, &mut tx, scheme, &asked.parse()).await?))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
    Body(new): Body<SchemeInput>,
) -> Result<Json<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let wanted = match &new.permissions {
        Some(inputs) => Some(grants::parse(&mut tx, inputs).await?),
        None => None,
    };
    let (name, description) = (new.name.as_deref(), new.description.as_deref());
    let scheme = ops::update(&cx, &mut tx, admin, &id, name, description, wanted).await?;
    let shown = show(&cx, &mut tx, scheme, &asked.parse()).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn list_grants(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<Grants>> {
    let mut tx = cx.read().await?;
    let scheme = ops::get(&cx, &mut tx, &id).await?;
    let grants = grants::of(&mut tx, scheme.id).await?;
    let shown = show_grants(&cx, &mut tx, scheme.id, &grants, &asked.parse()).await?;
    Ok(Json(Grants::new(shown)))
}

pub async fn add_grant(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
    Body(input): Body<GrantInput>,
) -> Result<Created<GrantFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let wanted = grants::parse(&mut tx, &[input]).await?.pop();
    let wanted = wanted.ok_or_else(messages::holder_missing)?;
    let (scheme, grant) = ops::add_grant(&cx, &mut tx, admin, &id, wanted).await?;
    let shown = show_grant(&cx, &mut tx, scheme.id, grant, &asked.parse()).await?;
    tx.commit().await?;
    Ok(Created(shown))
}

pub async fn get_grant(
    cx: Cx,
    Path((id, grant)): Path<(String, String)>,
    Query(asked): Query<Expanding>,
) -> Result<Json<GrantFull>> {
    let mut tx = cx.read().await?;
    let scheme = ops::get(&cx, &mut tx, &id).await?;
    let grant = ops::find_grant(&mut tx, scheme.id, &grant).await?;
    let shown = show_grant(&cx, &mut tx, scheme.id, grant, &asked.parse()).await?;
    Ok(Json(shown))
}

pub async fn remove_grant(cx: Cx, Path((id, grant)): Path<(String, String)>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::remove_grant(&cx, &mut tx, admin, &id, &grant).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn get_attribute(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
) -> Result<Json<Attribute>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let value = ops::has_extended_administration(&mut tx, admin, &id).await?;
    check_attribute(&key)?;
    Ok(Json(Attribute {
        key: EXTENDED,
        value: value.to_string(),
    }))
}

/// The body is plain text, whatever content type it is sent with.
pub async fn set_attribute(
    cx: Cx,
    Path((id, key)): Path<(String, String)>,
    body: Bytes,
) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    check_attribute(&key)?;
    let value = match body.trim_ascii() {
        b"true" => true,
        b"false" => false,
        _ => return Err(messages::scheme_attribute_not_valid()),
    };
    let mut tx = cx.write().await?;
    ops::set_extended_administration(&cx, &mut tx, admin, &id, value).await?;
    tx.commit().await?;
    Ok(NoContent)
}

fn check_attribute(key: &str) -> Result<()> {
    if key == EXTENDED {
        Ok(())
    } else {
        Err(messages::no_such_scheme_attribute(key))
    }
}

pub async fn get_of_project(
    cx: Cx,
    Path(project): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &project).await?;
    let id = project.permission_scheme;
    let scheme = store::by_id(&mut tx, id).await?;
    let scheme = scheme.ok_or_else(|| messages::no_such_permission_scheme(&id.to_string()))?;
    Ok(Json(show(&cx, &mut tx, scheme, &asked.parse()).await?))
}

pub async fn set_of_project(
    cx: Cx,
    Path(project): Path<String>,
    Query(asked): Query<Expanding>,
    Body(wanted): Body<SchemeId>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.write().await?;
    let project = guard::project_to_view(&cx, &mut tx, &project).await?;
    let admin = guard::administrator(&cx)?;
    let id = wanted.id.as_ref().map(Loose::text);
    let id = id.ok_or_else(messages::scheme_id_missing)?;
    let scheme = ops::assign(&cx, &mut tx, admin, &project, &id).await?;
    let shown = show(&cx, &mut tx, scheme, &asked.parse()).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

async fn show(cx: &Cx, tx: &mut db::Tx, scheme: Scheme, expand: &Expand) -> Result<SchemeFull> {
    let permissions = if expand.is_empty() {
        None
    } else {
        let grants = grants::of(tx, scheme.id).await?;
        Some(show_grants(cx, tx, scheme.id, &grants, expand).await?)
    };
    Ok(SchemeFull::new(scheme, permissions, cx.urls()))
}

async fn show_all(
    cx: &Cx,
    tx: &mut db::Tx,
    schemes: Vec<Scheme>,
    expand: &Expand,
) -> Result<Vec<SchemeFull>> {
    if expand.is_empty() {
        let short = schemes
            .into_iter()
            .map(|scheme| SchemeFull::new(scheme, None, cx.urls()));
        return Ok(short.collect());
    }
    let ids: Vec<PermissionSchemeId> = schemes.iter().map(|scheme| scheme.id).collect();
    let grants = store::grants_of(tx, &ids).await?;
    let names = holder::names(tx, grants.iter().map(|(_, grant)| &grant.holder)).await?;
    let mut by_scheme: HashMap<PermissionSchemeId, Vec<GrantFull>> = HashMap::new();
    for (of, grant) in &grants {
        let shown = GrantFull::new(*of, grant, &names, expand, cx.urls());
        by_scheme.entry(*of).or_default().push(shown);
    }
    let full = schemes.into_iter().map(|scheme| {
        let grants = by_scheme.remove(&scheme.id).unwrap_or_default();
        SchemeFull::new(scheme, Some(grants), cx.urls())
    });
    Ok(full.collect())
}

async fn show_grants(
    cx: &Cx,
    tx: &mut db::Tx,
    scheme: PermissionSchemeId,
    grants: &[Grant],
    expand: &Expand,
) -> Result<Vec<GrantFull>> {
    let names = holder::names(tx, grants.iter().map(|grant| &grant.holder)).await?;
    let shown = grants
        .iter()
        .map(|grant| GrantFull::new(scheme, grant, &names, expand, cx.urls()));
    Ok(shown.collect())
}

async fn show_grant(
    cx: &Cx,
    tx: &mut db::Tx,
    scheme: PermissionSchemeId,
    grant: Grant,
    expand: &Expand,
) -> Result<GrantFull> {
    let names = holder::names(tx, std::iter::once(&grant.holder)).await?;
    Ok(GrantFull::new(scheme, &grant, &names, expand, cx.urls()))
}
