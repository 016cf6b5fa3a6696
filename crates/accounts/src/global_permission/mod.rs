//! Which groups hold which global permissions.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/admin/GlobalPermissions!default.jspa` | Jira administrator | `action=confirm`: asks before a grant is deleted |
//! | `POST /secure/admin/GlobalPermissions.jspa` | Jira administrator | `action` is `add` or `del` |
//!
//! The reference has a page for it and no REST resource. Commands and tests call [`list`], [`grant`] and
//! [`revoke`].

mod confirm;
mod ops;
mod page;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Granted, grant, list, revoke};

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/global_permission")
        .page(
            "/secure/admin/GlobalPermissions!default.jspa",
            ADMIN,
            page::show,
        )
        .page("/secure/admin/GlobalPermissions.jspa", ADMIN, page::show)
        .form("/secure/admin/GlobalPermissions.jspa", ADMIN, page::change)
}
