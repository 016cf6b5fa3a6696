//! Links in mail: an invitation or a new password, and showing that an address is one's own.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/ResetPassword!default.jspa` | the link's secret | the form; `os_username`, `token` |
//! | `POST /secure/ResetPassword.jspa` | the link's secret | sets the password, once; all sessions end |
//! | `GET /secure/VerifyEmail!default.jspa` | the link's secret | a button |
//! | `POST /secure/VerifyEmail.jspa` | the link's secret | notes that the address is the user's |
//!
//! A link is good for 24 hours, one user, one purpose and one time, and only while the user has the address
//! it was sent to. Its secret is stored as a hash; the mail that carries it keeps it until it is sent. A
//! page that is merely opened uses nothing up: programs that look into mail open links.
//!
//! [`send_invitation`], [`send_password`] and [`send_verification`] put mail into the queue as part of a
//! change. Asking for a link is in [`crate::forgotten`], inviting in [`crate::invite`].

mod letter;
mod ops;
mod page;
pub(crate) mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Purpose, end_of, send_invitation, send_password, send_verification, sweep};
pub(crate) use ops::{send_unasked, verified_at};

/// For how many seconds a link is good.
pub const GOOD_FOR: i64 = 24 * 3600;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ALL: Needs = Needs::Nothing;
    Routes::of("accounts/mail_link")
        .page("/secure/ResetPassword!default.jspa", ALL, page::show)
        .page("/secure/ResetPassword.jspa", ALL, page::show)
        .form("/secure/ResetPassword.jspa", ALL, page::set_password)
        .page("/secure/VerifyEmail!default.jspa", ALL, page::ask_to_verify)
        .page("/secure/VerifyEmail.jspa", ALL, page::ask_to_verify)
        .form("/secure/VerifyEmail.jspa", ALL, page::verify)
}
