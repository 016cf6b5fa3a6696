//! What people say about an issue.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/issue/{issueIdOrKey}/comment` | BROWSE_PROJECTS | a page, all by default |
//! | `POST /rest/api/2/issue/{issueIdOrKey}/comment` | ADD_COMMENTS | 201 |
//! | `GET /rest/api/2/issue/{issueIdOrKey}/comment/{id}` | BROWSE_PROJECTS | 404 for one not to be seen |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/comment/{id}` | EDIT_ALL_COMMENTS, or EDIT_OWN_COMMENTS for one's own | 200 |
//! | `DELETE /rest/api/2/issue/{issueIdOrKey}/comment/{id}` | DELETE_ALL_COMMENTS, or DELETE_OWN_COMMENTS for one's own | 204 |
//! | `PUT /rest/api/2/issue/{issueIdOrKey}/comment/{id}/pin` | EDIT_ISSUES | 204; the body is `true` or `false` |
//! | `GET /rest/api/2/issue/{issueIdOrKey}/pinned-comments` | BROWSE_PROJECTS | an array |
//! | `GET /rest/api/2/comment/{commentId}/properties` | BROWSE_PROJECTS | the keys |
//! | `GET /rest/api/2/comment/{commentId}/properties/{propertyKey}` | BROWSE_PROJECTS | |
//! | `PUT /rest/api/2/comment/{commentId}/properties/{propertyKey}` | as changing the comment | 201 for a new one, 200 otherwise |
//! | `DELETE /rest/api/2/comment/{commentId}/properties/{propertyKey}` | as changing the comment | 204 |
//!
//! A comment may be for a group or a project role only; whoever is not in it sees it nowhere, neither in
//! a list nor in a number. Bodies are kept byte for byte: clients look for what they wrote.

mod ops;
mod pin;
mod property;
mod rest;
mod store;
mod wire;

#[cfg(test)]
mod pin_tests;
#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};

pub(crate) use ops::{audience, check_may_edit, create, delete, find, of_issues, update};
pub use store::visible_to;
pub(crate) use store::{Audience, CommentRow, by_ids, touch_issue};
pub(crate) use wire::{Comment, CommentPage, GivenComment, Visibility};

const LIST: &str = "/rest/api/2/issue/{issueIdOrKey}/comment";
const ONE: &str = "/rest/api/2/issue/{issueIdOrKey}/comment/{id}";

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const PROPERTY: &str = "/rest/api/2/comment/{commentId}/properties/{propertyKey}";
    let browse = Needs::Issue("BROWSE_PROJECTS");
    let edit = Needs::Issue("EDIT_OWN_COMMENTS");
    Routes::of("issues/comment")
        .get(LIST, Needs::Issue("BROWSE_PROJECTS"), rest::list)
        .post(LIST, Needs::Issue("ADD_COMMENTS"), rest::create)
        .get(ONE, Needs::Issue("BROWSE_PROJECTS"), rest::get)
        .put(ONE, Needs::Issue("EDIT_OWN_COMMENTS"), rest::update)
        .delete(ONE, Needs::Issue("DELETE_OWN_COMMENTS"), rest::delete)
        .put(
            "/rest/api/2/issue/{issueIdOrKey}/comment/{id}/pin",
            Needs::Issue("EDIT_ISSUES"),
            pin::set,
        )
        .get(
            "/rest/api/2/issue/{issueIdOrKey}/pinned-comments",
            browse,
            pin::list,
        )
        .get(
            "/rest/api/2/comment/{commentId}/properties",
            browse,
            property::list,
        )
        .get(PROPERTY, browse, property::get)
        .put(PROPERTY, edit, property::set)
        .delete(PROPERTY, edit, property::delete)
}
