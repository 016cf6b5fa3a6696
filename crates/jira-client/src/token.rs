//! The caller's personal access tokens, which exist from Jira 8.14 on.

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::error::Result;
use crate::id::Id;
use crate::secret::Secret;
use crate::transport::Client;

const ROOT: &str = "/rest/pat/latest";

/// A token of the caller, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// The id.
    pub id: Id,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it ends; none is never.
    pub expiring_at: Option<String>,
    /// When it was last used, if ever and if the version says so.
    pub last_accessed_at: Option<String>,
}

/// A token to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewToken {
    /// The name.
    pub name: String,
    /// After how many days it ends; none is never, if the server allows that.
    #[serde(rename = "expirationDuration", skip_serializing_if = "Option::is_none")]
    pub expires_after_days: Option<u32>,
}

/// A token that was made, with its text, which the server says only now.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedToken {
    /// The id.
    pub id: Id,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it ends; none is never.
    pub expiring_at: Option<String>,
    /// Its text.
    pub raw_token: Secret,
}

impl Client {
    /// Makes a token of the caller. Needs a login.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotSupported`](crate::Error::NotSupported) before Jira 8.14.
    pub async fn create_token(&self, token: &NewToken) -> Result<CreatedToken> {
        let call = Call::at(reqwest::Method::POST, "make the token", ROOT, &["tokens"]);
        self.run(call.needs("a login").json(token)).await
    }

    /// Reads the caller's tokens. Needs a login.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotSupported`](crate::Error::NotSupported) before Jira 8.14.
    pub async fn tokens(&self) -> Result<Vec<Token>> {
        let call = Call::at(reqwest::Method::GET, "read the tokens", ROOT, &["tokens"]);
        self.run(call.needs("a login")).await
    }

    /// Ends a token of the caller for good. Needs a login.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn revoke_token(&self, id: &Id) -> Result<()> {
        let segments = ["tokens", id.as_str()];
        let call = Call::at(reqwest::Method::DELETE, "revoke the token", ROOT, &segments);
        self.run_empty(call.needs("a login")).await
    }
}
