//! *Set password*, by an administrator.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::http::Query;
use base::page::{AdminPage, FieldErrors, Form, PageCx, field};
use base::refs::UserRef;
use base::urls::encode;
use base::{Result, messages};
use serde::Deserialize;

use super::{Named, account, shell, view_path};
use crate::user::{ops, rules};

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    password: String,
    confirm: String,
}

#[derive(Template)]
#[template(path = "user_password.html")]
struct Page<'a> {
    page: &'a PageCx,
    user: &'a UserRef,
    encoded: String,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let user = named.find(&mut tx).await?;
    let errors = FieldErrors::none();
    page.render(&shell("Set password"), &main(&page, &user, &errors))
}

pub async fn set(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    // Looked at before the password is hashed, which is work.
    let mut tx = page.read().await?;
    let user = account(&page, &mut tx, "name", &form.name).await?;
    drop(tx);
    let mut problems = Problems::default();
    if let Some(reason) = rules::refuse_password(&form.password) {
        problems.field("password", reason);
    } else if form.password != form.confirm {
        problems.field("confirm", messages::PASSWORDS_DIFFER);
    }
    if !problems.is_empty() {
        let errors = problems.into();
        return page.refuse(&shell("Set password"), &main(&page, &user, &errors));
    }
    let password = page.app.passwords.hash(&form.password).await?;
    let mut tx = page.write().await?;
    let user = account(&page, &mut tx, "name", &form.name).await?;
    ops::set_password(&page, &mut tx, &user, &password).await?;
    tx.commit().await?;
    let text = format!("The password of {} was set.", user.name);
    page.done(&view_path(&user.name), &text)
}

fn main<'a>(page: &'a PageCx, user: &'a UserRef, errors: &'a FieldErrors) -> Page<'a> {
    Page {
        page,
        encoded: encode(&user.name),
        user,
        errors,
    }
}
