//! What can be set when an issue is made or changed: which fields, how, and to what.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/createmeta` | CREATE_ISSUES; other projects are left out | `expand=projects.issuetypes.fields` |
//! | `GET /rest/api/2/issue/createmeta/{projectIdOrKey}/issuetypes` | CREATE_ISSUES | a page; 400 without |
//! | `GET /rest/api/2/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}` | CREATE_ISSUES | a page of fields; 400 without |
//! | `GET /rest/api/2/issue/{issueIdOrKey}/editmeta` | BROWSE_PROJECTS; without EDIT_ISSUES no fields | |
//!
//! What is not on the Default Screen is left out, and so is what the caller may not set. Quirks: none.

mod fields;
mod ops;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::{create_meta, edit_meta, projects_named, transition_meta};
pub(crate) use wire::{EditMeta, FieldMap, FieldMeta};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    let create = Needs::Project("CREATE_ISSUES");
    Routes::of("issues/meta")
        .get("/rest/api/2/issue/createmeta", Needs::SignIn, rest::all)
        .asked(&[
            "projectIds",
            "projectKeys",
            "issuetypeIds",
            "issuetypeNames",
            "expand",
        ])
        .get(
            "/rest/api/2/issue/createmeta/{projectIdOrKey}/issuetypes",
            create,
            rest::types,
        )
        .get(
            "/rest/api/2/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}",
            create,
            rest::fields,
        )
        .get(
            "/rest/api/2/issue/{issueIdOrKey}/editmeta",
            Needs::Issue("BROWSE_PROJECTS"),
            rest::edit,
        )
}
