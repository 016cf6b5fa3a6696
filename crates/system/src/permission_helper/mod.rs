//! The permission helper: whether somebody has a permission, why, and which single grant or membership
//! would change the answer.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/admin/PermissionHelper.jspa` | administrator of Jira or the project | `username`, `issueKey`, `project`, `permission` |
//! | `GET /secure/admin/PermissionHelper!default.jspa` | the same | the same |
//!
//! What is decided, and what would change it, is in `policy`; [`words`] says it to people. An issue the
//! reader may not see is not explained. Quirks: none.

mod page;
mod remedies;
mod store;
mod words;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const NEEDS: Needs = Needs::ProjectAdmin;
    Routes::of("system/permission_helper")
        .page("/secure/admin/PermissionHelper.jspa", NEEDS, page::show)
        .page(
            "/secure/admin/PermissionHelper!default.jspa",
            NEEDS,
            page::show,
        )
}
