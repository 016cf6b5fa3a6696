//! Tokens as JSON: member names, order and nulls of the reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ops, store};

/// What making a token takes.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewToken {
    pub name: Option<String>,
    pub expiration_duration: Option<i64>,
}

/// A token. One that does not expire has no `expiringAt`, one that was not used no
/// `lastAccessedAt`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
    pub id: i64,
    pub name: String,
    pub created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiring_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_accessed_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw_token: Option<String>,
}

impl Token {
    pub fn new(token: &store::Token) -> Self {
        Self {
            id: token.id.0,
            name: token.name.clone(),
            created_at: token.created_at.to_jira(),
            expiring_at: token.expires_at.map(model::Timestamp::to_jira),
            last_accessed_at: token.used_at.map(model::Timestamp::to_jira),
            raw_token: None,
        }
    }

    pub fn created(created: ops::Created) -> Self {
        Self {
            raw_token: Some(created.secret),
            ..Self::new(&created.token)
        }
    }
}
