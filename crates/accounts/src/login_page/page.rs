//! The handlers of signing in and out.

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use base::http::Query;
use base::page::{FieldErrors, Form, PageCx, Shell, destination, field};
use base::{Error, Result, messages, secret};
use serde::Deserialize;

use crate::session;

const SHELL: Shell<'static> = Shell::plain("Log In");

/// What the form sends, and what its address may say.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    os_username: String,
    os_password: String,
    os_destination: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Token {
    atl_token: String,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LogIn<'a> {
    page: &'a PageCx,
    instance: &'a str,
    form: &'a Sent,
    problem: &'a str,
    errors: FieldErrors,
    user: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "logout.html")]
struct LogOut<'a> {
    page: &'a PageCx,
}

pub async fn show(page: PageCx, Query(asked): Query<Sent>) -> Result<Response> {
    page.render(&SHELL, &form(&page, &asked, ""))
}

fn form<'a>(page: &'a PageCx, form: &'a Sent, problem: &'a str) -> LogIn<'a> {
    LogIn {
        page,
        instance: &page.app.settings.title,
        form,
        problem,
        errors: FieldErrors::none(),
        user: page.signed_in().ok().map(|user| user.display_name.as_str()),
    }
}

pub async fn log_in(page: PageCx, Form(sent): Form<Sent>) -> Result<Response> {
    let opened = match session::open(&page, &sent.os_username, &sent.os_password).await {
        Ok(opened) => opened,
        Err(Error::Unauthorized(_)) => {
            let problem = messages::LOGIN_FORM_REFUSED;
            let status = StatusCode::UNAUTHORIZED;
            return refused(&page, status, &sent, problem, "AUTHENTICATED_FAILED");
        }
        Err(Error::TooMany(text, seconds)) => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut response = refused(&page, status, &sent, &text, "AUTHENTICATION_DENIED")?;
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            return Ok(response);
        }
        Err(error) => return Err(error),
    };
    // The session that this browser had until now is not left behind.
    if page.signed_in().is_ok() {
        session::close(&page).await?;
    }
    let to = destination::own(&sent.os_destination).unwrap_or("/");
    let mut response = page.redirect(to)?;
    let headers = response.headers_mut();
    for cookie in [
        session::session_cookie(page.urls(), &opened.secret)?,
        session::xsrf_cookie(page.urls(), &opened.xsrf_token)?,
    ] {
        headers.append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn refused(
    page: &PageCx,
    status: StatusCode,
    sent: &Sent,
    problem: &str,
    reason: &'static str,
) -> Result<Response> {
    let mut response = page.respond(status, &SHELL, &form(page, sent, problem))?;
    response.headers_mut().insert(
        HeaderName::from_static("x-seraph-loginreason"),
        HeaderValue::from_static(reason),
    );
    Ok(response)
}

pub async fn show_logout(page: PageCx, Query(asked): Query<Token>) -> Result<Response> {
    if page.signed_in().is_err() {
        return page.redirect("/login.jsp");
    }
    // A link of ours says by the token that it is one; from elsewhere, somebody is to press the button.
    if !asked.atl_token.is_empty() && secret::same(&asked.atl_token, page.token()) {
        return sign_out(&page).await;
    }
    page.render(&Shell::plain("Log out"), &LogOut { page: &page })
}

pub async fn log_out(page: PageCx, Form(_): Form<Token>) -> Result<Response> {
    sign_out(&page).await
}

async fn sign_out(page: &PageCx) -> Result<Response> {
    if page.signed_in().is_ok() {
        session::close(page).await?;
    }
    let mut response = page.done("/login.jsp", "You are now logged out.")?;
    let cleared = session::cleared(page.urls())?;
    response.headers_mut().append(header::SET_COOKIE, cleared);
    Ok(response)
}

pub async fn home(page: PageCx) -> Result<Response> {
    page.redirect("/")
}
