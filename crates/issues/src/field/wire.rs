//! Fields as JSON: member names and order of the reference.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Field, FieldSet};

/// A field in the list of fields.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldFull {
    pub id: &'static str,
    pub name: &'static str,
    pub custom: bool,
    pub orderable: bool,
    pub navigable: bool,
    pub searchable: bool,
    pub clause_names: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
}

/// What kind of value a field has.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub struct Schema {
    /// The type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The type of the entries of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<&'static str>,
    /// The field's id.
    pub system: &'static str,
}

impl FieldFull {
    pub fn new(field: Field) -> Self {
        let about = field.about();
        Self {
            id: about.id,
            name: about.name,
            custom: false,
            orderable: about.orderable,
            navigable: about.navigable,
            searchable: about.searchable,
            clause_names: about.clauses,
            schema: known_schema_of(field),
        }
    }
}

/// Returns what kind of value a field has; two that are only columns of lists have none.
fn known_schema_of(field: Field) -> Option<Schema> {
    let (kind, items) = field.about().schema?;
    Some(Schema {
        kind,
        items,
        system: field.id(),
    })
}

/// Returns the names of the fields: what `expand=names` adds.
#[must_use]
pub fn names(fields: FieldSet) -> BTreeMap<&'static str, &'static str> {
    fields
        .iter()
        .map(|field| (field.id(), field.about().name))
        .collect()
}

/// Returns the kinds of the fields' values: what `expand=schema` adds.
#[must_use]
pub fn schema(fields: FieldSet) -> BTreeMap<&'static str, Schema> {
    fields
        .iter()
        .filter_map(|field| Some((field.id(), known_schema_of(field)?)))
        .collect()
}

/// Returns what kind of value a field of issues has.
#[must_use]
pub fn schema_of(field: Field) -> Schema {
    known_schema_of(field).unwrap_or(Schema {
        kind: "any",
        items: None,
        system: field.id(),
    })
}
