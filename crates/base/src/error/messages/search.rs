//! Texts about JQL. Where the reference's wording is quoted in public, it is kept: GitLab shows these
//! texts to its users, and people look them up.

use crate::Error;

/// 400 with every finding about a query.
#[must_use]
pub fn bad_jql(messages: Vec<String>) -> Error {
    Error::Invalid(crate::error::Problems {
        messages,
        fields: Vec::new(),
    })
}

/// 400 for a query that is too large to be run, after it was understood.
#[must_use]
pub fn jql_too_large() -> Error {
    Error::invalid("The JQL query compares with too many values. Please split it up.")
}

/// 400 for more issues than are changed at once.
#[must_use]
pub fn bulk_too_many(most: usize) -> Error {
    Error::invalid(format!("At most {most} issues are changed at once."))
}

/// The text for a field that is not there. The reference's wording.
#[must_use]
pub fn jql_no_such_field(field: &str) -> String {
    format!("Field '{field}' does not exist or you do not have permission to view it.")
}

/// The text for a value that is not there, or that the caller may not know of. The reference's wording.
#[must_use]
pub fn jql_no_such_value(value: &str, field: &str) -> String {
    format!("The value '{value}' does not exist for the field '{field}'.")
}

/// The same for a value that can only be an id. The reference's wording.
#[must_use]
pub fn jql_no_such_id(id: &str, field: &str) -> String {
    format!("A value with ID '{id}' does not exist for the field '{field}'.")
}

/// The text for an issue that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn jql_no_such_issue(key: &str, field: &str) -> String {
    format!("An issue with key '{key}' does not exist for field '{field}'.")
}

/// The text for something that is no issue's key. The reference's wording.
#[must_use]
pub fn jql_bad_issue_key(key: &str, field: &str) -> String {
    format!("The issue key '{key}' for field '{field}' is invalid.")
}

/// The text for an operator that means nothing for a field. The reference's wording.
#[must_use]
pub fn jql_operator_not_supported(operator: &str, field: &str) -> String {
    format!("The operator '{operator}' is not supported by the '{field}' field.")
}

/// The text for a list where one value is needed. The reference's wording.
#[must_use]
pub fn jql_list_not_supported(operator: &str, list: &str, field: &str) -> String {
    format!("Operator '{operator}' does not support the list value '{list}' for field '{field}'.")
}

/// The text for one value where a list is needed. The reference's wording.
#[must_use]
pub fn jql_list_needed(operator: &str, value: &str, field: &str) -> String {
    format!(
        "Operator '{operator}' does not support the non-list value '{value}' for field '{field}'."
    )
}

/// The text for a list that is too long.
#[must_use]
pub fn jql_list_too_long(field: &str, most: usize) -> String {
    format!("The list for the field '{field}' has more than {most} values.")
}

/// The text for `is` with anything but EMPTY.
#[must_use]
pub fn jql_only_empty(operator: &str, value: &str, field: &str) -> String {
    format!(
        "The value '{value}' is not supported by the operator '{operator}' for the field '{field}'. \
         It takes EMPTY or NULL only."
    )
}

/// The text for EMPTY where a value is needed.
#[must_use]
pub fn jql_not_empty(operator: &str, field: &str) -> String {
    format!(
        "The operator '{operator}' does not support searching for EMPTY values in the field '{field}'."
    )
}

/// The text for a function that is not there. The reference's wording.
#[must_use]
pub fn jql_no_such_function(call: &str) -> String {
    format!("Unable to find JQL function '{call}'.")
}

/// The text for a function whose values are of another kind than the field's. The reference's wording.
#[must_use]
pub fn jql_function_not_supported(function: &str, field: &str) -> String {
    format!("A value provided by the function '{function}' is invalid for the field '{field}'.")
}

/// The text for too many arguments. The reference's wording.
#[must_use]
pub fn jql_bad_arguments(function: &str, expected: &str, n_received: usize) -> String {
    format!("Function '{function}' expected '{expected}' arguments but received '{n_received}'.")
}

/// The text for an argument that is no span of time.
#[must_use]
pub fn jql_bad_increment(function: &str, argument: &str) -> String {
    format!(
        "The argument '{argument}' of the function '{function}' is invalid. \
         It must have the format (+/-)n(y|M|w|d|h|m), e.g. -1d."
    )
}

/// The text for something that is no date. The reference's wording.
#[must_use]
pub fn jql_bad_date(value: &str, field: &str) -> String {
    format!(
        "Date value '{value}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', \
         'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
    )
}

/// The text for a text search without a text. The reference's wording.
#[must_use]
pub fn jql_empty_text(field: &str) -> String {
    format!("The field '{field}' does not support searching for an empty string.")
}

/// The text for a text search that begins with a wildcard. The reference's wording.
#[must_use]
pub fn jql_leading_wildcard(value: &str, field: &str, wildcard: char) -> String {
    format!(
        "The text query '{value}' for field '{field}' is not allowed to start with character '{wildcard}'."
    )
}

/// The text for a text search with too many words.
#[must_use]
pub fn jql_too_many_words(field: &str, most: usize) -> String {
    format!("The text to search for in the field '{field}' has more than {most} words.")
}

/// The text for a field that gives no order. The reference's wording.
#[must_use]
pub fn jql_not_sortable(field: &str) -> String {
    format!("Not able to sort using field '{field}'.")
}

/// The text for a field that the reference has and this server does not have yet.
#[must_use]
pub fn jql_field_to_come(field: &str) -> String {
    format!("Searching by the field '{field}' is not supported yet.")
}

/// The text for a function that the reference has and this server does not have yet.
#[must_use]
pub fn jql_function_to_come(function: &str) -> String {
    format!("The JQL function '{function}' is not supported yet.")
}

/// The text for a field whose former values are not searched. The reference's wording, with its two blanks
/// as users quote it.
#[must_use]
pub fn jql_no_history(field: &str) -> String {
    format!("History searches do not support the  '{field}' field.")
}

/// The text for a predicate that means nothing for an operator.
#[must_use]
pub fn jql_predicate_not_supported(predicate: &str, operator: &str) -> String {
    format!("The predicate '{predicate}' is not supported by the operator '{operator}'.")
}

/// The text for `during` without two moments.
#[must_use]
pub fn jql_during_needs_two(value: &str) -> String {
    format!(
        "The predicate 'during' needs two dates in parentheses, such as (\"2024/01/01\", now()), and \
         not '{value}'."
    )
}

/// The text for a list where a predicate needs one date.
#[must_use]
pub fn jql_predicate_needs_date(predicate: &str, value: &str) -> String {
    format!("The predicate '{predicate}' needs one date and not the list '{value}'.")
}

/// The text for a function's group that is not there.
#[must_use]
pub fn jql_no_such_group(function: &str, group: &str) -> String {
    format!(
        "Function '{function}' can not generate a list of usernames for group '{group}'; the group does \
         not exist."
    )
}

/// The text for a function's role that is not there, in the manner of [`jql_no_such_group`].
#[must_use]
pub fn jql_no_such_role(function: &str, role: &str) -> String {
    format!(
        "Function '{function}' can not generate a list of projects for role '{role}'; the role does not \
         exist."
    )
}

/// The text for a function's permission that is not there, in the manner of [`jql_no_such_group`].
#[must_use]
pub fn jql_no_such_permission(function: &str, permission: &str) -> String {
    format!(
        "Function '{function}' can not generate a list of projects for permission '{permission}'; the \
         permission does not exist."
    )
}

/// The text for a function's user that is not there, in the manner of [`jql_no_such_group`].
#[must_use]
pub fn jql_no_such_user(function: &str, user: &str) -> String {
    format!("Function '{function}' can not be used for user '{user}'; the user does not exist.")
}

/// The text for a function's argument that is no date.
#[must_use]
pub fn jql_bad_date_argument(function: &str, value: &str) -> String {
    format!(
        "The argument '{value}' of the function '{function}' is invalid. It must be a date such as \
         '2024/01/31' or '2024/01/31 10:30', or a period such as '-5d'."
    )
}

/// The text for a function's project that is not there, in the manner of [`jql_no_such_group`].
#[must_use]
pub fn jql_no_such_project(function: &str, project: &str) -> String {
    format!(
        "Function '{function}' can not generate a list of versions for project '{project}'; the project \
         does not exist."
    )
}

/// The text for a function's issue that is not there or not to be seen.
#[must_use]
pub fn jql_no_such_linked_issue(function: &str, key: &str) -> String {
    format!(
        "Function '{function}' can not be used for issue '{key}'; the issue does not exist or you do not \
         have permission to view it."
    )
}

/// The text for words that no kind of links has.
#[must_use]
pub fn jql_no_such_link_type(function: &str, words: &str) -> String {
    format!("Function '{function}' can not be used for link type '{words}'; no link type says so.")
}

/// The text for what is no number.
#[must_use]
pub fn jql_bad_number(value: &str, field: &str) -> String {
    format!("The value '{value}' for field '{field}' is not a whole number.")
}

/// The text for what is no length of time.
#[must_use]
pub fn jql_bad_duration(value: &str, field: &str) -> String {
    format!(
        "The value '{value}' for field '{field}' is not a length of time, such as '90', '1d' or '2h 30m'."
    )
}
