//! Texts about issues and what belongs to them.

use crate::Error;

/// 404 for an issue that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn no_such_issue() -> Error {
    Error::NotFound("Issue Does Not Exist".to_owned())
}

/// 403 for an issue that may be seen, but not this done with it.
#[must_use]
pub fn no_issue_permission(name: &str, key: &str) -> Error {
    Error::Forbidden(format!(
        "You do not have the permission '{name}' for issue '{key}'."
    ))
}

/// 403. The reference's wording, which GitLab's documentation tells people to look for.
#[must_use]
pub fn no_link_permission(key: &str) -> Error {
    Error::Forbidden(format!("No Link Issue Permission for issue '{key}'"))
}

/// 400 for an issue whose sub-tasks would go with it. The reference's wording.
#[must_use]
pub fn has_subtasks(key: &str) -> Error {
    Error::invalid(format!(
        "The issue '{key}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks."
    ))
}

/// 400 for an assignment that names nobody, not even nobody.
#[must_use]
pub fn assignee_name_missing() -> Error {
    Error::invalid_field("name", "Name the assignee, or null for nobody.")
}

/// The text for a field that there is not, or that the caller may not set. The reference's wording.
#[must_use]
pub fn cannot_be_set(field: &str) -> String {
    format!("Field '{field}' cannot be set. It is not on the appropriate screen, or unknown.")
}

/// The text for a field that is given twice. The reference's wording.
#[must_use]
pub fn in_fields_and_update(field: &str) -> String {
    format!("Field '{field}' cannot appear in both 'fields' and 'update'")
}

/// The text for a value that should be a text. The reference's wording.
pub const NOT_A_STRING: &str = "Operation value must be a string";
/// The text for a value that should be a list. The reference's wording.
pub const NOT_AN_ARRAY: &str = "data was not an array";
/// The text for a value that should be an object. The reference's wording.
pub const NOT_AN_OBJECT: &str = "data was not an object";
/// The text for a new issue without a project. The reference's wording.
pub const PROJECT_REQUIRED: &str = "project is required";
/// The text for a project that is not there, hidden, or in which the caller creates nothing.
pub const CANNOT_CREATE_HERE: &str =
    "The project does not exist, or you do not have permission to create issues in it.";
/// The text for a new issue without a type. The reference's wording, which the Python client looks for.
pub const ISSUE_TYPE_REQUIRED: &str = "issue type is required";
/// The text for a type that is not there or does not fit. The reference's wording.
pub const ISSUE_TYPE_NOT_VALID: &str = "The issue type selected is invalid.";
/// The text for a sub-task of nothing. The reference's wording.
pub const PARENT_REQUIRED: &str =
    "Issue type is a sub-task but parent issue key or id not specified.";
/// The text for a parent that is not there or not to be seen. The reference's wording.
pub const NO_SUCH_PARENT: &str = "Could not find issue by id or key.";
/// The text for a parent of another project.
pub const PARENT_ELSEWHERE: &str = "The parent issue must be in the same project.";
/// The text for a parent that is a part itself.
pub const PARENT_IS_SUBTASK: &str = "The parent issue must not be a sub-task.";
/// The text for an issue without a summary. The reference's wording.
pub const SUMMARY_MISSING: &str = "You must specify a summary of the issue.";
/// The text for a summary of several lines. The reference's wording.
pub const SUMMARY_HAS_NEWLINES: &str =
    "The summary is invalid because it contains newline characters.";
/// The text for a summary that is too long. The reference's wording.
pub const SUMMARY_TOO_LONG: &str = "Summary must be less than 255 characters.";
/// The text for a priority that there is not. The reference's wording.
pub const PRIORITY_NOT_VALID: &str = "The priority selected is invalid.";
/// The text for a resolution that there is not. The reference's wording.
pub const RESOLUTION_NOT_VALID: &str = "The resolution selected is invalid.";
/// The text for a security level that is not the project's, or that the caller is not in.
pub const LEVEL_NOT_VALID: &str = "The security level selected is invalid.";
/// The text for a reporter that there is not. The reference's wording.
pub const REPORTER_NOT_VALID: &str = "The reporter specified is not a user.";
/// The text for an issue that nobody reports. The reference's wording.
pub const REPORTER_REQUIRED: &str = "Reporter is required.";

/// The text for something that is no day. The reference's wording.
#[must_use]
pub fn not_a_date(text: &str) -> String {
    format!("Error parsing date string: {text}")
}

/// The text for a label that is not one word. The reference's wording.
#[must_use]
pub fn label_has_blanks(label: &str) -> String {
    format!("The label '{label}' contains spaces which is invalid.")
}

/// The text for a label that is too long. The reference's wording.
#[must_use]
pub fn label_too_long(label: &str) -> String {
    format!("The label '{label}' exceeds the maximum length of 255 characters.")
}

/// The text for an assignee that there is not. The reference's wording.
#[must_use]
pub fn user_does_not_exist(name: &str) -> String {
    format!("User '{name}' does not exist.")
}

/// The text for somebody who may not be the assignee. The reference's wording.
#[must_use]
pub fn user_not_assignable(name: &str) -> String {
    format!("User '{name}' cannot be assigned issues.")
}

/// 404 for a comment that is not there or not to be seen.
#[must_use]
pub fn no_such_comment(id: &str) -> Error {
    Error::NotFound(format!("Can not find a comment for the id: {id}."))
}

/// 400. The reference's wording.
#[must_use]
pub fn comment_is_blank() -> Error {
    Error::invalid_field("comment", "Comment body can not be empty!")
}

/// The text for an edit that comes with a flood of comments.
#[must_use]
pub fn too_many_comments(most: usize) -> String {
    format!("No more than {most} comments can be added at once.")
}

/// 400 for a group that is not there or that the caller is not in: which of the two is not told.
#[must_use]
pub fn not_in_comment_group(name: &str) -> Error {
    Error::invalid_field(
        "commentLevel",
        format!("You are currently not a member of the group: {name}."),
    )
}

/// 400 for a project role that is not there or that the caller is not in.
#[must_use]
pub fn not_in_comment_role(name: &str) -> Error {
    Error::invalid_field(
        "commentLevel",
        format!("You are currently not a member of the project role: {name}."),
    )
}

/// 400 for a visibility that is neither a group's nor a role's.
#[must_use]
pub fn bad_comment_visibility() -> Error {
    Error::invalid_field(
        "commentLevel",
        "The visibility of a comment has a type, 'group' or 'role', and a value, its name.",
    )
}

/// 400 for an order that a list does not have.
#[must_use]
pub fn bad_order(order: &str) -> Error {
    Error::invalid(format!(
        "The list cannot be ordered by '{order}'. It can be ordered by 'created' or '-created'."
    ))
}

/// 404.
#[must_use]
pub fn no_such_remote_link(id: &str) -> Error {
    Error::NotFound(format!("The issue has no remote link with the id '{id}'."))
}

/// 404.
#[must_use]
pub fn no_such_global_id(global_id: &str) -> Error {
    Error::NotFound(format!(
        "The issue has no remote link with the global id '{global_id}'."
    ))
}

/// 400.
#[must_use]
pub fn global_id_taken() -> Error {
    Error::invalid_field(
        "globalId",
        "Another remote link of the issue has this global id.",
    )
}

/// The text for a member that must be there.
#[must_use]
pub fn required_member(name: &str) -> String {
    format!("'{name}' is required.")
}

/// The text for an address that a link cannot lead to.
#[must_use]
pub fn not_a_web_address(name: &str) -> String {
    format!("'{name}' must be an address that starts with http:// or https://.")
}

/// 400 for a transition that is not said. The reference's wording.
#[must_use]
pub fn transition_missing() -> Error {
    Error::invalid("Missing 'transition' identifier")
}

/// 400 for a transition that there is not, or that does not start from the issue's status.
#[must_use]
pub fn transition_not_available(id: &str, status: &str) -> Error {
    Error::invalid(format!(
        "The transition '{id}' is not available for an issue in the status '{status}'."
    ))
}

/// The text for a field that somebody else has changed since the form was opened.
#[must_use]
pub fn changed_meanwhile(now: &str) -> String {
    let now = if now.is_empty() { "nothing" } else { now };
    format!(
        "Somebody has changed this since you opened it. It is now: {now}. Save again to put yours in its place."
    )
}

/// 403 for somebody who may create issues nowhere.
#[must_use]
pub fn creates_nowhere() -> Error {
    Error::Forbidden(
        "There is no project in which you have the permission to create issues. A project's administrators can give it."
            .to_owned(),
    )
}

/// 400 for a form that was asked for a field that cannot be changed in it.
#[must_use]
pub fn no_such_field_to_edit(field: &str) -> Error {
    Error::invalid(cannot_be_set(field))
}

/// 400 for a sub-task where there is no type for it.
#[must_use]
pub fn no_subtask_types() -> Error {
    Error::invalid("This project has no issue type for sub-tasks.")
}

/// The text where a form with files brings none.
pub const NO_FILE_CHOSEN: &str = "Choose a file.";
/// The text where a link names no issue.
pub const NO_ISSUE_CHOSEN: &str = "Name an issue by its key.";
/// The text for words that no kind of link has.
pub const LINK_WORDS_UNKNOWN: &str = "There is no such kind of link.";
/// The text where nobody is named.
pub const NO_USER_CHOSEN: &str = "Name somebody.";

/// The text where a link names too many issues at once.
#[must_use]
pub fn too_many_linked(most: usize) -> String {
    format!("At most {most} issues can be linked at once.")
}
