//! The page of an issue, and the forms that belong to it.
//!
//! | operation | permission | what it is |
//! |---|---|---|
//! | `GET /browse/{key}` | BROWSE_PROJECTS | the page; `page` is the tab of the activity, `focusedCommentId` and `focusedWorklogId` find the part of it; a project's key leads to the project |
//! | `/secure/AddComment`, `EditComment`, `DeleteComment` | as commenting by the API | `comment.rs` |
//! | `/secure/CreateWorklog`, `UpdateWorklog`, `DeleteWorklog` | as logging work by the API | `worklog.rs` |
//! | `/secure/AttachFile`, `DeleteAttachment` | as attaching by the API | `attach.rs` |
//! | `/secure/LinkJiraIssue`, `AddWebLink`, `DeleteLink` | LINK_ISSUES | `link.rs` |
//! | `/secure/VoteOrWatchIssue`, `ViewVoters`, `ManageWatchers` | as voting and watching by the API | `people.rs` |
//! | `/secure/DeleteIssue` | DELETE_ISSUES | `remove.rs` |
//!
//! Each form has a page of its own (`…!default.jspa`) and is sent to `….jspa`; what is sent goes through the same
//! functions as the API. Not here: making and editing issues, assigning them and moving them on.

mod activity;
mod attach;
mod changed;
mod comment;
mod facts;
mod link;
mod may;
mod page;
mod parts;
mod people;
mod remove;
mod show;
mod store;
mod value;
mod worklog;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use comment::{choices as audience_choices, visibility, with_chosen};

const BROWSE: Needs = Needs::Issue("BROWSE_PROJECTS");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("issues/view")
        .page("/browse/{key}", BROWSE, page::get)
        .and(comment::routes())
        .and(worklog::routes())
        .and(attach::routes())
        .and(link::routes())
        .and(people::routes())
        .and(remove::routes())
}
