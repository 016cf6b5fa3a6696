//! Texts about saved filters. The wording of the reference is kept where clients compare it.

use super::Error;

const NOT_AVAILABLE: &str = "The selected filter is not available to you, perhaps it has been deleted or had its \
                             permissions changed.";

/// 400 for a filter that is not there or not to be seen. The reference's status and wording.
#[must_use]
pub fn filter_not_available() -> Error {
    Error::invalid(NOT_AVAILABLE)
}

/// 404 for the same where a part of the filter is asked for.
#[must_use]
pub fn no_such_filter() -> Error {
    Error::NotFound(NOT_AVAILABLE.to_owned())
}

/// 400 for a filter that may be seen and not be changed.
#[must_use]
pub fn filter_not_editable() -> Error {
    Error::invalid("Only the owner of this filter, and whom they have let, can change it.")
}

/// 400 for deleting a filter of somebody else.
#[must_use]
pub fn filter_not_deletable() -> Error {
    Error::invalid("Only the owner of this filter and Jira administrators can delete it.")
}

/// 400 for giving a filter to somebody else.
#[must_use]
pub fn filter_owner_not_changeable() -> Error {
    Error::invalid_field(
        "owner",
        "Only Jira administrators can change the owner of a filter.",
    )
}

/// The text for an owner that is nobody.
pub const FILTER_NO_SUCH_OWNER: &str = "The owner of a filter must be an active user.";
/// The text for a filter without a name. The reference's wording.
pub const FILTER_NAME_MISSING: &str = "You must specify a name to save this filter as.";
/// The text for a name that is no name.
pub const FILTER_NAME_NOT_VALID: &str =
    "A filter name has at most 255 characters and no control characters.";

/// 400 for a name that the owner has given another filter. The reference's wording.
#[must_use]
pub fn filter_exists() -> Error {
    Error::invalid_field("filterName", "Filter with same name already exists.")
}

/// 404 for a filter without columns of its own.
#[must_use]
pub fn filter_has_no_columns() -> Error {
    Error::NotFound("This filter has no columns of its own.".to_owned())
}

/// 400 for a column that is no field, or not one of lists.
#[must_use]
pub fn filter_no_such_column(column: &str) -> Error {
    Error::invalid(format!("There is no column '{column}'."))
}

/// 400 for no columns at all, or for more than there are.
#[must_use]
pub fn filter_bad_columns() -> Error {
    Error::invalid("Name the columns to show, each once, as 'columns'.")
}

/// 404 for a share that the filter does not have.
#[must_use]
pub fn no_such_filter_share() -> Error {
    Error::NotFound("The filter is not shared that way.".to_owned())
}

/// 400 for who may share nothing.
#[must_use]
pub fn may_not_share_filters() -> Error {
    Error::invalid("You do not have permission to share. All shares are invalid.")
}

/// 400 for a share of a kind there is not.
#[must_use]
pub fn filter_share_kind(kind: &str) -> Error {
    Error::invalid_field(
        "type",
        format!(
            "A filter can be shared with 'global', 'authenticated', 'project', 'projectRole', \
             'group' or 'user', and not with '{kind}'."
        ),
    )
}

/// 400 for something that the caller cannot share with, or that is not there.
#[must_use]
pub fn filter_share_target(field: &str) -> Error {
    Error::invalid_field(
        field,
        "It does not exist, or you do not have permission to share with it.",
    )
}

/// 400 for letting everybody change a filter.
#[must_use]
pub fn filter_share_edit() -> Error {
    Error::invalid_field(
        "edit",
        "A filter can be changed by certain people only: name users, groups or projects.",
    )
}

/// 400 for a share that allows nothing.
#[must_use]
pub fn filter_share_nothing() -> Error {
    Error::invalid_field("view", "Who may not see a filter cannot be shared with.")
}

/// 400 for a default scope there is not.
#[must_use]
pub fn filter_bad_scope() -> Error {
    Error::invalid_field("scope", "The scope is AUTHENTICATED or PRIVATE.")
}

/// The text for a filter that leads to itself. The reference's wording.
#[must_use]
pub fn jql_filter_is_cyclic(field: &str, value: &str, filter: &str) -> String {
    format!(
        "Field '{field}' with value '{value}' matches filter '{filter}' and causes a cyclical \
         reference, this query can not be executed and should be edited."
    )
}

/// A query has too many clauses even when alternatives for one field are one list.
#[must_use]
pub fn jql_too_many_clauses(most: usize) -> String {
    format!(
        "The query has more than {most} clauses. Use lists, such as key in (A-1, A-2), instead of many of them."
    )
}

/// The text for filters in filters that are too many.
#[must_use]
pub fn jql_filters_too_large() -> String {
    "The filters in this query lead to too many other filters or clauses.".to_owned()
}
