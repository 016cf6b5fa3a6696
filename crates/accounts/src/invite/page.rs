//! The page on which people are invited.

use askama::Template;
use axum::response::Response;
use base::Result;
use base::page::menu::Section;
use base::page::{AdminPage, FieldErrors, Form, PageCx, Shell, field};
use serde::Deserialize;

use super::ops;

const SHELL: Shell<'static> = Shell::admin("Invite users", Section::UserManagement, "Invite users");

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    emails: String,
}

#[derive(Template)]
#[template(path = "invite.html")]
struct Invite<'a> {
    page: &'a PageCx,
    sends_mail: bool,
    form: &'a Sent,
    errors: &'a FieldErrors,
}

fn form<'a>(page: &'a PageCx, form: &'a Sent, errors: &'a FieldErrors) -> Invite<'a> {
    Invite {
        page,
        sends_mail: page.app.settings.sends_mail,
        form,
        errors,
    }
}

pub async fn show(page: AdminPage) -> Result<Response> {
    page.render(&SHELL, &form(&page, &Sent::default(), &FieldErrors::none()))
}

pub async fn invite(page: AdminPage, Form(sent): Form<Sent>) -> Result<Response> {
    let addresses = ops::addresses(&sent.emails);
    let mut tx = page.write().await?;
    let invited = ops::invite(&page, &mut tx, page.administrator(), &addresses).await;
    let users = match FieldErrors::catch(invited)? {
        Ok(users) => users,
        Err(errors) => return page.refuse(&SHELL, &form(&page, &sent, &errors)),
    };
    tx.commit().await?;
    let who = match users.as_slice() {
        [one] => format!("{} was invited", one.user.email),
        many => format!("{} people were invited", many.len()),
    };
    let how = if page.app.settings.sends_mail {
        "."
    } else {
        ". No email is sent: open each message and pass its link on."
    };
    page.done("/secure/admin/MailQueue.jspa", &format!("{who}{how}"))
}
