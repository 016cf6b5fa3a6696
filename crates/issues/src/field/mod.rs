//! The fields of issues: what there is, and what of it an answer shows.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/field` | none | in the reference's order; without the custom fields of hidden projects |
//! | `POST /rest/api/2/field` | Jira administrator | 201; makes a custom field |
//!
//! Quirks: Q-024, in `custom/order.rs`.

pub mod custom;

mod rest;
mod set;
mod table;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use set::FieldSet;
pub use table::{About, Field};
pub use wire::{Schema, names, schema, schema_of, schema_of_custom};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/field")
        .get("/rest/api/2/field", Needs::Nothing, rest::list)
        .post(
            "/rest/api/2/field",
            Needs::Global("ADMINISTER"),
            rest::create,
        )
}
