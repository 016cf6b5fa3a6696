//! The pages of one's own account.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/ViewProfile.jspa` | to be signed in | one's own, or `name=` somebody else's |
//! | `POST /secure/EditProfile.jspa` | to be signed in | full name and e-mail, with the password |
//! | `POST /secure/ChangePassword.jspa` | to be signed in | the own password |
//! | `GET /secure/ViewPersonalAccessTokens.jspa` | to be signed in | one's own tokens |
//! | `POST /secure/CreatePersonalAccessToken.jspa` | to be signed in | shows the secret, this once |
//! | `POST /secure/RevokePersonalAccessToken.jspa` | to be signed in | |
//!
//! What they do is in [`crate::myself`] and [`crate::token`].

mod page;
mod tokens;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ALL: Needs = Needs::SignIn;
    Routes::of("accounts/profile")
        .get("/secure/ViewProfile.jspa", ALL, page::show)
        .get("/secure/EditProfile!default.jspa", ALL, page::edit)
        .get("/secure/EditProfile.jspa", ALL, page::edit)
        .post("/secure/EditProfile.jspa", ALL, page::update)
        .get("/secure/ChangePassword!default.jspa", ALL, page::password)
        .get("/secure/ChangePassword.jspa", ALL, page::password)
        .post("/secure/ChangePassword.jspa", ALL, page::set_password)
        .get("/secure/ViewPersonalAccessTokens.jspa", ALL, tokens::list)
        .post(
            "/secure/CreatePersonalAccessToken.jspa",
            ALL,
            tokens::create,
        )
        .post(
            "/secure/RevokePersonalAccessToken.jspa",
            ALL,
            tokens::revoke,
        )
}
