//! The parts of an issue's JSON that belong to nothing else.

use base::Urls;
use base::icon::AvatarUrls;
use base::refs::ProjectShort;
use projects::{Catalog, IssueTypeShort, PriorityShort, StatusShort};
use schemars::JsonSchema;
use serde::Serialize;

use crate::issue_link::LinkRow;
use crate::link_type::LinkTypeShort;
use crate::read::page::Page;
use crate::read::store::{IssueRow, Level, RelatedRow};

pub fn project(issue: &IssueRow, urls: &Urls) -> ProjectShort {
    ProjectShort {
        self_url: urls.api(&format!("project/{}", issue.project)),
        id: issue.project.to_string(),
        key: issue.project_key.clone(),
        name: issue.project_name.clone(),
        project_type_key: issue.project_type.clone(),
        avatar_urls: AvatarUrls::of_project(urls, issue.project).with(issue.project_avatar),
    }
}

/// An issue inside another one.
#[derive(JsonSchema, Serialize)]
pub struct Related {
    id: String,
    key: String,
    #[serde(rename = "self")]
    self_url: String,
    fields: RelatedFields,
}

#[derive(JsonSchema, Serialize)]
struct RelatedFields {
    summary: String,
    status: Option<StatusShort>,
    priority: Option<PriorityShort>,
    issuetype: Option<IssueTypeShort>,
}

impl Related {
    pub fn new(row: &RelatedRow, catalog: &Catalog, urls: &Urls) -> Self {
        let priority = row.priority.and_then(|id| catalog.priority(id));
        Self {
            id: row.id.to_string(),
            key: row.key.clone(),
            self_url: urls.api(&format!("issue/{}", row.id)),
            fields: RelatedFields {
                summary: row.summary.clone(),
                status: catalog.status(row.status).map(|known| known.short(urls)),
                priority: priority.map(|known| known.short(urls)),
                issuetype: catalog
                    .issue_type(row.issue_type)
                    .map(|known| known.short(urls)),
            },
        }
    }
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Watches {
    #[serde(rename = "self")]
    self_url: String,
    watch_count: i64,
    is_watching: bool,
}

impl Watches {
    pub fn new(page: &Page, issue: &IssueRow) -> Self {
        let tally = page.tallies.get(&issue.id);
        let tally = tally.map(|(_, watchers)| *watchers).unwrap_or_default();
        Self {
            self_url: page.urls.api(&format!("issue/{}/watchers", issue.key())),
            watch_count: tally.n,
            is_watching: tally.is_caller,
        }
    }
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Votes {
    #[serde(rename = "self")]
    self_url: String,
    votes: i64,
    has_voted: bool,
}

impl Votes {
    pub fn new(page: &Page, issue: &IssueRow) -> Self {
        let tally = page.tallies.get(&issue.id);
        let tally = tally.map(|(votes, _)| *votes).unwrap_or_default();
        Self {
            self_url: page.urls.api(&format!("issue/{}/votes", issue.key())),
            votes: tally.n,
            has_voted: tally.is_caller,
        }
    }
}

#[derive(JsonSchema, Serialize)]
pub struct SecurityLevel {
    #[serde(rename = "self")]
    self_url: String,
    id: String,
    description: String,
    name: String,
}

impl SecurityLevel {
    pub fn new(level: &Level, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("securitylevel/{}", level.id)),
            id: level.id.to_string(),
            description: level.description.clone(),
            name: level.name.clone(),
        }
    }
}

/// A link, seen from one of its issues.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueLink {
    id: String,
    #[serde(rename = "self")]
    self_url: String,
    #[serde(rename = "type")]
    link_type: LinkTypeShort,
    #[serde(skip_serializing_if = "Option::is_none")]
    inward_issue: Option<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outward_issue: Option<Related>,
}

impl IssueLink {
    /// Returns the link as the issue shows it, if the caller may see the other one.
    pub fn new(page: &Page, issue: &IssueRow, row: &LinkRow) -> Option<Self> {
        let link_type = page.link_types.get(row.link_type)?;
        let is_outward = row.source == issue.id;
        let other = if is_outward {
            row.destination
        } else {
            row.source
        };
        let other = page.related.get(&other)?;
        let other = Related::new(other, &page.catalog, &page.urls);
        let (inward_issue, outward_issue) = if is_outward {
            (None, Some(other))
        } else {
            (Some(other), None)
        };
        Some(Self {
            id: row.id.to_string(),
            self_url: page.urls.api(&format!("issueLink/{}", row.id)),
            link_type: link_type.short(&page.urls),
            inward_issue,
            outward_issue,
        })
    }
}
