//! Looking for users: by what they are called, and by what they may do somewhere.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /user/search` | Browse Users | `username` is required; Q-002 |
//! | `GET /user/picker` | Browse Users | what matched is set in bold |
//! | `GET /user/assignable/search` | `ASSIGN_ISSUES` | for a `project` or an `issueKey` |
//! | `GET /user/assignable/multiProjectSearch` | `ASSIGN_ISSUES` in each | those assignable in all |
//! | `GET /user/viewissue/search` | Browse Users | who sees the issue, or issues of the project |
//! | `GET /user/permission/search` | project administrator | who has all the `permissions` |
//! | `GET /user/list` | Browse Users | all there are, a part at a time; from 10.3 on |
//! | `GET /user/duplicated/count`, `/list` | Jira administrator | none: there is one directory |
//! | `GET /user/a11y/personal-settings` | to be signed in | none: pages have no such settings |
//! | `GET /groupuserpicker` | Browse Users | users and groups at once |
//!
//! A word finds names, addresses and the words of full names that begin with it. Nobody learns of
//! anybody without signing in; without Browse Users the first two and the fifth find nobody,
//! whoever is looked for.

mod all;
mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

const ADMIN: Needs = Needs::Global("ADMINISTER");
const BROWSE_USERS: Needs = Needs::Global("USER_PICKER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("accounts/user_search")
        .get("/rest/api/2/user/search", BROWSE_USERS, rest::search)
        .get("/rest/api/2/user/picker", BROWSE_USERS, rest::pick)
        .get(
            "/rest/api/2/user/assignable/search",
            Needs::Project("ASSIGN_ISSUES"),
            rest::search_assignable,
        )
        .get(
            "/rest/api/2/user/assignable/multiProjectSearch",
            Needs::Project("ASSIGN_ISSUES"),
            rest::search_assignable_in_all,
        )
        .get(
            "/rest/api/2/user/viewissue/search",
            BROWSE_USERS,
            rest::search_viewers,
        )
        .get(
            "/rest/api/2/user/permission/search",
            Needs::ProjectAdmin,
            rest::search_permitted,
        )
        .get("/rest/api/2/user/list", BROWSE_USERS, all::list)
        .get(
            "/rest/api/2/user/duplicated/count",
            ADMIN,
            all::count_duplicated,
        )
        .get(
            "/rest/api/2/user/duplicated/list",
            ADMIN,
            all::list_duplicated,
        )
        .get(
            "/rest/api/2/user/a11y/personal-settings",
            Needs::SignIn,
            all::personal_settings,
        )
        .get("/rest/api/2/groupuserpicker", BROWSE_USERS, all::pick)
}
