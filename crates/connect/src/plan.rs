//! The difference between what is wanted and what is there, as one reads a diff. Working it out asks
//! nobody and changes nothing; `apply` carries it out.

mod credential;
mod make;
mod notices;
mod people;
mod refusals;
mod schemes;
mod targets;

use serde::Serialize;

use crate::gitlab_part::GitlabTarget;

pub use make::make;
pub(crate) use schemes::copy_description;

/// What is to be done, in an order in which it may stop at any point.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Plan {
    /// The changes, in the order in which they are made.
    pub changes: Vec<Change>,
    /// What one should know before saying yes.
    pub warnings: Vec<Notice>,
    /// Why it cannot be done; with any of these nothing is.
    pub refusals: Vec<Notice>,
    /// Everybody who gains or loses something, with all of it.
    pub people: Vec<Effect>,
}

impl Plan {
    /// Returns whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// A name that stays the same from run to run: `grant:10000:ADD_COMMENTS`.
    pub id: String,
    /// Whether something comes, goes or becomes another.
    pub sign: Sign,
    /// What, in one line.
    pub line: String,
    /// What exactly, if a line is not enough: `url: a → b`.
    pub details: Vec<String>,
    /// Why.
    pub reason: String,
    /// The request it is done with.
    pub call: Call,
    /// What the caller needs for it.
    pub needs: &'static str,
    /// Who gains or loses what.
    pub effects: Vec<Effect>,
    /// What is done.
    #[serde(skip)]
    pub action: Action,
}

/// Whether something comes, goes or becomes another.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub enum Sign {
    /// It comes.
    #[serde(rename = "+")]
    Add,
    /// It goes.
    #[serde(rename = "-")]
    Remove,
    /// It becomes another.
    #[serde(rename = "~")]
    Change,
}

impl Sign {
    /// Returns the sign as one reads it in a diff.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Remove => "-",
            Self::Change => "~",
        }
    }
}

/// A request.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Call {
    /// The method.
    pub method: &'static str,
    /// The path below the context path.
    pub path: String,
}

/// What somebody gains or loses.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// The name they sign in with.
    pub person: String,
    /// The name people see.
    pub display_name: String,
    /// What they gain, by the names Jira shows.
    pub gains: Vec<String>,
    /// What they lose.
    pub loses: Vec<String>,
    /// In which projects; empty where it is about no project.
    pub projects: Vec<String>,
    /// Whether it is certain. If not, they may have it already by something that was not read.
    pub certain: bool,
}

/// Something one should know.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Notice {
    /// A name for programs: `scheme-shared`.
    pub code: &'static str,
    /// What.
    pub text: String,
    /// What to do, if anything.
    pub remedy: String,
}

impl Notice {
    pub(crate) fn new(code: &'static str, text: impl Into<String>, remedy: &str) -> Self {
        Self {
            code,
            text: text.into(),
            remedy: remedy.to_owned(),
        }
    }
}

/// What a change does.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Action {
    /// Makes the group.
    CreateGroup,
    /// Makes the user.
    CreateUser,
    /// Lets the user sign in again, whom this program made and deactivated.
    ActivateUser,
    /// Grants a permission to the group in a scheme.
    Grant {
        /// The scheme's id.
        scheme: String,
        /// The scheme's name.
        name: String,
        /// The permission's key.
        permission: String,
    },
    /// Makes a complete copy of a scheme with the group's grants, or completes one that was begun.
    Copy {
        /// The id of the scheme.
        source: String,
        /// The copy's name.
        name: String,
    },
    /// Makes a project use the copy of the scheme it uses.
    Assign {
        /// The project's key.
        project: String,
        /// The id of the scheme it uses.
        source: String,
        /// The copy's name.
        name: String,
    },
    /// Puts the user into the group.
    AddMember,
    /// Makes the group one of an application's.
    GroupAccess {
        /// The application's key.
        application: String,
    },
    /// Gives the user an application by its default groups.
    DefaultAccess {
        /// The application's key.
        application: String,
    },
    /// Makes the credential good and keeps it.
    Credential,
    /// Gives the credential to GitLab.
    PutTarget {
        /// Which project or group.
        target: GitlabTarget,
    },
    /// Takes something back; `revoke` knows what.
    Undo,
}
