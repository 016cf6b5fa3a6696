//! Notification schemes as JSON: member names and order of the reference.

use base::Urls;
use base::expand::Expand;
use base::refs::{GroupShort, UserShort};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Notification, NotificationEvent, NotificationScheme};
use crate::holder::Names;
use crate::role::wire::RoleShort;

/// A scheme, with its events where they are asked for.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemeFull {
    pub expand: &'static str,
    pub id: i64,
    #[serde(rename = "self")]
    pub self_url: String,
    pub name: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_scheme_events: Option<Vec<EventFull>>,
}

/// An event and who is told of it.
#[derive(JsonSchema, Serialize)]
pub struct EventFull {
    pub event: EventShort,
    pub notifications: Vec<NotificationFull>,
}

/// An event.
#[derive(JsonSchema, Serialize)]
pub struct EventShort {
    pub id: i64,
    pub name: String,
    pub description: String,
}

/// Somebody who is told.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NotificationFull {
    pub id: i64,
    pub notification_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_role: Option<RoleShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<&'static str>,
}

/// What the notifications of schemes are shown with.
pub struct Around<'a> {
    pub events: &'a [NotificationEvent],
    pub notifications: &'a [Notification],
    pub names: &'a Names,
    pub expand: &'a Expand,
    pub urls: &'a Urls,
}

impl SchemeFull {
    pub fn new(scheme: &NotificationScheme, around: Option<&Around<'_>>, urls: &Urls) -> Self {
        Self {
            expand: "notificationSchemeEvents,user,group,projectRole,field,all",
            id: scheme.id.0,
            self_url: urls.api(&format!("notificationscheme/{}", scheme.id)),
            name: scheme.name.clone(),
            description: scheme.description.clone(),
            notification_scheme_events: around.map(|around| around.events_of(scheme)),
        }
    }
}

impl Around<'_> {
    /// Returns all events with who is told of them, also those of which nobody is.
    fn events_of(&self, scheme: &NotificationScheme) -> Vec<EventFull> {
        let event = |known: &NotificationEvent| EventFull {
            event: EventShort {
                id: known.id,
                name: known.name.clone(),
                description: known.description.clone(),
            },
            notifications: self
                .notifications
                .iter()
                .filter(|one| one.scheme == scheme.id && one.event == known.id)
                .map(|one| self.notification(one))
                .collect(),
        };
        self.events.iter().map(event).collect()
    }

    fn notification(&self, one: &Notification) -> NotificationFull {
        let asks = |part: &str| self.expand.has(part) || self.expand.has("all");
        let mut full = NotificationFull {
            id: one.id,
            notification_type: one.kind.clone(),
            parameter: one.parameter.clone(),
            email_address: None,
            group: None,
            user: None,
            project_role: None,
            expand: None,
        };
        if one.kind == "EmailAddress" {
            full.email_address.clone_from(&one.parameter);
        }
        if let Some(name) = one.group.and_then(|id| self.names.groups.name(id)) {
            full.expand = Some("group");
            full.parameter = Some(name.to_owned());
            full.group = asks("group").then(|| GroupShort::new(name, self.urls));
        }
        if let Some(user) = one.user.and_then(|id| self.names.users.get(id)) {
            full.expand = Some("user");
            full.parameter = Some(user.key.clone());
            full.user = asks("user").then(|| user.short(self.urls));
        }
        if let Some(role) = one.role.and_then(|id| self.names.role(id)) {
            full.expand = Some("projectRole");
            full.parameter = Some(role.id.to_string());
            full.project_role = asks("projectRole").then(|| RoleShort::new(role, self.urls));
        }
        full
    }
}
