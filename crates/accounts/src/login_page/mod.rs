//! The pages of signing in and out.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /login.jsp` | none | the form; `os_destination` is where to go afterwards |
//! | `POST /login.jsp` | none | 303 there, with the cookies of a new session |
//! | `GET /logout` | none | with the right `atl_token` signs out, else asks |
//! | `POST /logout` | none | signs out |
//! | `GET /secure/Logout!default.jspa` | none | the same |
//! | `GET /secure/Dashboard.jspa` | none | 303 to the front page, as `MyJiraHome.jspa` |
//!
//! Whatever was wrong with name and password, the page says the same. `os_destination` leads to paths of
//! our own only. Which sessions there are and how long they last is in [`crate::session`].

mod page;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/login_page")
        .page("/login.jsp", Needs::Nothing, page::show)
        .form("/login.jsp", Needs::Nothing, page::log_in)
        .page("/logout", Needs::Nothing, page::show_logout)
        .form("/logout", Needs::Nothing, page::log_out)
        .page(
            "/secure/Logout!default.jspa",
            Needs::Nothing,
            page::show_logout,
        )
        .page("/secure/Logout.jspa", Needs::Nothing, page::show_logout)
        .form("/secure/Logout.jspa", Needs::Nothing, page::log_out)
        .page("/secure/Dashboard.jspa", Needs::Nothing, page::home)
        .page("/secure/MyJiraHome.jspa", Needs::Nothing, page::home)
}
