//! The handlers of workflow schemes and their drafts.

use base::guard::{self, Global};
use base::http::{Body, Created, Json, NoContent, Path, Query, flag};
use base::refs::users_by_ids;
use base::{Actor, Cx, Result, messages};
use jiff::tz::TimeZone;
use model::WorkflowSchemeId;
use model::permission::may::global::Administer;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ops::{self, Changed, Target};
use super::wire::{
    self, DefaultInput, DefaultShown, OneOrAll, SchemeFull, SchemeInput, TypeShown, WorkflowInput,
};
use super::{Mapping, WorkflowScheme};
use crate::catalog::{Catalog, catalog};
use crate::workflow;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    #[serde(default, deserialize_with = "flag")]
    return_draft_if_exists: bool,
    #[serde(default, deserialize_with = "flag")]
    update_draft_if_needed: bool,
    workflow_name: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TypeInput {
    workflow: Option<String>,
    update_draft_if_needed: Option<bool>,
}

pub async fn create(cx: Cx, Body(input): Body<SchemeInput>) -> Result<Created<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let scheme = ops::create(&cx, &mut tx, admin, &input.into()).await?;
    let catalog = catalog(&cx, &mut tx).await?;
    tx.commit().await?;
    Ok(Created(SchemeFull::new(&scheme, &catalog, cx.urls())))
}

pub async fn get(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<SchemeFull>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let scheme = ops::find(&catalog, &id)?;
    show(&cx, &mut tx, &catalog, scheme, asked.return_draft_if_exists).await
}

pub async fn update(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<SchemeInput>,
) -> Result<Json<SchemeFull>> {
    let target = input.target();
    update_as(cx, &id, target, input).await
}

pub async fn update_draft(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<SchemeInput>,
) -> Result<Json<SchemeFull>> {
    update_as(cx, &id, Target::Draft, input).await
}

async fn update_as(
    cx: Cx,
    id: &str,
    target: Target,
    input: SchemeInput,
) -> Result<Json<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let changed = ops::update(&cx, &mut tx, admin, id, target, &input.into()).await?;
    finish(&cx, tx, changed).await
}

pub async fn delete(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete(&cx, &mut tx, admin, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn create_draft(cx: Cx, Path(id): Path<String>) -> Result<Created<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let scheme = ops::create_draft(&cx, &mut tx, admin, &id).await?;
    let changed = Changed {
        scheme,
        is_draft: true,
    };
    finish(&cx, tx, changed).await.map(|shown| Created(shown.0))
}

pub async fn get_draft(cx: Cx, Path(id): Path<String>) -> Result<Json<SchemeFull>> {
    guard::administrator(&cx)?;
    let mut tx = cx.read().await?;
    let catalog = catalog(&cx, &mut tx).await?;
    let scheme = ops::find(&catalog, &id)?;
    if scheme.draft.is_none() {
        return Err(messages::no_workflow_scheme_draft(&id));
    }
    show(&cx, &mut tx, &catalog, scheme, true).await
}

pub async fn delete_draft(cx: Cx, Path(id): Path<String>) -> Result<NoContent> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    ops::delete_draft(&cx, &mut tx, admin, &id).await?;
    tx.commit().await?;
    Ok(NoContent)
}

pub async fn get_default(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<DefaultShown>> {
    read(&cx, &id, Which::asked(&asked), default_shown).await
}

pub async fn get_draft_default(cx: Cx, Path(id): Path<String>) -> Result<Json<DefaultShown>> {
    read(&cx, &id, Which::Draft, default_shown).await
}

fn default_shown(catalog: &Catalog, mapping: &Mapping) -> Result<DefaultShown> {
    Ok(DefaultShown {
        workflow: wire::name(catalog, mapping.default),
    })
}

pub async fn set_default(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<DefaultInput>,
) -> Result<Json<SchemeFull>> {
    change(cx, &id, input.target(), edit_default(input)).await
}

pub async fn set_draft_default(
    cx: Cx,
    Path(id): Path<String>,
    Body(input): Body<DefaultInput>,
) -> Result<Json<SchemeFull>> {
    change(cx, &id, Target::Draft, edit_default(input)).await
}

fn edit_default(input: DefaultInput) -> impl FnOnce(&Catalog, &mut Mapping) -> Result<()> + Send {
    move |catalog, mapping| {
        let name = input.workflow.ok_or_else(messages::workflow_name_missing)?;
        mapping.default = ops::workflow_named(catalog, &name)?;
        Ok(())
    }
}

pub async fn delete_default(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<SchemeFull>> {
    let target = Target::asked(asked.update_draft_if_needed);
    change(cx, &id, target, reset_default).await
}

pub async fn delete_draft_default(cx: Cx, Path(id): Path<String>) -> Result<Json<SchemeFull>> {
    change(cx, &id, Target::Draft, reset_default).await
}

fn reset_default(_: &Catalog, mapping: &mut Mapping) -> Result<()> {
    mapping.default = workflow::SYSTEM;
    Ok(())
}

pub async fn get_type(
    cx: Cx,
    Path((id, issue_type)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<TypeShown>> {
    read(&cx, &id, Which::asked(&asked), type_shown(&issue_type)).await
}

pub async fn get_draft_type(
    cx: Cx,
    Path((id, issue_type)): Path<(String, String)>,
) -> Result<Json<TypeShown>> {
    read(&cx, &id, Which::Draft, type_shown(&issue_type)).await
}

/// A type that is not named has the default workflow.
fn type_shown(issue_type: &str) -> impl FnOnce(&Catalog, &Mapping) -> Result<TypeShown> {
    move |catalog, mapping| {
        let issue_type = ops::issue_type(catalog, issue_type)?;
        Ok(TypeShown {
            issue_type: issue_type.to_string(),
            workflow: wire::name(catalog, mapping.workflow_of(issue_type)),
        })
    }
}

pub async fn set_type(
    cx: Cx,
    Path((id, issue_type)): Path<(String, String)>,
    Body(input): Body<TypeInput>,
) -> Result<Json<SchemeFull>> {
    let target = Target::asked(input.update_draft_if_needed.unwrap_or(false));
    change(cx, &id, target, edit_type(issue_type, input)).await
}

pub async fn set_draft_type(
    cx: Cx,
    Path((id, issue_type)): Path<(String, String)>,
    Body(input): Body<TypeInput>,
) -> Result<Json<SchemeFull>> {
    change(cx, &id, Target::Draft, edit_type(issue_type, input)).await
}

fn edit_type(
    issue_type: String,
    input: TypeInput,
) -> impl FnOnce(&Catalog, &mut Mapping) -> Result<()> + Send {
    move |catalog, mapping| {
        let issue_type = ops::issue_type(catalog, &issue_type)?;
        let name = input.workflow.ok_or_else(messages::workflow_name_missing)?;
        let workflow = ops::workflow_named(catalog, &name)?;
        mapping.types.insert(issue_type, workflow);
        Ok(())
    }
}

pub async fn delete_type(
    cx: Cx,
    Path((id, issue_type)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<SchemeFull>> {
    let target = Target::asked(asked.update_draft_if_needed);
    change(cx, &id, target, remove_type(issue_type)).await
}

pub async fn delete_draft_type(
    cx: Cx,
    Path((id, issue_type)): Path<(String, String)>,
) -> Result<Json<SchemeFull>> {
    change(cx, &id, Target::Draft, remove_type(issue_type)).await
}

fn remove_type(id: String) -> impl FnOnce(&Catalog, &mut Mapping) -> Result<()> + Send {
    move |catalog, mapping| {
        let issue_type = ops::issue_type(catalog, &id)?;
        let removed = mapping.types.remove(&issue_type);
        removed
            .map(|_| ())
            .ok_or_else(|| messages::type_not_in_scheme(&id))
    }
}

pub async fn get_workflow(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<OneOrAll>> {
    let which = Which::asked(&asked);
    read(&cx, &id, which, workflow_shown(asked.workflow_name)).await
}

pub async fn get_draft_workflow(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<OneOrAll>> {
    read(&cx, &id, Which::Draft, workflow_shown(asked.workflow_name)).await
}

fn workflow_shown(name: Option<String>) -> impl FnOnce(&Catalog, &Mapping) -> Result<OneOrAll> {
    move |catalog, mapping| {
        let Some(name) = name else {
            return Ok(OneOrAll::All(wire::of_all(mapping, catalog)));
        };
        let known = catalog.workflow_named(&name);
        let known = known.ok_or_else(|| messages::no_such_workflow(&name))?;
        wire::of_workflow(mapping, known.id, catalog)
            .map(OneOrAll::One)
            .ok_or_else(|| messages::workflow_not_in_scheme(&name))
    }
}

pub async fn set_workflow(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Body(input): Body<WorkflowInput>,
) -> Result<Json<SchemeFull>> {
    let target = input.target();
    change(cx, &id, target, edit_workflow(asked.workflow_name, input)).await
}

pub async fn set_draft_workflow(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Body(input): Body<WorkflowInput>,
) -> Result<Json<SchemeFull>> {
    let edit = edit_workflow(asked.workflow_name, input);
    change(cx, &id, Target::Draft, edit).await
}

/// The types given are all that the workflow is for afterwards.
fn edit_workflow(
    name: Option<String>,
    input: WorkflowInput,
) -> impl FnOnce(&Catalog, &mut Mapping) -> Result<()> + Send {
    move |catalog, mapping| {
        let name = name
            .or(input.workflow)
            .ok_or_else(messages::workflow_name_missing)?;
        let workflow = ops::workflow_named(catalog, &name)?;
        if let Some(types) = input.issue_types {
            mapping.types.retain(|_, known| *known != workflow);
            for id in types {
                let issue_type = ops::issue_type(catalog, &id)
                    .map_err(|_| messages::scheme_type_unknown(&id))?;
                mapping.types.insert(issue_type, workflow);
            }
        }
        match input.default_mapping {
            Some(true) => mapping.default = workflow,
            Some(false) if mapping.default == workflow => mapping.default = workflow::SYSTEM,
            _ => {}
        }
        Ok(())
    }
}

pub async fn delete_workflow(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<SchemeFull>> {
    let target = Target::asked(asked.update_draft_if_needed);
    change(cx, &id, target, remove_workflow(asked.workflow_name)).await
}

pub async fn delete_draft_workflow(
    cx: Cx,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<SchemeFull>> {
    change(cx, &id, Target::Draft, remove_workflow(asked.workflow_name)).await
}

fn remove_workflow(
    name: Option<String>,
) -> impl FnOnce(&Catalog, &mut Mapping) -> Result<()> + Send {
    move |catalog, mapping| {
        let name = name.ok_or_else(messages::workflow_name_missing)?;
        let known = catalog.workflow_named(&name);
        let known = known.ok_or_else(|| messages::no_such_workflow(&name))?.id;
        if !mapping.workflows().any(|workflow| workflow == known) {
            return Err(messages::workflow_not_in_scheme(&name));
        }
        mapping.types.retain(|_, workflow| *workflow != known);
        if mapping.default == known {
            mapping.default = workflow::SYSTEM;
        }
        Ok(())
    }
}

pub async fn of_project(cx: Cx, Path(key): Path<String>) -> Result<Json<SchemeFull>> {
    let mut tx = cx.read().await?;
    let project = guard::project_to_view(&cx, &mut tx, &key).await?;
    let _: Global<Administer> = guard::administrator(&cx)?;
    let catalog = catalog(&cx, &mut tx).await?;
    let id: WorkflowSchemeId = project.workflow_scheme;
    let scheme = ops::find(&catalog, &id.to_string())?;
    Ok(Json(SchemeFull::new(scheme, &catalog, cx.urls())))
}

/// What of a scheme is asked for.
#[derive(Clone, Copy)]
enum Which {
    Scheme,
    DraftIfAny,
    Draft,
}

impl Which {
    fn asked(asked: &Asked) -> Self {
        if asked.return_draft_if_exists {
            Self::DraftIfAny
        } else {
            Self::Scheme
        }
    }
}

async fn read<T>(
    cx: &Cx,
    id: &str,
    which: Which,
    shown: impl FnOnce(&Catalog, &Mapping) -> Result<T>,
) -> Result<Json<T>> {
    guard::administrator(cx)?;
    let catalog = catalog(cx, &mut cx.read().await?).await?;
    let scheme = ops::find(&catalog, id)?;
    let draft = scheme.draft.as_ref().map(|draft| &draft.mapping);
    let mapping = match which {
        Which::Scheme => &scheme.current,
        Which::DraftIfAny => draft.unwrap_or(&scheme.current),
        Which::Draft => draft.ok_or_else(|| messages::no_workflow_scheme_draft(id))?,
    };
    shown(&catalog, mapping).map(Json)
}

async fn change(
    cx: Cx,
    id: &str,
    target: Target,
    edit: impl FnOnce(&Catalog, &mut Mapping) -> Result<()> + Send,
) -> Result<Json<SchemeFull>> {
    let admin = guard::administrator(&cx)?;
    let mut tx = cx.write().await?;
    let changed = ops::change(&cx, &mut tx, admin, id, target, edit).await?;
    finish(&cx, tx, changed).await
}

async fn finish(cx: &Cx, mut tx: base::Tx, changed: Changed) -> Result<Json<SchemeFull>> {
    let catalog = catalog(cx, &mut tx).await?;
    let shown = show(cx, &mut tx, &catalog, &changed.scheme, changed.is_draft).await?;
    tx.commit().await?;
    Ok(shown)
}

async fn show(
    cx: &Cx,
    tx: &mut db::Tx,
    catalog: &Catalog,
    scheme: &WorkflowScheme,
    as_draft: bool,
) -> Result<Json<SchemeFull>> {
    let author = scheme.draft.as_ref().filter(|_| as_draft);
    let author = author.and_then(|draft| draft.updated_by);
    let users = users_by_ids(tx, author).await?;
    let author = author.and_then(|id| users.get(id));
    let draft = as_draft
        .then(|| SchemeFull::draft(scheme, catalog, cx.urls(), author, &zone(cx)))
        .flatten();
    let shown = draft.unwrap_or_else(|| SchemeFull::new(scheme, catalog, cx.urls()));
    Ok(Json(shown))
}

/// Returns the caller's time zone.
pub fn zone(cx: &Cx) -> TimeZone {
    match &cx.actor {
        Actor::User(user) => TimeZone::get(&user.time_zone).unwrap_or(TimeZone::UTC),
        Actor::Anonymous | Actor::Internal(_) => TimeZone::UTC,
    }
}
