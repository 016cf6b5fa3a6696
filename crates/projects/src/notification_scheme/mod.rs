//! Notification schemes: who is told of which events.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET /rest/api/2/notificationscheme` | administrator of Jira or of a project using it | a page; events when anything is expanded |
//! | `GET /rest/api/2/notificationscheme/{id}` | the same | 404 otherwise |
//! | `GET /rest/api/2/project/{projectKeyOrId}/notificationscheme` | project administrator | 404 without one |
//!
//! The reference has no operation that changes them. Who is told of what by them is in
//! `system::notification` (D-050). Quirks: none.

mod ops;
mod rest;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};
use model::{GroupId, NotificationSchemeId, RoleId, UserId};

pub use ops::find;

/// A notification scheme.
#[derive(Clone, Debug)]
pub struct NotificationScheme {
    /// The scheme.
    pub id: NotificationSchemeId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
}

/// Something that happens of which people can be told.
#[derive(Clone, Debug)]
pub struct NotificationEvent {
    /// The event.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// When it happens.
    pub description: String,
}

/// Somebody to be told of an event.
#[derive(Clone, Debug)]
pub struct Notification {
    /// The notification.
    pub id: i64,
    /// The scheme it is in.
    pub scheme: NotificationSchemeId,
    /// The event it is for.
    pub event: i64,
    /// Who: `CurrentAssignee`, `Group`, `EmailAddress` and so on.
    pub kind: String,
    /// The group, where it is one.
    pub group: Option<GroupId>,
    /// The user, where it is one.
    pub user: Option<UserId>,
    /// The role, where it is one.
    pub role: Option<RoleId>,
    /// What else says who.
    pub parameter: Option<String>,
}

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    Routes::of("projects/notification_scheme")
        .get("/rest/api/2/notificationscheme", Needs::SignIn, rest::list)
        .get(
            "/rest/api/2/notificationscheme/{id}",
            Needs::ProjectAdmin,
            rest::get,
        )
        .get(
            "/rest/api/2/project/{projectKeyOrId}/notificationscheme",
            Needs::ProjectAdmin,
            rest::of_project,
        )
}
