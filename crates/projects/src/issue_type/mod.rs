//! Issue types.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issuetype` | sign-in, or a project open to anyone | |
//! | `POST /rest/api/2/issuetype` | Jira administrator | 201; 409 for a name that is taken |
//! | `GET /rest/api/2/issuetype/page` | as the list | a page; `query`, `projectIds` |
//! | `GET /rest/api/2/issuetype/{id}` | as the list | |
//! | `PUT /rest/api/2/issuetype/{id}` | Jira administrator | what is not given stays |
//! | `GET /rest/api/2/issuetype/{issueTypeId}/properties` | as the list | the keys |
//! | `GET /rest/api/2/issuetype/{issueTypeId}/properties/{propertyKey}` | as the list | |
//! | `PUT /rest/api/2/issuetype/{issueTypeId}/properties/{propertyKey}` | Jira administrator | 201 for a new one, 200 otherwise |
//! | `DELETE /rest/api/2/issuetype/{issueTypeId}/properties/{propertyKey}` | Jira administrator | 204 |
//!
//! A new type is the last one of the default scheme ([`offer`](crate::offer)); other schemes take it up when
//! somebody says so. A type is no secret of the projects that use it: who sees one project sees all types.
//! Deleting one is in the area of issues, which may have it. Quirks: none.

pub mod ops;
mod property;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

use crate::catalog::paged::PAGED;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const LIST: &str = "/rest/api/2/issuetype";
    const ONE: &str = "/rest/api/2/issuetype/{id}";
    const PROPERTY: &str = "/rest/api/2/issuetype/{issueTypeId}/properties/{propertyKey}";
    let admin = Needs::Global("ADMINISTER");
    Routes::of("projects/issue_type")
        .get(LIST, Needs::SignIn, rest::list)
        .post(LIST, admin, rest::create)
        .get("/rest/api/2/issuetype/page", Needs::SignIn, rest::page)
        .asked(PAGED)
        .get(ONE, Needs::SignIn, rest::get)
        .put(ONE, admin, rest::update)
        .get(
            "/rest/api/2/issuetype/{issueTypeId}/properties",
            Needs::SignIn,
            property::list,
        )
        .get(PROPERTY, Needs::SignIn, property::get)
        .put(PROPERTY, admin, property::set)
        .delete(PROPERTY, admin, property::delete)
}
