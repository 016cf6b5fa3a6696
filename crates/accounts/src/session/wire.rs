//! Sessions as JSON: member names, order and nulls of the reference.

use base::Urls;
use base::urls::encode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store;

/// What signing in takes.
#[derive(Deserialize, JsonSchema)]
pub struct SignIn {
    pub username: Option<String>,
    pub password: Option<String>,
}

/// What signing in gives.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    pub session: Session,
    pub login_info: LoginInfo,
}

/// A session.
#[derive(JsonSchema, Serialize)]
pub struct Session {
    pub name: &'static str,
    pub value: String,
}

/// Who has signed in.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrentUser {
    #[serde(rename = "self")]
    pub self_url: String,
    pub name: String,
    pub login_info: LoginInfo,
}

/// How often and when somebody signed in. What never happened is left out.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoginInfo {
    pub failed_login_count: i64,
    pub login_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_failed_login_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_login_time: Option<String>,
}

impl CurrentUser {
    pub fn new(name: &str, login: &store::Login, urls: &Urls) -> Self {
        Self {
            // Here, and only here, the reference names the newest version of the API.
            self_url: urls.page(&format!("/rest/api/latest/user?username={}", encode(name))),
            name: name.to_owned(),
            login_info: LoginInfo::new(login),
        }
    }
}

impl LoginInfo {
    pub fn new(login: &store::Login) -> Self {
        Self {
            failed_login_count: login.n_failed,
            login_count: login.n_logins,
            last_failed_login_time: login.last_failed_at.map(model::Timestamp::to_jira),
            previous_login_time: login.previous_login_at.map(model::Timestamp::to_jira),
        }
    }
}
