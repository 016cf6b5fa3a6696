//! The pages of what can be chosen in a context, and of what new issues get.

use askama::Template;
use axum::response::Response;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, Form, FormPairs, PageCx, field};
use base::route::{Needs, Routes};
use base::{Result, messages};
use model::{CustomFieldContextId, CustomFieldOptionId};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::ops::option::{self, Step};
use super::super::{ops, store};
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
        .page(
            "/secure/admin/EditCustomFieldDefaults!default.jspa",
            ADMIN,
            show_default,
        )
        .form(
            "/secure/admin/EditCustomFieldDefaults.jspa",
            ADMIN,
            set_default,
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
async fn find(page: &PageCx, tx: &mut db::Tx, id: &str) -> Result<(CustomField, Context)> {
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
    if errors.is_empty() {
        page.render(&shell("Edit options"), &main)
    } else {
        page.refuse(&shell("Edit options"), &main)
    }
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

#[derive(Template)]
#[template(path = "custom_field_default.html")]
struct Default_<'a> {
    page: &'a PageCx,
    field: &'a CustomField,
    context: &'a Context,
    choices: Vec<Choice>,
    chosen: Vec<String>,
    text: String,
    hint: &'static str,
    errors: &'a FieldErrors,
}

async fn show_default(page: AdminPage, Query(asked): Query<Sent>) -> Result<Response> {
    let (field, context) = find(&page, &mut page.read().await?, &asked.field_config_id).await?;
    let chosen = chosen_of(&context);
    let text = default_text(&field, &context);
    default_form(
        &page,
        (&field, &context),
        chosen,
        text,
        &FieldErrors::none(),
    )
}

fn default_form(
    page: &AdminPage,
    (field, context): (&CustomField, &Context),
    chosen: Vec<String>,
    text: String,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut choices = Vec::new();
    if field.holds().has_options() {
        choices.push(Choice::new("", "None"));
        choices.extend(context.options.iter().map(|option| {
            let above = option.parent.and_then(|id| option_named(context, id));
            let label = above.map_or_else(
                || option.value.clone(),
                |above| format!("{} - {}", above.value, option.value),
            );
            Choice::new(option.id.to_string(), label)
        }));
    }
    let main = Default_ {
        page,
        field,
        context,
        choices,
        chosen,
        text,
        hint: hint(field),
        errors,
    };
    if errors.is_empty() {
        page.render(&shell("Default value"), &main)
    } else {
        page.refuse(&shell("Default value"), &main)
    }
}

fn option_named(context: &Context, id: CustomFieldOptionId) -> Option<&Opt> {
    context.options.iter().find(|option| option.id == id)
}

fn hint(field: &CustomField) -> &'static str {
    match (field.holds(), field.kind.is_list) {
        (Holds::Day, _) => "A day such as 2026-08-14.",
        (Holds::Moment, _) => "A moment such as 2026-08-14T11:32:00.000+0000.",
        (Holds::User, false) => "The user name.",
        (Holds::User, true) => "User names, with commas between them.",
        (Holds::Group, false) => "The group's name.",
        (Holds::Group, true) => "Names of groups, with commas between them.",
        (Holds::Project, _) => "The project's key.",
        (Holds::Label, _) => "Labels, with blanks between them.",
        (Holds::Version, _) => "Versions are a project's, so there is no default.",
        _ => "",
    }
}

async fn set_default(page: AdminPage, form: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let (field, context) = find(&page, &mut tx, form.first("fieldConfigId")).await?;
    let sent: Vec<String> = form.all("default").map(str::to_owned).collect();
    let default = default_of(&field, &context, &sent);
    let admin = page.administrator();
    let done = ops::context::set_default(&page, &mut tx, admin, &field, &context, default).await;
    if let Err(errors) = FieldErrors::catch(done)? {
        drop(tx);
        let text = sent.first().cloned().unwrap_or_default();
        return default_form(&page, (&field, &context), sent, text, &errors);
    }
    tx.commit().await?;
    let to = format!(
        "/secure/admin/ConfigureCustomField!default.jspa?customFieldId={}",
        field.id
    );
    page.done(&to, "The default value was saved.")
}

/// Returns what was sent as the API would set it.
fn default_of(field: &CustomField, context: &Context, sent: &[String]) -> Option<Value> {
    let sent: Vec<&str> = sent
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    let first = *sent.first()?;
    let parts = |by: char| -> Vec<&str> {
        first
            .split(by)
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    };
    let named = |name: &str| json!({ "name": name });
    Some(match (field.holds(), field.kind.is_list) {
        (Holds::Number, _) => first
            .parse::<f64>()
            .map_or_else(|_| json!(first), |number| json!(number)),
        (Holds::Choice, true) => sent.iter().map(|id| json!({ "id": id })).collect(),
        (Holds::Choice, false) => json!({ "id": first }),
        (Holds::Cascade, _) => {
            let id = CustomFieldOptionId::parse(first);
            let above = id
                .and_then(|id| option_named(context, id))
                .and_then(|known| known.parent);
            match above {
                Some(above) => json!({ "id": above.to_string(), "child": { "id": first } }),
                None => json!({ "id": first }),
            }
        }
        (Holds::User | Holds::Group, false) => named(first),
        (Holds::User | Holds::Group, true) => parts(',').into_iter().map(named).collect(),
        (Holds::Project, _) => json!({ "key": first }),
        (Holds::Label, _) => json!(parts(' ')),
        (Holds::Version, _) => named(first),
        _ => json!(first),
    })
}

/// Returns the options of a default.
fn chosen_of(context: &Context) -> Vec<String> {
    let id = |value: &Value| {
        let below = value.get("child").and_then(|child| child.get("id"));
        below
            .or_else(|| value.get("id"))?
            .as_str()
            .map(str::to_owned)
    };
    match &context.default {
        Some(Value::Array(values)) => values.iter().filter_map(id).collect(),
        Some(value) => id(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Returns a default as people write it.
pub fn default_text(field: &CustomField, context: &Context) -> String {
    let one = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(members) => {
            let name = members.get("name").or_else(|| members.get("key"));
            name.and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    };
    if field.holds().has_options() {
        let ids = chosen_of(context);
        let chosen = ids.iter().filter_map(|id| {
            let known = option_named(context, CustomFieldOptionId::parse(id)?)?;
            Some(known.value.as_str())
        });
        return chosen.collect::<Vec<_>>().join(", ");
    }
    let by = if matches!(field.holds(), Holds::Label) {
        " "
    } else {
        ", "
    };
    match &context.default {
        None => String::new(),
        Some(Value::Array(values)) => values.iter().map(one).collect::<Vec<_>>().join(by),
        Some(value) => one(value),
    }
}
