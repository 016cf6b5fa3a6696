//! Groups and who is in them.

use serde::Deserialize;
use serde_json::json;

use crate::call::Call;
use crate::error::{OrAbsent as _, Result};
use crate::page::Page;
use crate::transport::Client;
use crate::user::User;

const ADMIN: &str = "the global permission Jira Administrators";

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
}

/// Which members to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Whether deactivated users count.
    pub include_inactive: bool,
    /// Where in the list to begin.
    pub start_at: u64,
    /// How many at most; none is the server's default (50).
    pub max_results: Option<u64>,
}

/// What the group picker suggests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GroupSuggestions {
    /// The groups.
    pub groups: Vec<GroupSuggestion>,
    /// How many match.
    pub total: u64,
    /// A line that says so.
    pub header: Option<String>,
}

/// A group as the picker has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GroupSuggestion {
    /// The name.
    pub name: String,
}

impl Client {
    /// Creates a group. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal; [`Error::Invalid`](crate::Error::Invalid) if the name is taken.
    pub async fn create_group(&self, name: &str) -> Result<Group> {
        let call = Call::post("create the group", &["group"])
            .needs(ADMIN)
            .json(&json!({ "name": name }));
        self.run(call).await
    }

    /// Deletes a group. What was visible to it alone becomes visible to `swap` instead, if one is given. Needs
    /// Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn delete_group(&self, name: &str, swap: Option<&str>) -> Result<()> {
        let call = Call::delete("delete the group", &["group"])
            .needs(ADMIN)
            .query("groupname", name)
            .query_if("swapGroup", swap);
        self.run_empty(call).await
    }

    /// Returns whether there is a group of this name. Asks for its members, as the call for a group itself is
    /// gone from version 10. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal but that it is not there.
    pub async fn has_group(&self, name: &str) -> Result<bool> {
        let first = Members {
            include_inactive: true,
            max_results: Some(1),
            ..Members::default()
        };
        let page = self.group_members(name, first).await.or_absent()?;
        Ok(page.is_some())
    }

    /// Reads one page of a group's members, those of nested groups included. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotFound`](crate::Error::NotFound) if there is no such group.
    pub async fn group_members(&self, group: &str, members: Members) -> Result<Page<User>> {
        let call = Call::get("read the group's members", &["group", "member"])
            .needs(ADMIN)
            .query("groupname", group)
            .query("includeInactiveUsers", &members.include_inactive)
            .query("startAt", &members.start_at)
            .query_if("maxResults", members.max_results);
        self.run(call).await
    }

    /// Reads all members of a group, page by page. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotFound`](crate::Error::NotFound) if there is no such group.
    pub async fn all_group_members(
        &self,
        group: &str,
        include_inactive: bool,
    ) -> Result<Vec<User>> {
        let mut users = Vec::new();
        let mut next = Some(0);
        while let Some(start_at) = next {
            let members = Members {
                include_inactive,
                start_at,
                max_results: None,
            };
            let page = self.group_members(group, members).await?;
            next = page.next_start();
            users.extend(page.values);
        }
        Ok(users)
    }

    /// Puts a user into a group. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal; [`Error::Invalid`](crate::Error::Invalid) if the user is in it already.
    pub async fn add_to_group(&self, group: &str, username: &str) -> Result<()> {
        let call = Call::post("put the user into the group", &["group", "user"])
            .needs(ADMIN)
            .query("groupname", group)
            .json(&json!({ "name": username }));
        self.run_empty(call).await
    }

    /// Takes a user out of a group. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn remove_from_group(&self, group: &str, username: &str) -> Result<()> {
        let call = Call::delete("take the user out of the group", &["group", "user"])
            .needs(ADMIN)
            .query("groupname", group)
            .query("username", username);
        self.run_empty(call).await
    }

    /// Suggests groups as the group picker does. Needs a login.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn suggest_groups(&self, query: &str, max_results: u64) -> Result<GroupSuggestions> {
        let call = Call::get("search groups", &["groups", "picker"])
            .needs("a login")
            .query("query", query)
            .query("maxResults", &max_results);
        self.run(call).await
    }
}
