//! Texts about boards, sprints, epics and ranks. The reference's wording where it is known.

use super::Error;

/// 404 for a board that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn no_such_board() -> Error {
    Error::NotFound(
        "The requested board cannot be viewed because it either does not exist or you do not have \
         permission to view it."
            .to_owned(),
    )
}

/// 404 for a sprint that is not there or not to be seen. The reference's wording.
#[must_use]
pub fn no_such_sprint() -> Error {
    Error::NotFound("Sprint does not exist".to_owned())
}

/// 400 for an issue to rank that is the one it is ranked by.
#[must_use]
pub fn ranked_by_itself() -> Error {
    Error::invalid("An issue cannot be ranked before or after itself.")
}

/// 400 for a place that is not said, or said twice.
#[must_use]
pub fn rank_place_needed(before: &str, after: &str) -> Error {
    Error::invalid(format!("Name the place by either '{before}' or '{after}'."))
}

/// 400 for another field than the one that ranks are in.
#[must_use]
pub fn not_the_rank_field() -> Error {
    Error::invalid_field(
        "rankCustomFieldId",
        "There is one field for ranks, and this is another.",
    )
}

/// 400 for a list of issues that is missing.
#[must_use]
pub fn issues_missing() -> Error {
    Error::invalid_field("issues", "Name the issues as a list of keys or ids.")
}

/// 400 for too many issues at once.
#[must_use]
pub fn too_many_issues_to_move(most: usize) -> Error {
    Error::invalid_field(
        "issues",
        format!("No more than {most} issues can be moved at once."),
    )
}

/// 400 for issues in a list that are not there or not to be seen.
#[must_use]
pub fn no_such_issue_in_list(issue: &str) -> Error {
    Error::invalid(format!(
        "Issue '{issue}' does not exist or you do not have permission to see it."
    ))
}

/// The text for a sprint that is not there, not to be seen, or over.
pub const SPRINT_NOT_VALID: &str = "The sprint does not exist, or is closed.";
/// The text for an epic that is not there, not to be seen, or no epic.
pub const EPIC_LINK_NOT_VALID: &str = "The issue is not an epic, or does not exist.";

/// 400 for putting an issue into a closed sprint.
#[must_use]
pub fn sprint_is_closed() -> Error {
    Error::invalid("Issues can only be moved to sprints that are active or future.")
}

/// 400 for a sub-task that should go elsewhere than its issue.
#[must_use]
pub fn subtask_has_no_sprint(key: &str) -> Error {
    Error::invalid(format!(
        "Issue '{key}' is a sub-task: it is in the sprint of the issue it is a part of."
    ))
}

/// 400 for an epic's name that is none.
#[must_use]
pub fn epic_name_not_valid() -> Error {
    Error::invalid_field("name", "An epic's name has 1 to 255 characters.")
}

/// 400 for a color there is not.
#[must_use]
pub fn epic_color_not_valid() -> Error {
    Error::invalid_field("color", "The colors are color_1 to color_14.")
}

/// 400 for an issue that is no epic.
#[must_use]
pub fn not_an_epic() -> Error {
    Error::invalid("The issue is not an epic.")
}

/// 404 for an epic that is not there, not to be seen, or no epic.
#[must_use]
pub fn no_such_epic() -> Error {
    Error::NotFound(
        "The requested epic cannot be viewed because it either does not exist or you do not have \
         permission to view it."
            .to_owned(),
    )
}

/// 400 for what cannot be a part of an epic.
#[must_use]
pub fn cannot_have_epic(key: &str) -> Error {
    Error::invalid(format!(
        "Issue '{key}' is an epic or a sub-task, which are part of no epic."
    ))
}

/// The text for a board's name that is none.
pub const BOARD_NAME_NOT_VALID: &str = "A board's name has 1 to 254 characters.";
/// The text for a kind of board there is not.
pub const BOARD_TYPE_NOT_VALID: &str = "The type of a board is 'scrum' or 'kanban'.";
/// The text for a filter that is not there or not to be seen.
pub const BOARD_FILTER_NOT_VALID: &str =
    "The filter does not exist, or you do not have permission to view it.";

/// 403 for a board of somebody else.
#[must_use]
pub fn board_not_yours() -> Error {
    Error::Forbidden(
        "Only those who administer the board or Jira can change or delete it.".to_owned(),
    )
}

/// 400 for a filter that boards show.
#[must_use]
pub fn filter_is_shown_by_board() -> Error {
    Error::invalid("The filter is used by a board and cannot be deleted before it.")
}

/// 400 for sprints of a board that has none. The reference's wording.
#[must_use]
pub fn board_has_no_sprints() -> Error {
    Error::invalid("The board does not support sprints")
}

/// 404 for a setting that was never made.
#[must_use]
pub fn no_such_board_setting() -> Error {
    Error::NotFound("The setting was never made for this board.".to_owned())
}

/// The text for a sprint's name that is none.
pub const SPRINT_NAME_NOT_VALID: &str = "A sprint's name has 1 to 255 characters.";
/// The text for a goal that is too long.
pub const SPRINT_GOAL_TOO_LONG: &str = "A sprint's goal has at most 1000 characters.";
/// The text for a moment that cannot be read.
pub const SPRINT_DATE_NOT_VALID: &str = "A moment is written like 2015-04-11T15:22:00.000+10:00.";
/// The text for an end before the beginning.
pub const SPRINT_ENDS_FIRST: &str = "The end date must be after the start date.";
/// The text for a sprint that is begun without dates.
pub const SPRINT_DATES_NEEDED: &str =
    "A sprint that is started must have a start date and an end date.";
/// The text for a state there is not.
pub const SPRINT_STATE_NOT_VALID: &str = "The state of a sprint is future, active or closed.";
/// The text for a change of state that there is not.
pub const SPRINT_STATE_STEP: &str = "A future sprint can be started and an active one completed. Nothing else leads from one state to another.";
/// The text for a board that is missing.
pub const SPRINT_BOARD_NEEDED: &str = "The board the sprint is made on is required.";
/// The text for a sprint that should begin and end by itself.
pub const SPRINT_NOT_AUTOMATIC: &str =
    "Sprints are started and completed by people here, never by themselves.";

/// 400 for changing a sprint that is over. The reference's rule.
#[must_use]
pub fn sprint_not_changeable() -> Error {
    Error::invalid("A sprint that is closed cannot be changed.")
}

/// 400 for deleting a sprint that was begun. The reference's rule.
#[must_use]
pub fn sprint_not_deletable() -> Error {
    Error::invalid("Only future sprints that are not synced can be deleted.")
}

/// 403 for sprints of projects where the caller may not.
#[must_use]
pub fn no_sprint_permission() -> Error {
    Error::Forbidden(
        "You need the permission 'Manage Sprints' for all projects of the board the sprint belongs to."
            .to_owned(),
    )
}

/// 403 for the dates of synced sprints.
#[must_use]
pub fn sprint_is_synced() -> Error {
    Error::Forbidden(
        "Only Jira administrators can make synced sprints or change their dates.".to_owned(),
    )
}

/// 400 for a sprint to swap with that is not said.
#[must_use]
pub fn sprint_to_swap_needed() -> Error {
    Error::invalid_field("sprintToSwapWith", "Name the sprint to swap with.")
}

/// 400 for swapping sprints that do not stand in one list.
#[must_use]
pub fn sprints_not_swappable() -> Error {
    Error::invalid("Only sprints in the same state can be swapped.")
}

/// 400 for a board that was not said.
#[must_use]
pub fn board_needed() -> Error {
    Error::invalid("The parameter 'boardId' is required.")
}

/// 400 for an estimate on a board that does not estimate.
#[must_use]
pub fn board_has_no_estimation() -> Error {
    Error::invalid("Issues are not estimated on this board.")
}

/// 404 for an issue that is not on the board.
#[must_use]
pub fn issue_not_on_board() -> Error {
    Error::NotFound("The issue does not belong to the board.".to_owned())
}

/// The text for an estimate that cannot be read.
pub const ESTIMATE_NOT_VALID: &str = "The estimate is not a number.";
