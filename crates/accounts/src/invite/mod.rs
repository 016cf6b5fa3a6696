//! Inviting people by their addresses: each gets an account and a link to choose its password.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/admin/InviteUser!default.jspa` | Jira administrator | the form |
//! | `POST /secure/admin/InviteUser.jspa` | Jira administrator | all of them or none |
//!
//! The link itself is in [`crate::mail_link`].

mod ops;
mod page;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::invite;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("accounts/invite")
        .page("/secure/admin/InviteUser!default.jspa", ADMIN, page::show)
        .page("/secure/admin/InviteUser.jspa", ADMIN, page::show)
        .form("/secure/admin/InviteUser.jspa", ADMIN, page::invite)
}
