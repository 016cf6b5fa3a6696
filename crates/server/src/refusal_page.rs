//! Refusals for people: what a browser asked for and did not get is said on a page, with a way on.
//!
//! A program gets the JSON that the handler wrote; so does everything below `/rest/`.

use askama::Template;
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::Response;
use base::error::{Problems, Told};
use base::page::{PageCx, Shell, referer};
use base::urls::encode;
use base::{Cx, Result, messages};

#[derive(Template)]
#[template(path = "refusal.html")]
struct Refusal<'a> {
    page: &'a PageCx,
    title: &'a str,
    problems: &'a Problems,
    /// The own page to go back to, with the context path.
    back: Option<String>,
    is_signed_in: bool,
}

/// Returns the answer as it is to be told: as a page, if it is a refusal for a person.
pub async fn readable(response: Response, cx: &Cx, parts: &Parts) -> Response {
    let is_for_people = !parts.uri.path().starts_with("/rest/") && wants_html(parts);
    let told = response.extensions().get::<Told>().cloned();
    let Some(Told(problems)) = told.filter(|_| is_for_people) else {
        return response;
    };
    let Ok(page) = page(response.status(), &problems, cx, parts).await else {
        return response;
    };
    with_headers_of(&response, page)
}

fn wants_html(parts: &Parts) -> bool {
    let accepts = parts.headers.get_all(header::ACCEPT).into_iter();
    accepts
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.to_ascii_lowercase().contains("text/html"))
}

async fn page(status: StatusCode, problems: &Problems, cx: &Cx, parts: &Parts) -> Result<Response> {
    let page = if status.is_server_error() {
        PageCx::without_database(cx.clone(), &parts.headers, &parts.uri)?
    } else {
        PageCx::of(cx.clone(), &parts.headers, &parts.uri).await?
    };
    let back = referer(cx, &parts.headers);
    // Who has sent a credential with the request is told that it is wrong; others may sign in.
    if status == StatusCode::UNAUTHORIZED && !parts.headers.contains_key(header::AUTHORIZATION) {
        let asked = if parts.method.is_safe() {
            Some(page.path().to_owned())
        } else {
            back
        };
        let asked = asked.unwrap_or_else(|| "/".to_owned());
        return page.redirect(&format!("/login.jsp?os_destination={}", encode(&asked)));
    }
    let title = title(status, problems);
    let refusal = Refusal {
        page: &page,
        title,
        problems,
        back: back.map(|path| page.link(&path)),
        is_signed_in: cx.user_id().is_some(),
    };
    page.respond(status, &Shell::plain(title), &refusal)
}

fn title(status: StatusCode, problems: &Problems) -> &'static str {
    if messages::is_xsrf(problems) {
        return "XSRF check failed";
    }
    match status.as_u16() {
        400 => "This cannot be done as it is",
        401 => "Sign-in needed",
        403 => "You may not do this",
        404 => "Nothing to see here",
        405 => "This address does not work that way",
        413 => "This is too large",
        429 => "Please wait a moment",
        500 => "Something went wrong on our side",
        503 => "Please try again in a moment",
        _ => "This did not work",
    }
}

/// Keeps what else the answer told: when to try again, who signed in, that it is to be run again.
fn with_headers_of(old: &Response, mut new: Response) -> Response {
    let kept = [
        header::RETRY_AFTER,
        header::ALLOW,
        HeaderName::from_static("x-seraph-loginreason"),
    ];
    for name in kept {
        if let Some(value) = old.headers().get(&name) {
            new.headers_mut().insert(name, value.clone());
        }
    }
    new
}
