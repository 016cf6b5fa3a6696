//! What is wanted: the one value everything else is worked out from. It never holds a secret, only where
//! one comes from. Reading it from a file is `load`'s business, what makes no sense is `check`'s.

mod check;
mod known;
mod load;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::gitlab_part::{GitlabTarget, Settings, TargetKind};
use crate::rights::Rights;

pub use check::Problem;
pub use load::{LoadError, from_json, from_toml};

/// The version of the format.
pub const VERSION: u32 = 1;

/// What is wanted.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Spec {
    /// The version of the format: 1.
    pub version: u32,
    /// The Jira.
    pub jira: JiraSpec,
    /// The user GitLab will be.
    #[serde(default)]
    pub user: UserSpec,
    /// The group that holds the permissions.
    #[serde(default)]
    pub group: GroupSpec,
    /// What the group is granted, and how.
    #[serde(default)]
    pub permissions: PermissionsSpec,
    /// What GitLab signs in with.
    #[serde(default)]
    pub credential: CredentialSpec,
    /// The GitLab; without it only Jira's side is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gitlab: Option<GitlabSpec>,
}

/// The Jira.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct JiraSpec {
    /// Its address as GitLab will use it, context path included.
    pub url: String,
    /// The projects GitLab works with: `"all"`, or a list of keys.
    #[serde(default)]
    pub projects: Projects,
    /// Who does this: a Jira administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin: Option<AdminSpec>,
}

/// Who does this.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct AdminSpec {
    /// Their username; not needed with a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Where their password comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretSource>,
    /// Where their personal access token comes from, in place of a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<SecretSource>,
}

/// Which projects.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Projects {
    /// All that there are.
    #[default]
    All,
    /// Those of these keys.
    Keys(Vec<String>),
}

/// The user GitLab will be.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct UserSpec {
    /// The name to sign in with.
    pub name: String,
    /// The address; notifications go there.
    pub email: String,
    /// The name people see beside comments.
    pub display_name: String,
}

impl Default for UserSpec {
    fn default() -> Self {
        Self {
            name: "gitlab".to_owned(),
            email: "gitlab@example.com".to_owned(),
            display_name: "GitLab".to_owned(),
        }
    }
}

/// The group that holds the permissions.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct GroupSpec {
    /// Its name.
    pub name: String,
}

impl Default for GroupSpec {
    fn default() -> Self {
        Self {
            name: "gitlab-developers".to_owned(),
        }
    }
}

/// What the group is granted, and how.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct PermissionsSpec {
    /// How much.
    pub rights: Rights,
    /// Further permissions, by their keys: `CREATE_ISSUES` for issues from vulnerabilities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<String>,
    /// Where the grants are added.
    pub scheme: SchemeChoice,
    /// How the user comes to be allowed to sign in at all.
    pub access: Access,
}

/// Where the grants are added.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SchemeChoice {
    /// To the schemes that the projects use. What else uses such a scheme is affected, too.
    #[default]
    Grant,
    /// To a complete copy of each scheme in use, which the wanted projects then use instead. Other
    /// projects are left alone.
    Copy,
}

/// How the user comes to be allowed to sign in at all.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// The group becomes one of the application's. It brings nothing but signing in.
    #[default]
    Group,
    /// As a form "Create user" does: by the application's default groups, with all that people in
    /// them may do.
    Default,
    /// Nothing is done.
    None,
}

/// What GitLab signs in with.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct CredentialSpec {
    /// Password or token.
    pub kind: CredentialKind,
    /// Where it comes from; without, a new one is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<SecretSource>,
    /// A file it is written to, readable by its owner only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// For how many days a new token is good; for ever without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_days: Option<u32>,
}

/// Password or token.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CredentialKind {
    /// A username and a password.
    #[default]
    Password,
    /// A personal access token (Jira 8.14 and later, Bailiwick).
    Token,
}

/// The GitLab.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct GitlabSpec {
    /// Its address.
    pub url: String,
    /// Where the token for its API comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<SecretSource>,
    /// Projects, by path or number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<String>,
    /// Groups, by path or number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// An address for API calls that differs from the one people use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_url: Option<String>,
    /// Whether commits that name an issue are told to Jira.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit_events: Option<bool>,
    /// Whether merge requests that name an issue are told to Jira.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge_requests_events: Option<bool>,
    /// Whether a mention writes a comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<bool>,
    /// Whether issues are closed by the first transition into a status that is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transition_automatic: Option<bool>,
    /// The transitions that close an issue, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transitions: Vec<u64>,
    /// What stands before a key in texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_prefix: Option<String>,
    /// What finds keys in texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_regex: Option<String>,
    /// Whether GitLab lists Jira's issues (Premium).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issues_enabled: Option<bool>,
}

/// Where a secret comes from. A file never holds the secret itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SecretSource {
    /// It is asked for.
    Prompt,
    /// A variable of the environment.
    Env(String),
    /// The first line of a file.
    File(String),
    /// The first line a command prints: a password manager's.
    Command(String),
}

impl SecretSource {
    /// Reads `prompt`, `env:NAME`, `file:PATH` or `command:…`. The refusal does not repeat the text,
    /// which may be a secret.
    ///
    /// # Errors
    /// For any other text.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const REFUSAL: &str = "is not where a secret comes from: write `prompt`, `env:NAME`, \
                               `file:PATH` or `command:…`, never the secret itself";
        if text == "prompt" {
            return Ok(Self::Prompt);
        }
        match text.split_once(':') {
            Some((_, "")) => Err(REFUSAL),
            Some(("env", name)) => Ok(Self::Env(name.to_owned())),
            Some(("file", path)) => Ok(Self::File(path.to_owned())),
            Some(("command", command)) => Ok(Self::Command(command.to_owned())),
            _ => Err(REFUSAL),
        }
    }
}

impl fmt::Display for SecretSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prompt => write!(out, "prompt"),
            Self::Env(name) => write!(out, "env:{name}"),
            Self::File(path) => write!(out, "file:{path}"),
            Self::Command(command) => write!(out, "command:{command}"),
        }
    }
}

impl Spec {
    /// Returns a specification with the usual names, for all projects and without a GitLab.
    #[must_use]
    pub fn new(jira_url: &str) -> Self {
        Self {
            version: VERSION,
            jira: JiraSpec {
                url: jira_url.to_owned(),
                projects: Projects::All,
                admin: None,
            },
            user: UserSpec::default(),
            group: GroupSpec::default(),
            permissions: PermissionsSpec::default(),
            credential: CredentialSpec::default(),
            gitlab: None,
        }
    }

    /// Returns the keys of all permissions the group is to have.
    #[must_use]
    pub fn wanted_permissions(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let rights = self.permissions.rights.permissions();
        let extra = self.permissions.extra.iter().map(String::as_str);
        for key in rights.into_iter().chain(extra) {
            if !keys.iter().any(|known| known == key) {
                keys.push(key.to_owned());
            }
        }
        keys
    }

    /// Returns Jira's address without a slash at its end.
    #[must_use]
    pub fn jira_url(&self) -> &str {
        self.jira.url.trim_end_matches('/')
    }

    /// Returns the GitLab projects and groups that get the credential.
    #[must_use]
    pub fn targets(&self) -> Vec<GitlabTarget> {
        let Some(gitlab) = &self.gitlab else {
            return Vec::new();
        };
        let of = |kind: TargetKind| {
            move |path: &String| GitlabTarget {
                kind,
                path: path.clone(),
            }
        };
        let projects = gitlab.projects.iter().map(of(TargetKind::Project));
        let groups = gitlab.groups.iter().map(of(TargetKind::Group));
        projects.chain(groups).collect()
    }

    /// Returns the settings each target is to have; what is `None` is left as it is.
    #[must_use]
    pub fn wanted_settings(&self, kind: CredentialKind) -> Settings {
        let gitlab = self.gitlab.clone().unwrap_or_default();
        let ids: Vec<String> = gitlab.transitions.iter().map(u64::to_string).collect();
        Settings {
            url: self.jira_url().to_owned(),
            api_url: gitlab.api_url,
            auth: kind,
            username: (kind == CredentialKind::Password).then(|| self.user.name.clone()),
            commit_events: gitlab.commit_events,
            merge_requests_events: gitlab.merge_requests_events,
            comment_on_event_enabled: gitlab.comments,
            transition_automatic: gitlab.transition_automatic,
            transition_id: (!ids.is_empty()).then(|| ids.join(",")),
            issue_prefix: gitlab.issue_prefix,
            issue_regex: gitlab.issue_regex,
            issues_enabled: gitlab.issues_enabled,
            // What is shown, not what the credential can do; empty means all.
            project_keys: match &self.jira.projects {
                Projects::Keys(keys) if gitlab.issues_enabled == Some(true) => Some(keys.clone()),
                _ => None,
            },
        }
    }
}
