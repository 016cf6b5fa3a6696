//! Administering custom fields: making and deleting them, where they apply, what can be chosen in them.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/customFields` | sign-in, or a project open to anyone | without the fields of hidden projects |
//! | `DELETE /rest/api/2/customFields` | Jira administrator | 200 with those deleted and why others were not; 400 if none was |
//! | `GET /rest/api/2/customFields/{customFieldId}/options` | as the list; 404 for a field that is not in it | of one context |
//! | `GET /rest/api/2/customFieldOption/{id}` | as the list; 404 | |
//!
//! Fields are made with `POST /rest/api/2/field` ([`field`](crate::field)), and all of this on the pages below
//! `/secure/admin/ViewCustomFields.jspa`, which also have what the API has no operations for: contexts,
//! options and defaults. What fields there are is kept in memory: every change calls
//! `Tx::change_policy` first.
//!
//! Quirks: none.

mod ops;
mod page;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use ops::create;
pub use wire::Definition;

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const LIST: &str = "/rest/api/2/customFields";
    Routes::of("issues/custom_field")
        .get(LIST, Needs::SignIn, rest::list)
        .asked(&[
            "startAt",
            "maxResults",
            "search",
            "projectIds",
            "types",
            "sortColumn",
            "sortOrder",
        ])
        .delete(LIST, Needs::Global("ADMINISTER"), rest::delete)
        .get(
            "/rest/api/2/customFields/{customFieldId}/options",
            Needs::SignIn,
            rest::options,
        )
        .asked(&["projectIds", "issueTypeIds", "query", "maxResults", "page"])
        .get(
            "/rest/api/2/customFieldOption/{id}",
            Needs::SignIn,
            rest::option,
        )
        .and(page::routes())
}
