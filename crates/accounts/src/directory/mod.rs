//! Where users and groups are kept: one internal directory.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /plugins/servlet/embedded-crowd/directories/list` | Jira administrator | |
//!
//! The reference also reads users from LDAP, Crowd and the like; the page says that this one does not, and
//! how users of another system come here.

mod page;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/directory").page(page::PATH, Needs::Global("ADMINISTER"), page::show)
}
