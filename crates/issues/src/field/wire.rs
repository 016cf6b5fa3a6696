//! Fields as JSON: member names and order of the reference.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::custom::CustomField;
use super::{Field, FieldSet};

/// A field in the list of fields.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldFull {
    pub id: Cow<'static, str>,
    pub name: Cow<'static, str>,
    pub custom: bool,
    pub orderable: bool,
    pub navigable: bool,
    pub searchable: bool,
    pub clause_names: Vec<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
}

/// What kind of value a field has.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// The type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The type of the entries of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<&'static str>,
    /// The id of a field that every issue has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<&'static str>,
    /// The key of a custom field's type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<&'static str>,
    /// A custom field's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_id: Option<i64>,
}

impl FieldFull {
    pub fn new(field: Field) -> Self {
        let about = field.about();
        Self {
            id: about.id.into(),
            name: about.name.into(),
            custom: false,
            orderable: about.orderable,
            navigable: about.navigable,
            searchable: about.searchable,
            clause_names: about.clauses.iter().map(|name| (*name).into()).collect(),
            schema: known_schema_of(field),
        }
    }

    pub fn custom(field: &CustomField) -> Self {
        let clauses = field.is_searchable().then(|| {
            let by_id = format!("cf[{}]", field.id);
            vec![by_id.into(), field.name.clone().into()]
        });
        Self {
            id: field.key().into(),
            name: field.name.clone().into(),
            custom: true,
            orderable: true,
            navigable: true,
            searchable: field.is_searchable(),
            clause_names: clauses.unwrap_or_default(),
            schema: Some(schema_of_custom(field)),
        }
    }
}

/// Returns what kind of value a field has; two that are only columns of lists have none.
fn known_schema_of(field: Field) -> Option<Schema> {
    let (kind, items) = field.about().schema?;
    Some(Schema {
        kind,
        items,
        system: Some(field.id()),
        custom: None,
        custom_id: None,
    })
}

/// Returns what kind of value a custom field has.
#[must_use]
pub fn schema_of_custom(field: &CustomField) -> Schema {
    let (kind, items) = field.kind.schema;
    Schema {
        kind,
        items,
        system: None,
        custom: Some(field.kind.key),
        custom_id: Some(field.id.0),
    }
}

/// Returns the names of the fields asked for, with those custom ones: what `expand=names` adds.
pub fn names<'a>(
    fields: &FieldSet,
    custom: impl Iterator<Item = &'a CustomField>,
) -> BTreeMap<Cow<'static, str>, String> {
    let custom = custom.map(|field| (field.key().into(), field.name.clone()));
    let system = fields.iter();
    system
        .map(|field| (field.id().into(), field.about().name.to_owned()))
        .chain(custom)
        .collect()
}

/// Returns the kinds of the fields' values: what `expand=schema` adds.
pub fn schema<'a>(
    fields: &FieldSet,
    custom: impl Iterator<Item = &'a CustomField>,
) -> BTreeMap<Cow<'static, str>, Schema> {
    let custom = custom.map(|field| (field.key().into(), schema_of_custom(field)));
    let system = fields.iter();
    system
        .filter_map(|field| Some((field.id().into(), known_schema_of(field)?)))
        .chain(custom)
        .collect()
}

/// Returns what kind of value a field of issues has.
#[must_use]
pub fn schema_of(field: Field) -> Schema {
    known_schema_of(field).unwrap_or(Schema {
        kind: "any",
        items: None,
        system: Some(field.id()),
        custom: None,
        custom_id: None,
    })
}
