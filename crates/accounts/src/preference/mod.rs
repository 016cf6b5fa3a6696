//! What the caller has chosen, as programs set and read it: any text under a key.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /mypreferences` | to be signed in | `key`; the value exactly as it was set |
//! | `PUT /mypreferences` | to be signed in | 204; the body is the value; a missing one is 404 |
//! | `DELETE /mypreferences` | to be signed in | 204; 404 where there is none |
//!
//! Two of them count here: `user.notify.own.changes` and `user.notifications.mimetype` say which mail about issues one
//! wants, and how (`docs/mail.md`). The page `/secure/UpdateUserPreferences!default.jspa` sets them. Quirks: none.

mod page;
mod rest;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PATH: &str = "/rest/api/2/mypreferences";
    const PAGE: &str = "/secure/UpdateUserPreferences.jspa";
    Routes::of("accounts/preference")
        .get(PATH, Needs::SignIn, rest::get)
        .put(PATH, Needs::SignIn, rest::set)
        .delete(PATH, Needs::SignIn, rest::delete)
        .page(
            "/secure/UpdateUserPreferences!default.jspa",
            Needs::SignIn,
            page::show,
        )
        .page(PAGE, Needs::SignIn, page::show)
        .form(PAGE, Needs::SignIn, page::update)
}
