//! Texts about kinds of issues, schemes of them and of priorities, categories, notification schemes,
//! templates, and what else is kept with projects, comments and versions.

use crate::Error;

/// The text for a scheme without a name.
pub const SCHEME_NAME_MISSING: &str = "You must specify a name.";
/// The text for a scheme that would list nothing.
pub const SCHEME_IS_EMPTY: &str = "A scheme must list at least one entry.";
/// The text for a default that the scheme does not list.
pub const DEFAULT_OPTION_NOT_LISTED: &str = "The default must be one of the entries of the scheme.";
/// The text for a default scheme that would list less than there is.
pub const DEFAULT_SCHEME_HAS_EVERYTHING: &str =
    "The default scheme lists everything: nothing can be taken out of it.";
/// The text for the name of an issue type that is missing or not one.
pub const ISSUE_TYPE_NAME_NOT_VALID: &str =
    "The name must have 1 to 60 characters, and no blanks at its ends.";
/// The text for a kind of issue type that is not one of the two.
pub const ISSUE_TYPE_KIND_NOT_VALID: &str = "The type must be one of standard and subtask.";
/// The text for a category without a name.
pub const CATEGORY_NAME_MISSING: &str = "You must specify a category name.";

/// 404.
#[must_use]
pub fn no_such_option_scheme(noun: &str, id: &str) -> Error {
    Error::NotFound(format!("There is no {noun} with id '{id}'."))
}

/// 403, as the reference has it.
#[must_use]
pub fn default_option_scheme_stays(noun: &str) -> Error {
    Error::Forbidden(format!(
        "The default {noun} can neither be deleted nor taken from projects."
    ))
}

/// The text for a name that another scheme has.
#[must_use]
pub fn option_scheme_exists(name: &str) -> String {
    format!("There is another scheme with the name '{name}'.")
}

/// The text for an entry that there is not.
#[must_use]
pub fn nothing_to_list(id: &str) -> String {
    format!("There is nothing with the id '{id}' to be listed.")
}

/// The text for an entry listed twice.
#[must_use]
pub fn option_twice(id: &str) -> String {
    format!("'{id}' is listed twice.")
}

/// The text for a scheme that does not list what issues have.
#[must_use]
pub fn scheme_needs_migration(projects: &str) -> String {
    format!("Issues of these projects have what the scheme does not list: {projects}.")
}

/// 400 for projects that are not there.
#[must_use]
pub fn no_such_projects(named: &str) -> Error {
    Error::invalid(format!("There are no such projects: {named}."))
}

/// 400 without a list of projects.
#[must_use]
pub fn projects_missing() -> Error {
    Error::invalid("The list idsOrKeys is missing.")
}

/// 400 for a project that has another scheme.
#[must_use]
pub fn project_has_other_scheme(key: &str) -> Error {
    Error::invalid(format!("The project '{key}' does not use this scheme."))
}

/// 404 for a project that has another scheme.
#[must_use]
pub fn scheme_is_not_of_project(key: &str) -> Error {
    Error::NotFound(format!("The project '{key}' does not use this scheme."))
}

/// 400 for taking the default scheme from a project.
#[must_use]
pub fn default_scheme_is_not_taken(noun: &str) -> Error {
    Error::invalid(format!(
        "The default {noun} cannot be taken from a project."
    ))
}

/// 409, as the reference has it.
#[must_use]
pub fn issue_type_exists(name: &str) -> Error {
    Error::Conflict(format!(
        "An issue type with the name '{name}' already exists."
    ))
}

/// 400 for an issue type that issues have and none is named to take its place.
#[must_use]
pub fn issue_type_needs_alternative(name: &str) -> Error {
    Error::invalid_field(
        "alternativeIssueTypeId",
        format!("Issues have the type '{name}': name the one they shall have."),
    )
}

/// 400 for an issue type that cannot take another one's place.
#[must_use]
pub fn issue_type_is_no_alternative(id: &str) -> Error {
    Error::invalid_field(
        "alternativeIssueTypeId",
        format!("The issues cannot have the issue type with id '{id}'."),
    )
}

/// 400 for an issue type without which a scheme would list nothing.
#[must_use]
pub fn issue_type_is_last(scheme: &str) -> Error {
    Error::invalid(format!(
        "The scheme '{scheme}' would list nothing without it."
    ))
}

/// 404.
#[must_use]
pub fn no_such_category(id: &str) -> Error {
    Error::NotFound(format!("There is no project category with id '{id}'."))
}

/// 409, as the reference has it.
#[must_use]
pub fn category_exists(name: &str) -> Error {
    Error::Conflict(format!(
        "A project category with the name '{name}' already exists."
    ))
}

/// The text for a category that a project cannot have.
#[must_use]
pub fn category_unknown(id: &str) -> String {
    format!("There is no project category with id '{id}'.")
}

/// 404.
#[must_use]
pub fn no_such_notification_scheme(id: &str) -> Error {
    Error::NotFound(format!("There is no notification scheme with id '{id}'."))
}

/// 404 for a project that tells nobody.
#[must_use]
pub fn project_has_no_notification_scheme(key: &str) -> Error {
    Error::NotFound(format!("The project '{key}' has no notification scheme."))
}

/// The text for a template that is not one of those there are.
#[must_use]
pub fn template_unknown(key: &str) -> String {
    format!("There is no project template '{key}'.")
}

/// 403 for what would change an archived issue.
#[must_use]
pub fn issue_is_archived(key: &str) -> Error {
    Error::Forbidden(format!(
        "The issue {key} is archived and can only be looked at."
    ))
}

/// 403, as the reference has it.
#[must_use]
pub fn issue_is_not_archived(key: &str) -> Error {
    Error::Forbidden(format!("The issue {key} is not archived."))
}

/// 403 for a sub-task of an archived issue.
#[must_use]
pub fn parent_is_archived(key: &str) -> Error {
    Error::Forbidden(format!(
        "The issue {key} is a part of an archived one: restore that one."
    ))
}

/// The text for an archived issue that a new one should be a part of.
pub const PARENT_IS_ARCHIVED: &str = "The parent issue is archived.";

/// 400 for a list of issues that is none, or too long.
#[must_use]
pub fn issues_to_archive_missing(most: usize) -> Error {
    Error::invalid(format!("Name at least one and at most {most} issues."))
}

/// 400 for a place among sub-tasks that there is not.
#[must_use]
pub fn no_such_subtask_place() -> Error {
    Error::invalid("The places original and current must be those of two sub-tasks, from 0.")
}

/// 403, as the reference has it: no mail server is configured.
#[must_use]
pub fn mail_is_off() -> Error {
    Error::Forbidden("Outgoing mail is not configured.".to_owned())
}

/// The text for a message without recipients.
pub const NOTIFY_NOBODY: &str = "Nobody to be told was named.";
/// The text for a message that says nothing.
pub const NOTIFY_EMPTY: &str = "The message has neither a subject nor a text.";

/// The text for a user to be told who there is not.
#[must_use]
pub fn notify_no_such_user(name: &str) -> String {
    format!("There is no user '{name}'.")
}

/// The text for a group to be told that there is not.
#[must_use]
pub fn notify_no_such_group(name: &str) -> String {
    format!("There is no group '{name}'.")
}

/// The text for a permission by which recipients are restricted and that there is not.
#[must_use]
pub fn notify_no_such_permission(key: &str) -> String {
    format!("There is no permission '{key}'.")
}

/// 400 for a message to more people than that.
#[must_use]
pub fn notify_too_many(most: usize) -> Error {
    Error::invalid(format!("A message can go to at most {most} people."))
}

/// 400 for a link of a version that is not a JSON object.
#[must_use]
pub fn version_link_not_valid() -> Error {
    Error::invalid("The link must be a JSON object that is not empty.")
}

/// 400 for a name of a link that is not one.
#[must_use]
pub fn version_link_id_not_valid() -> Error {
    Error::invalid_field(
        "globalId",
        "The global id must have 1 to 255 characters without control characters.",
    )
}

/// 404.
#[must_use]
pub fn no_such_version_link(id: &str) -> Error {
    Error::NotFound(format!("There is no remote link '{id}'."))
}

/// 400 for an order that is none.
#[must_use]
pub fn bad_direction(direction: &str) -> Error {
    Error::invalid_field(
        "direction",
        format!("'{direction}' is neither ASC nor DESC."),
    )
}

/// 400 for a place among link types that there is not.
#[must_use]
pub fn bad_position() -> Error {
    Error::invalid_field(
        "newPosition",
        "The position must be a number from 0 on, within the list.",
    )
}
