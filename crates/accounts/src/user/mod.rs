//! Users: who they are, whether they may sign in, which applications they have.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /user` | to be signed in | by `username` or `key`; `expand=groups,applicationRoles` |
//! | `POST /user` | Jira administrator | 201; without a password none can be used until one is set |
//! | `PUT /user` | Jira administrator | what is sent changes; `name` renames, `active` deactivates |
//! | `DELETE /user` | Jira administrator | 204; refused while other things refer to them |
//! | `PUT /user/password` | Jira administrator | 204 |
//! | `POST /user/application` | Jira administrator | 200; an unknown user is 400 |
//! | `DELETE /user/application` | Jira administrator | 204; out of all its groups |
//! | `GET /secure/admin/user/UserBrowser.jspa` | Jira administrator | the user browser |
//! | `POST /secure/admin/user/AddUser.jspa` | Jira administrator | without a full name it is the username |
//! | `GET /secure/admin/user/ViewUser.jspa` | Jira administrator | |
//! | `POST /secure/admin/user/EditUser.jspa` | Jira administrator | renames and deactivates, too |
//! | `POST /secure/admin/user/SetPassword.jspa` | Jira administrator | |
//! | `POST /secure/admin/user/EditUserGroups.jspa` | Jira administrator | several groups, all or nothing |
//! | `POST /secure/admin/user/DeleteUser.jspa` | Jira administrator | says what stands against it |
//! | `POST /secure/admin/user/ResetFailedLoginCount.jspa` | Jira administrator | |
//!
//! The key never changes, the name may. Only a system administrator changes the account of one.
//! Searching is in [`crate::user_search`], what users change about themselves in [`crate::myself`].

mod application;
pub(crate) mod ops;
mod page;
pub(crate) mod rest;
pub(crate) mod rules;
pub(crate) mod store;
pub(crate) mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Edit, NewUser, Which, create, delete, find, set_password, update};
pub use store::User;

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/user")
        .get("/rest/api/2/user", Needs::SignIn, rest::get)
        .post("/rest/api/2/user", ADMIN, rest::create)
        .put("/rest/api/2/user", ADMIN, rest::update)
        .delete("/rest/api/2/user", ADMIN, rest::delete)
        .put("/rest/api/2/user/password", ADMIN, rest::set_password)
        .post("/rest/api/2/user/application", ADMIN, rest::add_application)
        .delete(
            "/rest/api/2/user/application",
            ADMIN,
            rest::remove_application,
        )
        .and(page::routes())
}
