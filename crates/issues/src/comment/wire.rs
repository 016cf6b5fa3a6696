//! Comments as JSON: member names and order of the reference.

use base::Urls;
use base::refs::{UserShort, Users};
use model::IssueId;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::store::CommentRow;
use crate::field::custom::With;
use crate::read::{Texts, moment};

/// A comment as it is sent.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct GivenComment {
    pub body: Option<String>,
    /// Absent, null, or a value: a change leaves it, takes it away, or sets it.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub visibility: Option<Option<Visibility>>,
}

fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<Visibility>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Who a comment is for.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct Visibility {
    /// `group` or `role`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The name of the group or role.
    pub value: Option<String>,
}

/// A comment.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    #[serde(rename = "self")]
    self_url: String,
    id: String,
    // Nobody, if it was written without signing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<UserShort>,
    body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rendered_body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_author: Option<UserShort>,
    created: String,
    updated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<Visibility>,
}

/// A comment that stands above the others.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PinnedComment {
    pub comment: Comment,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned_by: Option<String>,
    pub pinned_date: String,
}

/// Comments inside an issue.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommentPage {
    comments: Vec<Comment>,
    max_results: usize,
    total: usize,
    start_at: usize,
}

/// A page of comments.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommentList {
    pub start_at: i64,
    pub max_results: i64,
    pub total: i64,
    pub comments: Vec<Comment>,
}

impl Comment {
    pub fn new(row: &CommentRow, users: &Users, urls: &Urls) -> Self {
        let visibility = |kind: &str, name: &str| Visibility {
            kind: Some(kind.to_owned()),
            value: Some(name.to_owned()),
        };
        let group = row.group.as_ref();
        let role = row.role.as_ref();
        Self {
            self_url: urls.api(&format!("issue/{}/comment/{}", row.issue, row.id)),
            id: row.id.to_string(),
            author: users.short(row.author, urls),
            body: row.body.clone(),
            rendered_body: None,
            update_author: users.short(row.update_author, urls),
            created: row.created_at.to_jira(),
            updated: row.updated_at.to_jira(),
            visibility: group
                .map(|(_, name)| visibility("group", name))
                .or_else(|| role.map(|(_, name)| visibility("role", name))),
        }
    }

    /// Returns the comment as `renderedFields` has it: the body as HTML, times as people read them.
    pub fn rendered(row: &CommentRow, with: With<'_>) -> Self {
        Self {
            body: with.texts.html(row.issue, &row.body),
            created: moment(row.created_at, with.zone),
            updated: moment(row.updated_at, with.zone),
            ..Self::new(row, with.users, with.urls)
        }
    }

    /// Adds the body as HTML beside the body.
    pub fn with_rendered_body(self, issue: IssueId, texts: &Texts) -> Self {
        Self {
            rendered_body: Some(texts.html(issue, &self.body)),
            ..self
        }
    }
}

impl CommentPage {
    /// Returns the page that has them all.
    pub fn all(comments: Vec<Comment>) -> Self {
        Self {
            max_results: comments.len(),
            total: comments.len(),
            start_at: 0,
            comments,
        }
    }
}
