//! Types, statuses, priorities and resolutions as JSON: member names and order of the reference.

use base::{Urls, icon};
use schemars::JsonSchema;
use serde::Serialize;

use super::{IssueType, Priority, Resolution, Status, StatusCategory};

/// An issue type, alone or inside an issue.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueTypeShort {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The issue type.
    pub id: String,
    /// What it is for.
    pub description: String,
    /// Its picture.
    pub icon_url: String,
    /// Its name.
    pub name: String,
    /// Whether its issues are parts of other issues.
    pub subtask: bool,
    /// The picture chosen for it: a JSON number, unlike other ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_id: Option<i64>,
}

/// A status, alone or inside an issue.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusShort {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// What it means.
    pub description: String,
    /// Its picture.
    pub icon_url: String,
    /// Its name.
    pub name: String,
    /// The status.
    pub id: String,
    /// Its category.
    pub status_category: StatusCategoryShort,
}

/// A category of statuses, alone or inside a status.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusCategoryShort {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// Its number: a JSON number, unlike other ids.
    pub id: i64,
    /// Its key.
    pub key: &'static str,
    /// Its color.
    pub color_name: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// A priority inside an issue.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PriorityShort {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// Its picture.
    pub icon_url: String,
    /// Its name.
    pub name: String,
    /// The priority.
    pub id: String,
}

/// A priority as the list of priorities shows it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PriorityFull {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// Its color.
    pub status_color: String,
    /// What it means.
    pub description: String,
    /// Its picture.
    pub icon_url: String,
    /// Its name.
    pub name: String,
    /// The priority.
    pub id: String,
}

/// A resolution inside an issue.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ResolutionShort {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The resolution.
    pub id: String,
    /// What it means.
    pub description: String,
    /// Its name.
    pub name: String,
}

/// A resolution as the list of resolutions shows it: the same members in another order.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ResolutionFull {
    /// The link to it.
    #[serde(rename = "self")]
    pub self_url: String,
    /// What it means.
    pub description: String,
    /// Its name.
    pub name: String,
    /// The resolution.
    pub id: String,
}

impl IssueType {
    /// Returns the issue type as it is shown, alone or inside an issue.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> IssueTypeShort {
        IssueTypeShort {
            self_url: urls.api(&format!("issuetype/{}", self.id)),
            id: self.id.to_string(),
            description: self.description.clone(),
            icon_url: icon::of_issue_type(urls, self.avatar, &self.icon),
            name: self.name.clone(),
            subtask: self.is_subtask,
            avatar_id: self.avatar.map(|avatar| avatar.0),
        }
    }
}

impl Status {
    /// Returns the status as it is shown, alone or inside an issue.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> StatusShort {
        StatusShort {
            self_url: urls.api(&format!("status/{}", self.id)),
            description: self.description.clone(),
            icon_url: urls.page(&format!("/images/icons/statuses/{}.svg", self.icon)),
            name: self.name.clone(),
            id: self.id.to_string(),
            status_category: self.category.short(urls),
        }
    }
}

impl StatusCategory {
    /// Returns the category as it is shown, alone or inside a status.
    #[must_use]
    pub fn short(self, urls: &Urls) -> StatusCategoryShort {
        StatusCategoryShort {
            self_url: urls.api(&format!("statuscategory/{}", self.id())),
            id: self.id(),
            key: self.key(),
            color_name: self.color(),
            name: self.name(),
        }
    }
}

impl Priority {
    /// Returns the priority as it is shown inside an issue.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> PriorityShort {
        PriorityShort {
            self_url: urls.api(&format!("priority/{}", self.id)),
            icon_url: self.icon_url(urls),
            name: self.name.clone(),
            id: self.id.to_string(),
        }
    }

    /// Returns the priority as the list of priorities shows it.
    #[must_use]
    pub fn full(&self, urls: &Urls) -> PriorityFull {
        PriorityFull {
            self_url: urls.api(&format!("priority/{}", self.id)),
            status_color: self.color.clone(),
            description: self.description.clone(),
            icon_url: self.icon_url(urls),
            name: self.name.clone(),
            id: self.id.to_string(),
        }
    }

    fn icon_url(&self, urls: &Urls) -> String {
        urls.page(&format!("/images/icons/priorities/{}.svg", self.icon))
    }
}

impl Resolution {
    /// Returns the resolution as it is shown inside an issue.
    #[must_use]
    pub fn short(&self, urls: &Urls) -> ResolutionShort {
        ResolutionShort {
            self_url: urls.api(&format!("resolution/{}", self.id)),
            id: self.id.to_string(),
            description: self.description.clone(),
            name: self.name.clone(),
        }
    }

    /// Returns the resolution as the list of resolutions shows it.
    #[must_use]
    pub fn full(&self, urls: &Urls) -> ResolutionFull {
        ResolutionFull {
            self_url: urls.api(&format!("resolution/{}", self.id)),
            description: self.description.clone(),
            name: self.name.clone(),
            id: self.id.to_string(),
        }
    }
}
