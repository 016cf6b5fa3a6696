//! Custom fields: their types, where they apply, and the values that issues have in them.
//!
//! | file | what it is |
//! |---|---|
//! | `kind.rs`, `types/` | what a type is; the types, one file each and one line in [`TYPES`] |
//! | `config.rs` | the fields there are, with contexts and options: small, and kept in memory ([`custom_fields`]) |
//! | `atom.rs`, `store.rs` | a value as it is stored; the SQL |
//! | `given.rs`, `change.rs`, `resolve.rs` | what a caller wants a field to be, whether it can be had, and storing it with its history |
//! | `shown.rs` | the values of a page of issues, read at once, and their JSON |
//! | `meta.rs` | what the metadata of creating and editing says |
//! | `order.rs` | where a custom field stands among the members of an issue |
//!
//! Administering them (REST and pages) is in [`custom_field`](crate::custom_field); searching by them in
//! `search`.
//!
//! **How a type is added.** A file in `types/` with a `pub const TYPE: Type`, a `pub mod` in `types.rs`, a line
//! in [`TYPES`]. If what it holds is one of the kinds of [`Holds`], that is all: reading it from a request,
//! storing, showing, history, metadata and JQL follow from it.
//!
//! **How one is added whose values are kept elsewhere** (a column of the issue, a table of another area):
//! `holds: Holds::Own(&TheType)`, where `TheType` is a unit struct in the same file that implements [`Own`]:
//! `read` for a whole page at once, `plan` to find out what a request comes to (and to refuse it), `write`
//! to store it. SQL stays in a `store.rs`. The row in `custom_field` is made by a migration (those of Jira
//! Software are there, `0011`), with a context that says where it applies. A field whose type is not in
//! [`TYPES`] is not there for anybody. JQL does not know where such values are: a search by the field is a
//! section in `search`'s `query/field/list.rs`, with `cf[10101]` among its names.

pub mod kind;

mod atom;
mod change;
mod config;
mod given;
mod meta;
mod order;
mod resolve;
mod shown;
mod store;
mod types;

#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use base::{Cx, Result};

pub use atom::Atom;
pub use change::{Changes, check_default};
pub use config::{Context, CustomField, CustomFields, Opt};
pub use given::{GivenCustom, Step, Verb};
pub use kind::{Holds, Own, Planned, Shown, Target, Type};
pub use meta::{Facts, allowed, default_value, picker, versions};
pub(crate) use order::{Member, merged};
pub use shown::{Values, With, option_json};
pub(crate) use store::{count_values, n_with_version, swap_version, version_usage};

/// All types.
pub const TYPES: &[Type] = &[
    types::textfield::TYPE,
    types::textarea::TYPE,
    types::readonlyfield::TYPE,
    types::float::TYPE,
    types::importid::TYPE,
    types::datepicker::TYPE,
    types::datetime::TYPE,
    types::select::TYPE,
    types::multiselect::TYPE,
    types::multicheckboxes::TYPE,
    types::radiobuttons::TYPE,
    types::cascadingselect::TYPE,
    types::userpicker::TYPE,
    types::multiuserpicker::TYPE,
    types::grouppicker::TYPE,
    types::multigrouppicker::TYPE,
    types::version::TYPE,
    types::multiversion::TYPE,
    types::project::TYPE,
    types::labels::TYPE,
    types::url::TYPE,
    types::epic_status::TYPE,
    types::epic_label::TYPE,
    types::epic_color::TYPE,
    types::epic_link::TYPE,
    types::sprint::TYPE,
    types::rank::TYPE,
];

/// Returns the custom fields there are.
///
/// # Errors
/// When they have to be read and cannot be.
pub async fn custom_fields(cx: &Cx, tx: &mut db::Tx) -> Result<Arc<CustomFields>> {
    cx.app.remembered(tx).await
}
