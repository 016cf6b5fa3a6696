//! Versions as JSON: member names and order of the reference.

use base::Urls;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::Version;
use crate::loose::Loose;

/// What making and changing a version takes. What is not there stays as it is; a day of null goes.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersionInput {
    /// Its name.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Whether it is put away.
    pub archived: Option<bool>,
    /// Whether it is released.
    pub released: Option<bool>,
    /// The day work on it begins.
    #[serde(default, deserialize_with = "present")]
    pub start_date: Option<Option<String>>,
    /// The day it is to be, or was, released.
    #[serde(default, deserialize_with = "present")]
    pub release_date: Option<Option<String>>,
    /// Its project, by key.
    pub project: Option<String>,
    /// Its project, by id.
    pub project_id: Option<Loose>,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Where a version is to stand.
#[derive(Default, Deserialize, JsonSchema)]
pub struct MoveInput {
    /// Directly after the version of this link.
    pub after: Option<String>,
    /// `First`, `Last`, `Earlier` or `Later`.
    pub position: Option<String>,
}

/// A version inside an issue.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionShort {
    /// The link to the version.
    #[serde(rename = "self")]
    pub self_url: String,
    /// The version.
    pub id: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether it is put away.
    pub archived: bool,
    /// Whether it is released.
    pub released: bool,
    /// The day it is to be, or was, released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<String>,
}

/// A version with all that is known of it.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionFull {
    #[serde(rename = "self")]
    self_url: String,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    name: String,
    archived: bool,
    released: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overdue: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_release_date: Option<String>,
    project_id: i64,
}

impl VersionFull {
    /// Returns the version as it is on a day, in the caller's time zone.
    pub fn new(version: &Version, today: Date, urls: &Urls) -> Self {
        let short = version.short(urls);
        let is_open = !version.is_released && !version.is_archived;
        let day =
            |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
        let for_people =
            |text: &Option<String>| day(text).map(|day| day.strftime("%d/%b/%y").to_string());
        Self {
            self_url: short.self_url,
            id: short.id,
            description: short.description,
            name: short.name,
            archived: short.archived,
            released: short.released,
            start_date: version.start_date.clone(),
            release_date: short.release_date,
            overdue: day(&version.release_date)
                .filter(|_| is_open)
                .map(|day| day < today),
            user_start_date: for_people(&version.start_date),
            user_release_date: for_people(&version.release_date),
            project_id: version.project.0,
        }
    }
}
