//! Projects in short.

use schemars::JsonSchema;
use serde::Serialize;

use crate::Urls;
use crate::guard::ProjectRef;
use crate::icon::AvatarUrls;

/// A project inside something else, in the reference's order.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectShort {
    /// The link to the project.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The project.
    pub id: String,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its type.
    pub project_type_key: String,
    /// Its picture.
    pub avatar_urls: AvatarUrls,
}

/// Returns the project as it is shown inside something else.
#[must_use]
pub fn project_short(project: &ProjectRef, urls: &Urls) -> ProjectShort {
    ProjectShort {
        self_url: urls.api(&format!("project/{}", project.id)),
        id: project.id.to_string(),
        key: project.key.to_string(),
        name: project.name.clone(),
        project_type_key: project.type_key.clone(),
        avatar_urls: AvatarUrls::of_project(urls, project.id).with(project.avatar),
    }
}
