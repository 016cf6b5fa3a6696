//! Filters as JSON: member names, order and nulls of the reference.

use base::Urls;
use base::icon::AvatarUrls;
use base::refs::{GroupShort, ProjectShort, UserRef, UserShort, Users};
use base::urls::encode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ops;
use super::share::{self, SharedProject, SharedRole, With};
use super::store::Viewer;
use crate::column;

/// What saving and changing a filter takes; the rest of a filter that comes back is ignored.
#[derive(Deserialize, JsonSchema)]
pub struct Given {
    pub name: Option<String>,
    pub description: Option<String>,
    pub jql: Option<String>,
    pub favourite: Option<bool>,
    pub owner: Option<OwnerInput>,
}

/// A new owner: the key counts, if both are given.
#[derive(Deserialize, JsonSchema)]
pub struct OwnerInput {
    pub key: Option<String>,
    pub name: Option<String>,
}

/// What sharing a filter takes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewShare {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    #[serde(default, deserialize_with = "base::http::id")]
    pub project_id: Option<String>,
    pub groupname: Option<String>,
    #[serde(default, deserialize_with = "base::http::id")]
    pub project_role_id: Option<String>,
    pub user_key: Option<String>,
    pub view: Option<bool>,
    pub edit: Option<bool>,
}

/// With whom filters are shared from the beginning.
#[derive(Deserialize, JsonSchema)]
pub struct ScopeInput {
    pub scope: Option<String>,
}

/// The same in an answer.
#[derive(JsonSchema, Serialize)]
pub struct Scope {
    pub scope: &'static str,
}

/// Columns as JSON.
#[derive(Deserialize, JsonSchema)]
pub struct Columns {
    pub columns: Option<Vec<String>>,
}

/// A column.
#[derive(JsonSchema, Serialize)]
pub struct Column {
    pub label: String,
    pub value: String,
}

/// A filter.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    pub jql: String,
    pub view_url: String,
    pub search_url: String,
    pub favourite: bool,
    pub share_permissions: Vec<Share>,
    pub editable: bool,
    pub subscriptions: Subscriptions,
}

/// The owner, with the members in another order than users have elsewhere.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    #[serde(rename = "self")]
    pub self_url: String,
    pub key: String,
    pub name: String,
    pub email_address: String,
    pub avatar_urls: AvatarUrls,
    pub display_name: String,
    pub active: bool,
    pub deleted: bool,
    pub time_zone: String,
}

/// Who is sent the filter's issues by mail: nobody, since there are no such mails.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Subscriptions {
    pub size: i64,
    pub items: [(); 0],
    pub max_results: i64,
    pub start_index: i64,
    pub end_index: i64,
}

/// One share.
#[derive(JsonSchema, Serialize)]
pub struct Share {
    pub id: i64,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserShort>,
    pub view: bool,
    pub edit: bool,
}

/// A role that a filter is shared with.
#[derive(JsonSchema, Serialize)]
pub struct Role {
    #[serde(rename = "self")]
    pub self_url: String,
    pub name: String,
    pub id: i64,
    pub description: String,
}

impl Filter {
    pub fn new(filter: ops::Filter, users: &Users, shares: Vec<Share>, urls: &Urls) -> Self {
        let jql = encode(&filter.jql).replace("%20", "+");
        Self {
            self_url: urls.api(&format!("filter/{}", filter.id)),
            id: filter.id.to_string(),
            view_url: urls.page(&format!("/issues/?filter={}", filter.id)),
            search_url: urls.api(&format!("search?jql={jql}")),
            name: filter.name,
            description: filter.description,
            owner: users.get(filter.owner).map(|user| Owner::new(user, urls)),
            jql: filter.jql,
            favourite: filter.is_favourite,
            share_permissions: shares,
            editable: filter.is_editable,
            subscriptions: Subscriptions {
                size: 0,
                items: [],
                max_results: 1000,
                start_index: 0,
                end_index: 0,
            },
        }
    }
}

impl Owner {
    fn new(user: &UserRef, urls: &Urls) -> Self {
        let short = user.short(urls);
        Self {
            self_url: short.self_url,
            key: short.key,
            name: short.name,
            email_address: short.email_address,
            avatar_urls: short.avatar_urls,
            display_name: short.display_name,
            active: short.active,
            deleted: false,
            time_zone: short.time_zone,
        }
    }
}

impl Share {
    /// Returns the share as the viewer may see it: of a project they may not know of they learn nothing.
    pub fn new(share: share::Share, viewer: &Viewer, users: &Users, urls: &Urls) -> Self {
        let mut shown = Self {
            id: share.id.0,
            kind: "global",
            project: None,
            role: None,
            group: None,
            user: None,
            view: true,
            edit: share.can_edit,
        };
        match share.with {
            With::Everybody => {}
            With::SignedIn => shown.kind = "loggedin",
            With::Project(project) | With::Role(project, _) if !viewer.sees(project.id) => {
                shown.kind = "project-unknown";
            }
            With::Project(project) => {
                shown.kind = "project";
                shown.project = Some(project_short(project, urls));
            }
            With::Role(project, role) => {
                shown.kind = "project";
                shown.role = Some(Role::new(&project, role, urls));
                shown.project = Some(project_short(project, urls));
            }
            With::Group(name) => {
                shown.kind = "group";
                shown.group = Some(GroupShort::new(&name, urls));
            }
            With::User(user) => {
                shown.kind = "user";
                shown.user = users.short(Some(user), urls);
            }
        }
        shown
    }
}

impl Role {
    fn new(project: &SharedProject, role: SharedRole, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("project/{}/role/{}", project.key, role.id)),
            name: role.name,
            id: role.id.0,
            description: role.description,
        }
    }
}

fn project_short(project: SharedProject, urls: &Urls) -> ProjectShort {
    ProjectShort {
        self_url: urls.api(&format!("project/{}", project.id)),
        id: project.id.to_string(),
        key: project.key,
        name: project.name,
        project_type_key: project.type_key,
        avatar_urls: AvatarUrls::of_project(urls, project.id).with(project.avatar),
    }
}

impl Column {
    pub fn new(column: &column::Column) -> Self {
        Self {
            label: column.label.clone(),
            value: column.id.clone(),
        }
    }
}
