//! Texts about custom fields: making them, and setting them.

use crate::Error;

/// 404 for a custom field that is not there or not to be seen.
#[must_use]
pub fn custom_field_unknown(id: &str) -> Error {
    Error::NotFound(no_custom_field(id))
}

/// The text for a custom field that is not there.
#[must_use]
pub fn no_custom_field(id: &str) -> String {
    format!("The custom field '{id}' does not exist.")
}

/// 404 for an option that is not there or not to be seen.
#[must_use]
pub fn no_such_option(id: &str) -> Error {
    Error::NotFound(format!(
        "A custom field option with id '{id}' does not exist."
    ))
}

/// 400 for a custom field of no type.
#[must_use]
pub fn no_custom_field_type() -> Error {
    Error::invalid_field("type", custom_field_type_not_valid(""))
}

/// The text for a type that there is not.
#[must_use]
pub fn custom_field_type_not_valid(key: &str) -> String {
    format!("There is no custom field type '{key}'.")
}

/// The text for a searcher that does not fit the type.
#[must_use]
pub fn custom_searcher_not_valid(key: &str) -> String {
    format!("The searcher '{key}' does not exist, or is not for fields of this type.")
}

/// The text for an id in a list that is not there.
#[must_use]
pub fn id_not_valid(id: &str) -> String {
    format!("There is nothing with the id {id}.")
}

/// The text for a custom field without a name.
pub const CUSTOM_FIELD_NAME_MISSING: &str = "A custom field must have a name.";
/// The text for a name that has other things in it than a line of text.
pub const CUSTOM_FIELD_NAME_NOT_VALID: &str = "A name is one line of text.";
/// The text for a custom field that belongs to the product.
pub const CUSTOM_FIELD_LOCKED: &str = "The field is locked: it belongs to the product.";
/// The text for a custom field by whose values permissions are granted.
pub const CUSTOM_FIELD_GRANTED: &str =
    "A permission scheme or a security level grants something to the field's values.";
/// What deleting custom fields says. The reference's wording.
pub const CUSTOM_FIELDS_DELETED: &str = "Custom fields bulk delete operation finished.";

/// 400 for deleting nothing, or too much at once.
#[must_use]
pub fn custom_field_ids_missing(most: usize) -> Error {
    Error::invalid(format!(
        "Give the ids of the custom fields, at most {most}."
    ))
}

/// The text for a line that is too long. The reference's wording.
#[must_use]
pub fn custom_text_too_long(most: usize) -> String {
    format!("The entered text is too long. It exceeds the allowed limit of {most} characters.")
}

/// The text for an address that is none, or leads where no link should.
#[must_use]
pub fn custom_url_not_valid(text: &str) -> String {
    format!("'{text}' is not a valid URL.")
}

/// The text for a value that should be a number. The reference's wording.
pub const NOT_A_NUMBER: &str = "Operation value must be a number";
/// The text for a number with more digits than are kept.
pub const CUSTOM_NUMBER_TOO_LARGE: &str =
    "The number must be between -100,000,000,000,000 and 100,000,000,000,000.";

/// The text for something that is no moment.
#[must_use]
pub fn custom_moment_not_valid(text: &str) -> String {
    format!("Error parsing time: {text}")
}

/// The text for an option that is not there, or chosen no more. The reference's wording.
#[must_use]
pub fn option_not_valid(by: &str, value: &str) -> String {
    format!("Option {by} '{value}' is not valid")
}

/// The text for a group that is not there.
#[must_use]
pub fn custom_group_unknown(name: &str) -> String {
    format!("The group '{name}' does not exist.")
}

/// The text for a project that is not there or not to be seen.
#[must_use]
pub fn custom_project_unknown(by: &str, value: &str) -> String {
    format!("There is no project with the {by} '{value}'.")
}

/// The text for a value without the members that could name something.
#[must_use]
pub fn no_member_named(members: &[&str]) -> String {
    let names: Vec<String> = members.iter().map(|name| format!("'{name}'")).collect();
    format!("Could not find valid {} in the object.", names.join(" or "))
}

/// The text for something that cannot be done with a field of this type.
#[must_use]
pub fn operation_not_supported(field: &str, operation: &str) -> String {
    format!("Field '{field}' does not support the operation '{operation}'.")
}

/// The text for more values than a field takes.
#[must_use]
pub fn too_many_values(most: usize) -> String {
    format!("A field takes at most {most} values.")
}

/// The text for an option without a name.
pub const OPTION_MISSING: &str = "An option must have a name, of one line.";
/// The text for an option below one that is not there.
pub const OPTION_PARENT_MISSING: &str = "The option above is not there.";
/// The text for a context that is for no project at all.
pub const CONTEXT_WITHOUT_PROJECTS: &str = "Choose a project at least, or all.";

/// The text for an option's name that another one has.
#[must_use]
pub fn option_taken(value: &str) -> String {
    format!("There is an option '{value}' already.")
}

/// The text for projects that another context of the field has.
#[must_use]
pub fn context_taken(name: &str) -> String {
    format!("The context '{name}' has one of these projects.")
}
