//! The question before a global permission is taken away: from whom, and who loses it with that.

use askama::Template;
use axum::response::Response;
use base::page::{AdminPage, FieldErrors, PageCx};
use base::urls::encode;
use base::{Result, messages};
use model::GlobalPermission;

use super::page::{self, PATH, SHELL, Sent, name_of, named};
use super::store::{self, Losing};
use crate::group::Group;

#[derive(Template)]
#[template(path = "global_permission_delete.html")]
struct Confirm<'a> {
    page: &'a PageCx,
    permission: GlobalPermission,
    /// None is anyone on the web.
    group: Option<&'a Group>,
    /// The group's name as a part of an address.
    encoded: String,
    /// Who is in the group.
    losing: Option<Losing>,
    errors: &'a FieldErrors,
}

impl Confirm<'_> {
    fn who(&self) -> &str {
        name_of(self.group)
    }
}

/// Asks, if there is such a grant.
///
/// # Errors
/// Not found.
pub async fn show(page: &AdminPage, asked: &Sent) -> Result<Response> {
    with(page, asked, &FieldErrors::none()).await
}

/// Asks again, with the reason why it could not be done.
///
/// # Errors
/// Not found.
pub async fn again(page: &AdminPage, form: &Sent, errors: &FieldErrors) -> Result<Response> {
    with(page, form, errors).await
}

async fn with(page: &AdminPage, asked: &Sent, errors: &FieldErrors) -> Result<Response> {
    let mut tx = page.read().await?;
    let (permission, group) = match FieldErrors::catch(named(&mut tx, asked).await)? {
        Ok(named) => named,
        Err(errors) => {
            drop(tx);
            return page::refused(page, asked, &errors).await;
        }
    };
    let id = group.as_ref().map(|group| group.id);
    if !store::has(&mut tx, permission, id).await? {
        return Err(messages::no_such_global_grant(permission.name()));
    }
    let losing = match id {
        Some(id) => Some(store::losing(&mut tx, permission, id).await?),
        None => None,
    };
    let main = Confirm {
        page,
        permission,
        encoded: encode(name_of(group.as_ref())),
        group: group.as_ref(),
        losing,
        errors,
    };
    page.answer_form(&SHELL, &main, errors)
}
