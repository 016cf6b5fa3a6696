//! What this crate asks of GitLab's side: the settings it compares, and the trait it works through. The
//! client of GitLab's API is in `gitlab`; tests have stand-ins of their own.

use jira_client::Secret;
use serde::{Deserialize, Serialize};

use crate::spec::CredentialKind;

/// Whether a target is a project or a group.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TargetKind {
    /// A project.
    Project,
    /// A group: its projects inherit the settings.
    Group,
}

/// A project or group of GitLab that gets the credential.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct GitlabTarget {
    /// Which of both.
    pub kind: TargetKind,
    /// Its path (`acme/app`) or its number, as given.
    pub path: String,
}

impl GitlabTarget {
    /// Returns what it is called in plans and records: `project acme/app`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind {
            TargetKind::Project => format!("project {}", self.path),
            TargetKind::Group => format!("group {}", self.path),
        }
    }
}

/// The settings of the integration that can be read back. `None` in what is wanted means "as it is",
/// `None` in what was read means "GitLab does not say".
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Settings {
    /// Jira's address.
    pub url: String,
    /// Jira's address for API calls, if another.
    pub api_url: Option<String>,
    /// Password or token.
    pub auth: CredentialKind,
    /// The user; none with a token.
    pub username: Option<String>,
    /// Whether commits are told.
    pub commit_events: Option<bool>,
    /// Whether merge requests are told.
    pub merge_requests_events: Option<bool>,
    /// Whether a mention writes a comment.
    pub comment_on_event_enabled: Option<bool>,
    /// Whether the first transition into a done status closes. GitLab never reads it back.
    pub transition_automatic: Option<bool>,
    /// The transitions that close, separated by commas.
    pub transition_id: Option<String>,
    /// What stands before a key.
    pub issue_prefix: Option<String>,
    /// What finds keys.
    pub issue_regex: Option<String>,
    /// Whether GitLab lists Jira's issues.
    pub issues_enabled: Option<bool>,
    /// Which projects' issues it lists.
    pub project_keys: Option<Vec<String>>,
}

/// What a target's integration looks like now.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ObservedTarget {
    /// The target.
    pub target: GitlabTarget,
    /// Whether the integration is switched on.
    pub active: bool,
    /// Whether the settings are those of a group above.
    pub inherited: bool,
    /// The settings; `None` if it was never set up.
    pub settings: Option<Settings>,
}

/// What GitLab signs in with.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A username and a password.
    Password {
        /// The username.
        username: String,
        /// The password.
        password: Secret,
    },
    /// A personal access token.
    Token(Secret),
}

impl Credential {
    /// Returns which kind it is.
    #[must_use]
    pub fn kind(&self) -> CredentialKind {
        match self {
            Self::Password { .. } => CredentialKind::Password,
            Self::Token(_) => CredentialKind::Token,
        }
    }

    /// Returns the password or token.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        match self {
            Self::Password { password, .. } => password,
            Self::Token(token) => token,
        }
    }
}

/// What making GitLab itself call Jira has shown.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum TargetCheck {
    /// GitLab called Jira and was answered.
    Passed {
        /// What it saw.
        detail: String,
    },
    /// This GitLab cannot be made to call Jira.
    NotPossible {
        /// Why.
        detail: String,
    },
    /// GitLab called, or tried to, and failed.
    Failed {
        /// GitLab's words.
        detail: String,
        /// What to do.
        remedy: String,
    },
}

/// Why GitLab did not do what was asked.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct TargetError {
    /// What happened.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// GitLab's side of the procedure. Each call is safe to make again.
pub trait Gitlab: Send + Sync {
    /// Reads a target's integration.
    fn observe(
        &self,
        target: &GitlabTarget,
    ) -> impl Future<Output = Result<ObservedTarget, TargetError>> + Send;

    /// Switches a target's integration on with these settings and this credential, and reads back field
    /// by field what came of it: a difference is an error.
    fn put(
        &self,
        target: &GitlabTarget,
        settings: &Settings,
        credential: &Credential,
    ) -> impl Future<Output = Result<(), TargetError>> + Send;

    /// Makes GitLab itself call Jira with what it has stored.
    fn check(
        &self,
        target: &GitlabTarget,
    ) -> impl Future<Output = Result<TargetCheck, TargetError>> + Send;

    /// Switches a target's integration off; fine if it is off already.
    fn disable(
        &self,
        target: &GitlabTarget,
    ) -> impl Future<Output = Result<(), TargetError>> + Send;
}

/// No GitLab: only Jira's side is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoGitlab;

impl Gitlab for NoGitlab {
    async fn observe(&self, target: &GitlabTarget) -> Result<ObservedTarget, TargetError> {
        Err(no_gitlab(target))
    }

    async fn put(
        &self,
        target: &GitlabTarget,
        _: &Settings,
        _: &Credential,
    ) -> Result<(), TargetError> {
        Err(no_gitlab(target))
    }

    async fn check(&self, target: &GitlabTarget) -> Result<TargetCheck, TargetError> {
        Err(no_gitlab(target))
    }

    async fn disable(&self, target: &GitlabTarget) -> Result<(), TargetError> {
        Err(no_gitlab(target))
    }
}

fn no_gitlab(target: &GitlabTarget) -> TargetError {
    TargetError {
        message: format!("there is no access to GitLab for {}", target.name()),
        remedy: "give GitLab's address and a token for its API".to_owned(),
    }
}
