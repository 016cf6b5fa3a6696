//! What the caller has chosen, as programs set and read it: any text under a key.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /mypreferences` | to be signed in | `key`; the value exactly as it was set |
//! | `PUT /mypreferences` | to be signed in | 204; the body is the value; a missing one is 404 |
//! | `DELETE /mypreferences` | to be signed in | 204; 404 where there is none |
//!
//! What is kept here changes nothing of what this server shows. Quirks: none.

mod rest;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PATH: &str = "/rest/api/2/mypreferences";
    Routes::of("accounts/preference")
        .get(PATH, Needs::SignIn, rest::get)
        .put(PATH, Needs::SignIn, rest::set)
        .delete(PATH, Needs::SignIn, rest::delete)
}
