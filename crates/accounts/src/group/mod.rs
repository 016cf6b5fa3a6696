//! Groups and who is in them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /group` | Jira administrator | until 9.x; clients still call it |
//! | `POST /group` | Jira administrator | 201 |
//! | `DELETE /group` | Jira administrator | 200, not 204; `swapGroup` takes over comments |
//! | `GET /group/member` | Jira administrator | a page, inactive users on request |
//! | `POST /group/user` | Jira administrator | 201 |
//! | `DELETE /group/user` | Jira administrator | 200, not 204 |
//! | `GET /groups/picker` | Browse Users | an empty list without it |
//!
//! Names are compared without regard to case and cannot be changed. Only a system administrator
//! changes or deletes a group that makes system administrators. Quirks: none.

mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Group, NewMember, create, find};
pub(crate) use ops::{delete_member, insert_member, still_administered};

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/group")
        .get("/rest/api/2/group", ADMIN, rest::get)
        .post("/rest/api/2/group", ADMIN, rest::create)
        .delete("/rest/api/2/group", ADMIN, rest::delete)
        .get("/rest/api/2/group/member", ADMIN, rest::list_members)
        .post("/rest/api/2/group/user", ADMIN, rest::add_member)
        .delete("/rest/api/2/group/user", ADMIN, rest::remove_member)
        .get(
            "/rest/api/2/groups/picker",
            Needs::Global("USER_PICKER"),
            rest::pick,
        )
}
