//! The page that makes the first administrator.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/SetupAdminAccount!default.jspa` | — | 303 to the front page once there is an administrator |
//! | `POST /secure/SetupAdminAccount.jspa` | the set-up code | form fields as the reference names them |
//!
//! Whoever can read the server's terminal may use it: the code is printed there and nowhere else. When
//! the administrator exists, the form leads to the front page and nothing can be sent any more.

mod rest;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("system/setup")
        .page(
            "/secure/SetupAdminAccount!default.jspa",
            Needs::Nothing,
            rest::show,
        )
        .page("/secure/SetupAdminAccount.jspa", Needs::Nothing, rest::show)
        .form(
            "/secure/SetupAdminAccount.jspa",
            Needs::Nothing,
            rest::create,
        )
}
