//! The handlers of the set-up page.

use accounts::setup::{NewAdmin, create_first_administrator};
use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use base::error::Problems;
use base::page::{FieldErrors, PageCx, Shell, field};
use base::{Result, guard, messages, secret};
use schemars::JsonSchema;
use serde::Deserialize;

const SHELL: Shell<'static> = Shell::plain("Set up administrator account");

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Form {
    code: String,
    fullname: String,
    email: String,
    username: String,
    password: String,
    confirm: String,
}

#[derive(Template)]
#[template(path = "setup.html")]
struct Setup<'a> {
    page: &'a PageCx,
    form: &'a Form,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "setup_done.html")]
struct Done<'a> {
    page: &'a PageCx,
    url: &'a str,
    username: &'a str,
}

pub async fn show(page: PageCx) -> Result<Response> {
    let mut tx = page.read().await?;
    if !guard::is_first_run(&mut tx).await? {
        // Who has kept the address of the set-up goes where its pages have led them.
        return page.redirect("/");
    }
    if page.app.settings.setup_code.is_none() {
        return Err(messages::no_such_resource());
    }
    let setup = Setup {
        page: &page,
        form: &Form::default(),
        errors: FieldErrors::none(),
    };
    page.render(&SHELL, &setup)
}

/// Takes the form without its token: the code from the terminal shows more.
pub async fn create(page: PageCx, body: Bytes) -> Result<Response> {
    let mut tx = page.write().await?;
    let first_run = guard::first_run(&page, &mut tx).await?;
    let Some(code) = &page.app.settings.setup_code else {
        return Err(messages::no_such_resource());
    };
    let form: Form = serde_urlencoded::from_bytes(&body)
        .map_err(|error| messages::bad_form(&error.to_string()))?;
    let mut problems = Problems::default();
    if !secret::same(form.code.trim(), code) {
        problems.field("code", messages::WRONG_SETUP_CODE);
        return refuse(&page, &form, problems.into());
    }
    if form.password != form.confirm {
        problems.field("confirm", messages::PASSWORDS_DIFFER);
        return refuse(&page, &form, problems.into());
    }
    let admin = NewAdmin {
        name: form.username.clone(),
        display_name: form.fullname.clone(),
        email: form.email.clone(),
        password: form.password.clone(),
    };
    let made = create_first_administrator(&page, &mut tx, first_run, &admin).await;
    if let Err(errors) = FieldErrors::catch(made)? {
        return refuse(&page, &form, errors);
    }
    tx.commit().await?;
    let done = Done {
        page: &page,
        url: page.urls().base(),
        username: &form.username,
    };
    page.render(&Shell::plain("The administrator is set up"), &done)
}

fn refuse(page: &PageCx, form: &Form, errors: FieldErrors) -> Result<Response> {
    page.refuse(&SHELL, &Setup { page, form, errors })
}
