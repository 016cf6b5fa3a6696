//! Texts of the instance's own resources: audit log, permission helper.

use crate::Error;
use crate::error::Problems;

/// 400 for a moment that is not understood.
#[must_use]
pub fn not_a_moment(parameter: &str, value: &str) -> Error {
    Error::invalid(format!(
        "The value '{value}' of the parameter '{parameter}' is not a time such as 2024-03-01T12:00:00.000+0000 \
         or 2024-03-01."
    ))
}

/// 400 for a number that is not one.
#[must_use]
pub fn not_a_number(parameter: &str, value: &str) -> Error {
    Error::invalid(format!(
        "The value '{value}' of the parameter '{parameter}' is not a number."
    ))
}

/// Says beside a field that it has no day in it.
pub fn not_a_day(problems: &mut Problems, field: &str) {
    problems.field(
        field,
        "This is not a day. Write it as 2024-03-01.".to_owned(),
    );
}

/// Says beside a field that nobody has the name.
pub fn no_such_user_here(problems: &mut Problems, field: &str, name: &str) {
    problems.field(field, format!("There is no user '{name}'."));
}

/// Says beside a field that there is no such issue or project, or none the reader may see.
pub fn nothing_of_this_key(problems: &mut Problems, field: &str, key: &str) {
    problems.field(
        field,
        format!("There is no issue or project '{key}', or you may not see it."),
    );
}

/// Says beside a field that an issue or a project must be named.
pub fn key_needed(problems: &mut Problems, field: &str) {
    problems.field(
        field,
        "Enter the key of an issue or of a project.".to_owned(),
    );
}

/// Says beside a field that a permission must be chosen.
pub fn permission_needed(problems: &mut Problems, field: &str) {
    problems.field(field, "Choose a permission.".to_owned());
}

/// 403 for who administers no project.
#[must_use]
pub fn administers_nothing() -> Error {
    Error::Forbidden(
        "You must administer Jira or a project to have permissions explained.".to_owned(),
    )
}
