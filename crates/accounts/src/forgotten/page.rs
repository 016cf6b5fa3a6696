//! The page where one asks for a link.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::error::Problems;
use base::http::Query;
use base::page::{FieldErrors, Form, PageCx, Shell, field};
use base::{Result, messages, text};
use serde::Deserialize;

use super::ops;

const SHELL: Shell<'static> = Shell::plain("Can't access your account?");

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    username: String,
}

/// What the page's address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    sent: bool,
}

#[derive(Template)]
#[template(path = "forgotten.html")]
struct Ask<'a> {
    page: &'a PageCx,
    form: &'a Sent,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "forgotten_sent.html")]
struct Done<'a> {
    page: &'a PageCx,
    sends_mail: bool,
}

pub async fn show(page: PageCx, Query(asked): Query<Asked>) -> Result<Response> {
    if asked.sent {
        let sends_mail = page.app.settings.sends_mail;
        let page = &page;
        return page.render(&SHELL, &Done { page, sends_mail });
    }
    answer(&page, StatusCode::OK, &Sent::default(), FieldErrors::none())
}

fn answer(page: &PageCx, status: StatusCode, form: &Sent, errors: FieldErrors) -> Result<Response> {
    page.respond(status, &SHELL, &Ask { page, form, errors })
}

pub async fn ask(page: PageCx, Form(sent): Form<Sent>) -> Result<Response> {
    let mut problems = Problems::default();
    if text::is_blank(&sent.username) {
        problems.field("username", messages::NOBODY_NAMED);
    } else if text::is_longer(&sent.username, text::MAX_LINE) {
        let name = "A username or email address";
        problems.field("username", messages::line_too_long(name, text::MAX_LINE));
    }
    if !problems.is_empty() {
        return answer(&page, StatusCode::BAD_REQUEST, &sent, problems.into());
    }
    ops::send_links(&page, &sent.username)?;
    page.redirect("/secure/ForgotLoginDetails.jspa?sent=true")
}
