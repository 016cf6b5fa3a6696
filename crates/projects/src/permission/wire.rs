//! Permissions as JSON: member names and order of the reference.

use model::{GlobalPermission, ProjectPermission};
use schemars::JsonSchema;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

/// The permissions by their keys, in their own order.
#[derive(JsonSchema, Serialize)]
pub struct Permissions<T: Keyed> {
    #[serde(serialize_with = "by_key")]
    #[schemars(with = "std::collections::BTreeMap<String, T>")]
    pub permissions: Vec<T>,
}

/// A permission there is.
#[derive(JsonSchema, Serialize)]
pub struct Known {
    pub key: &'static str,
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub description: &'static str,
}

/// A permission, and whether the caller holds it. The id is a string, -1 for those without a number.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    pub id: String,
    pub key: &'static str,
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub description: &'static str,
    pub have_permission: bool,
    /// Only there for old keys.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated_key: bool,
}

/// Where a permission counts.
#[derive(Clone, Copy, JsonSchema, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    Global,
    Project,
}

/// What has a key to be listed under.
pub trait Keyed: Serialize {
    fn key(&self) -> &'static str;
}

impl Keyed for Known {
    fn key(&self) -> &'static str {
        self.key
    }
}

impl Keyed for Held {
    fn key(&self) -> &'static str {
        self.key
    }
}

fn by_key<T: Keyed, S: Serializer>(list: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(list.len()))?;
    for entry in list {
        map.serialize_entry(entry.key(), entry)?;
    }
    map.end()
}

impl Known {
    /// Returns all permissions there are.
    pub fn all() -> Vec<Self> {
        let global = GlobalPermission::ALL.iter().map(|permission| Self {
            key: permission.key(),
            name: permission.name(),
            kind: Kind::Global,
            description: permission.description(),
        });
        let project = ProjectPermission::ALL.iter().map(|permission| Self {
            key: permission.key(),
            name: permission.name(),
            kind: Kind::Project,
            description: permission.description(),
        });
        global.chain(project).collect()
    }
}

impl Held {
    pub fn global(permission: GlobalPermission, have_permission: bool) -> Self {
        Self {
            id: permission.legacy_id().to_string(),
            key: permission.key(),
            name: permission.name(),
            kind: Kind::Global,
            description: permission.description(),
            have_permission,
            deprecated_key: false,
        }
    }

    /// Returns the permission under its key and, if it had another one, under its old key.
    pub fn project(
        permission: ProjectPermission,
        have_permission: bool,
    ) -> impl Iterator<Item = Self> {
        let under = move |key, deprecated_key| Self {
            id: permission.legacy_id().to_string(),
            key,
            name: permission.name(),
            kind: Kind::Project,
            description: permission.description(),
            have_permission,
            deprecated_key,
        };
        let old = permission.old_key().map(|key| under(key, true));
        std::iter::once(under(permission.key(), false)).chain(old)
    }
}
