//! Texts about workflows, workflow schemes and screens.

use crate::Error;

/// 404 for a workflow scheme that is not there.
#[must_use]
pub fn no_such_workflow_scheme(id: &str) -> Error {
    Error::NotFound(format!("There is no workflow scheme with id '{id}'."))
}

/// 404 for a workflow scheme without a draft.
#[must_use]
pub fn no_workflow_scheme_draft(id: &str) -> Error {
    Error::NotFound(format!("The workflow scheme '{id}' has no draft."))
}

/// 400 for a second draft.
#[must_use]
pub fn workflow_scheme_draft_exists() -> Error {
    Error::invalid("This workflow scheme has a draft already.")
}

/// 400 for a draft of a scheme that no project uses.
#[must_use]
pub fn workflow_scheme_not_active() -> Error {
    Error::invalid("No project uses this workflow scheme: change the scheme itself, not a draft.")
}

/// 400 for a change of a scheme that projects use.
#[must_use]
pub fn workflow_scheme_active() -> Error {
    Error::invalid(
        "Projects use this workflow scheme: it can only be changed by a draft. Set 'updateDraftIfNeeded' to change the draft.",
    )
}

/// 400 for the deletion of a scheme that projects use.
#[must_use]
pub fn workflow_scheme_in_use() -> Error {
    Error::invalid("Projects use this workflow scheme: it cannot be deleted.")
}

/// 400 for a change of the default scheme.
#[must_use]
pub fn workflow_scheme_default() -> Error {
    Error::invalid("The default workflow scheme cannot be changed.")
}

/// 400 for a name that is missing or too long.
#[must_use]
pub fn workflow_scheme_name() -> Error {
    Error::invalid_field("name", "The name must have 1 to 255 characters.")
}

/// 400 for a name that another scheme has.
#[must_use]
pub fn workflow_scheme_exists(name: &str) -> Error {
    Error::invalid_field(
        "name",
        format!("A workflow scheme with the name '{name}' already exists."),
    )
}

/// 400 for a workflow that a change names and that is not there.
#[must_use]
pub fn workflow_unknown(name: &str) -> Error {
    Error::invalid_field("workflow", format!("There is no workflow '{name}'."))
}

/// 400 for a change that names no workflow.
#[must_use]
pub fn workflow_name_missing() -> Error {
    Error::invalid_field("workflow", "Name a workflow.")
}

/// 404 for a workflow that is asked for by a name.
#[must_use]
pub fn no_such_workflow(name: &str) -> Error {
    Error::NotFound(format!("There is no workflow '{name}'."))
}

/// 404 for a workflow that a scheme does not use.
#[must_use]
pub fn workflow_not_in_scheme(name: &str) -> Error {
    Error::NotFound(format!(
        "The workflow scheme does not use the workflow '{name}'."
    ))
}

/// 404 for an issue type that a scheme does not name.
#[must_use]
pub fn type_not_in_scheme(id: &str) -> Error {
    Error::NotFound(format!(
        "The workflow scheme does not name the issue type '{id}'."
    ))
}

/// 400 for an issue type that a change names and that is not there.
#[must_use]
pub fn scheme_type_unknown(id: &str) -> Error {
    Error::invalid_field(
        "issueTypeMappings",
        format!("There is no issue type with id '{id}'."),
    )
}

/// The text for issues that would have a status their workflow lacks.
#[must_use]
pub fn status_not_in_workflow(n: i64, issue_type: &str, status: &str, workflow: &str) -> String {
    format!(
        "{n} issues of the type '{issue_type}' have the status '{status}', which the workflow '{workflow}' lacks. Move them on first."
    )
}

/// 400 for a status that cannot leave its workflow.
#[must_use]
pub fn workflow_status_has_issues(n: i64, status: &str) -> Error {
    Error::invalid(format!(
        "{n} issues have the status '{status}': move them on first."
    ))
}

/// 400 for a status that transitions of its workflow start from or lead to.
#[must_use]
pub fn workflow_status_has_transitions(status: &str) -> Error {
    Error::invalid(format!(
        "Transitions start from '{status}' or lead to it, or issues begin in it: change or delete these first."
    ))
}

/// 400 for a change of the workflow that nobody changes.
#[must_use]
pub fn workflow_is_fixed(name: &str) -> Error {
    Error::invalid(format!(
        "The workflow '{name}' cannot be changed. Copy it, and change the copy."
    ))
}

/// 400 for a workflow that schemes use.
#[must_use]
pub fn workflow_in_use(name: &str) -> Error {
    Error::invalid(format!(
        "Workflow schemes use the workflow '{name}': it cannot be deleted."
    ))
}

/// 400 for a name that is missing or too long.
#[must_use]
pub fn workflow_name() -> Error {
    Error::invalid_field("name", "The name must have 1 to 255 characters.")
}

/// 400 for a name that another workflow has.
#[must_use]
pub fn workflow_exists(name: &str) -> Error {
    Error::invalid_field(
        "name",
        format!("A workflow with the name '{name}' already exists."),
    )
}

/// 404 for a transition that is not there.
#[must_use]
pub fn no_such_transition(id: &str, workflow: &str) -> Error {
    Error::NotFound(format!(
        "The workflow '{workflow}' has no transition with id '{id}'."
    ))
}

/// 400 for a property that is there already.
#[must_use]
pub fn transition_property_exists(key: &str) -> Error {
    Error::invalid(format!("The transition has a property '{key}' already."))
}

/// 404 for a property that is not there.
#[must_use]
pub fn no_such_transition_property(key: &str) -> Error {
    Error::NotFound(format!("The transition has no property '{key}'."))
}

/// 400 for a property's key that is missing, too long, or not for everybody.
#[must_use]
pub fn transition_property_key() -> Error {
    Error::invalid(
        "The key of a property must have 1 to 255 characters, without blanks, and must not be one that Jira keeps for itself.",
    )
}

/// 400 for the draft of a workflow, of which there are none.
#[must_use]
pub fn no_workflow_draft(name: &str) -> Error {
    Error::invalid(format!("The workflow '{name}' has no draft."))
}

/// 400 for an edit of an issue in a status in which none can be edited.
#[must_use]
pub fn issue_not_editable(status: &str) -> Error {
    Error::invalid(format!("Issues in the status '{status}' cannot be edited."))
}

/// The text for a status that a workflow has already.
pub const WORKFLOW_HAS_STATUS: &str = "The workflow has this status already.";
/// The text for a status that is not there, or not in the workflow.
pub const STATUS_UNKNOWN: &str = "Choose a status.";
/// The text for a transition's name that is missing or too long.
pub const TRANSITION_NAME: &str = "The name must have 1 to 60 characters.";
/// The text for a screen that is not there.
pub const SCREEN_UNKNOWN: &str = "Choose a screen, or none.";
/// The text for a condition or post function that is not there.
pub const RULE_UNKNOWN: &str = "Choose what to add.";
/// The text for what a condition or post function is to be about.
pub const RULE_ARGUMENT: &str = "Choose what it is about.";

/// 400 for the deletion of the workflow that new projects get.
#[must_use]
pub fn workflow_is_needed(name: &str) -> Error {
    Error::invalid(format!(
        "New projects get the workflow '{name}': it cannot be deleted."
    ))
}

/// 404 for a condition or post function that is not there.
#[must_use]
pub fn no_such_rule() -> Error {
    Error::NotFound("The transition has no such condition or post function.".to_owned())
}

/// 400 for a screen that is not there.
#[must_use]
pub fn no_such_screen(id: &str) -> Error {
    Error::invalid(format!("There is no screen with id '{id}'."))
}

/// 400 for a tab that a screen does not have.
#[must_use]
pub fn no_such_tab(id: &str) -> Error {
    Error::invalid(format!("The screen has no tab with id '{id}'."))
}

/// 400 for a tab's name that is missing or too long.
#[must_use]
pub fn tab_name() -> Error {
    Error::invalid_field("name", "The name must have 1 to 255 characters.")
}

/// 400 for a name that another tab of the screen has.
#[must_use]
pub fn tab_exists(name: &str) -> Error {
    Error::invalid_field(
        "name",
        format!("The screen has a tab with the name '{name}' already."),
    )
}

/// 400 for a place that a screen's tabs do not have.
#[must_use]
pub fn tab_position(position: &str) -> Error {
    Error::invalid(format!("The screen has no place '{position}' for a tab."))
}

/// The text of a 412 for the last tab of a screen.
#[must_use]
pub fn tab_is_last() -> Error {
    Error::invalid("A screen has at least one tab: the last one cannot be deleted.")
}

/// 400 for a field that a screen has already.
#[must_use]
pub fn field_on_screen(field: &str) -> Error {
    Error::invalid(format!("The field '{field}' is on the screen already."))
}

/// 400 for a field that is not on the tab.
#[must_use]
pub fn field_not_on_tab(field: &str) -> Error {
    Error::invalid(format!("The field '{field}' is not on the tab."))
}

/// 400 for a field that is not there, or that no screen can have.
#[must_use]
pub fn field_not_for_screens(field: &str) -> Error {
    Error::invalid(format!(
        "There is no field '{field}' that a screen could have."
    ))
}

/// 400 for a move that says neither where to nor after what.
#[must_use]
pub fn field_position() -> Error {
    Error::invalid(
        "Say where the field goes: a 'position' of First, Last, Earlier or Later, or the field it comes 'after'.",
    )
}

/// The text for a resolution that a transition's screen asks for.
pub const RESOLUTION_REQUIRED: &str = "Resolution is required.";
/// The text for a category of statuses that is not there.
pub const CATEGORY_UNKNOWN: &str = "Choose a category.";
