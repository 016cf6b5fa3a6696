//! The handlers of priority schemes.

use std::collections::HashMap;

use base::expand::Expand;
use base::guard;
use base::http::{Body, Created, Json, NoContent, Path, Query};
use base::paging::Paging;
use base::{Cx, Remembered as _, Result, messages};
use model::permission::may::AdministerProjects;
use model::{OptionSchemeId, ProjectId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{SchemeFull, SchemeId, SchemeInput, SchemeList};
use crate::loose::Loose;
use crate::offer::{Kind, Offers, Scheme, offers, ops, store};

const KIND: Kind = Kind::Priorities;
const NOUN: &str = "priority scheme";

#[derive(Deserialize, JsonSchema)]
pub struct Expanding {
    expand: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    start_at: Option<i64>,
    max_results: Option<i64>,
    expand: Option<String>,
}

pub async fn list(cx: Cx, Query(asked): Query<Listing>) -> Result<Json<SchemeList>> {
    guard::administrator(&cx)?;
    let paging = Paging::new(asked.start_at, asked.max_results, 100, 1000)?;
    let with_keys = Expand::parse(asked.expand.as_deref()).has("schemes.projectKeys");
    let mut tx = cx.read().await?;
    let offers = offers(&cx, &mut tx).await?;
    let mut keys: HashMap<Option<OptionSchemeId>, Vec<String>> = HashMap::new();
    if with_keys {
        for (id, key) in store::all_projects(&mut tx).await? {
            let scheme = offers.scheme_of(KIND, id).map(|scheme| scheme.id);
            keys.entry(scheme).or_default().push(key);
        }
    }
    for keys in keys.values_mut() {
        keys.sort_unstable();
    }
    let all = offers.of(KIND);
    let start = usize::try_from(paging.start_at).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.max_results).unwrap_or(usize::MAX);
    let schemes = all.iter().skip(start).take(size).map(|scheme| {
        let keys = keys.remove(&Some(scheme.id)).unwrap_or_default();
        SchemeFull::new(scheme, with_keys.then_some(keys), cx.urls())
    });
    Ok(Json(SchemeList {
        expand: "schemes",
        schemes: schemes.collect(),
        start_at: paging.start_at,
        max_results: paging.max_results,
        total: all.len(),
    }))
}

pub async fn get(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<SchemeFull>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let scheme = ops::find(&*offers(&cx, &mut tx).await?, KIND, &id)?;
    show(&cx, &mut tx, &scheme, &asked).await.map(Json)
}

pub async fn create(cx: Cx, Body(input): Body<SchemeInput>) -> Result<Created<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let scheme = ops::create(&cx, &mut tx, admin, KIND, &input.into()).await?;
    tx.commit().await?;
    Ok(Created(SchemeFull::new(&scheme, None, cx.urls())))
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Expanding>,
    Body(input): Body<SchemeInput>,
) -> Result<Json<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let scheme = ops::update(&cx, &mut tx, admin, KIND, &id, &input.into()).await?;
    let shown = show(&cx, &mut tx, &scheme, &asked).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, KIND, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn of_project(
    cx: Cx,
    Path(key): Path<String>,
    Query(asked): Query<Expanding>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let project = guard::project::<AdministerProjects>(&cx, &mut tx, &key).await?;
    let offers = offers(&cx, &mut tx).await?;
    let scheme = scheme_of(&offers, project.id)?;
    show(&cx, &mut tx, scheme, &asked).await.map(Json)
}

pub async fn assign(
    cx: Cx,
    Path(key): Path<String>,
    Query(asked): Query<Expanding>,
    Body(wanted): Body<SchemeId>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.write().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let admin = guard::administrator(&cx)?;
    tx.change_policy().await?;
    let id = wanted.id.as_ref().map(Loose::text).unwrap_or_default();
    let scheme = ops::find(&Offers::read(&mut tx).await?, KIND, &id)?;
    ops::assign(&cx, &mut tx, admin, KIND, &scheme, &[project.id]).await?;
    let shown = show(&cx, &mut tx, &scheme, &asked).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

pub async fn unassign(
    cx: Cx,
    Path((key, id)): Path<(String, String)>,
    Query(asked): Query<Expanding>,
) -> Result<Json<SchemeFull>> {
    let mut tx = cx.write().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let admin = guard::administrator(&cx)?;
    tx.change_policy().await?;
    let offers = Offers::read(&mut tx).await?;
    let scheme = ops::find(&offers, KIND, &id)?;
    if scheme.is_default {
        return Err(messages::default_scheme_is_not_taken(NOUN));
    }
    if scheme_of(&offers, project.id)?.id != scheme.id {
        return Err(messages::project_has_other_scheme(project.key.as_str()));
    }
    if let Some(default) = offers.of(KIND).iter().find(|scheme| scheme.is_default) {
        ops::assign(&cx, &mut tx, admin, KIND, default, &[project.id]).await?;
    }
    let shown = show(&cx, &mut tx, &scheme, &asked).await?;
    tx.commit().await?;
    Ok(Json(shown))
}

fn scheme_of(offers: &Offers, project: ProjectId) -> Result<&Scheme> {
    offers
        .scheme_of(KIND, project)
        .ok_or_else(|| base::Error::internal("priority scheme", "there is no default one"))
}

async fn show(cx: &Cx, tx: &mut db::Tx, scheme: &Scheme, asked: &Expanding) -> Result<SchemeFull> {
    let mut keys = None;
    if Expand::parse(asked.expand.as_deref()).has("projectKeys") {
        let id = (!scheme.is_default).then_some(scheme.id);
        let mut projects = store::projects_of(tx, KIND, id).await?;
        let visible = guard::viewable_projects(cx);
        projects.retain(|(id, _)| visible.has(*id));
        let mut sorted: Vec<String> = projects.into_iter().map(|(_, key)| key).collect();
        sorted.sort_unstable();
        keys = Some(sorted);
    }
    Ok(SchemeFull::new(scheme, keys, cx.urls()))
}
