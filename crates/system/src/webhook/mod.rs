//! Webhooks: addresses that are told what happens, by a request with the thing it happened to.
//!
//! | operation | permission | reference |
//! |---|---|---|
//! | `GET`, `POST /rest/webhooks/1.0/webhook` | Jira administrator | an array; 201 |
//! | `GET`, `PUT`, `DELETE /rest/webhooks/1.0/webhook/{id}` | Jira administrator | PUT: what is there changes |
//! | `GET`, `POST /rest/jira-webhook/1.0/webhooks` | Jira administrator | the form of 10.x |
//! | `GET`, `PUT`, `DELETE /rest/jira-webhook/1.0/webhooks/{webhookId}` | Jira administrator | |
//! | `GET /rest/jira-webhook/1.0/webhooks/{webhookId}/latest` | Jira administrator | the last delivery, or 204 |
//! | `GET /rest/jira-webhook/1.0/webhooks/{webhookId}/statistics` | Jira administrator | and `/summary` |
//! | `GET /rest/jira-webhook/1.0/webhooks/{webhookId}/transitions` | Jira administrator | `[]`: no transition tells |
//! | `/plugins/servlet/webhooks` | Jira administrator | list, add, change, delete, last deliveries |
//!
//! How events become requests is in [`crate::webhook_delivery`]. A secret, with which requests are signed,
//! is stored and told to nobody. The JQL of a webhook is read as the administrator sees issues who last
//! changed it (D-058). Quirks: none.

pub mod event;
mod ops;
mod page;
mod rest;
mod rest_ten;
pub(crate) mod store;
mod wire;

#[cfg(test)]
mod tests;

use base::route::{Needs, Routes};
use model::{Timestamp, UserId};

/// A webhook as it is stored.
#[derive(Clone)]
pub struct Webhook {
    /// Its number.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// Where requests go, with variables such as `${issue.key}`.
    pub url: String,
    /// The names of the events it is told of.
    pub events: Vec<String>,
    /// Which issues it is told of; empty for all.
    pub jql: String,
    /// Whether requests have no body.
    pub exclude_body: bool,
    /// Whether it is told at all.
    pub enabled: bool,
    /// What requests are signed with.
    pub secret: Option<Secret>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: Option<UserId>,
}

/// What requests are signed with; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

const ADMIN: Needs = Needs::Global("ADMINISTER");

/// Returns the routes of this resource.
#[must_use]
pub fn routes() -> Routes {
    const ALL: &str = "/rest/webhooks/1.0/webhook";
    const ONE: &str = "/rest/webhooks/1.0/webhook/{id}";
    const TEN: &str = "/rest/jira-webhook/1.0/webhooks";
    const TEN_ONE: &str = "/rest/jira-webhook/1.0/webhooks/{webhookId}";
    Routes::of("system/webhook")
        .get(ALL, ADMIN, rest::list)
        .post(ALL, ADMIN, rest::create)
        .get(ONE, ADMIN, rest::get)
        .put(ONE, ADMIN, rest::update)
        .delete(ONE, ADMIN, rest::delete)
        .get(TEN, ADMIN, rest_ten::list)
        .post(TEN, ADMIN, rest_ten::create)
        .get(TEN_ONE, ADMIN, rest_ten::get)
        .put(TEN_ONE, ADMIN, rest_ten::update)
        .delete(TEN_ONE, ADMIN, rest::delete)
        .get(
            "/rest/jira-webhook/1.0/webhooks/{webhookId}/latest",
            ADMIN,
            rest_ten::latest,
        )
        .get(
            "/rest/jira-webhook/1.0/webhooks/{webhookId}/statistics",
            ADMIN,
            rest_ten::statistics,
        )
        .get(
            "/rest/jira-webhook/1.0/webhooks/{webhookId}/statistics/summary",
            ADMIN,
            rest_ten::summary,
        )
        .get(
            "/rest/jira-webhook/1.0/webhooks/{webhookId}/transitions",
            ADMIN,
            rest_ten::transitions,
        )
        .and(page::routes())
}
