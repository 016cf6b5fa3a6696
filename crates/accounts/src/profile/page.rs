//! The handlers of one's own account.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::{Result, messages};
use serde::Deserialize;

use crate::myself::{self, Change};
use crate::user::rules;

const PASSWORD: Shell<'static> = Shell::profile("Change password", "Change password");
const EDIT: Shell<'static> = Shell::profile("Edit profile", "Profile");

/// What the form of full name and address sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Edited {
    fullname: String,
    email: String,
    password: String,
}

#[derive(Template)]
#[template(path = "profile_edit.html")]
struct Edit<'a> {
    page: &'a PageCx,
    form: &'a Edited,
    errors: &'a FieldErrors,
}

/// What the form of the password sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Passwords {
    current: String,
    password: String,
    confirm: String,
}

#[derive(Template)]
#[template(path = "profile_password.html")]
struct Password<'a> {
    page: &'a PageCx,
    user: &'a str,
    errors: &'a FieldErrors,
}

pub async fn edit(page: UserPage) -> Result<Response> {
    let mut tx = page.read().await?;
    let user = myself::find(&page, &mut tx).await?.user;
    let form = Edited {
        fullname: user.display_name,
        email: user.email,
        password: String::new(),
    };
    let errors = &FieldErrors::none();
    page.render(
        &EDIT,
        &Edit {
            page: &page,
            form: &form,
            errors,
        },
    )
}

pub async fn update(page: UserPage, Form(form): Form<Edited>) -> Result<Response> {
    let change = Change {
        email: Some(&form.email),
        display_name: Some(&form.fullname),
    };
    let result = myself::update(&page, change, Some(&form.password)).await;
    match FieldErrors::catch(result)? {
        Ok(()) => page.done("/secure/ViewProfile.jspa", "Your profile was updated."),
        Err(errors) => page.refuse(
            &EDIT,
            &Edit {
                page: &page,
                form: &form,
                errors: &errors,
            },
        ),
    }
}

pub async fn password(page: UserPage) -> Result<Response> {
    let user = &page.signed_in()?.name;
    let errors = &FieldErrors::none();
    page.render(
        &PASSWORD,
        &Password {
            page: &page,
            user,
            errors,
        },
    )
}

pub async fn set_password(page: UserPage, Form(form): Form<Passwords>) -> Result<Response> {
    let user = &page.signed_in()?.name;
    // The new one is looked at first: where it is left out, that two are not the same says nothing.
    let result = if let Some(reason) = rules::refuse_password(&form.password) {
        Err(messages::password_refused(reason))
    } else if form.password == form.confirm {
        myself::set_password(&page, &form.password, Some(&form.current)).await
    } else {
        let mut problems = Problems::default();
        problems.field("confirm", messages::PASSWORDS_DIFFER);
        problems.check()
    };
    match FieldErrors::catch(result)? {
        Ok(()) => page.done("/secure/ViewProfile.jspa", "Your password was changed."),
        Err(errors) => {
            let errors = errors.renamed("currentPassword", "current");
            page.refuse(
                &PASSWORD,
                &Password {
                    page: &page,
                    user,
                    errors: &errors,
                },
            )
        }
    }
}
