//! Why a verb ended, and the exit code that says so to scripts. The codes are a contract: `docs/connect.md`
//! and the help list them.

use ::connect::error::Error;
use serde::Serialize;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// Something else went wrong.
    Failed = 1,
    /// There are changes to make.
    ChangesPending = 2,
    /// Jira refused the credential.
    CredentialRefused = 3,
    /// Whoever did it may not do it.
    MissingRights = 4,
    /// A check failed.
    NotVerified = 5,
    /// GitLab refused, or was not reached.
    GitlabFailed = 6,
    /// It was not begun, because it could not be ended well.
    NotPossible = 7,
    /// Jira was not reached, or what answers is not its API.
    JiraNotReached = 8,
    /// The command line or the file makes no sense.
    Usage = 64,
}

/// What the help says about them.
pub const HELP: &str = "\
Exit codes:
   0  done, or nothing to do
   1  something else went wrong
   2  there are changes to make (plan, status, --dry-run, or not confirmed)
   3  Jira refused the credential: wrong, expired, locked by CAPTCHA
   4  the administrator lacks a right, or the user directory is read-only
   5  a check failed
   6  GitLab refused, or was not reached
   7  not begun, because it could not be ended well
   8  Jira was not reached, or what answers there is not its API
  64  the command line or the file makes no sense

Secrets never stand on the command line: they come from a file, from the
output of a command (a password manager's), from the environment, or they are
asked for. docs/connect.md tells it all.";

/// A verb that ended early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stop {
    /// The code.
    #[serde(skip)]
    pub exit: Exit,
    /// What happened.
    pub text: String,
    /// What to do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

impl Stop {
    /// Returns an end.
    pub fn new(exit: Exit, text: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit,
            text: text.into(),
            remedy: remedy.into(),
        }
    }

    /// Returns the end of a command line or file that makes no sense.
    pub fn usage(text: String) -> Self {
        Self::new(Exit::Usage, text, "")
    }

    /// Returns the end of something else.
    pub fn failed(text: impl Into<String>) -> Self {
        Self::new(Exit::Failed, text, "")
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        let exit = match &error {
            Error::Jira { source, .. } => of_jira(source),
            Error::Gitlab { .. } | Error::TargetFails { .. } => Exit::GitlabFailed,
            Error::Refused(notices) if notices.iter().any(is_about_rights) => Exit::MissingRights,
            Error::Refused(_) | Error::Changed(_) => Exit::NotPossible,
            _ => Exit::Failed,
        };
        let remedy = error.remedy();
        Self::new(exit, error.to_string(), remedy)
    }
}

/// A refusal of the plan that more rights would lift.
fn is_about_rights(notice: &::connect::plan::Notice) -> bool {
    matches!(notice.code, "not-administrator" | "missing-permission")
}

impl From<jira_client::Error> for Stop {
    fn from(error: jira_client::Error) -> Self {
        Self::new(of_jira(&error), error.to_string(), error.remedy())
    }
}

impl From<::connect::gitlab::Error> for Stop {
    fn from(error: ::connect::gitlab::Error) -> Self {
        Self::new(Exit::GitlabFailed, error.what(), error.remedy())
    }
}

/// Returns the code of a refusal by Jira.
pub fn of_jira(error: &jira_client::Error) -> Exit {
    use jira_client::Error as Jira;
    match error {
        Jira::WrongPassword { .. }
        | Jira::InvalidToken { .. }
        | Jira::CredentialIgnored { .. }
        | Jira::Captcha { .. }
        | Jira::LoginNotAllowed { .. }
        | Jira::AuthenticationRequired { .. } => Exit::CredentialRefused,
        Jira::MissingPermission { .. }
        | Jira::SecureSessionRequired { .. }
        | Jira::ReadOnlyDirectory { .. } => Exit::MissingRights,
        Jira::BadUrl { .. } | Jira::BadArgument { .. } => Exit::Usage,
        Jira::Unreachable { .. }
        | Jira::Tls { .. }
        | Jira::RedirectToHttps { .. }
        | Jira::RedirectToLogin { .. }
        | Jira::RedirectElsewhere { .. }
        | Jira::Html { .. }
        | Jira::WrongContextPath { .. }
        | Jira::NotJira { .. }
        | Jira::RefusedByProxy { .. }
        | Jira::Unavailable { .. } => Exit::JiraNotReached,
        _ => Exit::Failed,
    }
}
