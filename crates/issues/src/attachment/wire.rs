//! Attachments as JSON: member names and order of the reference.

use base::Urls;
use base::refs::{UserShort, Users};
use base::urls::encode;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use super::archive::{Listing, abbreviated};
use super::name::{media_type, size_words};
use super::store::AttachmentRow;
use crate::read::moment;

/// Whether files may be attached.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Meta {
    pub enabled: bool,
    pub upload_limit: u64,
}

/// A file attached to an issue.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    #[serde(rename = "self")]
    self_url: String,
    // not where an attachment stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    filename: String,
    // Nobody, if it was attached without signing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<UserShort>,
    created: String,
    size: Size,
    mime_type: String,
    content: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    thumbnail: Option<String>,
}

/// A size, for programs or for people.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
enum Size {
    Bytes(i64),
    Words(String),
}

impl Attachment {
    /// Returns the attachment as it stands in a list.
    pub fn listed(row: &AttachmentRow, users: &Users, urls: &Urls) -> Self {
        Self {
            id: Some(row.id.to_string()),
            ..Self::alone(row, users, urls)
        }
    }

    /// Returns the attachment as `renderedFields` has it.
    pub fn rendered(row: &AttachmentRow, users: &Users, urls: &Urls, zone: &TimeZone) -> Self {
        Self {
            created: moment(row.created_at, zone),
            size: Size::Words(size_words(row.size)),
            ..Self::listed(row, users, urls)
        }
    }

    /// Returns the attachment as it stands alone.
    pub fn alone(row: &AttachmentRow, users: &Users, urls: &Urls) -> Self {
        let id = row.id;
        Self {
            self_url: urls.api(&format!("attachment/{id}")),
            id: None,
            filename: row.name.clone(),
            author: users.short(row.author, urls),
            created: row.created_at.to_jira(),
            size: Size::Bytes(row.size),
            mime_type: row.mime_type.clone(),
            content: urls.page(&format!("/secure/attachment/{id}/{}", encode(&row.name))),
            thumbnail: row
                .has_thumbnail
                .then(|| urls.page(&format!("/secure/thumbnail/{id}/_thumb_{id}.png"))),
        }
    }
}

/// What is in an archive, for people.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForPeople {
    id: i64,
    name: String,
    entries: Vec<EntryForPeople>,
    total_entry_count: u64,
    media_type: String,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct EntryForPeople {
    path: String,
    index: usize,
    size: String,
    media_type: String,
    label: String,
}

impl ForPeople {
    pub fn new(row: &AttachmentRow, listing: Listing) -> Self {
        let entries = listing.entries.into_iter();
        Self {
            id: row.id.0,
            name: row.name.clone(),
            entries: entries
                .map(|entry| EntryForPeople {
                    index: entry.index,
                    size: size_words(entry.size),
                    media_type: media_type(None, &entry.path),
                    label: abbreviated(&entry.path),
                    path: entry.path,
                })
                .collect(),
            total_entry_count: listing.total,
            media_type: row.mime_type.clone(),
        }
    }
}

/// What is in an archive, for programs.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForPrograms {
    entries: Vec<EntryForPrograms>,
    total_entry_count: u64,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
struct EntryForPrograms {
    entry_index: usize,
    name: String,
    size: i64,
    media_type: String,
}

impl ForPrograms {
    pub fn new(listing: Listing) -> Self {
        let entries = listing.entries.into_iter();
        Self {
            entries: entries
                .map(|entry| EntryForPrograms {
                    entry_index: entry.index,
                    size: entry.size,
                    media_type: media_type(None, &entry.path),
                    name: entry.path,
                })
                .collect(),
            total_entry_count: listing.total,
        }
    }
}
