//! Projects as JSON: member names, order and nulls of the reference.

use std::sync::Arc;

use base::error::Problems;
use base::expand::Expand;
use base::icon::AvatarUrls;
use base::refs::{UserRef, Users};
use base::{Urls, text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Project;
use super::fields::Fields;
use crate::catalog::{IssueType, IssueTypeShort, StatusShort};
use crate::category::{Categories, CategoryShort};
use crate::component::ComponentFull;
use crate::loose::Loose;
use crate::role::Role;
use crate::version::VersionFull;

/// What creating and changing a project takes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProjectInput {
    key: Option<String>,
    name: Option<String>,
    description: Option<String>,
    url: Option<String>,
    lead: Option<String>,
    project_type_key: Option<String>,
    assignee_type: Option<String>,
    permission_scheme: Option<Loose>,
    issue_security_scheme: Option<Loose>,
    notification_scheme: Option<Loose>,
    category_id: Option<Loose>,
    project_template_key: Option<String>,
}

/// What creating a project answers: the one place where its id is a number.
#[derive(JsonSchema, Serialize)]
pub struct Identity {
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: i64,
    pub key: String,
}

/// A project, in the list with few members and alone with all.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectFull {
    pub expand: &'static str,
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: String,
    pub key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Lead>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<ComponentFull>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_types: Option<Vec<IssueTypeShort>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<VersionFull>>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Map<String, Value>>,
    pub avatar_urls: AvatarUrls,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_keys: Option<[String; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_category: Option<CategoryShort>,
    pub project_type_key: String,
    pub archived: bool,
}

/// What a project is made of.
pub struct Parts {
    pub categories: Arc<Categories>,
    pub components: Vec<ComponentFull>,
    pub versions: Vec<VersionFull>,
}

/// A project's lead. The reference shows less of them than of other users, in another order.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lead {
    #[serde(rename = "self")]
    pub self_url: String,
    pub key: String,
    pub name: String,
    pub avatar_urls: AvatarUrls,
    pub display_name: String,
    pub active: bool,
}

/// What a picker shows.
#[derive(JsonSchema, Serialize)]
pub struct Picked {
    pub projects: Vec<PickedProject>,
    pub total: i64,
    pub header: String,
}

/// One project in a picker.
#[derive(JsonSchema, Serialize)]
pub struct PickedProject {
    pub id: String,
    pub name: String,
    pub key: String,
    pub html: String,
    pub avatar: String,
}

/// What is wrong with something, in the shape of a refusal that is none.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wrong {
    pub error_messages: Vec<String>,
    pub errors: Map<String, Value>,
}

/// The statuses that issues of a type can have.
#[derive(JsonSchema, Serialize)]
pub struct TypeStatuses {
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: String,
    pub name: String,
    pub subtask: bool,
    pub statuses: Vec<StatusShort>,
}

impl From<ProjectInput> for Fields {
    fn from(input: ProjectInput) -> Self {
        Self {
            key: input.key,
            name: input.name,
            description: input.description,
            url: input.url,
            lead: input.lead,
            type_key: input.project_type_key,
            assignee_type: input.assignee_type,
            permission_scheme: input.permission_scheme.as_ref().map(Loose::text),
            security_scheme: input.issue_security_scheme.as_ref().map(Loose::text),
            notification_scheme: input.notification_scheme.as_ref().map(Loose::text),
            category: input.category_id.as_ref().map(Loose::text),
            template: input.project_template_key,
        }
    }
}

impl Identity {
    pub fn new(project: &Project, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("project/{}", project.id)),
            id: project.id.0,
            key: project.key.clone(),
        }
    }
}

impl ProjectFull {
    /// Returns the project as the list shows it.
    pub fn listed(
        project: &Project,
        users: &Users,
        categories: &Categories,
        expand: &Expand,
        urls: &Urls,
    ) -> Self {
        Self {
            expand: "description,lead,url,projectKeys",
            self_url: urls.api(&format!("project/{}", project.id)),
            id: project.id.to_string(),
            key: project.key.clone(),
            description: expand
                .has("description")
                .then(|| project.description.clone()),
            lead: users
                .get(project.lead)
                .filter(|_| expand.has("lead"))
                .map(|user| Lead::new(user, urls)),
            components: None,
            issue_types: None,
            url: url(project).filter(|_| expand.has("url")),
            assignee_type: None,
            versions: None,
            name: project.name.clone(),
            roles: None,
            avatar_urls: AvatarUrls::of_project(urls, project.id).with(project.avatar),
            project_keys: expand.has("projectKeys").then(|| [project.key.clone()]),
            project_category: project
                .category
                .and_then(|id| categories.get(id))
                .map(|category| category.short(urls)),
            project_type_key: project.type_key.clone(),
            archived: project.is_archived,
        }
    }

    /// Returns the project with everything that is known of it.
    pub fn alone(
        project: &Project,
        users: &Users,
        roles: &[Role],
        issue_types: &[&IssueType],
        parts: Parts,
        expand: &Expand,
        urls: &Urls,
    ) -> Self {
        let listed = Self::listed(project, users, &parts.categories, expand, urls);
        let roles = roles.iter().map(|role| {
            let link = format!("{}/role/{}", listed.self_url, role.id);
            (role.name.clone(), Value::String(link))
        });
        Self {
            description: Some(project.description.clone()),
            lead: users.get(project.lead).map(|user| Lead::new(user, urls)),
            components: Some(parts.components),
            issue_types: Some(issue_types.iter().map(|known| known.short(urls)).collect()),
            url: url(project),
            assignee_type: Some(project.assignee_type.clone()),
            versions: Some(parts.versions),
            roles: Some(roles.collect()),
            ..listed
        }
    }
}

fn url(project: &Project) -> Option<String> {
    Some(project.url.clone()).filter(|url| !url.is_empty())
}

impl Picked {
    pub fn new(found: &[Project], total: i64, query: &str, urls: &Urls) -> Self {
        let projects = found.iter().map(|project| PickedProject {
            id: project.id.to_string(),
            name: project.name.clone(),
            key: project.key.clone(),
            html: format!(
                "{} ({})",
                text::highlight(&project.name, query),
                text::highlight(&project.key, query)
            ),
            avatar: AvatarUrls::of_project(urls, project.id).xsmall,
        });
        Self {
            projects: projects.collect(),
            total,
            header: format!("Showing {} of {total} matching projects", found.len()),
        }
    }
}

impl Wrong {
    pub fn new(problems: Problems) -> Self {
        let errors = problems.fields.into_iter();
        Self {
            error_messages: problems.messages,
            errors: errors
                .map(|(name, text)| (name, Value::String(text)))
                .collect(),
        }
    }
}

impl Lead {
    pub fn new(user: &UserRef, urls: &Urls) -> Self {
        Self {
            self_url: urls.user(&user.name),
            key: user.key.clone(),
            name: user.name.clone(),
            avatar_urls: user.pictures(urls),
            display_name: user.display_name.clone(),
            active: user.active,
        }
    }
}

impl TypeStatuses {
    pub fn new(issue_type: &IssueType, statuses: Vec<StatusShort>, urls: &Urls) -> Self {
        let IssueTypeShort {
            self_url,
            id,
            name,
            subtask,
            ..
        } = issue_type.short(urls);
        Self {
            self_url,
            id,
            name,
            subtask,
            statuses,
        }
    }
}
