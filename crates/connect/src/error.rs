//! Why the procedure stopped, each time with what to do.

use std::path::PathBuf;

use crate::gitlab_part::TargetError;
use crate::plan::Notice;

/// Why the procedure stopped. What was done before is in the record; running it again goes on there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Jira refused something, or was not reached.
    #[error("{doing}: {source}")]
    Jira {
        /// What was being done.
        doing: String,
        /// What Jira said.
        source: Box<jira_client::Error>,
    },
    /// GitLab refused something, or was not reached.
    #[error("GitLab {target}: {source}")]
    Gitlab {
        /// The project or group.
        target: String,
        /// What GitLab said.
        source: TargetError,
    },
    /// GitLab has the credential and its calls to Jira fail.
    #[error("GitLab {target} cannot use the credential: {detail}")]
    TargetFails {
        /// The project or group.
        target: String,
        /// GitLab's words.
        detail: String,
        /// What to do.
        remedy: String,
    },
    /// It is not begun: it could not be ended well.
    #[error("{}", .0.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n"))]
    Refused(Vec<Notice>),
    /// Jira's state is not what it was when the plan was made.
    #[error("{0}")]
    Changed(String),
    /// The record cannot be read or written.
    #[error("the record {path}: {detail}")]
    Record {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        detail: String,
    },
    /// Another run works with the same record.
    #[error("another run is under way for the same Jira and user ({path})")]
    Busy {
        /// The file that is locked.
        path: PathBuf,
    },
    /// The secret could not be kept, and so was not used.
    #[error("the new credential cannot be kept: {0}")]
    Keeper(String),
    /// There is no record of what is to be changed.
    #[error("nothing is recorded for this Jira and user")]
    NoRecord,
    /// The system has no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
}

impl Error {
    pub(crate) fn jira(doing: impl Into<String>, source: jira_client::Error) -> Self {
        Self::Jira {
            doing: doing.into(),
            source: Box::new(source),
        }
    }

    pub(crate) fn refused(code: &'static str, text: impl Into<String>, remedy: &str) -> Self {
        Self::Refused(vec![Notice::new(code, text, remedy)])
    }

    /// Returns what to do.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Jira { source, .. } => jira_remedy(source),
            Self::Gitlab { source, .. } => source.remedy.clone(),
            Self::TargetFails { remedy, .. } => remedy.clone(),
            Self::Refused(notices) => notices
                .iter()
                .map(|notice| notice.remedy.as_str())
                .filter(|remedy| !remedy.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Changed(_) => "Make the plan again and look at it: nothing was lost.".to_owned(),
            Self::Record { .. } => {
                "Check the folder's permissions and space. The record says what was made; without \
                 it, nothing can be taken back."
                    .to_owned()
            }
            Self::Busy { .. } => "Wait until the other run has ended.".to_owned(),
            Self::Keeper(_) => {
                "Choose another place for the secret; nothing was changed.".to_owned()
            }
            Self::NoRecord => {
                "Name the Jira and the user as they were named when the credential was made, and \
                 the folder of records if it is not the usual one."
                    .to_owned()
            }
            Self::NoRandomness => "Try again later.".to_owned(),
        }
    }
}

/// Returns what to do about a refusal, where this procedure knows better than a client in general.
fn jira_remedy(error: &jira_client::Error) -> String {
    match error {
        jira_client::Error::ReadOnlyDirectory { .. } => {
            "Users of this Jira come from a directory that it cannot write (LDAP, Crowd, single \
             sign-on). Make the user and the group there, or in Jira's internal directory in the \
             browser (User management), and run this again with the user's password given: what is \
             there already is used."
                .to_owned()
        }
        other => other.remedy(),
    }
}
