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
    Error::NotFound(no_such_group_text(name))
}

/// The text for a group that does not exist. The reference's wording.
#[must_use]
pub fn no_such_group_text(name: &str) -> String {
    format!("The group named '{name}' does not exist.")
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
    Error::invalid(already_member_text(user, group))
}

/// The text for somebody who is to be put into groups they are in. The reference's wording.
#[must_use]
pub fn already_member_text(user: &str, groups: &str) -> String {
    format!("Cannot add user. '{user}' is already a member of '{groups}'")
}

/// 400.
#[must_use]
pub fn not_a_member(user: &str, group: &str) -> Error {
    Error::invalid(not_a_member_text(user, group))
}

/// The text for somebody who is to be taken out of groups they are not in.
#[must_use]
pub fn not_a_member_text(user: &str, groups: &str) -> String {
    format!(
        "Cannot remove user '{user}' from group '{groups}' since user is not a member of '{groups}'"
    )
}

/// 400 for a form of members that names nobody.
#[must_use]
pub fn no_users_named() -> Error {
    Error::invalid_field("users", "You must specify at least one username.")
}

/// 400 for a form of members that names no group.
#[must_use]
pub fn no_groups_named() -> Error {
    Error::invalid_field("groups", "You must choose at least one group.")
}

/// 400 for users that do not exist; for one of them in the reference's wording.
#[must_use]
pub fn no_such_users_in(field: &str, names: &[&str]) -> Error {
    let text = match names {
        [name] => format!("The user named '{name}' does not exist"),
        names => format!("The users named '{}' do not exist", names.join("', '")),
    };
    Error::invalid_field(field, text)
}

/// 400.
#[must_use]
pub fn too_many_names(field: &str, most: usize) -> Error {
    Error::invalid_field(field, format!("At most {most} names at once."))
}

/// 400.
#[must_use]
pub fn too_many_memberships(most: usize) -> Error {
    Error::invalid(format!(
        "At most {most} memberships can be changed at once. Choose fewer users or groups."
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

/// 403 where a system administrator is concerned.
#[must_use]
pub fn not_for_administrators() -> Error {
    Error::Forbidden(
        "Only a user with the global permission 'Jira System Administrators' may change what concerns a system administrator."
            .to_owned(),
    )
}

/// 400 where a user is to be named.
#[must_use]
pub fn user_not_named() -> Error {
    Error::invalid("Either the parameter 'username' or the parameter 'key' is required.")
}

/// The text for a user without a name. The reference's wording, as in the three after it.
pub const USERNAME_MISSING: &str = "You must specify a username.";
/// The text for a user without a name to show.
pub const FULL_NAME_MISSING: &str = "You must specify a full name.";
/// The text for a user without an address.
pub const EMAIL_MISSING: &str = "You must specify an email address.";
/// The text for an address that is none.
pub const EMAIL_NOT_VALID: &str = "You must specify a valid email address.";
/// The text for a name nobody can have.
pub const USERNAME_NOT_VALID: &str = "A username has at most 255 characters, none of them <, > or & or a control character, and no blanks at its ends.";
/// The text for a name nobody can be shown with.
pub const FULL_NAME_NOT_VALID: &str =
    "A full name has at most 255 characters and no control characters.";
/// The text where a password is needed.
pub const PASSWORD_MISSING: &str = "You must specify a password.";

/// The text for a password that is too long.
#[must_use]
pub fn password_too_long(most: usize) -> String {
    format!("A password must not be longer than {most} characters.")
}

/// 400 for a password that may not be used.
#[must_use]
pub fn password_refused(reason: String) -> Error {
    Error::invalid_field("password", reason)
}

/// 400. The reference's wording.
#[must_use]
pub fn user_exists() -> Error {
    Error::invalid_field("username", "A user with that username already exists.")
}

/// 400 for an application that is not installed.
#[must_use]
pub fn no_such_application(key: &str) -> Error {
    Error::invalid_field(
        "applicationKeys",
        format!("There is no application with the key '{key}'."),
    )
}

/// 404 for an application that is not installed.
#[must_use]
pub fn application_not_found(key: &str) -> Error {
    Error::NotFound(format!("There is no application with the key '{key}'."))
}

/// 400 where a refusal of 404 would be expected: giving and taking an application know no 404.
#[must_use]
pub fn no_such_user_to_change(name: &str) -> Error {
    Error::invalid(format!("The user named '{name}' does not exist"))
}

/// 400.
#[must_use]
pub fn application_without_default_group(key: &str) -> Error {
    Error::invalid(format!(
        "The application '{key}' has no default group to put the user into."
    ))
}

/// 400 for groups an application is to have.
#[must_use]
pub fn no_such_group_in(field: &str, name: &str) -> Error {
    Error::invalid_field(field, no_such_group_text(name))
}

/// 400.
#[must_use]
pub fn default_group_not_in_application(name: &str) -> Error {
    Error::invalid_field(
        "defaultGroups",
        format!("The default group '{name}' must also be one of the application's groups."),
    )
}

/// 400 for administrators who would lock themselves out.
#[must_use]
pub fn not_yourself(doing: &str) -> Error {
    Error::invalid(format!("You cannot {doing} your own account."))
}

/// 400 for a user who still leads projects.
#[must_use]
pub fn leads_projects(user: &str, projects: &[String]) -> Error {
    Error::invalid(format!(
        "Cannot deactivate user '{user}': they lead the projects {}. Name other leads first.",
        projects.join(", ")
    ))
}

/// What keeps a user from being deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Projects led.
    pub projects: i64,
    /// Issues reported or created.
    pub reported: i64,
    /// Issues assigned.
    pub assigned: i64,
    /// Comments written or edited.
    pub comments: i64,
    /// Worklogs written or edited.
    pub worklogs: i64,
    /// Components led.
    pub components: i64,
    /// Edits in the history of issues.
    pub edits: i64,
}

/// 400 for a user whom other things refer to.
#[must_use]
pub fn user_has_traces(user: &str, traces: Traces) -> Error {
    let found = [
        (traces.projects, "projects led"),
        (traces.reported, "issues reported"),
        (traces.assigned, "issues assigned"),
        (traces.comments, "comments"),
        (traces.worklogs, "worklogs"),
        (traces.components, "components led"),
        (traces.edits, "edits of issues"),
    ];
    let found = found.into_iter().filter(|(n, _)| *n > 0);
    let mut found: Vec<String> = found.map(|(n, what)| format!("{what}: {n}")).collect();
    if found.is_empty() {
        found.push("settings".to_owned());
    }
    Error::invalid(format!(
        "Cannot delete user '{user}': other things refer to them ({}). Deactivate them instead.",
        found.join(", ")
    ))
}

/// 400 where the caller's own password must be shown.
#[must_use]
pub fn wrong_own_password(field: &str) -> Error {
    Error::invalid_field(field, "The password is not right.")
}

/// 400 for a search that says neither which project nor which issue it is about.
#[must_use]
pub fn neither_issue_nor_project(project: &str) -> Error {
    Error::invalid(format!(
        "Either the parameter 'issueKey' or the parameter '{project}' is required."
    ))
}

/// 400 for a permission there is none of.
#[must_use]
pub fn no_such_permission(key: &str) -> Error {
    Error::invalid(format!(
        "There is no project permission with the key '{key}'."
    ))
}

/// The text for a token without a name.
pub const TOKEN_NAME_MISSING: &str = "You must specify a name for the token.";
/// The text for a token's name that cannot be one.
pub const TOKEN_NAME_NOT_VALID: &str =
    "A token's name has at most 255 characters and no control characters.";

/// The text for a token that would last too short or too long.
#[must_use]
pub fn token_duration_not_valid(most: i64) -> String {
    format!("A token lasts from 1 to {most} days; leave it out for one that does not expire.")
}

/// 400.
#[must_use]
pub fn too_many_tokens(most: i64) -> Error {
    Error::invalid(format!(
        "You have {most} tokens already. Revoke one of them first."
    ))
}

/// 404, also for somebody else's token.
#[must_use]
pub fn no_such_token(id: &str) -> Error {
    Error::NotFound(format!("You have no token with the id '{id}'."))
}

/// 400 for a permission that cannot be given to everybody on the web.
#[must_use]
pub fn permission_not_for_anyone(name: &str) -> Error {
    Error::invalid(format!("'{name}' can only be granted to a group."))
}

/// 400.
#[must_use]
pub fn global_grant_exists(name: &str) -> Error {
    Error::invalid(format!("The group already has the permission '{name}'."))
}

/// 404.
#[must_use]
pub fn no_such_global_grant(name: &str) -> Error {
    Error::NotFound(format!("The group does not have the permission '{name}'."))
}

/// 400 for administrators who would take their own right away.
#[must_use]
pub fn own_administration() -> Error {
    Error::invalid("You would no longer be an administrator after this change.")
}

/// 400.
#[must_use]
pub fn too_many_groups(field: &str, most: usize) -> Error {
    Error::invalid_field(field, format!("An application has at most {most} groups."))
}

/// The text where a global permission is to be chosen.
pub const GLOBAL_PERMISSION_MISSING: &str = "You must select a permission.";
/// The text where a group is to be chosen for a global permission.
pub const GLOBAL_GROUP_MISSING: &str = "You must select a group.";
