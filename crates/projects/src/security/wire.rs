//! Security schemes and levels as JSON: member names, order and nulls of the reference.

use base::Urls;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Level, Scheme};

/// All schemes.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Schemes {
    pub issue_security_schemes: Vec<SchemeFull>,
}

/// A scheme; its levels are there when it is shown alone. Its ids are JSON numbers.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemeFull {
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: i64,
    pub name: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_security_level_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<LevelFull>>,
}

/// The levels somebody may give to an issue.
#[derive(JsonSchema, Serialize)]
pub struct Levels {
    pub levels: Vec<LevelFull>,
}

/// A level. Its id is a string.
#[derive(JsonSchema, Serialize)]
pub struct LevelFull {
    #[serde(rename = "self")]
    pub self_url: String,
    pub id: String,
    pub description: String,
    pub name: String,
}

impl SchemeFull {
    pub fn new(scheme: Scheme, levels: Option<Vec<Level>>, urls: &Urls) -> Self {
        let levels = levels.map(|levels| {
            let levels = levels.into_iter();
            levels.map(|level| LevelFull::new(level, urls)).collect()
        });
        Self {
            self_url: urls.api(&format!("issuesecurityschemes/{}", scheme.id)),
            id: scheme.id.0,
            name: scheme.name,
            description: scheme.description,
            default_security_level_id: scheme.default_level.map(|id| id.0),
            levels,
        }
    }
}

impl LevelFull {
    pub fn new(level: Level, urls: &Urls) -> Self {
        Self {
            self_url: urls.api(&format!("securitylevel/{}", level.id)),
            id: level.id.to_string(),
            description: level.description,
            name: level.name,
        }
    }
}
