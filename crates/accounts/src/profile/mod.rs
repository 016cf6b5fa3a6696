//! The pages of one's own account.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /secure/EditProfile.jspa` | to be signed in | full name and e-mail, with the password |
//! | `POST /secure/ChangePassword.jspa` | to be signed in | the own password |
//! | `GET /secure/ViewPersonalAccessTokens.jspa` | to be signed in | one's own tokens |
//! | `POST /secure/CreatePersonalAccessToken.jspa` | to be signed in | shows the secret, this once |
//! | `POST /secure/RevokePersonalAccessToken.jspa` | to be signed in | |
//!
//! What they do is in [`crate::myself`] and [`crate::token`]. The profile itself, which tells what a user did, too, is a
//! page of `search`; [`account`] is what it tells of the account.

mod account;
mod page;
mod tokens;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use account::{Account, account};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ALL: Needs = Needs::SignIn;
    Routes::of("accounts/profile")
        .page("/secure/EditProfile!default.jspa", ALL, page::edit)
        .page("/secure/EditProfile.jspa", ALL, page::edit)
        .form("/secure/EditProfile.jspa", ALL, page::update)
        .page("/secure/ChangePassword!default.jspa", ALL, page::password)
        .page("/secure/ChangePassword.jspa", ALL, page::password)
        .form("/secure/ChangePassword.jspa", ALL, page::set_password)
        .page("/secure/ViewPersonalAccessTokens.jspa", ALL, tokens::list)
        .form(
            "/secure/CreatePersonalAccessToken.jspa",
            ALL,
            tokens::create,
        )
        .form(
            "/secure/RevokePersonalAccessToken.jspa",
            ALL,
            tokens::revoke,
        )
}
