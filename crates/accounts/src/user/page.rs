//! The administrator's pages of users, each in a file below.
//!
//! Not here: what people see of themselves, which is in [`crate::profile`].

pub mod add;
pub mod browser;
pub mod delete;
pub mod edit;
pub mod groups;
pub mod password;
mod store;
pub mod view;

#[cfg(test)]
mod tests;

use base::guard::{self, ChangeAccount, Granted};
use base::page::Shell;
use base::page::menu::Section;
use base::refs::UserRef;
use base::route::{Needs, Routes};
use base::urls::encode;
use base::{Cx, Result, messages};
use model::Timestamp;
use serde::Deserialize;

use super::ops::{self, Which};

const BROWSER: &str = "/secure/admin/user/UserBrowser.jspa";

pub(super) fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("accounts/user")
        .page(BROWSER, ADMIN, browser::show)
        .page(
            "/secure/admin/user/UserBrowser!default.jspa",
            ADMIN,
            browser::show,
        )
        .page("/secure/admin/user/AddUser!default.jspa", ADMIN, add::show)
        .page("/secure/admin/user/AddUser.jspa", ADMIN, add::show)
        .form("/secure/admin/user/AddUser.jspa", ADMIN, add::create)
        .page("/secure/admin/user/ViewUser.jspa", ADMIN, view::show)
        .page(
            "/secure/admin/user/ViewUser!default.jspa",
            ADMIN,
            view::show,
        )
        .page(
            "/secure/admin/user/ResetFailedLoginCount.jspa",
            ADMIN,
            view::show,
        )
        .form(
            "/secure/admin/user/ResetFailedLoginCount.jspa",
            ADMIN,
            view::reset_failed_logins,
        )
        .page(
            "/secure/admin/user/EditUser!default.jspa",
            ADMIN,
            edit::show,
        )
        .page("/secure/admin/user/EditUser.jspa", ADMIN, edit::show)
        .form("/secure/admin/user/EditUser.jspa", ADMIN, edit::update)
        .page(
            "/secure/admin/user/SetPassword!default.jspa",
            ADMIN,
            password::show,
        )
        .page("/secure/admin/user/SetPassword.jspa", ADMIN, password::show)
        .form("/secure/admin/user/SetPassword.jspa", ADMIN, password::set)
        .page(
            "/secure/admin/user/EditUserGroups!default.jspa",
            ADMIN,
            groups::show,
        )
        .page(
            "/secure/admin/user/EditUserGroups.jspa",
            ADMIN,
            groups::show,
        )
        .form(
            "/secure/admin/user/EditUserGroups.jspa",
            ADMIN,
            groups::change,
        )
        .page(
            "/secure/admin/user/DeleteUser!default.jspa",
            ADMIN,
            delete::show,
        )
        .page("/secure/admin/user/DeleteUser.jspa", ADMIN, delete::show)
        .form("/secure/admin/user/DeleteUser.jspa", ADMIN, delete::delete)
}

/// A page that is about one user.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Named {
    name: String,
}

impl Named {
    async fn find(&self, tx: &mut db::Tx) -> Result<UserRef> {
        find(tx, "name", &self.name).await
    }
}

/// Returns the user whose name a parameter has.
async fn find(tx: &mut db::Tx, parameter: &str, name: &str) -> Result<UserRef> {
    if name.is_empty() {
        return Err(messages::missing_parameter(parameter));
    }
    Ok(ops::find(tx, Which::Name(name)).await?.user)
}

/// Returns the user of this name with proof that the caller may change their account.
async fn account(
    cx: &Cx,
    tx: &mut db::Tx,
    parameter: &str,
    name: &str,
) -> Result<Granted<UserRef, ChangeAccount>> {
    let user = find(tx, parameter, name).await?;
    guard::account(cx, tx, user).await
}

const fn shell(title: &str) -> Shell<'_> {
    Shell::admin(title, Section::UserManagement, "Users")
}

/// Returns the path of a user's page.
fn view_path(name: &str) -> String {
    format!("/secure/admin/user/ViewUser.jspa?name={}", encode(name))
}

/// Returns a moment as a table shows it.
fn when(at: Timestamp) -> String {
    let text = at.to_jira();
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    format!("{} {} UTC", part(0..10), part(11..16))
}
