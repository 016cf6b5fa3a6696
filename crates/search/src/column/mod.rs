//! The columns in which lists of issues are shown: a user's own, and everybody else's.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /user/columns` | one's own, or Jira administrator | without a `username` one's own |
//! | `PUT /user/columns` | the same | `columns` as a form, or as JSON |
//! | `DELETE /user/columns` | the same | 204; then they are everybody's |
//! | `GET`, `PUT /settings/columns` | Jira administrator | everybody's |
//!
//! A column is named by the id of its field; a custom field also by its name, and as `cf[10000]`. Of a custom
//! field that the caller may not know of there is no column.
//!
//! A filter may have columns of its own: [`crate::filter`]. Quirks: none.

mod known;
mod ops;
mod order;
mod rest;
mod store;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use known::{Column, Columns, Kind, ids};
pub(crate) use ops::{of_caller, set_of_caller};
pub(crate) use order::By;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const OWN: &str = "/rest/api/2/user/columns";
    const ALL: &str = "/rest/api/2/settings/columns";
    const ADMIN: Needs = Needs::Global("ADMINISTER");
    Routes::of("search/column")
        .get(OWN, Needs::SignIn, rest::get_own)
        .put(OWN, Needs::SignIn, rest::set_own)
        .delete(OWN, Needs::SignIn, rest::delete_own)
        .get(ALL, ADMIN, rest::get_default)
        .put(ALL, ADMIN, rest::set_default)
}
