//! *Set password*, by an administrator, or a link with which the user does it.

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
use crate::mail_link;
use crate::user::{ops, rules};

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    password: String,
    confirm: String,
    /// The button that sends a link instead.
    #[serde(rename = "sendLink")]
    send_link: String,
}

#[derive(Template)]
#[template(path = "user_password.html")]
struct Page<'a> {
    page: &'a PageCx,
    user: &'a UserRef,
    encoded: String,
    sends_mail: bool,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, Query(named): Query<Named>) -> Result<Response> {
    let mut tx = page.read().await?;
    let user = named.find(&mut tx).await?;
    let errors = FieldErrors::none();
    page.render(&shell("Set password"), &main(&page, &user, &errors))
}

pub async fn set(page: AdminPage, Form(form): Form<Sent>) -> Result<Response> {
    if !form.send_link.is_empty() {
        return send_link(&page, &form.name).await;
    }
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

/// Lets the user choose the password: nobody else has to know it then.
async fn send_link(page: &AdminPage, name: &str) -> Result<Response> {
    let mut tx = page.write().await?;
    let user = account(page, &mut tx, "name", name).await?;
    if !user.active {
        drop(tx);
        let mut problems = Problems::default();
        problems.field("sendLink", messages::LINK_FOR_INACTIVE);
        let errors = problems.into();
        return page.refuse(&shell("Set password"), &main(page, &user, &errors));
    }
    mail_link::send_password(page, &mut tx, &user).await?;
    tx.commit().await?;
    if page.app.settings.sends_mail {
        let text = format!("A link to choose a password goes to {}.", user.email);
        return page.done(&view_path(&user.name), &text);
    }
    let text = format!(
        "A link with which {} can choose a password was made. No email is sent: open the message and pass it on.",
        user.name
    );
    page.done("/secure/admin/MailQueue.jspa", &text)
}

fn main<'a>(page: &'a PageCx, user: &'a UserRef, errors: &'a FieldErrors) -> Page<'a> {
    Page {
        page,
        encoded: encode(&user.name),
        sends_mail: page.app.settings.sends_mail,
        user,
        errors,
    }
}
