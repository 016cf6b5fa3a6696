//! Personal access tokens: what a program shows instead of its user's password.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/pat/latest/tokens` | to be signed in | one's own, without their secrets |
//! | `GET /rest/pat/latest/tokens/{tokenId}` | to be signed in | one of them |
//! | `POST /rest/pat/latest/tokens` | to be signed in | 201 with the secret, shown this once |
//! | `DELETE /rest/pat/latest/tokens/{tokenId}` | to be signed in | 204; somebody else's is 404 |
//!
//! `/rest/pat/1.0` means the same. A token has all the rights of its user. Only a hash of it is
//! stored.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Created, NewToken, create};
pub(crate) use ops::{delete, list};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ALL: &str = "/rest/pat/latest/tokens";
    const ONE: &str = "/rest/pat/latest/tokens/{tokenId}";
    Routes::of("accounts/token")
        .get(ALL, Needs::SignIn, rest::list)
        .post(ALL, Needs::SignIn, rest::create)
        .get(ONE, Needs::SignIn, rest::get)
        .delete(ONE, Needs::SignIn, rest::delete)
}
