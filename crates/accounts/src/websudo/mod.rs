//! The secure administrator session: showing the password again before administering.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/admin/WebSudoAuthenticate!default.jspa` | Jira administrator | the form; `webSudoDestination` is where to go afterwards |
//! | `POST /secure/admin/WebSudoAuthenticate.jspa` | Jira administrator | 303 there; ten minutes from the last use |
//! | `POST /secure/admin/WebSudoDrop.jspa` | to be signed in | ends it |
//! | `DELETE /rest/auth/1/websudo` | to be signed in | 204 |
//!
//! It concerns the pages of the administration, not REST and not the settings of a project. Which pages
//! ask for it: those that take [`base::page::AdminPage`].

mod page;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("accounts/websudo")
        .page(
            "/secure/admin/WebSudoAuthenticate!default.jspa",
            ADMIN,
            page::show,
        )
        .page("/secure/admin/WebSudoAuthenticate.jspa", ADMIN, page::show)
        .form(
            "/secure/admin/WebSudoAuthenticate.jspa",
            ADMIN,
            page::confirm,
        )
        .form(
            "/secure/admin/WebSudoDrop.jspa",
            Needs::SignIn,
            page::drop_access,
        )
        .delete("/rest/auth/1/websudo", Needs::SignIn, page::delete)
}
