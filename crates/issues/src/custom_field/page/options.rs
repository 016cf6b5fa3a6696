//! The pages of what can be chosen in a context.

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form, PageCx, field};
use base::route::{Needs, Routes};
use base::{Result, messages};
use model::{CustomFieldContextId, CustomFieldOptionId};
use serde::Deserialize;

use super::super::ops::option::{self, Step};
use super::super::store;
use super::shell;
use crate::field::custom::{Context, CustomField, Holds, Opt, custom_fields};

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("issues/custom_field")
        .page(
            "/secure/admin/EditCustomFieldOptions!default.jspa",
            ADMIN,
            show,
        )
        .form("/secure/admin/EditCustomFieldOptions!add.jspa", ADMIN, add)
        .form(
            "/secure/admin/EditCustomFieldOptions!step.jspa",
            ADMIN,
            step,
        )
        .page(
            "/secure/admin/EditCustomFieldOptions!edit.jspa",
            ADMIN,
            show_rename,
        )
        .form(
            "/secure/admin/EditCustomFieldOptions!edit.jspa",
            ADMIN,
            rename,
        )
        .page(
            "/secure/admin/EditCustomFieldOptions!remove.jspa",
            ADMIN,
            show_remove,
        )
        .form(
            "/secure/admin/EditCustomFieldOptions!remove.jspa",
            ADMIN,
            remove,
        )
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    field_config_id: String,
    option: String,
    value: String,
    parent: String,
    up: Option<String>,
    down: Option<String>,
    disable: Option<String>,
    enable: Option<String>,
}

fn list(context: &Context) -> String {
    format!(
        "/secure/admin/EditCustomFieldOptions!default.jspa?fieldConfigId={}",
        context.id
    )
}

/// Returns the context of this number with its field.
pub async fn find(page: &PageCx, tx: &mut db::Tx, id: &str) -> Result<(CustomField, Context)> {
    let fields = custom_fields(page, tx).await?;
    let known = CustomFieldContextId::parse(id);
    let mut all = fields.fields.iter();
    let found = all.find_map(|field| {
        let context = field
            .contexts
            .iter()
            .find(|context| Some(context.id) == known)?;
        Some((field.clone(), context.clone()))
    });
    found.ok_or_else(|| messages::custom_field_unknown(id))
}

fn option_of<'a>(context: &'a Context, id: &str) -> Result<&'a Opt> {
    let id = CustomFieldOptionId::parse(id);
    let found = context.options.iter().find(|option| Some(option.id) == id);
    found.ok_or_else(|| messages::no_such_option(&id.map_or_else(String::new, |id| id.to_string())))
}

#[derive(Template)]
#[template(path = "custom_field_options.html")]
struct List<'a> {
    page: &'a PageCx,
    field: &'a CustomField,
    context: &'a Context,
    parents: Vec<Choice>,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

async fn show(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let found = find(&page, &mut page.read().await?, &asked.field_config_id).await?;
    render(&page, &found, &asked, &FieldErrors::none())
}

fn render(
    page: &AdminPage,
    (field, context): &(CustomField, Context),
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut parents = Vec::new();
    if matches!(field.holds(), Holds::Cascade) {
        parents.push(Choice::new("", "None: the first level"));
        let above = context.below(None);
        parents.extend(above.map(|option| Choice::new(option.id.to_string(), &option.value)));
    }
    let main = List {
        page,
        field,
        context,
        parents,
        form,
        errors,
    };
    page.answer_form(&shell("Edit options"), &main, errors)
}

async fn add(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let found = find(&page, &mut tx, &form.field_config_id).await?;
    let is_cascade = matches!(found.0.holds(), Holds::Cascade);
    let parent = CustomFieldOptionId::parse(&form.parent).filter(|_| is_cascade);
    let place = (&found.0, &found.1);
    let admin = page.administrator();
    let done = option::add(&page, &mut tx, admin, place, &form.value, parent).await;
    if let Err(errors) = FieldErrors::catch(done)? {
        drop(tx);
        return render(&page, &found, &form, &errors);
    }
    tx.commit().await?;
    page.done(
        &list(&found.1),
        &format!("Option {} was added.", form.value.trim()),
    )
}

async fn step(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let (field, context) = find(&page, &mut tx, &form.field_config_id).await?;
    let steps = [
        (Step::Up, &form.up),
        (Step::Down, &form.down),
        (Step::Disable, &form.disable),
        (Step::Enable, &form.enable),
    ];
    let mut asked = steps.into_iter();
    let asked = asked.find_map(|(step, id)| Some((step, id.as_deref()?)));
    let (step, id) = asked.ok_or_else(|| messages::no_such_option(""))?;
    let option = option_of(&context, id)?;
    let place = (&field, &context);
    option::step(&page, &mut tx, page.administrator(), place, option, step).await?;
    tx.commit().await?;
    page.done(
        &list(&context),
        &format!("Option {} was changed.", option.value),
    )
}

#[derive(Template)]
#[template(path = "custom_field_option.html")]
struct Rename<'a> {
    page: &'a PageCx,
    context: &'a Context,
    option: &'a Opt,
    value: &'a str,
    errors: &'a FieldErrors,
}

async fn show_rename(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let (_, context) = find(&page, &mut page.read().await?, &asked.field_config_id).await?;
    let option = option_of(&context, &asked.option)?;
    let main = Rename {
        page: &page,
        context: &context,
        option,
        value: &option.value,
        errors: &FieldErrors::none(),
    };
    page.render(&shell("Edit option"), &main)
}

async fn rename(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let (field, context) = find(&page, &mut tx, &form.field_config_id).await?;
    let option = option_of(&context, &form.option)?;
    let place = (&field, &context);
    let admin = page.administrator();
    let done = option::rename(&page, &mut tx, admin, place, option, &form.value).await;
    if let Err(errors) = FieldErrors::catch(done)? {
        let main = Rename {
            page: &page,
            context: &context,
            option,
            value: &form.value,
            errors: &errors,
        };
        return page.refuse(&shell("Edit option"), &main);
    }
    tx.commit().await?;
    page.done(
        &list(&context),
        &format!("Option {} was renamed.", option.value),
    )
}

#[derive(Template)]
#[template(path = "custom_field_option_remove.html")]
struct Remove<'a> {
    page: &'a PageCx,
    context: &'a Context,
    option: &'a Opt,
    n_chosen: i64,
}

async fn show_remove(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    let (_, context) = find(&page, &mut tx, &asked.field_config_id).await?;
    let option = option_of(&context, &asked.option)?;
    let main = Remove {
        page: &page,
        context: &context,
        option,
        n_chosen: store::n_chosen(&mut tx, option.id).await?,
    };
    page.render(&shell("Delete option"), &main)
}

async fn remove(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let (field, context) = find(&page, &mut tx, &form.field_config_id).await?;
    let option = option_of(&context, &form.option)?;
    let place = (&field, &context);
    option::step(
        &page,
        &mut tx,
        page.administrator(),
        place,
        option,
        Step::Delete,
    )
    .await?;
    tx.commit().await?;
    page.done(
        &list(&context),
        &format!("Option {} was deleted.", option.value),
    )
}
