//! The fields of issues: what there is, and what of it an answer shows.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/field` | none | the system fields, in the reference's order |
//!
//! There are no custom fields yet. Quirks: none.

mod rest;
mod set;
mod table;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub use set::FieldSet;
pub use table::{About, Field};
pub use wire::{Schema, names, schema, schema_of};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/field").get("/rest/api/2/field", Needs::Nothing, rest::list)
}
