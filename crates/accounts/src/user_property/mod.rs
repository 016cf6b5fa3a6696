//! What programs keep with a user: any JSON, under a key.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /user/properties` | one's own, or Jira administrator | `username` or `userKey`; the keys |
//! | `GET /user/properties/{propertyKey}` | the same | |
//! | `PUT /user/properties/{propertyKey}` | the same | 201 for a new one, 200 otherwise |
//! | `DELETE /user/properties/{propertyKey}` | the same | 204 |
//!
//! Of others nobody but an administrator learns anything, not even whether they exist. Only a system
//! administrator changes what is kept with one. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::whose;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ONE: &str = "/rest/api/2/user/properties/{propertyKey}";
    Routes::of("accounts/user_property")
        .get("/rest/api/2/user/properties", Needs::SignIn, rest::list)
        .get(ONE, Needs::SignIn, rest::get)
        .put(ONE, Needs::SignIn, rest::set)
        .delete(ONE, Needs::SignIn, rest::delete)
}
