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
//! | `GET /secure/admin/user/GroupBrowser.jspa` | Jira administrator | the group browser, with *Add group* |
//! | `GET /secure/admin/user/ViewGroup.jspa` | Jira administrator | |
//! | `POST /secure/admin/user/DeleteGroup.jspa` | Jira administrator | asks for a swap group where one is needed |
//! | `POST /secure/admin/user/BulkEditUserGroups.jspa` | Jira administrator | several users and groups, all or nothing |
//!
//! Names are compared without regard to case and cannot be changed. Only a system administrator
//! changes or deletes a group that makes system administrators. Quirks: none.

pub(crate) mod bulk;
mod ops;
pub(crate) mod page;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::{Group, NewMember, create, find};
pub(crate) use ops::{delete_member, insert_member, still_administered};
pub(crate) use store::matching;
pub(crate) use wire::Picked;

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
        .page("/secure/admin/user/GroupBrowser.jspa", ADMIN, page::browse)
        .page(
            "/secure/admin/user/GroupBrowser!default.jspa",
            ADMIN,
            page::browse,
        )
        .page(
            "/secure/admin/user/GroupBrowser!add.jspa",
            ADMIN,
            page::browse,
        )
        .form("/secure/admin/user/GroupBrowser!add.jspa", ADMIN, page::add)
        .page("/secure/admin/user/ViewGroup.jspa", ADMIN, page::view::show)
        .page(
            "/secure/admin/user/DeleteGroup!default.jspa",
            ADMIN,
            page::view::confirm_deletion,
        )
        .page(
            "/secure/admin/user/DeleteGroup.jspa",
            ADMIN,
            page::view::confirm_deletion,
        )
        .form(
            "/secure/admin/user/DeleteGroup.jspa",
            ADMIN,
            page::view::delete,
        )
        .page(
            "/secure/admin/user/BulkEditUserGroups!default.jspa",
            ADMIN,
            page::members::show,
        )
        .page(
            "/secure/admin/user/BulkEditUserGroups.jspa",
            ADMIN,
            page::members::show,
        )
        .form(
            "/secure/admin/user/BulkEditUserGroups.jspa",
            ADMIN,
            page::members::change,
        )
}
