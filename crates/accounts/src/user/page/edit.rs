//! *Edit*: name, full name, address, active or not.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, Form, PageCx, field};
use base::urls::encode;
use serde::Deserialize;

use super::{account, find, shell, view_path};
use crate::user::ops::{self, Edit};

/// Which user is to be edited.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "editName")]
    name: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// The name they have until now.
    #[serde(rename = "editName")]
    name: String,
    username: String,
    fullname: String,
    email: String,
    /// `true`, or nothing where the tick is not set.
    active: String,
}

#[derive(Template)]
#[template(path = "user_edit.html")]
struct Page<'a> {
    page: &'a PageCx,
    encoded: String,
    form: &'a Sent,
    is_active: bool,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = page.read().await?;
    let user = find(&mut tx, "editName", &asked.name).await?;
    drop(tx);
    let form = Sent {
        username: user.name.clone(),
        name: user.name,
        fullname: user.display_name,
        email: user.email,
        active: if user.active { "true" } else { "" }.to_owned(),
    };
    let errors = FieldErrors::none();
    page.render(&shell("Edit user"), &main(&page, &form, &errors))
}

pub async fn update(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    let mut tx = page.write().await?;
    let active = !form.active.is_empty();
    if !active {
        // Two administrators who deactivate one another wait here, so that one stays.
        tx.change_policy().await?;
    }
    let user = account(&page, &mut tx, "editName", &form.name).await?;
    let edit = Edit {
        name: Some(form.username.trim()),
        email: Some(form.email.trim()),
        display_name: Some(form.fullname.trim()),
        active: Some(active),
    };
    if let Err(errors) = FieldErrors::catch(ops::update(&page, &mut tx, &user, edit).await)? {
        drop(tx);
        // What is no field's fault is that they are still needed.
        let errors = if active {
            errors
        } else {
            errors.beside("active")
        };
        return page.refuse(&shell("Edit user"), &main(&page, &form, &errors));
    }
    tx.commit().await?;
    let name = form.username.trim();
    page.done(&view_path(name), &format!("User {name} was updated."))
}

fn main<'a>(page: &'a PageCx, form: &'a Sent, errors: &'a FieldErrors) -> Page<'a> {
    Page {
        page,
        encoded: encode(&form.name),
        is_active: !form.active.is_empty(),
        form,
        errors,
    }
}
