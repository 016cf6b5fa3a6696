//! What GitLab is told and what it answers.

use serde::{Deserialize, Serialize};

use crate::gitlab_part::Settings;
use crate::spec::CredentialKind;

/// `GET /version`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Such as `17.11.2-ee`.
    pub version: String,
    /// The commit it was built from.
    #[serde(default)]
    pub revision: String,
}

impl Version {
    /// Returns the first two numbers, if the text begins with them.
    #[must_use]
    pub fn numbers(&self) -> Option<(u32, u32)> {
        let mut numbers = self
            .version
            .split(|c: char| !c.is_ascii_digit())
            .map(str::parse::<u32>);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    }
}

/// `GET /personal_access_tokens/self`: the token that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The name its owner gave it.
    pub name: String,
    /// What it may be used for; the integration needs `api`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The last day it works, such as `2027-01-31`; none if it does not end.
    #[serde(default)]
    pub expires_at: Option<String>,
    /// Whether it still works.
    #[serde(default)]
    pub active: Option<bool>,
}

impl Token {
    /// Returns whether it may change settings.
    #[must_use]
    pub fn may_change(&self) -> bool {
        self.scopes.iter().any(|scope| scope == "api")
    }
}

/// `GET /projects/:id` or `GET /groups/:id`, what is read of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Found")]
pub struct Target {
    /// Its number, which stays when it is renamed.
    pub id: u64,
    /// Its path with the groups above it.
    pub path: String,
    /// Where people find it.
    pub web_url: String,
    /// Whether a project's own tracker is switched off, which stops references and comments in Jira.
    pub is_tracker_off: bool,
    /// The highest level that the token's owner has here, where GitLab tells: 40 is Maintainer. An
    /// administrator of GitLab may do everything with a lower one.
    pub access_level: Option<u32>,
}

/// The answer itself: a project and a group call the same things by different names.
#[derive(Deserialize)]
struct Found {
    id: u64,
    path_with_namespace: Option<String>,
    full_path: Option<String>,
    #[serde(default)]
    web_url: String,
    issues_access_level: Option<String>,
    issues_enabled: Option<bool>,
    permissions: Option<Permissions>,
}

#[derive(Deserialize)]
struct Permissions {
    project_access: Option<Access>,
    group_access: Option<Access>,
}

#[derive(Deserialize)]
struct Access {
    access_level: u32,
}

impl From<Found> for Target {
    fn from(found: Found) -> Self {
        let levels = found
            .permissions
            .map(|permissions| [permissions.project_access, permissions.group_access]);
        let is_tracker_off = match found.issues_access_level.as_deref() {
            Some(level) => level == "disabled",
            None => found.issues_enabled == Some(false),
        };
        Self {
            id: found.id,
            path: found
                .path_with_namespace
                .or(found.full_path)
                .unwrap_or_else(|| found.id.to_string()),
            web_url: found.web_url,
            is_tracker_off,
            access_level: levels
                .into_iter()
                .flatten()
                .flatten()
                .map(|access| access.access_level)
                .max(),
        }
    }
}

/// `GET …/integrations/jira`: the settings as GitLab holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Integration {
    /// Whether it is in force.
    pub active: bool,
    /// Whether the settings are those of a group above or of the instance; older GitLab does not say.
    #[serde(default)]
    pub inherited: Option<bool>,
    /// Whether commits are told to Jira.
    #[serde(default)]
    pub commit_events: Option<bool>,
    /// Whether merge requests are told to Jira.
    #[serde(default)]
    pub merge_requests_events: Option<bool>,
    /// Whether Jira's issues get comments.
    #[serde(default)]
    pub comment_on_event_enabled: Option<bool>,
    /// The rest.
    #[serde(default)]
    pub properties: Properties,
}

/// The member `properties` of [`Integration`]. What a version of GitLab does not have is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// Jira's address for people.
    #[serde(default)]
    pub url: Option<String>,
    /// Jira's address for GitLab, if it is another.
    #[serde(default)]
    pub api_url: Option<String>,
    /// The user's name; empty with a token.
    #[serde(default)]
    pub username: Option<String>,
    /// 0 is a name and password, 1 a personal access token.
    #[serde(default, deserialize_with = "number_or_text")]
    pub jira_auth_type: Option<u32>,
    /// The transitions that close an issue, by id.
    #[serde(default)]
    pub jira_issue_transition_id: Option<String>,
    /// What stands before an issue's key.
    #[serde(default)]
    pub jira_issue_prefix: Option<String>,
    /// What an issue's key looks like.
    #[serde(default)]
    pub jira_issue_regex: Option<String>,
    /// Whether GitLab shows Jira's issues.
    #[serde(default)]
    pub issues_enabled: Option<bool>,
    /// Whose issues it shows.
    #[serde(default)]
    pub project_keys: Option<Vec<String>>,
}

impl Integration {
    /// Returns the settings in the words of the rest of this crate.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let properties = &self.properties;
        let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        // Before 16.0 there was only the name and password, and no field to say so.
        let auth = match properties.jira_auth_type {
            Some(1) => CredentialKind::Token,
            _ => CredentialKind::Password,
        };
        Settings {
            url: text(&properties.url).unwrap_or_default(),
            api_url: text(&properties.api_url),
            auth,
            username: text(&properties.username),
            commit_events: self.commit_events,
            merge_requests_events: self.merge_requests_events,
            comment_on_event_enabled: self.comment_on_event_enabled,
            transition_automatic: None,
            transition_id: text(&properties.jira_issue_transition_id),
            issue_prefix: text(&properties.jira_issue_prefix),
            issue_regex: text(&properties.jira_issue_regex),
            issues_enabled: properties.issues_enabled,
            project_keys: properties.project_keys.clone(),
        }
    }
}

/// Some versions of GitLab keep numbers of an integration as text.
fn number_or_text<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(u32),
        Text(String),
        Nothing(()),
    }
    match Either::deserialize(from)? {
        Either::Number(number) => Ok(Some(number)),
        Either::Text(text) if text.is_empty() => Ok(None),
        Either::Text(text) => text.parse().map(Some).map_err(serde::de::Error::custom),
        Either::Nothing(()) => Ok(None),
    }
}
