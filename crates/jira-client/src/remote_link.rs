//! Links from issues to things elsewhere, like commits.

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::error::Result;
use crate::id::Id;
use crate::transport::Client;

const LINK: &str = "Browse Projects and Link Issues in its project";

/// A remote link, as it is read and as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RemoteLink {
    /// The id, of one that was read.
    #[serde(skip_serializing)]
    pub id: Option<Id>,
    /// The address in the API, of one that was read.
    #[serde(rename = "self", skip_serializing)]
    pub self_url: Option<String>,
    /// What makes it the same link when it is written again, within the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_id: Option<String>,
    /// How the issue is related to it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationship: Option<String>,
    /// What it leads to.
    pub object: RemoteLinkObject,
}

/// What a remote link leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RemoteLinkObject {
    /// The address.
    pub url: String,
    /// The title.
    pub title: String,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<RemoteLinkIcon>,
    /// How far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<RemoteLinkStatus>,
}

/// The picture of a remote link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct RemoteLinkIcon {
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its address.
    #[serde(rename = "url16x16", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How far the thing is that a remote link leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct RemoteLinkStatus {
    /// Whether it is done: the link is struck out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<bool>,
}

/// A remote link that was made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CreatedRemoteLink {
    /// The id.
    pub id: Id,
    /// The address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}

impl Client {
    /// Reads the remote links of an issue. Needs Browse Projects.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn remote_links(&self, issue: &str) -> Result<Vec<RemoteLink>> {
        let call = Call::get("read the remote links", &["issue", issue, "remotelink"]);
        self.run(call.needs("Browse Projects in its project")).await
    }

    /// Makes a remote link, or changes the one of the same global id. Needs Link Issues.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn create_remote_link(
        &self,
        issue: &str,
        link: &RemoteLink,
    ) -> Result<CreatedRemoteLink> {
        let call = Call::post("link the issue", &["issue", issue, "remotelink"])
            .needs(LINK)
            .json(link);
        self.run(call).await
    }

    /// Replaces a remote link. Needs Link Issues.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn update_remote_link(&self, issue: &str, id: &Id, link: &RemoteLink) -> Result<()> {
        let segments = ["issue", issue, "remotelink", id.as_str()];
        let call = Call::put("change the remote link", &segments)
            .needs(LINK)
            .json(link);
        self.run_empty(call).await
    }

    /// Deletes a remote link. Needs Link Issues.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn delete_remote_link(&self, issue: &str, id: &Id) -> Result<()> {
        let segments = ["issue", issue, "remotelink", id.as_str()];
        let call = Call::delete("delete the remote link", &segments);
        self.run_empty(call.needs(LINK)).await
    }
}
