//! Remote links as JSON: member names and order of the reference.

use base::Urls;
use model::{IssueId, RemoteLinkId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store::{Content, LinkRow};

/// A link as it is sent.
// `GlobalID` is another name than `globalId` and says nothing.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct GivenLink {
    global_id: Option<String>,
    application: Option<Application>,
    relationship: Option<String>,
    object: Option<GivenObject>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct GivenObject {
    url: Option<String>,
    title: Option<String>,
    summary: Option<String>,
    icon: Option<Icon>,
    status: Option<GivenStatus>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct GivenStatus {
    resolved: Option<bool>,
    icon: Option<Icon>,
}

/// The application a link leads to.
#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default)]
pub struct Application {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// A picture.
#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default)]
pub struct Icon {
    #[serde(skip_serializing_if = "Option::is_none")]
    url16x16: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// A link.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// A JSON number, unlike most ids.
    id: i64,
    #[serde(rename = "self")]
    self_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    global_id: Option<String>,
    application: Application,
    #[serde(skip_serializing_if = "Option::is_none")]
    relationship: Option<String>,
    object: Object,
}

#[derive(JsonSchema, Serialize)]
struct Object {
    url: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    icon: Icon,
    status: Status,
}

#[derive(JsonSchema, Serialize)]
struct Status {
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved: Option<bool>,
    icon: Icon,
}

/// The links of an issue, or the one asked for.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
pub enum Links {
    All(Vec<Link>),
    One(Box<Link>),
}

/// What setting a link answers.
#[derive(JsonSchema, Serialize)]
pub struct LinkSet {
    id: i64,
    #[serde(rename = "self")]
    self_url: String,
}

impl GivenLink {
    /// Returns what is to be stored. Blank members are as good as absent ones, except the address and the
    /// title, which are kept as they came.
    pub fn into_content(self) -> Content {
        let filled = |text: Option<String>| text.filter(|text| !base::text::is_blank(text));
        let application = self.application.unwrap_or_default();
        let object = self.object.unwrap_or_default();
        let icon = object.icon.unwrap_or_default();
        let status = object.status.unwrap_or_default();
        let status_icon = status.icon.unwrap_or_default();
        Content {
            global_id: filled(self.global_id),
            relationship: filled(self.relationship),
            application_type: filled(application.kind),
            application_name: filled(application.name),
            url: object.url.unwrap_or_default(),
            title: object.title.unwrap_or_default(),
            summary: filled(object.summary),
            icon_url: filled(icon.url16x16),
            icon_title: filled(icon.title),
            is_resolved: status.resolved,
            status_icon_url: filled(status_icon.url16x16),
            status_icon_title: filled(status_icon.title),
            status_icon_link: filled(status_icon.link),
        }
    }
}

/// Returns the link to a remote link: the issue's own `self` with two parts more, as GitLab builds it.
fn self_url(issue: IssueId, id: RemoteLinkId, urls: &Urls) -> String {
    urls.api(&format!("issue/{issue}/remotelink/{id}"))
}

impl Link {
    pub fn new(row: LinkRow, issue: IssueId, urls: &Urls) -> Self {
        let LinkRow { id, content } = row;
        Self {
            id: id.0,
            self_url: self_url(issue, id, urls),
            global_id: content.global_id,
            application: Application {
                kind: content.application_type,
                name: content.application_name,
            },
            relationship: content.relationship,
            object: Object {
                url: content.url,
                title: content.title,
                summary: content.summary,
                icon: Icon {
                    url16x16: content.icon_url,
                    title: content.icon_title,
                    link: None,
                },
                status: Status {
                    resolved: content.is_resolved,
                    icon: Icon {
                        url16x16: content.status_icon_url,
                        title: content.status_icon_title,
                        link: content.status_icon_link,
                    },
                },
            },
        }
    }
}

impl LinkSet {
    pub fn new(issue: IssueId, id: RemoteLinkId, urls: &Urls) -> Self {
        Self {
            id: id.0,
            self_url: self_url(issue, id, urls),
        }
    }
}
