//! The page of one's own personal access tokens.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::page::field::Choice;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::{Result, messages};
use model::Timestamp;
use serde::Deserialize;

use crate::token::{self, NewToken};

const SHELL: Shell<'static> = Shell::profile("Personal Access Tokens", "Personal Access Tokens");
/// For how many days a token may last, as the page offers it.
const DAYS: [&str; 4] = ["30", "90", "180", "365"];
/// What the page starts with.
const USUAL: &str = "90";

/// What the form sends.
#[derive(Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    days: String,
}

impl Default for Sent {
    fn default() -> Self {
        Self {
            name: String::new(),
            days: USUAL.to_owned(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Revoked {
    id: String,
}

#[derive(Template)]
#[template(path = "profile_tokens.html")]
struct Tokens<'a> {
    page: &'a PageCx,
    tokens: Vec<Row>,
    created: Option<&'a token::Created>,
    form: &'a Sent,
    choices: Vec<Choice>,
    errors: &'a FieldErrors,
}

struct Row {
    id: i64,
    name: String,
    created: String,
    used: Option<String>,
    expires: Option<String>,
    is_over: bool,
}

pub async fn list(page: UserPage) -> Result<Response> {
    let errors = &FieldErrors::none();
    answer(&page, StatusCode::OK, None, &Sent::default(), errors).await
}

pub async fn create(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let days = match form.days.as_str() {
        "" => None,
        // What is no number is told as a duration that is not valid.
        days => Some(days.parse().unwrap_or(0)),
    };
    let new = NewToken {
        name: &form.name,
        days,
    };
    let mut tx = page.write().await?;
    let created = match FieldErrors::catch(token::create(&page, &mut tx, new).await)? {
        Ok(created) => created,
        Err(errors) => {
            drop(tx);
            let errors = errors.renamed("expirationDuration", "days");
            return answer(&page, StatusCode::BAD_REQUEST, None, &form, &errors).await;
        }
    };
    tx.commit().await?;
    // Answered and not sent elsewhere: the secret is in this one page and nowhere else.
    let (form, errors) = (Sent::default(), FieldErrors::none());
    answer(&page, StatusCode::OK, Some(&created), &form, &errors).await
}

pub async fn revoke(page: UserPage, Form(form): Form<Revoked>) -> Result<Response> {
    let mut tx = page.write().await?;
    token::delete(&page, &mut tx, &form.id).await?;
    tx.commit().await?;
    page.done(
        "/secure/ViewPersonalAccessTokens.jspa",
        "The token was revoked.",
    )
}

async fn answer(
    page: &PageCx,
    status: StatusCode,
    created: Option<&token::Created>,
    form: &Sent,
    errors: &FieldErrors,
) -> Result<Response> {
    let mut tx = page.read().await?;
    let now = page.now();
    let tokens = token::list(page, &mut tx).await?;
    let rows = tokens.into_iter().map(|token| Row {
        id: token.id.0,
        name: token.name,
        created: day(token.created_at),
        used: token.used_at.map(day),
        expires: token.expires_at.map(day),
        is_over: token.expires_at.is_some_and(|end| end <= now),
    });
    let mut choices: Vec<Choice> = DAYS
        .iter()
        .map(|days| Choice::new(*days, format!("{days} days")))
        .collect();
    choices.push(Choice::new("", messages::NO_EXPIRY));
    let tokens = Tokens {
        page,
        tokens: rows.collect(),
        created,
        form,
        choices,
        errors,
    };
    page.respond(status, &SHELL, &tokens)
}

/// Returns the day, as a person reads it.
fn day(time: Timestamp) -> String {
    time.to_jira().chars().take(10).collect()
}
