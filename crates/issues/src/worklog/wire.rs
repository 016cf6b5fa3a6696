//! Worklogs as JSON: member names and order of the reference.

use base::Urls;
use base::refs::{UserShort, Users};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::store::WorklogRow;
use crate::comment::Visibility;
use crate::duration;
use crate::field::custom::With;
use crate::read::moment;

/// How many worklogs an issue shows of itself.
pub const SHOWN: i64 = 20;

/// A worklog as it is sent. What is not there stays as it is.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenWorklog {
    pub comment: Option<String>,
    pub started: Option<String>,
    pub time_spent: Option<String>,
    pub time_spent_seconds: Option<i64>,
    /// Absent, null, or a value: a change leaves it, takes it away, or sets it.
    #[serde(default, deserialize_with = "present")]
    pub visibility: Option<Option<Visibility>>,
}

fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<Visibility>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A worklog.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Worklog {
    #[serde(rename = "self")]
    self_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<UserShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_author: Option<UserShort>,
    comment: String,
    created: String,
    updated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<Visibility>,
    started: String,
    time_spent: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_spent_seconds: Option<i64>,
    id: String,
    issue_id: String,
}

/// Worklogs of an issue.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorklogPage {
    start_at: i64,
    max_results: i64,
    total: i64,
    worklogs: Vec<Worklog>,
}

/// Which worklogs are asked for.
#[derive(Deserialize, JsonSchema)]
pub struct GivenIds {
    pub ids: Option<Vec<i64>>,
}

/// Worklogs that changed since a moment.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    pub values: Vec<Changed>,
    pub since: i64,
    pub until: i64,
    #[serde(rename = "self")]
    pub self_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page: Option<String>,
    pub last_page: bool,
}

/// A worklog that changed, and when.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    pub worklog_id: i64,
    pub updated_time: i64,
}

impl Worklog {
    pub fn new(row: &WorklogRow, users: &Users, urls: &Urls) -> Self {
        let visibility = |kind: &str, name: &str| Visibility {
            kind: Some(kind.to_owned()),
            value: Some(name.to_owned()),
        };
        let group = row.group.as_ref();
        let role = row.role.as_ref();
        Self {
            self_url: urls.api(&format!("issue/{}/worklog/{}", row.issue, row.id)),
            author: users.short(row.author, urls),
            update_author: users.short(row.update_author, urls),
            comment: row.body.clone(),
            created: row.created_at.to_jira(),
            updated: row.updated_at.to_jira(),
            visibility: group
                .map(|(_, name)| visibility("group", name))
                .or_else(|| role.map(|(_, name)| visibility("role", name))),
            started: row.started_at.to_jira(),
            time_spent: duration::short(row.seconds),
            time_spent_seconds: Some(row.seconds),
            id: row.id.to_string(),
            issue_id: row.issue.to_string(),
        }
    }

    /// Returns the worklog as `renderedFields` has it: texts as HTML, times as people read them.
    pub fn rendered(row: &WorklogRow, with: With<'_>) -> Self {
        Self {
            comment: with.texts.html(row.issue, &row.body),
            created: moment(row.created_at, with.zone),
            updated: moment(row.updated_at, with.zone),
            started: moment(row.started_at, with.zone),
            time_spent: duration::words(row.seconds),
            time_spent_seconds: None,
            ..Self::new(row, with.users, with.urls)
        }
    }
}

impl WorklogPage {
    /// Returns the page that has them all.
    pub fn all(worklogs: Vec<Worklog>) -> Self {
        let n = i64::try_from(worklogs.len()).unwrap_or(i64::MAX);
        Self {
            start_at: 0,
            max_results: n,
            total: n,
            worklogs,
        }
    }

    /// Returns the page that an issue shows: the first ones of `total`.
    pub fn first(worklogs: Vec<Worklog>, total: i64) -> Self {
        Self {
            start_at: 0,
            max_results: SHOWN,
            total,
            worklogs,
        }
    }
}
