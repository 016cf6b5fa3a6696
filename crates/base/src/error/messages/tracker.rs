//! Texts about what issues are sorted by, linked with and worked on: components, versions, links, votes,
//! watchers, worklogs.

use crate::Error;

/// 404 for a component that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn no_such_component(id: &str) -> Error {
    Error::NotFound(format!("The component with id {id} does not exist."))
}

/// The text for a component without a name. The reference's wording.
pub const COMPONENT_NAME_MISSING: &str =
    "The component name specified is invalid - cannot be an empty string.";
/// The text for a component's assignee that is not one of the four.
pub const COMPONENT_ASSIGNEE_TYPE: &str = "The default assignee must be one of PROJECT_DEFAULT, COMPONENT_LEAD, PROJECT_LEAD and UNASSIGNED.";
/// The text for a component or version of no project.
pub const NO_PROJECT_GIVEN: &str = "Give the key or the id of the project.";
/// The text for something that is to take its own place.
pub const NOT_ITS_OWN_PLACE: &str = "Issues cannot be moved to what is being deleted.";

/// The text for a name that another component of the project has. The reference's wording.
#[must_use]
pub fn component_name_taken(name: &str) -> String {
    format!("A component with the name {name} already exists in this project.")
}

/// The text for a component's lead who is not there or may not sign in. The reference's wording.
#[must_use]
pub fn component_lead_unknown(name: &str) -> String {
    format!("The user {name} does not exist.")
}

/// 400 for what shall take the place of a component or version, and cannot.
#[must_use]
pub fn cannot_take_its_place(parameter: &str, id: &str) -> Error {
    Error::invalid_field(
        parameter,
        format!(
            "There is nothing with the id '{id}' in the same project that issues could move to."
        ),
    )
}

/// 404 for a version that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn no_such_version(id: &str) -> Error {
    Error::NotFound(format!("Could not find version for id '{id}'"))
}

/// The text for a version without a name. The reference's wording.
pub const VERSION_NAME_MISSING: &str = "You must specify a valid version name";
/// The text for a name that another version of the project has. The reference's wording.
pub const VERSION_NAME_TAKEN: &str = "A version with this name already exists in this project.";
/// The text for a version that ends before it begins.
pub const VERSION_ENDS_BEFORE_START: &str = "The release date must not be before the start date.";
/// 400 for a move without a place, or with two.
pub const VERSION_MOVE: &str = "Give either 'after', the link of a version, or 'position', one of First, Last, Earlier and Later.";

/// 400 for a move.
#[must_use]
pub fn version_move_not_valid() -> Error {
    Error::invalid(VERSION_MOVE)
}

/// 400 for an order that versions do not have.
#[must_use]
pub fn bad_version_order(order: &str) -> Error {
    Error::invalid(format!(
        "Versions cannot be ordered by '{order}'. They can be ordered by sequence, name, startDate and releaseDate."
    ))
}

/// 400 for versions in custom fields, of which there are none.
#[must_use]
pub fn no_such_custom_field(id: i64) -> Error {
    Error::invalid_field(
        "customFieldReplacementList",
        format!("There is no custom field with the id '{id}'."),
    )
}

/// The text for a component that an issue cannot have. The reference's wording.
#[must_use]
pub fn component_not_valid(by: &str, value: &str) -> String {
    format!("Component {by} '{value}' is not valid")
}

/// The text for a version that an issue cannot have. The reference's wording.
#[must_use]
pub fn version_not_valid(by: &str, value: &str) -> String {
    format!("Version {by} '{value}' is not valid")
}

/// The text for an object that names nothing. The reference's wording.
pub const NO_ID_OR_NAME: &str = "expected 'id' or 'name' property to be a string";

/// 404. The reference's wording.
#[must_use]
pub fn no_such_link_type(id: &str) -> Error {
    Error::NotFound(format!("No issue link type with id '{id}' found."))
}

/// 404 for a link that names its type. The reference's wording.
#[must_use]
pub fn no_link_type_named(name: &str) -> Error {
    Error::NotFound(format!("No issue link type with name '{name}' found."))
}

/// 400 for a type's id that is no number.
#[must_use]
pub fn link_type_id_not_valid(id: &str) -> Error {
    Error::invalid(format!("The issue link type id '{id}' is not a number."))
}

/// The text for a name or a description of a link type.
pub const LINK_TYPE_TEXT: &str = "Give 1 to 255 characters on one line.";

/// 400 for a name that another type has.
#[must_use]
pub fn link_type_exists(name: &str) -> Error {
    Error::invalid_field("name", format!("An issue link type named '{name}' exists."))
}

/// 400 for a link without one of its ends or its type.
#[must_use]
pub fn link_is_incomplete() -> Error {
    Error::invalid("A link has a 'type', an 'inwardIssue' and an 'outwardIssue'.")
}

/// 400. The reference's wording.
#[must_use]
pub fn cannot_link_to_itself() -> Error {
    Error::invalid("You cannot link an issue to itself.")
}

/// 404 for a link that is not there, or whose issues are not both to be seen.
#[must_use]
pub fn no_such_issue_link(id: &str) -> Error {
    Error::NotFound(format!("No issue link with id '{id}' exists."))
}

/// 400 for a link's id that is no number.
#[must_use]
pub fn issue_link_id_not_valid(id: &str) -> Error {
    Error::invalid(format!("The issue link id '{id}' is not a number."))
}

/// The text for an edit that comes with a flood of links.
#[must_use]
pub fn too_many_links(most: usize) -> String {
    format!("No more than {most} links can be added at once.")
}

/// 404, as the reference has it. Its wording.
#[must_use]
pub fn no_vote_for_own_issue() -> Error {
    Error::NotFound("You cannot vote for an issue you have reported.".to_owned())
}

/// 404, as the reference has it. Its wording.
#[must_use]
pub fn no_vote_on_resolved_issue() -> Error {
    Error::NotFound("You cannot vote or change your vote on resolved issues.".to_owned())
}

/// 400 for a watcher who is not said.
#[must_use]
pub fn watcher_missing() -> Error {
    Error::invalid("Name the watcher with the parameter 'username'.")
}

/// 400 for a body that is not a user's name.
#[must_use]
pub fn watcher_not_a_name() -> Error {
    Error::invalid("The body is the user's name as a JSON string, or nothing to watch oneself.")
}

/// 404.
#[must_use]
pub fn no_such_watcher(name: &str) -> Error {
    Error::NotFound(format!("User '{name}' does not exist."))
}

/// 400 for somebody who would watch what they may not see.
#[must_use]
pub fn watcher_cannot_see(name: &str) -> Error {
    Error::invalid(format!(
        "The user '{name}' does not have permission to view this issue, and will not be added to the watchers."
    ))
}

/// 404 for a worklog that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn no_such_worklog(id: &str) -> Error {
    Error::NotFound(format!("Cannot find worklog with id: '{id}'."))
}

/// The text for work that took no time. The reference's wording.
pub const TIME_SPENT_MISSING: &str = "You must indicate the time spent working.";
/// The text for a time that is none. The reference's wording.
pub const DURATION_NOT_VALID: &str = "Invalid time duration entered.";
/// The text for an estimate that is to be set and not given. The reference's wording.
pub const NEW_ESTIMATE_NOT_VALID: &str = "You must supply a valid new estimate.";
/// The text for an estimate that is to be changed by something not given. The reference's wording.
pub const ADJUSTMENT_NOT_VALID: &str =
    "You must supply a valid amount of time to adjust the estimate by.";
/// The text for a way to adjust the estimate that there is not.
pub const ADJUST_ESTIMATE: &str = "'adjustEstimate' must be one of new, leave, manual and auto.";
/// The text for a start that is no moment.
pub const STARTED_NOT_VALID: &str =
    "The start date must have the form 2024-03-09T13:34:56.789+0000.";
/// The text for time both as text and as seconds.
pub const TIME_TWICE: &str = "Give either 'timeSpent' or 'timeSpentSeconds', and not both.";

/// 400 for a list of more worklogs than are answered at once.
#[must_use]
pub fn too_many_worklogs(most: usize) -> Error {
    Error::invalid(format!(
        "No more than {most} worklogs can be asked for at once."
    ))
}

/// 400 for a list of worklogs without ids.
#[must_use]
pub fn worklog_ids_missing() -> Error {
    Error::invalid_field("ids", "Give the ids of the worklogs.")
}

/// The text for an edit that comes with a flood of worklogs.
#[must_use]
pub fn too_much_work(most: usize) -> String {
    format!("No more than {most} worklogs can be added at once.")
}

/// The text for an estimate that is no time. The reference's wording.
#[must_use]
pub fn estimate_not_valid(value: &str) -> String {
    format!("'{value}' is not a valid time duration.")
}

/// 404. The reference's wording.
#[must_use]
pub fn no_such_property(key: &str) -> Error {
    Error::NotFound(format!("The property {key} does not exist."))
}

/// 400 for a property's key.
#[must_use]
pub fn property_key_not_valid() -> Error {
    Error::invalid("The property key has 1 to 255 characters.")
}

/// 400 for a property's value.
#[must_use]
pub fn property_too_long(most: usize) -> Error {
    Error::invalid(format!(
        "The property value must not be longer than {most} characters."
    ))
}

/// 400 for a property's value that is not there.
#[must_use]
pub fn property_value_missing() -> Error {
    Error::invalid("The property value must be valid JSON, and not empty.")
}

/// 400 for more issues than are made at once.
#[must_use]
pub fn too_many_issues(most: usize) -> Error {
    Error::invalid(format!(
        "No more than {most} issues can be created at once."
    ))
}

/// 400 for a list of no issues.
#[must_use]
pub fn no_issues_given() -> Error {
    Error::invalid_field("issueUpdates", "Give the issues to create.")
}

/// 400, as the reference has it.
#[must_use]
pub fn no_createmeta_project(key: &str) -> Error {
    Error::invalid(format!("No project could be found with key '{key}'."))
}

/// 400 for a type that the project does not have.
#[must_use]
pub fn no_createmeta_type(id: &str) -> Error {
    Error::invalid(format!("The project has no issue type with the id '{id}'."))
}

/// 400 for moving a sub-task from or to where there is none.
#[must_use]
pub fn no_such_place_of_subtasks(n_subtasks: usize) -> Error {
    let last = n_subtasks.saturating_sub(1);
    Error::invalid(format!(
        "'original' and 'current' must be places of sub-tasks, from 0 to {last}."
    ))
}
