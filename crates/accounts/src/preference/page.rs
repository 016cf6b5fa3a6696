//! The page of one's preferences: which mail about issues one wants, and how.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::{Result, messages};
use serde::Deserialize;

use super::store;

/// Whether one is told of what one did oneself; the key of the reference.
const OWN_CHANGES: &str = "user.notify.own.changes";
/// How one reads mail; the key of the reference.
const MIME_TYPE: &str = "user.notifications.mimetype";
const PATH: &str = "/secure/UpdateUserPreferences!default.jspa";
const SHELL: Shell<'static> = Shell::profile("Preferences", "Preferences");

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Sent {
    wants_mail: String,
    notify_own_changes: String,
    user_notifications_mime_type: String,
}

#[derive(Template)]
#[template(path = "preferences.html")]
struct Preferences<'a> {
    page: &'a PageCx,
    wants_mail: bool,
    own_changes: bool,
    mime_type: &'a str,
    choices: [field::Choice; 2],
    errors: &'a FieldErrors,
}

pub async fn show(page: UserPage) -> Result<Response> {
    let user = page.signed_in()?.id;
    let mut tx = page.read().await?;
    let own = store::get(&mut tx, user, OWN_CHANGES).await?;
    let mime_type = store::get(&mut tx, user, MIME_TYPE).await?;
    let form = Sent {
        wants_mail: if store::is_muted(&mut tx, user).await? {
            ""
        } else {
            "true"
        }
        .to_owned(),
        notify_own_changes: own.unwrap_or_default(),
        user_notifications_mime_type: mime_type.unwrap_or_default(),
    };
    drop(tx);
    answer(&page, &form, &FieldErrors::none())
}

fn answer(page: &PageCx, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    let main = Preferences {
        page,
        wants_mail: form.wants_mail == "true",
        own_changes: form.notify_own_changes == "true",
        mime_type: match form.user_notifications_mime_type.as_str() {
            "text" => "text",
            _ => "html",
        },
        choices: [
            field::Choice::new("html", "HTML and text"),
            field::Choice::new("text", "Text only"),
        ],
        errors,
    };
    page.answer_form(&SHELL, &main, errors)
}

pub async fn update(page: UserPage, Form(form): Form<Sent>) -> Result<Response> {
    let user = page.signed_in()?.id;
    let mime_type = form.user_notifications_mime_type.as_str();
    if !matches!(mime_type, "html" | "text") {
        let mut problems = Problems::default();
        problems.field("userNotificationsMimeType", messages::MAIL_FORMAT_UNKNOWN);
        return answer(&page, &form, &problems.into());
    }
    let own_changes = if form.notify_own_changes == "true" {
        "true"
    } else {
        "false"
    };
    let mut tx = page.write().await?;
    store::set(&mut tx, user, OWN_CHANGES, own_changes).await?;
    store::set(&mut tx, user, MIME_TYPE, mime_type).await?;
    if form.wants_mail == "true" {
        store::unmute(&mut tx, user).await?;
    } else {
        store::mute(&mut tx, user, page.now()).await?;
    }
    tx.commit().await?;
    page.done(PATH, "Your preferences were changed.")
}
