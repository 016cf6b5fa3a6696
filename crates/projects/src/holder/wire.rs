//! Holders as JSON: member names and order of the reference.

use base::Urls;
use base::expand::Expand;
use base::refs::{GroupShort, UserShort};
use policy::Holder;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Names, kind};
use crate::loose::Loose;
use crate::role::wire::RoleShort;

/// Whom a request grants to. A role's id may come as a number.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct HolderInput {
    /// The type of holder.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    parameter: Option<Loose>,
}

impl HolderInput {
    /// Returns a holder of this type with this parameter, which may be empty.
    #[must_use]
    pub fn new(kind: &str, parameter: &str) -> Self {
        Self {
            kind: Some(kind.to_owned()),
            parameter: Some(Loose::Text(parameter.to_owned())),
        }
    }

    /// Returns the parameter; an empty one is none.
    pub fn parameter(&self) -> Option<String> {
        self.parameter
            .as_ref()
            .map(Loose::text)
            .filter(|parameter| !parameter.is_empty())
    }
}

/// Whom something is granted to.
#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HolderFull {
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expand: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_role: Option<RoleShort>,
}

impl HolderFull {
    /// Returns the holder with those parts in full that the caller asks for. There are no custom fields
    /// yet, so `field` shows nothing.
    pub fn new(holder: &Holder, names: &Names, expand: &Expand, urls: &Urls) -> Self {
        let asks = |part: &str| expand.has(part) || expand.has("all");
        let parameter = names.parameter(holder);
        let mut full = Self {
            kind: kind(holder),
            parameter,
            expand: None,
            user: None,
            group: None,
            project_role: None,
        };
        match holder {
            Holder::User(id) => {
                full.expand = Some("user");
                full.user = asks("user")
                    .then(|| names.users.short(Some(*id), urls))
                    .flatten();
            }
            Holder::Group(id) => {
                full.expand = Some("group");
                full.group = names
                    .groups
                    .name(*id)
                    .filter(|_| asks("group"))
                    .map(|name| GroupShort::new(name, urls));
            }
            Holder::Role(id) => {
                full.expand = Some("projectRole");
                full.project_role = names
                    .role(*id)
                    .filter(|_| asks("projectRole"))
                    .map(|role| RoleShort::new(role, urls));
            }
            Holder::UserField(_) | Holder::GroupField(_) => full.expand = Some("field"),
            _ => {}
        }
        full
    }
}
