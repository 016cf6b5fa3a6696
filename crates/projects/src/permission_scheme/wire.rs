//! Permission schemes as JSON: member names, order and nulls of the reference.

use base::Urls;
use base::expand::Expand;
use policy::Grant;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Scheme;
use crate::holder::Names;
use crate::holder::wire::{HolderFull, HolderInput};
use crate::loose::Loose;

/// What creating and changing a scheme takes.
#[derive(Deserialize, JsonSchema)]
pub struct SchemeInput {
    pub name: Option<String>,
    pub description: Option<String>,
    pub permissions: Option<Vec<GrantInput>>,
}

/// A grant to make.
#[derive(Deserialize, JsonSchema)]
pub struct GrantInput {
    pub permission: Option<String>,
    pub holder: Option<HolderInput>,
}

/// The scheme a project is to use.
#[derive(Deserialize, JsonSchema)]
pub struct SchemeId {
    pub id: Option<Loose>,
}

/// All schemes.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Schemes {
    pub permission_schemes: Vec<SchemeFull>,
}

/// A scheme; its grants are there when anything is expanded.
#[derive(JsonSchema, Serialize)]
pub struct SchemeFull {
    pub expand: &'static str,
    pub id: i64,
    #[serde(rename = "self")]
    pub self_url: String,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<GrantFull>>,
}

/// The grants of a scheme.
#[derive(JsonSchema, Serialize)]
pub struct Grants {
    pub permissions: Vec<GrantFull>,
    pub expand: &'static str,
}

/// A grant.
#[derive(JsonSchema, Serialize)]
pub struct GrantFull {
    pub id: i64,
    #[serde(rename = "self")]
    pub self_url: String,
    pub holder: HolderFull,
    pub permission: &'static str,
}

/// An attribute of a scheme.
#[derive(JsonSchema, Serialize)]
pub struct Attribute {
    pub key: &'static str,
    pub value: String,
}

impl SchemeFull {
    pub fn new(scheme: Scheme, permissions: Option<Vec<GrantFull>>, urls: &Urls) -> Self {
        Self {
            expand: "permissions,user,group,projectRole,field,all",
            id: scheme.id.0,
            self_url: urls.api(&format!("permissionscheme/{}", scheme.id)),
            name: scheme.name,
            description: scheme.description,
            permissions,
        }
    }
}

impl Grants {
    pub fn new(permissions: Vec<GrantFull>) -> Self {
        Self {
            permissions,
            expand: "user,group,projectRole,field,all",
        }
    }
}

impl GrantFull {
    pub fn new(
        scheme: model::PermissionSchemeId,
        grant: &Grant,
        names: &Names,
        expand: &Expand,
        urls: &Urls,
    ) -> Self {
        Self {
            id: grant.id.0,
            self_url: urls.api(&format!(
                "permissionscheme/{scheme}/permission/{}",
                grant.id
            )),
            holder: HolderFull::new(&grant.holder, names, expand, urls),
            permission: grant.permission.key(),
        }
    }
}
