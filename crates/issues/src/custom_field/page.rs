//! The pages of custom fields: the list, the forms that make, change and delete one, and where each applies.
//!
//! Contexts are in `page/context.rs`, what can be chosen in one in `page/options.rs`, what new issues get in
//! `page/defaults.rs`.

mod context;
mod defaults;
mod options;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, FormPairs, PageCx, Shell, field};
use base::route::{Needs, Routes};
use base::{Result, messages};
use model::CustomFieldId;
use projects::catalog;
use serde::Deserialize;
use serde_json::Value;

use super::wire::Definition;
use super::{ops, store};
use crate::field::custom::{CustomField, TYPES, count_values, custom_fields};

const LIST: &str = "/secure/admin/ViewCustomFields.jspa";

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("issues/custom_field")
        .page(LIST, ADMIN, list)
        .page(
            "/secure/admin/CreateCustomField!default.jspa",
            ADMIN,
            show_create,
        )
        .form("/secure/admin/CreateCustomField.jspa", ADMIN, create)
        .page(
            "/secure/admin/EditCustomField!default.jspa",
            ADMIN,
            show_edit,
        )
        .form("/secure/admin/EditCustomField.jspa", ADMIN, edit)
        .page(
            "/secure/admin/DeleteCustomField!default.jspa",
            ADMIN,
            show_delete,
        )
        .form("/secure/admin/DeleteCustomField.jspa", ADMIN, delete)
        .and(context::routes())
        .and(options::routes())
        .and(defaults::routes())
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::Issues, "Custom fields")
}

/// Returns the field of this number.
async fn field_of(page: &PageCx, tx: &mut db::Tx, id: &str) -> Result<CustomField> {
    let fields = custom_fields(page, tx).await?;
    let found = CustomFieldId::parse(id).and_then(|id| fields.get(id));
    found
        .cloned()
        .ok_or_else(|| messages::custom_field_unknown(id))
}

/// Returns the choices of projects and of types, each with one for all of them first.
async fn places(page: &PageCx, tx: &mut db::Tx) -> Result<(Vec<Choice>, Vec<Choice>)> {
    let projects = store::all_projects(tx).await?.into_iter();
    let projects = projects.map(|(id, name)| Choice::new(id.to_string(), name));
    let catalog = catalog(page, tx).await?;
    let types = catalog.issue_types.iter();
    let types = types.map(|known| Choice::new(known.id.to_string(), known.name.clone()));
    let all = |text| std::iter::once(Choice::new("-1", text));
    Ok((
        all("All projects").chain(projects).collect(),
        all("All issue types").chain(types).collect(),
    ))
}

/// Returns several values that a form sends under one name, as the API would have them.
fn ids(form: &FormPairs, name: &str) -> Vec<Value> {
    form.all(name)
        .map(|id| Value::String(id.to_owned()))
        .collect()
}

struct Row {
    id: CustomFieldId,
    name: String,
    description: String,
    kind: &'static str,
    places: String,
    is_locked: bool,
    n_values: i64,
}

#[derive(Template)]
#[template(path = "custom_field_list.html")]
struct List<'a> {
    page: &'a PageCx,
    rows: Vec<Row>,
}

async fn list(page: AdminPage) -> Result<Response> {
    let mut tx = page.read().await?;
    let fields = custom_fields(&page, &mut tx).await?;
    let counts = count_values(&mut tx).await?;
    let mut rows: Vec<Row> = fields
        .fields
        .iter()
        .map(|field| Row {
            id: field.id,
            name: field.name.clone(),
            description: field.description.clone(),
            kind: field.kind.name,
            places: context::summary(field),
            is_locked: field.is_locked,
            n_values: counts.get(&field.id).copied().unwrap_or(0),
        })
        .collect();
    rows.sort_by_key(|row| base::text::fold(&row.name));
    page.render(&shell("Custom fields"), &List { page: &page, rows })
}

#[derive(Template)]
#[template(path = "custom_field_create.html")]
struct Create<'a> {
    page: &'a PageCx,
    kinds: Vec<Choice>,
    projects: Vec<Choice>,
    types: Vec<Choice>,
    form: &'a FormPairs,
    chosen: [Vec<String>; 2],
    errors: &'a FieldErrors,
}

async fn show_create(page: AdminPage) -> Result<Response> {
    create_form(&page, &FormPairs::default(), &FieldErrors::none()).await
}

async fn create_form(page: &AdminPage, form: &FormPairs, errors: &FieldErrors) -> Result<Response> {
    let (projects, types) = places(page, &mut page.read().await?).await?;
    let kinds = TYPES.iter().filter(|kind| kind.is_offered);
    let main = Create {
        page,
        kinds: kinds.map(|kind| Choice::new(kind.key, kind.name)).collect(),
        projects,
        types,
        form,
        chosen: [chosen(form, "projects"), chosen(form, "issuetypes")],
        errors,
    };
    page.answer_form(&shell("Add custom field"), &main, errors)
}

/// Returns what was chosen of several, all of them if nothing was.
fn chosen(form: &FormPairs, name: &str) -> Vec<String> {
    let chosen: Vec<String> = form.all(name).map(str::to_owned).collect();
    if chosen.is_empty() {
        vec!["-1".to_owned()]
    } else {
        chosen
    }
}

async fn create(page: AdminPage, form: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let text = |name: &str| Some(form.first(name).to_owned());
    let given = Definition {
        name: text("fieldName"),
        description: text("description"),
        kind: text("fieldType"),
        searcher_key: None,
        project_ids: Some(ids(&form, "projects")),
        issue_type_ids: Some(ids(&form, "issuetypes")),
    };
    let made = ops::create(&page, &mut tx, page.administrator(), given).await;
    let made = match FieldErrors::catch(made)? {
        Ok(made) => made,
        Err(errors) => {
            drop(tx);
            let errors = errors
                .renamed("name", "fieldName")
                .renamed("type", "fieldType")
                .renamed("projectIds", "projects")
                .renamed("issueTypeIds", "issuetypes");
            return create_form(&page, &form, &errors).await;
        }
    };
    tx.commit().await?;
    let to = format!(
        "/secure/admin/ConfigureCustomField!default.jspa?customFieldId={}",
        made.id
    );
    page.done(&to, &format!("Custom field {} was added.", made.name))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    id: String,
    name: String,
    description: String,
    searcher: String,
}

#[derive(Template)]
#[template(path = "custom_field_edit.html")]
struct Edit<'a> {
    page: &'a PageCx,
    field_name: &'a str,
    form: &'a Sent,
    searchers: Vec<Choice>,
    errors: &'a FieldErrors,
}

async fn show_edit(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let field = field_of(&page, &mut page.read().await?, &asked.id).await?;
    let form = Sent {
        id: field.id.to_string(),
        name: field.name.clone(),
        description: field.description.clone(),
        searcher: field.searcher.clone().unwrap_or_else(|| "-1".to_owned()),
    };
    edit_form(&page, &field, &form, &FieldErrors::none())
}

fn edit_form(
    page: &AdminPage,
    field: &CustomField,
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let known = field.kind.searchers.iter();
    let known = known.map(|key| {
        let short = key.rsplit(':').next().unwrap_or(key);
        Choice::new(*key, short)
    });
    let main = Edit {
        page,
        field_name: &field.name,
        form,
        searchers: known.chain([Choice::new("-1", "None")]).collect(),
        errors,
    };
    page.answer_form(&shell("Edit custom field"), &main, errors)
}

async fn edit(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let field = field_of(&page, &mut tx, &form.id).await?;
    let given = (
        form.name.as_str(),
        form.description.clone(),
        form.searcher.clone(),
    );
    let done = ops::context::update(&page, &mut tx, page.administrator(), &field, given).await;
    if let Err(errors) = FieldErrors::catch(done)? {
        drop(tx);
        return edit_form(
            &page,
            &field,
            &form,
            &errors.renamed("searcherKey", "searcher"),
        );
    }
    tx.commit().await?;
    page.done(
        LIST,
        &format!("Custom field {} was updated.", form.name.trim()),
    )
}

#[derive(Template)]
#[template(path = "custom_field_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    field: &'a CustomField,
    n_values: i64,
    refusal: Option<&'a str>,
}

async fn show_delete(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let field = field_of(&page, &mut tx, &asked.id).await?;
    let counts = count_values(&mut tx).await?;
    let main = Delete {
        page: &page,
        field: &field,
        n_values: counts.get(&field.id).copied().unwrap_or(0),
        refusal: field.is_locked.then_some(messages::CUSTOM_FIELD_LOCKED),
    };
    page.render(&shell("Delete custom field"), &main)
}

async fn delete(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let field = field_of(&page, &mut tx, &form.id).await?;
    let asked = [field.key()];
    let done = ops::delete(&page, &mut tx, page.administrator(), &asked).await?;
    if let Some(refusal) = done.1.values().next() {
        let main = Delete {
            page: &page,
            field: &field,
            n_values: 0,
            refusal: Some(refusal),
        };
        return page.refuse(&shell("Delete custom field"), &main);
    }
    tx.commit().await?;
    page.done(LIST, &format!("Custom field {} was deleted.", field.name))
}
