//! What the server says about itself and about who asks.

use serde::Deserialize;

use crate::call::Call;
use crate::error::Result;
use crate::transport::Client;
use crate::user::User;

/// The server.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerInfo {
    /// The address that the server believes to have. `self` links begin with it.
    pub base_url: String,
    /// The version, like `8.20.7`.
    pub version: String,
    /// The version as numbers.
    #[serde(default)]
    pub version_numbers: Vec<u32>,
    /// `Server` for Server and Data Center, `Cloud` for the hosted product.
    pub deployment_type: Option<String>,
    /// The build's number.
    pub build_number: Option<u64>,
    /// The server's time.
    pub server_time: Option<String>,
    /// The title that an administrator gave it.
    pub server_title: Option<String>,
}

impl ServerInfo {
    /// Returns whether the version is at least this one.
    #[must_use]
    pub fn is_at_least(&self, major: u32, minor: u32) -> bool {
        let part = |idx: usize| self.version_numbers.get(idx).copied().unwrap_or(0);
        (part(0), part(1)) >= (major, minor)
    }

    /// Returns whether it is the hosted product, for which this client is not made.
    #[must_use]
    pub fn is_cloud(&self) -> bool {
        self.deployment_type.as_deref() == Some("Cloud")
    }
}

/// The session of the caller, as the server sees it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The caller's username.
    pub name: String,
    /// The caller's address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// What is known about the caller's logins.
    pub login_info: Option<LoginInfo>,
}

/// What is known about somebody's logins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LoginInfo {
    /// How many failed.
    pub failed_login_count: Option<u64>,
    /// How many succeeded.
    pub login_count: Option<u64>,
    /// When the last one failed.
    pub last_failed_login_time: Option<String>,
    /// When the one before this was.
    pub previous_login_time: Option<String>,
}

impl Client {
    /// Reads what the server says about itself. Needs no permission. If there is no Jira at the address, looks
    /// for one near it, as nobody, and says so in the error.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotJira`](crate::Error::NotJira) and
    /// [`Error::WrongContextPath`](crate::Error::WrongContextPath) are told apart here.
    pub async fn server_info(&self) -> Result<ServerInfo> {
        let call = Call::get("read the server's information", &["serverInfo"]);
        match self.run(call).await {
            Ok(info) => Ok(info),
            Err(error) => Err(self.explain(error).await),
        }
    }

    /// Reads who the server takes the caller for, with groups and application roles. Needs a login.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn myself(&self) -> Result<User> {
        let call = Call::get("read who is signed in", &["myself"])
            .needs("a login")
            .query("expand", "groups,applicationRoles");
        self.run(call).await
    }

    /// Reads the caller's session, which has their login counts. Needs a login.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn session(&self) -> Result<Session> {
        let call = Call::at(
            reqwest::Method::GET,
            "read the session",
            "/rest/auth/1",
            &["session"],
        );
        self.run(call.needs("a login")).await
    }
}
