//! The handlers of one's own account.

use askama::Template;
use axum::response::Response;
use base::error::Problems;
use base::guard;
use base::http::Query;
use base::page::{FieldErrors, Form, PageCx, Shell, UserPage, field};
use base::refs::UserRef;
use base::urls::encode;
use base::{Result, messages};
use model::GlobalPermission;
use serde::Deserialize;

use crate::mail_link;
use crate::myself::{self, Change};
use crate::user::{self, Which, rules};

const PASSWORD: Shell<'static> = Shell::profile("Change password", "Change password");
const EDIT: Shell<'static> = Shell::profile("Edit profile", "Profile");

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    name: String,
}

#[derive(Template)]
#[template(path = "profile.html")]
struct Profile<'a> {
    page: &'a PageCx,
    user: &'a UserRef,
    picture: String,
    /// Their groups, for themselves and administrators.
    groups: Option<Vec<String>>,
    /// Searches for their issues: label, address.
    searches: [(&'static str, String); 3],
    /// The page of their project roles, for administrators.
    roles: Option<String>,
    is_own: bool,
    /// Whether the address was shown to be the user's; nobody else is told.
    is_verified: bool,
    /// The administrator's page about the user, for administrators.
    administer: Option<String>,
}

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

pub async fn show(page: UserPage, Query(asked): Query<Asked>) -> Result<Response> {
    let caller = page.signed_in()?;
    let mut tx = page.read().await?;
    let user = if asked.name.is_empty() {
        myself::find(&page, &mut tx).await?
    } else {
        user::find(&mut tx, Which::Name(&asked.name)).await?
    }
    .user;
    let is_own = user.id == caller.id;
    let is_administrator = guard::has_global(&page, GlobalPermission::Administer);
    let groups = if is_own || is_administrator {
        let groups = user::store::groups_of(&mut tx, user.id).await?;
        Some(groups.into_iter().map(|(_, name)| name).collect())
    } else {
        None
    };
    let is_verified = is_own && mail_link::verified_at(&mut tx, &user).await?.is_some();
    let of_admin = |action: &str| {
        let path = format!(
            "/secure/admin/user/{action}.jspa?name={}",
            encode(&user.name)
        );
        is_administrator.then(|| page.link(&path))
    };
    let profile = Profile {
        page: &page,
        picture: match user.avatar {
            Some(_) => user.pictures(page.urls()).large,
            None => page.avatar(&user.key, &user.display_name),
        },
        groups,
        searches: searches(&page, &user),
        is_own,
        is_verified,
        administer: of_admin("ViewUser"),
        roles: of_admin("ViewUserProjectRoles!default"),
        user: &user,
    };
    let title = format!("User profile: {}", user.display_name);
    let shell = if is_own {
        Shell::profile(&title, "Profile")
    } else {
        Shell::plain(&title)
    };
    page.render(&shell, &profile)
}

/// Returns the searches for a user's issues.
fn searches(page: &PageCx, user: &UserRef) -> [(&'static str, String); 3] {
    let name = user.name.replace('\\', "\\\\").replace('"', "\\\"");
    let link = |jql: String| page.link(&format!("/issues/?jql={}", encode(&jql)));
    let open = "AND resolution = Unresolved ORDER BY priority DESC, updated DESC";
    [
        (
            "Open issues assigned",
            link(format!("assignee in (\"{name}\") {open}")),
        ),
        (
            "Open issues reported",
            link(format!("reporter in (\"{name}\") {open}")),
        ),
        (
            "All issues reported",
            link(format!("reporter in (\"{name}\") ORDER BY created DESC")),
        ),
    ]
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
