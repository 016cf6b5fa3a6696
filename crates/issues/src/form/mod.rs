//! The forms of issues: making, editing, moving on, assigning.
//!
//! | page | permission | what it is |
//! |---|---|---|
//! | `GET /secure/CreateIssue!default.jspa` | CREATE_ISSUES in some project | choosing project and type; skipped where there is nothing to choose |
//! | `GET /secure/CreateIssue.jspa`, `GET /secure/CreateIssueDetails!init.jspa` | CREATE_ISSUES | the form, filled in by the address |
//! | `POST /secure/CreateIssueDetails.jspa` | CREATE_ISSUES | |
//! | `GET /secure/CreateSubTaskIssue!default.jspa`, `GET /secure/CreateSubTaskIssue.jspa` | CREATE_ISSUES, BROWSE_PROJECTS for the parent | |
//! | `POST /secure/CreateSubTaskIssueDetails.jspa` | the same | |
//! | `GET /secure/EditIssue!default.jspa`, `POST /secure/EditIssue.jspa` | EDIT_ISSUES | all fields of the screen |
//! | `GET /secure/AjaxIssueEditAction!default.jspa`, `POST /secure/AjaxIssueEditAction.jspa` | EDIT_ISSUES | one field |
//! | `GET /secure/EditLabels!default.jspa`, `POST /secure/EditLabels.jspa` | EDIT_ISSUES | the labels |
//! | `GET /secure/CommentAssignIssue!default.jspa`, `POST /secure/CommentAssignIssue.jspa` | TRANSITION_ISSUES | a transition with the fields of its screen |
//! | `GET /secure/WorkflowUIDispatcher.jspa` | TRANSITION_ISSUES | the same, as bookmarks have it: nothing is done by GET |
//! | `GET /secure/AssignIssue!default.jspa`, `POST /secure/AssignIssue.jspa` | ASSIGN_ISSUES | |
//!
//! `widget.rs` says what a field looks like, `value.rs` how a value becomes text and text the value that the API
//! takes, `field.rs` and `fields.rs` put a screen together. Which fields there are and what can be chosen is what the metadata
//! of the API says; what is wrong is said by the operation that the API uses. Who may comment can send one with a
//! change (`comment`, and `commentLevel` for whom it is), in the same transaction. A form sent with `dialog=true` by
//! the script answers 201 with the address to go to, instead of going there.
//!
//! Names of fields and parameters are the reference's. Quirks: none.

mod assign;
mod comment;
mod create;
mod edit;
mod field;
mod fields;
mod page;
mod sprint;
mod start;
mod step;
mod value;
mod widget;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    let create = Needs::Project("CREATE_ISSUES");
    let edit = Needs::Issue("EDIT_ISSUES");
    let step = Needs::Issue("TRANSITION_ISSUES");
    let assign = Needs::Issue("ASSIGN_ISSUES");
    Routes::of("issues/form")
        .page("/secure/CreateIssue!default.jspa", create, start::choose)
        .page("/secure/CreateIssue.jspa", create, start::open)
        .page("/secure/CreateIssueDetails!init.jspa", create, start::open)
        .form("/secure/CreateIssueDetails.jspa", create, create::create)
        .page(
            "/secure/CreateSubTaskIssue!default.jspa",
            create,
            start::open,
        )
        .page("/secure/CreateSubTaskIssue.jspa", create, start::open)
        .form(
            "/secure/CreateSubTaskIssueDetails.jspa",
            create,
            create::create,
        )
        .page("/secure/EditIssue!default.jspa", edit, edit::show)
        .form("/secure/EditIssue.jspa", edit, edit::update)
        .page(
            "/secure/AjaxIssueEditAction!default.jspa",
            edit,
            edit::show_one,
        )
        .form("/secure/AjaxIssueEditAction.jspa", edit, edit::update_one)
        .page("/secure/EditLabels!default.jspa", edit, edit::show_labels)
        .form("/secure/EditLabels.jspa", edit, edit::update_labels)
        .page("/secure/CommentAssignIssue!default.jspa", step, step::show)
        .form("/secure/CommentAssignIssue.jspa", step, step::take)
        .page("/secure/WorkflowUIDispatcher.jspa", step, step::dispatch)
        .page("/secure/AssignIssue!default.jspa", assign, assign::show)
        .form("/secure/AssignIssue.jspa", assign, assign::update)
}
