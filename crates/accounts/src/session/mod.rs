//! Sessions: signing in once and being known by a cookie afterwards.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `POST /rest/auth/1/session` | none | 200 with the secret, also as a cookie `JSESSIONID` |
//! | `GET /rest/auth/1/session` | to be signed in | 200 with name and login statistics |
//! | `DELETE /rest/auth/1/session` | to be signed in | 204, the cookie is cleared |
//! | `DELETE /rest/api/2/user/session/{username}` | Jira administrator | 200; ends all of that user's |
//!
//! A session ends after five hours without use. The second cookie, `atlassian.xsrf.token`, is what
//! forms send back to show that they are ours. Values of cookies are plain. There is no
//! CAPTCHA (D-003).

mod cookie;
mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use cookie::{XSRF_COOKIE, cleared, session_cookie, xsrf_cookie};
pub use ops::{Opened, close, drop_secure, open, secure};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PATH: &str = "/rest/auth/1/session";
    Routes::of("accounts/session")
        .post(PATH, Needs::Nothing, rest::create)
        .get(PATH, Needs::SignIn, rest::get)
        .delete(PATH, Needs::SignIn, rest::delete)
        .delete(
            "/rest/api/2/user/session/{username}",
            Needs::Global("ADMINISTER"),
            rest::end_all,
        )
}
