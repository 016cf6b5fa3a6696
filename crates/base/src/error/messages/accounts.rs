//! Texts about users, groups, sessions and tokens.

use crate::Error;

/// 401 for a wrong password, an unknown user, an inactive one: the caller cannot tell which.
#[must_use]
pub fn login_failed() -> Error {
    Error::Unauthorized("Login failed".to_owned())
}

/// 401 for a token or session that is not known or has expired.
#[must_use]
pub fn credential_not_valid() -> Error {
    Error::Unauthorized("The credential sent with this request is not valid.".to_owned())
}

/// 429 after several wrong passwords.
#[must_use]
pub fn too_many_logins(seconds: u32) -> Error {
    Error::TooMany(
        format!("Too many failed sign-ins. Please wait {seconds} seconds."),
        seconds,
    )
}

/// 404. The reference's wording.
#[must_use]
pub fn no_such_user(name: &str) -> Error {
    Error::NotFound(format!("The user named '{name}' does not exist"))
}

/// 404. The reference's wording.
#[must_use]
pub fn no_such_user_key(key: &str) -> Error {
    Error::NotFound(format!("The user with the key '{key}' does not exist"))
}

/// 404. The reference's wording.
#[must_use]
pub fn no_such_group(name: &str) -> Error {
    Error::NotFound(format!("The group named '{name}' does not exist."))
}

/// 400.
#[must_use]
pub fn group_name_missing() -> Error {
    Error::invalid_field("name", "You must specify a group name.")
}

/// 400.
#[must_use]
pub fn group_name_not_valid() -> Error {
    Error::invalid_field(
        "name",
        "A group name has at most 255 characters, no control characters and no blanks at its ends.",
    )
}

/// 400.
#[must_use]
pub fn group_exists() -> Error {
    Error::invalid_field("name", "A group or user with this name already exists.")
}

/// 400. The reference's wording.
#[must_use]
pub fn already_member(user: &str, group: &str) -> Error {
    Error::invalid(format!(
        "Cannot add user. '{user}' is already a member of '{group}'"
    ))
}

/// 400.
#[must_use]
pub fn not_a_member(user: &str, group: &str) -> Error {
    Error::invalid(format!(
        "Cannot remove user '{user}' from group '{group}' since user is not a member of '{group}'"
    ))
}

/// 400.
#[must_use]
pub fn group_swap_is_same() -> Error {
    Error::invalid_field(
        "swapGroup",
        "The group to take over cannot be the one that is deleted.",
    )
}

/// 400.
#[must_use]
pub fn group_swap_missing(group: &str) -> Error {
    Error::invalid_field(
        "swapGroup",
        format!(
            "Comments are visible to the group '{group}' only. Name another group with 'swapGroup' to take them over."
        ),
    )
}

/// 400 for a change that would lock everybody out.
#[must_use]
pub fn last_administrator() -> Error {
    Error::invalid(
        "Nobody could administer Jira after this change. Give 'Jira System Administrators' to another active user first.",
    )
}
