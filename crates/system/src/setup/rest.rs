//! The handlers of the set-up page.

use accounts::setup::{NewAdmin, create_first_administrator};
use askama::Template;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::guard;
use base::{Cx, Error, Result, messages, secret};
use serde::Deserialize;

use crate::home::render;

#[derive(Default, Deserialize)]
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
struct Page<'a> {
    base: &'a str,
    form: &'a Form,
    problems: &'a [String],
}

#[derive(Template)]
#[template(path = "setup_done.html")]
struct Done<'a> {
    base: &'a str,
    username: &'a str,
}

pub async fn show(cx: Cx) -> Result<Response> {
    let mut tx = cx.read().await?;
    if !guard::is_first_run(&mut tx).await? || cx.app.settings.setup_code.is_none() {
        return Err(messages::no_such_resource());
    }
    render(&Page {
        base: cx.urls().base(),
        form: &Form::default(),
        problems: &[],
    })
}

pub async fn create(cx: Cx, body: Bytes) -> Result<Response> {
    let mut tx = cx.write().await?;
    let first_run = guard::first_run(&cx, &mut tx).await?;
    let Some(code) = &cx.app.settings.setup_code else {
        return Err(messages::no_such_resource());
    };
    let form: Form = serde_urlencoded::from_bytes(&body)
        .map_err(|error| messages::bad_query(&error.to_string()))?;
    if !secret::same(form.code.trim(), code) {
        return refuse(&cx, &form, &[messages::WRONG_SETUP_CODE.to_owned()]);
    }
    if form.password != form.confirm {
        return refuse(&cx, &form, &[messages::PASSWORDS_DIFFER.to_owned()]);
    }
    let admin = NewAdmin {
        name: form.username.clone(),
        display_name: form.fullname.clone(),
        email: form.email.clone(),
        password: form.password.clone(),
    };
    match create_first_administrator(&cx, &mut tx, first_run, &admin).await {
        Ok(_) => {}
        Err(Error::Invalid(problems)) => {
            let fields = problems.fields.into_iter().map(|(_, text)| text);
            let all: Vec<String> = problems.messages.into_iter().chain(fields).collect();
            return refuse(&cx, &form, &all);
        }
        Err(error) => return Err(error),
    }
    tx.commit().await?;
    render(&Done {
        base: cx.urls().base(),
        username: &form.username,
    })
}

fn refuse(cx: &Cx, form: &Form, problems: &[String]) -> Result<Response> {
    let page = render(&Page {
        base: cx.urls().base(),
        form,
        problems,
    })?;
    Ok((StatusCode::BAD_REQUEST, page).into_response())
}
