//! Which permissions there are, and which of them the caller holds.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/permissions` | Jira administrator | a map by key |
//! | `GET /rest/api/2/mypermissions` | sign-in | for an issue, a project, or anywhere |
//!
//! Without a project or issue a project permission counts as held if it is in any project. The old keys
//! are listed besides the present ones, marked. Quirks: none.

mod rest;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/permission")
        .get(
            "/rest/api/2/permissions",
            Needs::Global("ADMINISTER"),
            rest::list,
        )
        .get("/rest/api/2/mypermissions", Needs::SignIn, rest::list_own)
}
