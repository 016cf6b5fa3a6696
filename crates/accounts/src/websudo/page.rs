//! The handlers of the secure administrator session.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use base::error::Problems;
use base::http::{NoContent, Query};
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, destination, field};
use base::{Cx, Error, Result, guard, messages};
use serde::Deserialize;

use crate::session;

const SHELL: Shell<'static> = Shell::plain("Administrator Access");

/// What the form sends, and what its address may say.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    web_sudo_password: String,
    web_sudo_destination: String,
}

impl Sent {
    /// Returns where to go afterwards.
    fn destination(&self) -> &str {
        destination::own(&self.web_sudo_destination).unwrap_or("/")
    }
}

#[derive(Template)]
#[template(path = "websudo.html")]
struct Confirm<'a> {
    page: &'a PageCx,
    user: &'a str,
    form: &'a Sent,
    errors: FieldErrors,
}

pub async fn show(page: UserPage, Query(asked): Query<Sent>) -> Result<Response> {
    guard::administrator(&page)?;
    answer(&page, StatusCode::OK, &asked, FieldErrors::none())
}

fn answer(page: &PageCx, status: StatusCode, form: &Sent, errors: FieldErrors) -> Result<Response> {
    let confirm = Confirm {
        page,
        user: &page.signed_in()?.name,
        form,
        errors,
    };
    page.respond(status, &SHELL, &confirm)
}

pub async fn confirm(page: UserPage, Form(sent): Form<Sent>) -> Result<Response> {
    guard::administrator(&page)?;
    let mut problems = Problems::default();
    match session::secure(&page, &sent.web_sudo_password).await {
        Ok(true) => page.redirect(sent.destination()),
        Ok(false) => {
            problems.field("webSudoPassword", messages::WEBSUDO_REFUSED);
            answer(&page, StatusCode::BAD_REQUEST, &sent, problems.into())
        }
        Err(Error::TooMany(text, seconds)) => {
            problems.field("webSudoPassword", text);
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut response = answer(&page, status, &sent, problems.into())?;
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

pub async fn drop_access(page: UserPage, Form(sent): Form<Sent>) -> Result<Response> {
    session::drop_secure(&page).await?;
    // Back to an administrator's page would ask for the password at once.
    let to = Some(sent.destination()).filter(|path| !path.starts_with("/secure/admin/"));
    page.done(
        to.unwrap_or("/"),
        "You no longer have access to administrative functions.",
    )
}

pub async fn delete(cx: Cx) -> Result<NoContent> {
    session::drop_secure(&cx).await?;
    Ok(NoContent)
}
