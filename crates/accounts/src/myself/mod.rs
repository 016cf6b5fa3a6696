//! The caller's own account.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /myself` | to be signed in | the user, `expand=groups,applicationRoles` |
//! | `PUT /myself` | to be signed in | e-mail and full name; takes the caller's `password` |
//! | `PUT /myself/password` | to be signed in | 204; takes `currentPassword` |
//!
//! A wrong password is 400 here, not 401: the caller has signed in. It is slowed down like a
//! sign-in.

mod ops;
mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::{Change, find, set_password, update};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/myself")
        .get("/rest/api/2/myself", Needs::SignIn, rest::get)
        .put("/rest/api/2/myself", Needs::SignIn, rest::update)
        .put(
            "/rest/api/2/myself/password",
            Needs::SignIn,
            rest::set_password,
        )
}
