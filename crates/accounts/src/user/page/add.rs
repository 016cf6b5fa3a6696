//! *Create user*.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::http::QueryPairs;
use base::page::{AdminPage, FieldErrors, FormPairs, PageCx, field};
use base::{Error, Result};

use super::{shell, view_path};
use crate::application_role::{Role, roles};
use crate::mail_link;
use crate::user::ops::{self, NewUser};
use crate::user::{User, rules};

/// What the form holds, but the password.
#[derive(Default)]
struct Sent {
    email: String,
    full_name: String,
    username: String,
    is_notified: bool,
}

/// An application to be ticked.
struct Application {
    id: String,
    key: String,
    name: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "user_add.html")]
struct Add<'a> {
    page: &'a PageCx,
    form: &'a Sent,
    applications: Vec<Application>,
    errors: &'a FieldErrors,
}

pub async fn show(page: AdminPage, pairs: QueryPairs) -> Result<Response> {
    let text = |name: &str| pairs.first(name).unwrap_or_default().to_owned();
    let form = Sent {
        email: text("email"),
        full_name: text("fullname"),
        username: text("username"),
        is_notified: false,
    };
    let errors = FieldErrors::none();
    let mut tx = page.read().await?;
    let roles = roles(&mut tx).await?;
    let add = add(&page, &form, &roles, |role| role.is_default, &errors);
    page.render(&shell("Create user"), &add)
}

pub async fn create(page: AdminPage, pairs: FormPairs) -> Result<Response> {
    let form = Sent {
        email: pairs.first("email").trim().to_owned(),
        full_name: pairs.first("fullname").trim().to_owned(),
        username: pairs.first("username").trim().to_owned(),
        is_notified: pairs.has("sendEmail"),
    };
    let chosen = pairs.all("selectedApplications").map(str::to_owned);
    let chosen: Vec<String> = chosen.collect();
    let made = make(&page, &form, pairs.first("password"), &chosen).await;
    let user = match FieldErrors::catch(made)? {
        Ok(user) => user.user,
        Err(errors) => {
            let errors = errors.renamed("applicationKeys", "selectedApplications");
            let mut tx = page.read().await?;
            let roles = roles(&mut tx).await?;
            let is_ticked = |role: &Role| chosen.contains(&role.key);
            let add = add(&page, &form, &roles, is_ticked, &errors);
            return page.refuse(&shell("Create user"), &add);
        }
    };
    let text = format!("User {} was created.", user.name);
    if pairs.has("createAnother") {
        page.done("/secure/admin/user/AddUser!default.jspa", &text)
    } else {
        page.done(&view_path(&user.name), &text)
    }
}

async fn make(
    page: &AdminPage,
    form: &Sent,
    password: &str,
    applications: &[String],
) -> Result<User> {
    // GitLab's tutorial gives no full name.
    let display_name = if form.full_name.is_empty() {
        &form.username
    } else {
        &form.full_name
    };
    // All that is wrong is told at once, and before the password is hashed, which is work.
    let mut problems = Problems::default();
    if let Err(Error::Invalid(found)) = ops::check(&form.username, &form.email, display_name) {
        problems = found;
        if form.full_name.is_empty() {
            problems.fields.retain(|(name, _)| name != rules::FULL_NAME);
        }
    }
    if !password.is_empty()
        && let Some(reason) = rules::refuse_password(password)
    {
        problems.field("password", reason);
    }
    problems.check()?;
    let password = if password.is_empty() {
        None
    } else {
        Some(page.app.passwords.hash(password).await?)
    };
    let new = NewUser {
        name: &form.username,
        email: &form.email,
        display_name,
        password,
    };
    let mut tx = page.write().await?;
    let admin = page.administrator();
    let user = ops::create(page, &mut tx, admin, &new, Some(applications)).await?;
    if form.is_notified {
        mail_link::send_invitation(page, &mut tx, admin, &user.user).await?;
    }
    tx.commit().await?;
    Ok(user)
}

fn add<'a>(
    page: &'a PageCx,
    form: &'a Sent,
    roles: &[Role],
    is_ticked: impl Fn(&Role) -> bool,
    errors: &'a FieldErrors,
) -> Add<'a> {
    let applications = roles.iter().map(|role| Application {
        id: format!("application_{}", role.key),
        key: role.key.clone(),
        name: role.name.clone(),
        is_ticked: is_ticked(role),
    });
    Add {
        page,
        form,
        applications: applications.collect(),
        errors,
    }
}
