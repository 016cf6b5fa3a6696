//! The pages of webhooks: the list with the form for a new one, and one with its form and last deliveries.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::field::Choice;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, FormPairs, PageCx, Shell, field};
use base::route::{Needs, Routes};
use jiff::tz::TimeZone;
use model::Timestamp;
use serde::Deserialize;

use super::Webhook;
use super::event::EVENTS;
use super::ops::{self, Edit};
use super::rest::all;
use super::store::{self, Delivery};

const LIST: &str = "/plugins/servlet/webhooks";
const ONE: &str = "/plugins/servlet/webhooks/edit";
const DELETE: &str = "/plugins/servlet/webhooks/delete";
/// How many deliveries are shown.
const SHOWN: i64 = 50;

pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("system/webhook")
        .page(LIST, ADMIN, list)
        .form(LIST, ADMIN, add)
        .page(ONE, ADMIN, show)
        .form(ONE, ADMIN, change)
        .page(DELETE, ADMIN, show_delete)
        .form(DELETE, ADMIN, delete)
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::System, "Webhooks")
}

/// What the form holds.
#[derive(Default)]
struct Fields {
    id: String,
    name: String,
    url: String,
    jql: String,
    events: Vec<String>,
    exclude_body: bool,
    enabled: bool,
}

impl Fields {
    fn new() -> Self {
        Self {
            enabled: true,
            ..Self::default()
        }
    }

    fn of(webhook: &Webhook) -> Self {
        Self {
            id: webhook.id.to_string(),
            name: webhook.name.clone(),
            url: webhook.url.clone(),
            jql: webhook.jql.clone(),
            events: webhook.events.clone(),
            exclude_body: webhook.exclude_body,
            enabled: webhook.enabled,
        }
    }

    fn sent(form: &FormPairs) -> Self {
        Self {
            id: form.first("id").to_owned(),
            name: form.first("name").to_owned(),
            url: form.first("url").to_owned(),
            jql: form.first("jql").to_owned(),
            events: form.all("events").map(str::to_owned).collect(),
            exclude_body: form.has("excludeBody"),
            enabled: form.has("enabled"),
        }
    }
}

/// Returns what a form wants. A secret left empty stays, as the page never shows it.
fn wanted(form: &FormPairs) -> Edit {
    let fields = Fields::sent(form);
    let secret = Some(form.first("secret").to_owned()).filter(|text| !text.is_empty());
    Edit {
        name: Some(fields.name),
        url: Some(fields.url),
        events: Some(fields.events),
        jql: Some(fields.jql),
        exclude_body: Some(fields.exclude_body),
        enabled: Some(fields.enabled),
        secret: if form.has("unsigned") {
            Some(String::new())
        } else {
            secret
        },
    }
}

fn events() -> Vec<Choice> {
    let shown = EVENTS.iter().filter(|event| event.happens);
    shown
        .map(|event| Choice::new(event.name, event.label))
        .collect()
}

#[derive(Template)]
#[template(path = "webhook_list.html")]
struct List<'a> {
    page: &'a PageCx,
    webhooks: &'a [Webhook],
    fields: Fields,
    events: Vec<Choice>,
    is_signed: bool,
    errors: &'a FieldErrors,
}

async fn list(page: AdminPage) -> Result<Response> {
    list_with(&page, Fields::new(), &FieldErrors::none()).await
}

async fn list_with(page: &AdminPage, fields: Fields, errors: &FieldErrors) -> Result<Response> {
    let webhooks = store::list(&mut page.read().await?, all()).await?;
    let list = List {
        page,
        webhooks: &webhooks,
        fields,
        events: events(),
        is_signed: false,
        errors,
    };
    page.answer_form(&shell("Webhooks"), &list, errors)
}

async fn add(page: AdminPage, form: FormPairs) -> Result<Response> {
    let mut tx = page.write().await?;
    let made = ops::create(&page, &mut tx, page.administrator(), wanted(&form)).await;
    let webhook = match FieldErrors::catch(made)? {
        Ok(webhook) => webhook,
        Err(errors) => {
            drop(tx);
            return list_with(&page, Fields::sent(&form), &named(errors)).await;
        }
    };
    tx.commit().await?;
    page.done(LIST, &format!("Webhook {} was created.", webhook.name))
}

/// The operation calls one field as the API does.
fn named(errors: FieldErrors) -> FieldErrors {
    errors.renamed("filters", "jql").beside("name")
}

/// Which webhook is meant.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    id: String,
}

struct Row {
    event: String,
    url: String,
    at: String,
    label: &'static str,
    class: &'static str,
    attempts: i64,
    told: String,
}

impl Row {
    fn new(delivery: Delivery, zone: &TimeZone) -> Self {
        let (label, class) = match (delivery.delivered_at, delivery.next_try_at) {
            (Some(_), _) => ("Delivered", "good"),
            (None, Some(_)) => ("Waiting", "info"),
            (None, None) => ("Given up", "bad"),
        };
        let status = delivery.status.map(|status| status.to_string());
        Self {
            event: delivery.event,
            url: delivery.url,
            at: time(delivery.created_at, zone),
            label,
            class,
            attempts: delivery.attempts,
            told: delivery.last_error.or(status).unwrap_or_default(),
        }
    }
}

fn time(at: Timestamp, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    moment
        .to_zoned(zone.clone())
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

#[derive(Template)]
#[template(path = "webhook_one.html")]
struct One<'a> {
    page: &'a PageCx,
    fields: Fields,
    events: Vec<Choice>,
    is_signed: bool,
    rows: Vec<Row>,
    errors: &'a FieldErrors,
}

async fn show(page: AdminPage, Query(which): Query<Which>) -> Result<Response> {
    let webhook = ops::find(&mut page.read().await?, page.administrator(), &which.id).await?;
    let fields = Fields::of(&webhook);
    show_with(&page, &webhook, fields, &FieldErrors::none()).await
}

async fn show_with(
    page: &AdminPage,
    webhook: &Webhook,
    fields: Fields,
    errors: &FieldErrors,
) -> Result<Response> {
    let zone = TimeZone::get(&page.signed_in()?.time_zone).unwrap_or(TimeZone::UTC);
    let last = store::deliveries(&mut page.read().await?, webhook.id, SHOWN).await?;
    let one = One {
        page,
        fields,
        events: events(),
        is_signed: webhook.secret.is_some(),
        rows: last
            .into_iter()
            .map(|delivery| Row::new(delivery, &zone))
            .collect(),
        errors,
    };
    page.answer_form(&shell("Webhook"), &one, errors)
}

async fn change(page: AdminPage, form: FormPairs) -> Result<Response> {
    let admin = page.administrator();
    let id = form.first("id");
    let before = ops::find(&mut page.read().await?, admin, id).await?;
    let mut edit = wanted(&form);
    // What is registered for and stays silent here is not on the page, and stays.
    if let Some(events) = &mut edit.events {
        let silent = EVENTS.iter().filter(|event| !event.happens);
        let kept = silent.filter(|event| before.events.iter().any(|name| name == event.name));
        events.extend(kept.map(|event| event.name.to_owned()));
    }
    let mut tx = page.write().await?;
    let changed = ops::update(&page, &mut tx, admin, id, edit).await;
    if let Err(errors) = FieldErrors::catch(changed)? {
        drop(tx);
        return show_with(&page, &before, Fields::sent(&form), &named(errors)).await;
    }
    tx.commit().await?;
    page.done(
        LIST,
        &format!("Webhook {} was updated.", form.first("name")),
    )
}

#[derive(Template)]
#[template(path = "webhook_delete.html")]
struct Delete<'a> {
    page: &'a PageCx,
    webhook: &'a Webhook,
}

async fn show_delete(page: AdminPage, Query(which): Query<Which>) -> Result<Response> {
    let webhook = ops::find(&mut page.read().await?, page.administrator(), &which.id).await?;
    let delete = Delete {
        page: &page,
        webhook: &webhook,
    };
    page.render(&shell("Delete webhook"), &delete)
}

async fn delete(page: AdminPage, Form(which): Form<Which>) -> Result<Response> {
    let mut tx = page.write().await?;
    let gone = ops::delete(&page, &mut tx, page.administrator(), &which.id).await?;
    tx.commit().await?;
    page.done(LIST, &format!("Webhook {} was deleted.", gone.name))
}
