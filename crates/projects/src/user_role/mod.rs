//! In which roles one user is, over all projects.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /secure/admin/user/ViewUserProjectRoles!default.jspa` | Jira administrator | `name`; directly and through groups |
//! | `GET /secure/admin/user/EditUserProjectRoles!default.jspa` | the same | a box for each project and role |
//! | `POST /secure/admin/user/EditUserProjectRoles.jspa` | the same | |
//!
//! The reference has pages for it and no REST resource. Who is in the roles of one project is
//! [`project_role`](crate::project_role); the pages of users are in `accounts`, which knows no projects.

mod ops;
mod page;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("projects/user_role")
        .page(page::VIEW, ADMIN, page::view)
        .page(
            "/secure/admin/user/ViewUserProjectRoles.jspa",
            ADMIN,
            page::view,
        )
        .page(page::EDIT, ADMIN, page::edit)
        .page(
            "/secure/admin/user/EditUserProjectRoles.jspa",
            ADMIN,
            page::edit,
        )
        .form(
            "/secure/admin/user/EditUserProjectRoles.jspa",
            ADMIN,
            page::update,
        )
}
