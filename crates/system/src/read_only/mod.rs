//! Read-only mode: for maintenance, an administrator has every change refused.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/readonly-mode` | to be signed in | from 10.3 on |
//! | `PUT /rest/api/2/readonly-mode` | system administrator | what is left out stays, `""` clears it |
//!
//! While it is on, whoever would change something is answered 503 with the administrator's message, and
//! nothing is changed; reading, signing in and out go on ([`base::Cx::write`]). Other processes take it over
//! with the policy. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PATH: &str = "/rest/api/2/readonly-mode";
    Routes::of("system/read_only")
        .get(PATH, Needs::SignIn, rest::get)
        .put(PATH, Needs::Global("SYSTEM_ADMIN"), rest::set)
}
