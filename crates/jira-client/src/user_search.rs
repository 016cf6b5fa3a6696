//! Finding users.

use serde::Deserialize;

use crate::call::Call;
use crate::error::Result;
use crate::transport::Client;
use crate::user::User;

/// What to look for among users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserSearch {
    /// What username, full name or mail address begins with or contains; `.` finds everybody.
    pub query: String,
    /// Whether deactivated users are found too.
    pub include_inactive: bool,
    /// Where in the list to begin.
    pub start_at: u64,
    /// How many at most; none is the server's default (50). Servers allow 1000.
    pub max_results: Option<u64>,
}

/// What the user picker suggests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct UserSuggestions {
    /// The users.
    pub users: Vec<SuggestedUser>,
    /// How many match.
    pub total: u64,
    /// A line that says so.
    pub header: Option<String>,
}

/// A user as the picker has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuggestedUser {
    /// The username.
    #[serde(default)]
    pub name: String,
    /// The key.
    pub key: Option<String>,
    /// The full name.
    #[serde(default)]
    pub display_name: String,
}

impl Client {
    /// Finds users: one page of them. Needs Browse Users; without it the list is empty or the call refused.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn search_users(&self, search: &UserSearch) -> Result<Vec<User>> {
        let call = Call::get("search users", &["user", "search"])
            .needs("the global permission Browse Users")
            .query("username", &search.query)
            .query("startAt", &search.start_at)
            .query_if("maxResults", search.max_results)
            .query("includeInactive", &search.include_inactive);
        self.run(call).await
    }

    /// Suggests users as the user picker does. Needs Browse Users; without it nothing is suggested.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn suggest_users(&self, query: &str, max_results: u64) -> Result<UserSuggestions> {
        let call = Call::get("search users", &["user", "picker"])
            .needs("the global permission Browse Users")
            .query("query", query)
            .query("maxResults", &max_results);
        self.run(call).await
    }
}
