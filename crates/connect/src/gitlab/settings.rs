//! How GitLab is told its settings, and how those it then has differ.

use serde_json::{Map, Value, json};

use crate::gitlab_part::{Credential, Settings};

/// What GitLab takes but never gives back: nobody can tell whether it is still as it was set.
pub const UNREADABLE: [&str; 2] = ["password", "jira_issue_transition_automatic"];

/// A field that is not as it should be. None of them is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// GitLab's name of it.
    pub field: &'static str,
    /// What it is.
    pub is: Value,
    /// What it should be.
    pub wanted: Value,
}

/// Returns the fields in which GitLab's settings are not what is wanted. What is wanted as it is, and
/// what this GitLab does not tell, is no difference.
#[must_use]
pub fn differences(wanted: &Settings, found: &Settings) -> Vec<Difference> {
    let mut list = Vec::new();
    let mut differ = |field, is: Value, wanted: Value| {
        if is != wanted {
            list.push(Difference { field, is, wanted });
        }
    };
    let address = |url: &String| json!(url.trim_end_matches('/'));
    differ("url", address(&found.url), address(&wanted.url));
    if let Some(url) = &wanted.api_url {
        let is = found.api_url.as_ref().map_or(Value::Null, address);
        differ("api_url", is, address(url));
    }
    differ("jira_auth_type", json!(found.auth), json!(wanted.auth));
    if wanted.username.is_some() {
        differ("username", json!(found.username), json!(wanted.username));
    }
    for (field, is, wanted) in [
        ("commit_events", found.commit_events, wanted.commit_events),
        (
            "merge_requests_events",
            found.merge_requests_events,
            wanted.merge_requests_events,
        ),
        (
            "comment_on_event_enabled",
            found.comment_on_event_enabled,
            wanted.comment_on_event_enabled,
        ),
        (
            "issues_enabled",
            found.issues_enabled,
            wanted.issues_enabled,
        ),
    ] {
        if let (Some(is), Some(wanted)) = (is, wanted) {
            differ(field, json!(is), json!(wanted));
        }
    }
    for (field, is, wanted) in [
        (
            "jira_issue_transition_id",
            &found.transition_id,
            &wanted.transition_id,
        ),
        (
            "jira_issue_prefix",
            &found.issue_prefix,
            &wanted.issue_prefix,
        ),
        ("jira_issue_regex", &found.issue_regex, &wanted.issue_regex),
    ] {
        if let Some(wanted) = wanted {
            // Nothing and an empty text are the same to GitLab.
            differ(
                field,
                json!(is.as_deref().unwrap_or_default()),
                json!(wanted),
            );
        }
    }
    if let (Some(is), Some(wanted)) = (&found.project_keys, &wanted.project_keys) {
        differ("project_keys", json!(is), json!(wanted));
    }
    list
}

/// Returns the body that sets them, secret included. What is wanted as it is is not sent: GitLab then
/// keeps it.
pub(super) fn body(settings: &Settings, credential: &Credential) -> Map<String, Value> {
    let (auth_type, username) = match credential {
        Credential::Password { username, .. } => (0, username.as_str()),
        Credential::Token(_) => (1, ""),
    };
    let mut body = Map::new();
    let mut set = |field: &str, value: Value| {
        if !value.is_null() {
            body.insert(field.to_owned(), value);
        }
    };
    set("url", json!(settings.url));
    set("api_url", json!(settings.api_url));
    set("jira_auth_type", json!(auth_type));
    set("username", json!(username));
    set("password", json!(credential.secret().expose()));
    // Newer documentation has it off unless it is sent.
    set("active", json!(true));
    // Or a project would go on with the settings of the group above it.
    set("use_inherited_settings", json!(false));
    set("commit_events", json!(settings.commit_events));
    set(
        "merge_requests_events",
        json!(settings.merge_requests_events),
    );
    set(
        "comment_on_event_enabled",
        json!(settings.comment_on_event_enabled),
    );
    set(
        "jira_issue_transition_automatic",
        json!(settings.transition_automatic),
    );
    set("jira_issue_transition_id", json!(settings.transition_id));
    set("jira_issue_prefix", json!(settings.issue_prefix));
    set("jira_issue_regex", json!(settings.issue_regex));
    set("issues_enabled", json!(settings.issues_enabled));
    set("project_keys", json!(settings.project_keys));
    body
}
