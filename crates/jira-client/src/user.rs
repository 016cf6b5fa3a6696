//! Users: read, create, change, delete; their passwords and applications.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::call::Call;
use crate::error::Result;
use crate::secret::Secret;
use crate::transport::Client;

const ADMIN: &str = "the global permission Jira Administrators";

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The address in the API.
    #[serde(rename = "self")]
    pub self_url: Option<String>,
    /// What never changes: grants of permission schemes name users by it.
    pub key: Option<String>,
    /// What one signs in with: groups and roles name users by it.
    #[serde(default)]
    pub name: String,
    /// The mail address, if the caller may see it.
    pub email_address: Option<String>,
    /// The full name.
    #[serde(default)]
    pub display_name: String,
    /// Whether the user may sign in at all.
    #[serde(default = "yes")]
    pub active: bool,
    /// Whether the user was deleted.
    #[serde(default)]
    pub deleted: bool,
    /// The groups, where the call answers with them.
    pub groups: Option<Names>,
    /// The applications the user has access to, where the call answers with them.
    pub application_roles: Option<Names>,
}

fn yes() -> bool {
    true
}

/// A list inside a user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Names {
    /// How many there are.
    #[serde(default)]
    pub size: u64,
    /// The entries; empty unless asked for.
    #[serde(default)]
    pub items: Vec<Named>,
}

/// An entry of a list inside a user.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Named {
    /// The name of a group or application.
    #[serde(default)]
    pub name: String,
    /// The key of an application.
    pub key: Option<String>,
}

impl User {
    /// Returns the names of the groups; empty where the call does not answer with them.
    #[must_use]
    pub fn group_names(&self) -> Vec<&str> {
        let groups = self.groups.iter().flat_map(|groups| &groups.items);
        groups.map(|group| group.name.as_str()).collect()
    }

    /// Returns the keys of the applications that the user has access to; empty where the call does not answer
    /// with them.
    #[must_use]
    pub fn application_keys(&self) -> Vec<&str> {
        let roles = self.application_roles.iter().flat_map(|roles| &roles.items);
        roles.filter_map(|role| role.key.as_deref()).collect()
    }
}

/// What a user is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserRef<'a> {
    /// The username.
    Name(&'a str),
    /// The key.
    Key(&'a str),
}

impl<'a> Call<'a> {
    fn of_user(self, user: UserRef<'_>) -> Self {
        match user {
            UserRef::Name(name) => self.query("username", name),
            UserRef::Key(key) => self.query("key", key),
        }
    }
}

/// A user to create.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The username.
    pub name: String,
    /// The password; without one the server makes up a random one that nobody learns.
    pub password: Option<Secret>,
    /// The mail address.
    pub email_address: String,
    /// The full name.
    pub display_name: String,
    /// The applications the user gets access to: none asks for the server's default, an empty list for no
    /// access at all.
    pub application_keys: Option<Vec<String>>,
    /// Whether the user gets a mail.
    pub notification: bool,
}

/// A change to a user. What is none stays.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserChange {
    /// A new username.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// A new full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Whether the user may sign in at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

impl Client {
    /// Reads a user with groups and application roles. Needs a login; some versions want Browse Users or
    /// administration.
    ///
    /// # Errors
    /// Every refusal; [`Error::NotFound`](crate::Error::NotFound) if there is none.
    pub async fn user(&self, user: UserRef<'_>) -> Result<User> {
        let call = Call::get("read the user", &["user"])
            .needs("the global permission Browse Users")
            .of_user(user)
            .query("expand", "groups,applicationRoles");
        self.run(call).await
    }

    /// Creates a user. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal; [`Error::Invalid`](crate::Error::Invalid) if the name is taken,
    /// [`Error::ReadOnlyDirectory`](crate::Error::ReadOnlyDirectory) if Jira cannot write users.
    pub async fn create_user(&self, user: &NewUser) -> Result<User> {
        let mut body = json!({
            "name": user.name,
            "emailAddress": user.email_address,
            "displayName": user.display_name,
        });
        if let Some(password) = &user.password {
            body["password"] = password.expose().into();
        }
        if let Some(keys) = &user.application_keys {
            body["applicationKeys"] = json!(keys);
        }
        if user.notification {
            // Declared as a text, taken as either by all versions.
            body["notification"] = "true".into();
        }
        let call = Call::post("create the user", &["user"])
            .needs(ADMIN)
            .json(&body)
            .hide(user.password.as_ref());
        self.run(call).await
    }

    /// Changes a user. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn update_user(&self, user: UserRef<'_>, change: &UserChange) -> Result<User> {
        let call = Call::put("change the user", &["user"])
            .needs(ADMIN)
            .of_user(user)
            .json(change);
        self.run(call).await
    }

    /// Sets a user's password. Needs Jira Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn set_password(&self, user: UserRef<'_>, password: &Secret) -> Result<()> {
        let call = Call::put("set the user's password", &["user", "password"])
            .needs(ADMIN)
            .of_user(user)
            .json(&json!({ "password": password.expose() }))
            .hide(Some(password));
        self.run_empty(call).await
    }

    /// Deletes a user. Needs Jira Administrators. Refused while the user has issues or comments.
    ///
    /// # Errors
    /// Every refusal; [`Error::Invalid`](crate::Error::Invalid) with what is in the way.
    pub async fn delete_user(&self, user: UserRef<'_>) -> Result<()> {
        let call = Call::delete("delete the user", &["user"])
            .needs(ADMIN)
            .of_user(user);
        self.run_empty(call).await
    }

    /// Gives a user access to an application, by putting them into its default groups. Needs Jira
    /// Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn add_user_to_application(&self, username: &str, application: &str) -> Result<()> {
        let call = Call::post("give access to the application", &["user", "application"])
            .needs(ADMIN)
            .query("username", username)
            .query("applicationKey", application);
        self.run_empty(call).await
    }

    /// Takes a user's access to an application away, by taking them out of its groups. Needs Jira
    /// Administrators.
    ///
    /// # Errors
    /// Every refusal.
    pub async fn remove_user_from_application(
        &self,
        username: &str,
        application: &str,
    ) -> Result<()> {
        let call = Call::delete("take access to the application", &["user", "application"])
            .needs(ADMIN)
            .query("username", username)
            .query("applicationKey", application);
        self.run_empty(call).await
    }
}
