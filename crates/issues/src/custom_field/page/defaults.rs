//! The page of what new issues get in a context.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, field};
use base::route::{Needs, Routes};
use model::CustomFieldOptionId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::ops;
use super::options::find;
use super::shell;
use crate::field::custom::{Context, CustomField, Holds, Opt};

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("issues/custom_field")
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
pub struct Asked {
    field_config_id: String,
}

#[derive(Template)]
#[template(path = "custom_field_default.html")]
struct Main<'a> {
    page: &'a PageCx,
    field: &'a CustomField,
    context: &'a Context,
    choices: Vec<Choice>,
    chosen: Vec<String>,
    text: String,
    hint: &'static str,
    errors: &'a FieldErrors,
}

async fn show_default(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let (field, context) = find(&page, &mut page.read().await?, &asked.field_config_id).await?;
    let chosen = chosen_of(&context);
    let text = text_of(&field, &context);
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
    let main = Main {
        page,
        field,
        context,
        choices,
        chosen,
        text,
        hint: hint(field),
        errors,
    };
    page.answer_form(&shell("Default value"), &main, errors)
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
pub fn text_of(field: &CustomField, context: &Context) -> String {
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
