//! Components as JSON: member names, order and nulls of the reference.

use std::collections::HashMap;

use base::Urls;
use base::refs::Users;
use model::{ComponentId, UserId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AssigneeType, Component};
use crate::loose::Loose;
use crate::project::{Lead, Project};

/// What making and changing a component takes. What is not there stays as it is.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ComponentInput {
    /// Its name.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its lead, by name.
    pub lead_user_name: Option<String>,
    /// The same, as newer clients say it.
    pub lead: Option<Person>,
    /// Who gets its issues that name nobody.
    pub assignee_type: Option<String>,
    /// Whether it is put away.
    pub archived: Option<bool>,
    /// Its project, by key.
    pub project: Option<String>,
    /// Its project, by id.
    pub project_id: Option<Loose>,
}

/// Somebody who is named.
#[derive(Deserialize, JsonSchema)]
pub struct Person {
    /// Their name.
    pub name: Option<String>,
}

/// A component inside an issue.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ComponentShort {
    /// The link to the component.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The component.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A component with all that is known of it.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentFull {
    #[serde(rename = "self")]
    self_url: String,
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<Lead>,
    assignee_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee: Option<Lead>,
    real_assignee_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    real_assignee: Option<Lead>,
    is_assignee_type_valid: bool,
    project: String,
    project_id: i64,
    archived: bool,
    deleted: bool,
}

impl ComponentShort {
    /// Returns a component as issues show it.
    #[must_use]
    pub fn new(id: ComponentId, name: &str, description: Option<&str>, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("component/{id}")),
            id: id.to_string(),
            name: name.to_owned(),
            description: description.map(str::to_owned),
        }
    }
}

/// What a component's JSON needs besides the component.
pub struct Around<'a> {
    pub project: &'a Project,
    pub users: &'a Users,
    /// Who of its people can be assigned issues.
    pub assignable: &'a HashMap<UserId, bool>,
}

impl ComponentFull {
    pub fn new(component: &Component, around: &Around<'_>, urls: &Urls) -> Self {
        let person = |id: Option<UserId>| {
            let user = id.and_then(|id| around.users.get(id));
            user.map(|user| Lead::new(user, urls))
        };
        let may = |id: UserId| around.assignable.get(&id).copied().unwrap_or(false);
        let project_lead = Some(around.project.lead);
        let wanted = match component.assignee_type {
            AssigneeType::ProjectDefault | AssigneeType::Unassigned => None,
            AssigneeType::ComponentLead => component.lead,
            AssigneeType::ProjectLead => project_lead,
        };
        let is_valid = match component.assignee_type {
            // The project's choice is not the component's: the reference calls it not valid.
            AssigneeType::ProjectDefault => false,
            AssigneeType::Unassigned => true,
            AssigneeType::ComponentLead | AssigneeType::ProjectLead => wanted.is_some_and(may),
        };
        let default = project_lead
            .filter(|lead| around.project.assignee_type == "PROJECT_LEAD" && may(*lead));
        let (real, real_assignee) = if is_valid {
            (component.assignee_type, wanted)
        } else {
            (AssigneeType::ProjectDefault, default)
        };
        let assignee = match component.assignee_type {
            AssigneeType::ProjectDefault => default,
            _ => wanted,
        };
        let short = component.short(urls);
        Self {
            self_url: short.self_url,
            id: short.id,
            name: short.name,
            description: short.description,
            lead: person(component.lead),
            assignee_type: component.assignee_type.word(),
            assignee: person(assignee),
            real_assignee_type: real.word(),
            real_assignee: person(real_assignee),
            is_assignee_type_valid: is_valid,
            project: around.project.key.clone(),
            project_id: component.project.0,
            archived: component.is_archived,
            deleted: false,
        }
    }
}
