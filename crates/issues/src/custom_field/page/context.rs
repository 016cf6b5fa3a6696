//! The pages of where a custom field applies: its contexts.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form, FormPairs, PageCx, field};
use base::route::{Needs, Routes};
use base::{Result, messages};
use model::CustomFieldContextId;
use serde::Deserialize;

use super::super::ops;
use super::{chosen, field_of, places, shell};
use crate::field::custom::{Context, CustomField};

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("issues/custom_field")
        .page(
            "/secure/admin/ConfigureCustomField!default.jspa",
            ADMIN,
            show,
        )
        .page(
            "/secure/admin/ManageConfigurationScheme!default.jspa",
            ADMIN,
            show_form,
        )
        .form("/secure/admin/ManageConfigurationScheme.jspa", ADMIN, save)
        .page(
            "/secure/admin/DeleteConfigurationScheme!default.jspa",
            ADMIN,
            show_delete,
        )
        .form(
            "/secure/admin/DeleteConfigurationScheme.jspa",
            ADMIN,
            delete,
        )
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    custom_field_id: String,
    field_config_scheme_id: String,
}

/// Returns in few words where a field applies.
pub fn summary(field: &CustomField) -> String {
    let has_all = field
        .contexts
        .iter()
        .any(|context| context.projects.is_none());
    let own = field
        .contexts
        .iter()
        .filter_map(|context| context.projects.as_ref());
    let n_own: usize = own.map(Vec::len).sum();
    match (has_all, n_own) {
        (true, 0) => "All projects".to_owned(),
        (true, n) => format!("All projects, {n} with a context of their own"),
        (false, 0) => "No project".to_owned(),
        (false, 1) => "1 project".to_owned(),
        (false, n) => format!("{n} projects"),
    }
}

/// Returns the context of this number, if it is one of the field's.
pub fn context_of<'a>(field: &'a CustomField, id: &str) -> Result<&'a Context> {
    let id = CustomFieldContextId::parse(id);
    let found = field.contexts.iter().find(|context| Some(context.id) == id);
    found.ok_or_else(|| messages::custom_field_unknown(&field.key()))
}

fn configure(field: &CustomField) -> String {
    format!(
        "/secure/admin/ConfigureCustomField!default.jspa?customFieldId={}",
        field.id
    )
}

struct Row {
    id: CustomFieldContextId,
    name: String,
    description: String,
    projects: String,
    types: String,
    default: String,
    options: Vec<String>,
}

#[derive(Template)]
#[template(path = "custom_field_configure.html")]
struct Configure<'a> {
    page: &'a PageCx,
    field: &'a CustomField,
    rows: Vec<Row>,
    has_options: bool,
}

async fn show(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let field = field_of(&page, &mut tx, &asked.custom_field_id).await?;
    let (projects, types) = places(&page, &mut tx).await?;
    let rows = field.contexts.iter().map(|context| Row {
        id: context.id,
        name: context.name.clone(),
        description: context.description.clone(),
        projects: names(context.projects.as_deref(), &projects),
        types: names(context.types.as_deref(), &types),
        default: super::defaults::text_of(&field, context),
        options: context
            .below(None)
            .map(|option| option.value.clone())
            .collect(),
    });
    let main = Configure {
        page: &page,
        field: &field,
        rows: rows.collect(),
        has_options: field.holds().has_options(),
    };
    page.render(&shell("Configure custom field"), &main)
}

/// Returns the names of what was chosen, or of the choice that stands for all.
fn names(ids: Option<&[impl ToString]>, choices: &[Choice]) -> String {
    let ids: Vec<String> = match ids {
        None => vec!["-1".to_owned()],
        Some(ids) => ids.iter().map(ToString::to_string).collect(),
    };
    let chosen = choices.iter().filter(|choice| ids.contains(&choice.value));
    let labels: Vec<&str> = chosen.map(|choice| choice.label.as_str()).collect();
    labels.join(", ")
}

#[derive(Template)]
#[template(path = "custom_field_context.html")]
struct Edit<'a> {
    page: &'a PageCx,
    field: &'a CustomField,
    id: &'a str,
    name: &'a str,
    description: &'a str,
    projects: Vec<Choice>,
    types: Vec<Choice>,
    chosen: [Vec<String>; 2],
    errors: &'a FieldErrors,
}

async fn show_form(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let field = field_of(&page, &mut tx, &asked.custom_field_id).await?;
    let id = asked.field_config_scheme_id.as_str();
    let context = if id.is_empty() {
        None
    } else {
        Some(context_of(&field, id)?)
    };
    let ids = |ids: Option<Vec<String>>| ids.unwrap_or_else(|| vec!["-1".to_owned()]);
    let projects = context.and_then(|context| context.projects.as_ref());
    let projects = projects.map(|all| all.iter().map(ToString::to_string).collect());
    let types = context.and_then(|context| context.types.as_ref());
    let types = types.map(|all| all.iter().map(ToString::to_string).collect());
    let chosen = [ids(projects), ids(types)];
    let (projects, types) = places(&page, &mut tx).await?;
    let main = Edit {
        page: &page,
        field: &field,
        id,
        name: context.map_or("", |context| &context.name),
        description: context.map_or("", |context| &context.description),
        projects,
        types,
        chosen,
        errors: &FieldErrors::none(),
    };
    page.render(&shell("Custom field context"), &main)
}

async fn save(page: AdminPage, form: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let field = field_of(&page, &mut tx, form.first("customFieldId")).await?;
    let id = form.first("fieldConfigSchemeId");
    let known = if id.is_empty() {
        None
    } else {
        Some(context_of(&field, id)?.id)
    };
    let numbers = |name: &str| -> Option<Vec<i64>> {
        let ids: Vec<i64> = form.all(name).filter_map(|id| id.parse().ok()).collect();
        (!ids.contains(&-1)).then_some(ids)
    };
    let mut problems = Problems::default();
    let reach = ops::reach(
        &page,
        &mut tx,
        numbers("projects"),
        numbers("issuetypes"),
        &mut problems,
    );
    let reach = reach.await?;
    let given = (form.first("name"), form.first("description").to_owned());
    let admin = page.administrator();
    let done = match problems.check() {
        Ok(()) => ops::context::save(&page, &mut tx, admin, &field, known, given, reach).await,
        Err(error) => Err(error),
    };
    if let Err(errors) = FieldErrors::catch(done)? {
        drop(tx);
        let errors = errors
            .renamed("projectIds", "projects")
            .renamed("issueTypeIds", "issuetypes");
        let (projects, types) = places(&page, &mut page.read().await?).await?;
        let main = Edit {
            page: &page,
            field: &field,
            id,
            name: form.first("name"),
            description: form.first("description"),
            projects,
            types,
            chosen: [chosen(&form, "projects"), chosen(&form, "issuetypes")],
            errors: &errors,
        };
        return page.refuse(&shell("Custom field context"), &main);
    }
    tx.commit().await?;
    page.done(&configure(&field), "The context was saved.")
}

#[derive(Template)]
#[template(path = "custom_field_context_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    field: &'a CustomField,
    context: &'a Context,
}

async fn show_delete(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let field = field_of(&page, &mut page.read().await?, &asked.custom_field_id).await?;
    let context = context_of(&field, &asked.field_config_scheme_id)?;
    let main = Delete {
        page: &page,
        field: &field,
        context,
    };
    page.render(&shell("Delete context"), &main)
}

async fn delete(page: AdminPage, Form(form): Form<Asked>) -> Result<Response> {
    let mut tx = page.write().await?;
    let field = field_of(&page, &mut tx, &form.custom_field_id).await?;
    let context = context_of(&field, &form.field_config_scheme_id)?;
    ops::context::delete(&page, &mut tx, page.administrator(), &field, context).await?;
    tx.commit().await?;
    page.done(&configure(&field), "The context was deleted.")
}
