//! What can be set, as JSON: member names and order of the reference.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base::icon::AvatarUrls;
use projects::IssueTypeShort;
use schemars::JsonSchema;
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::Value;

use crate::field::Schema;

/// A field that can be set.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldMeta {
    pub required: bool,
    pub schema: Schema,
    pub name: Cow<'static, str>,
    pub field_id: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_complete_url: Option<String>,
    /// Only told of new issues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_default_value: Option<bool>,
    pub operations: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_values: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<Value>,
}

/// Fields under their ids.
#[derive(Debug)]
pub struct FieldMap(pub Vec<FieldMeta>);

impl Serialize for FieldMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for field in &self.0 {
            map.serialize_entry(&field.field_id, field)?;
        }
        map.end()
    }
}

/// What can be set in an issue.
#[derive(Debug, JsonSchema, Serialize)]
pub struct EditMeta {
    #[schemars(with = "BTreeMap<String, FieldMeta>")]
    pub fields: FieldMap,
}

/// What can be set in new issues, project by project.
#[derive(JsonSchema, Serialize)]
pub struct CreateMeta {
    pub expand: &'static str,
    pub projects: Vec<ProjectMeta>,
}

/// What can be set in new issues of a project.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectMeta {
    pub expand: &'static str,
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: String,
    pub key: String,
    pub name: String,
    pub avatar_urls: AvatarUrls,
    pub issuetypes: Vec<TypeMeta>,
}

/// What can be set in new issues of a type.
#[derive(JsonSchema, Serialize)]
pub struct TypeMeta {
    #[serde(flatten)]
    pub issue_type: IssueTypeShort,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "BTreeMap<String, FieldMeta>")]
    pub fields: Option<FieldMap>,
}

/// A page of a list.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Page_of_{T}")]
pub struct MetaPage<T> {
    max_results: i64,
    start_at: i64,
    total: usize,
    is_last: bool,
    values: Vec<T>,
}

impl<T> MetaPage<T> {
    /// Returns the part of `all` that is asked for.
    pub fn of(all: Vec<T>, paging: base::paging::Paging) -> Self {
        let total = all.len();
        let start = usize::try_from(paging.start_at).unwrap_or(usize::MAX);
        let n = usize::try_from(paging.max_results).unwrap_or(usize::MAX);
        Self {
            max_results: paging.max_results,
            start_at: paging.start_at,
            total,
            is_last: start.saturating_add(n) >= total,
            values: all.into_iter().skip(start).take(n).collect(),
        }
    }
}
