//! The pages that links in mail open.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::Result;
use base::error::Problems;
use base::http::Query;
use base::messages;
use base::page::{FieldErrors, Form, PageCx, Shell, field};
use base::refs::UserRef;
use serde::Deserialize;

use super::ops::{self, Purpose, Refusal, Shown};
use crate::user::rules;

const RESET: Shell<'static> = Shell::plain("Reset your password");
const WELCOME: Shell<'static> = Shell::plain("Choose your password");
const VERIFY: Shell<'static> = Shell::plain("Confirm your email address");
const REFUSED: Shell<'static> = Shell::plain("Link not valid");

/// What the link's address says, and what the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    os_username: String,
    token: String,
    password: String,
    confirm: String,
}

impl Sent {
    fn shown(&self) -> Shown<'_> {
        Shown {
            name: &self.os_username,
            secret: &self.token,
        }
    }
}

#[derive(Template)]
#[template(path = "mail_link_password.html")]
struct SetPassword<'a> {
    page: &'a PageCx,
    title: &'static str,
    instance: &'a str,
    user: &'a UserRef,
    is_invitation: bool,
    form: &'a Sent,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "mail_link_verify.html")]
struct Verify<'a> {
    page: &'a PageCx,
    user: &'a UserRef,
    form: &'a Sent,
}

#[derive(Template)]
#[template(path = "mail_link_refused.html")]
struct Refused<'a> {
    page: &'a PageCx,
    text: &'static str,
}

fn refused(page: &PageCx, refusal: Refusal) -> Result<Response> {
    let text = refusal.text();
    page.respond(StatusCode::GONE, &REFUSED, &Refused { page, text })
}

pub async fn show(page: PageCx, Query(asked): Query<Sent>) -> Result<Response> {
    form(&page, StatusCode::OK, &asked, FieldErrors::none()).await
}

async fn form(
    page: &PageCx,
    status: StatusCode,
    form: &Sent,
    errors: FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let good = match ops::password_link(&mut tx, form.shown(), page.now()).await? {
        Ok(good) => good,
        Err(refusal) => return refused(page, refusal),
    };
    let is_invitation = good.purpose == Purpose::Invitation;
    let shell = if is_invitation { WELCOME } else { RESET };
    let main = SetPassword {
        page,
        title: shell.title,
        instance: &page.app.settings.title,
        user: &good.user,
        is_invitation,
        form,
        errors,
    };
    page.respond(status, &shell, &main)
}

pub async fn set_password(page: PageCx, Form(sent): Form<Sent>) -> Result<Response> {
    let mut problems = Problems::default();
    if let Some(reason) = rules::refuse_password(&sent.password) {
        problems.field("password", reason);
    } else if sent.password != sent.confirm {
        problems.field("confirm", messages::PASSWORDS_DIFFER);
    }
    if !problems.is_empty() {
        return form(&page, StatusCode::BAD_REQUEST, &sent, problems.into()).await;
    }
    match ops::set_password(&page, sent.shown(), &sent.password).await? {
        Ok(_) => page.done("/login.jsp", "Your password was set. Log in with it."),
        Err(refusal) => refused(&page, refusal),
    }
}

pub async fn ask_to_verify(page: PageCx, Query(asked): Query<Sent>) -> Result<Response> {
    let mut tx = page.read().await?;
    match ops::verification_link(&mut tx, asked.shown(), page.now()).await? {
        Ok(good) => {
            let (user, form) = (&good.user, &asked);
            let page = &page;
            page.render(&VERIFY, &Verify { page, user, form })
        }
        Err(refusal) => refused(&page, refusal),
    }
}

pub async fn verify(page: PageCx, Form(sent): Form<Sent>) -> Result<Response> {
    match ops::verify(&page, sent.shown()).await? {
        Ok(user) => page.done("/", &format!("{} is confirmed.", user.email)),
        Err(refusal) => refused(&page, refusal),
    }
}
