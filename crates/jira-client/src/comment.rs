//! Comments on issues.

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::error::Result;
use crate::id::Id;
use crate::transport::Client;
use crate::user::User;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Comment {
    /// The id.
    pub id: Id,
    /// The address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// The text, in Jira's markup.
    #[serde(default)]
    pub body: String,
    /// Who wrote it; none if nobody who is known.
    pub author: Option<User>,
    /// When it was written.
    pub created: Option<String>,
    /// Who may read it, if not everybody who sees the issue.
    pub visibility: Option<CommentVisibility>,
}

/// Who may read a comment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct CommentVisibility {
    /// `role` or `group`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name of the role or group.
    pub value: String,
}

/// A comment to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewComment {
    /// The text, in Jira's markup.
    pub body: String,
    /// Who may read it, if not everybody who sees the issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<CommentVisibility>,
}

impl From<&str> for NewComment {
    fn from(body: &str) -> Self {
        Self {
            body: body.to_owned(),
            visibility: None,
        }
    }
}

/// The comments of an issue, or a page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Comments {
    /// Where in the list it begins.
    pub start_at: u64,
    /// How many a page has at most.
    pub max_results: u64,
    /// How many there are.
    pub total: u64,
    /// The comments.
    pub comments: Vec<Comment>,
}

impl Client {
    /// Reads comments of an issue from `start_at` on; without `max_results`, all. Needs Browse Projects.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn comments(
        &self,
        issue: &str,
        start_at: u64,
        max_results: Option<u64>,
    ) -> Result<Comments> {
        let call = Call::get("read the comments", &["issue", issue, "comment"])
            .needs("Browse Projects in its project")
            .query("startAt", &start_at)
            .query_if("maxResults", max_results);
        self.run(call).await
    }

    /// Writes a comment on an issue. Needs Add Comments.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn add_comment(&self, issue: &str, comment: &NewComment) -> Result<Comment> {
        let call = Call::post("write the comment", &["issue", issue, "comment"])
            .needs("Browse Projects and Add Comments in its project")
            .json(comment);
        self.run(call).await
    }

    /// Deletes a comment. Needs Delete Own Comments or Delete All Comments.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn delete_comment(&self, issue: &str, comment: &Id) -> Result<()> {
        let segments = ["issue", issue, "comment", comment.as_str()];
        let call = Call::delete("delete the comment", &segments)
            .needs("Delete Own Comments or Delete All Comments in its project");
        self.run_empty(call).await
    }
}
