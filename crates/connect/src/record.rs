//! What was made, so that it can be found again and taken back: ids, names, what was there before. Never a
//! secret. Each entry is written before its request is sent (`intended`), so a run that is killed
//! leaves no thing behind of which nobody knows.

mod file;
#[cfg(test)]
mod tests;

use jira_client::Secret;
use serde::{Deserialize, Serialize};

use crate::gitlab_part::{GitlabTarget, Settings};
use crate::observed::same;
use crate::spec::{CredentialKind, Spec};
use crate::token::fingerprint;

pub use file::{RecordFile, path_in, read};

/// The version of the format.
pub const VERSION: u32 = 1;
/// How many steps are remembered.
const MOST_STEPS: usize = 2000;

/// What was made for one user of one Jira.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Record {
    /// The version of the format.
    pub version: u32,
    /// Jira's address.
    pub jira_url: String,
    /// The user.
    pub username: String,
    /// What was wanted last; nothing before the first run.
    #[serde(default)]
    pub spec: Option<Spec>,
    /// The user, if it was made.
    #[serde(default)]
    pub user: Option<Made>,
    /// The group, if it was made.
    #[serde(default)]
    pub group: Option<Made>,
    /// The user's membership in the group, if it was made.
    #[serde(default)]
    pub member: Option<Made>,
    /// How the user was given an application.
    #[serde(default)]
    pub access: Option<AccessMade>,
    /// The grants added to schemes that were there.
    #[serde(default)]
    pub grants: Vec<GrantMade>,
    /// The copies of schemes.
    #[serde(default)]
    pub copies: Vec<CopyMade>,
    /// The projects that were given another scheme.
    #[serde(default)]
    pub assigned: Vec<Assigned>,
    /// What GitLab signs in with.
    #[serde(default)]
    pub credential: Option<CredentialMade>,
    /// The GitLab projects and groups that were given the credential.
    #[serde(default)]
    pub targets: Vec<TargetMade>,
    /// A rotation that is under way.
    #[serde(default)]
    pub rotation: Option<Rotation>,
    /// What was done, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// Whether something was done for certain.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It was about to be done; whether it was, only Jira knows.
    Intended,
    /// It was done.
    Done,
}

/// A thing with a name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Made {
    /// Its name; of a membership, the group's.
    pub name: String,
    /// Whether it was done for certain.
    pub state: State,
}

/// How the user was given an application.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AccessMade {
    /// The application's key.
    pub application: String,
    /// The group that was added to it; none, if the user was given the application by itself.
    pub group: Option<String>,
    /// Whether it was done for certain.
    pub state: State,
}

/// A grant to the group.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct GrantMade {
    /// The scheme's id.
    pub scheme: String,
    /// The scheme's name.
    pub scheme_name: String,
    /// The permission's key.
    pub permission: String,
    /// The group.
    pub group: String,
    /// The grant's id, once known.
    pub id: Option<String>,
    /// Whether it was done for certain.
    pub state: State,
}

/// A copy of a scheme.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CopyMade {
    /// The id of the scheme it was copied from.
    pub source: String,
    /// Its name, by which it is found again.
    pub name: String,
    /// Its id, once known.
    pub id: Option<String>,
    /// Whether it is complete for certain.
    pub state: State,
}

/// A project that was given another scheme.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Assigned {
    /// The project's key.
    pub project: String,
    /// The id of the scheme it used before.
    pub previous: String,
    /// The id of the scheme it was given.
    pub scheme: String,
    /// Whether it was done for certain.
    pub state: State,
}

/// What GitLab signs in with.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CredentialMade {
    /// Password or token.
    pub kind: CredentialKind,
    /// Whether this program set the password or made the token; else it was given.
    pub made: bool,
    /// The token's id.
    #[serde(default)]
    pub token: Option<String>,
    /// By what the secret is known again, if this program made it.
    #[serde(default)]
    pub fingerprint: Option<String>,
    /// The kind it takes the place of, as long as that is still good.
    #[serde(default)]
    pub replaces: Option<CredentialKind>,
    /// Whether Jira has it and every target was given it.
    pub state: State,
    /// Since when.
    pub since: String,
}

/// A GitLab project or group that was given the credential.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct TargetMade {
    /// Which.
    pub target: GitlabTarget,
    /// Whether its integration was on before.
    pub was_active: bool,
    /// Its settings before, if it had any. GitLab never tells the password.
    pub before: Option<Settings>,
    /// Whether it was done for certain.
    pub state: State,
}

/// A rotation that is under way.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Rotation {
    /// How far it is.
    pub phase: Phase,
    /// The targets that have a token made in this rotation.
    pub bridged: Vec<GitlabTarget>,
    /// By what the new password is known again, once it is kept.
    #[serde(default)]
    pub fingerprint: Option<String>,
    /// Since when.
    pub since: String,
}

/// How far a rotation is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Targets are given a new token; the old credential is good.
    Tokens,
    /// All targets have a new token; the password is about to be another.
    Password,
    /// What is not used any more is being revoked.
    Cleaning,
}

/// Something that was done.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Step {
    /// When.
    pub at: String,
    /// What: a change's id, or a word of the procedure's.
    pub id: String,
    /// Whether it began or was done.
    pub state: State,
}

impl Record {
    /// Returns whether a secret may be the one in use: not, if it is known to be another.
    #[must_use]
    pub fn may_be_in_use(&self, secret: &Secret) -> bool {
        let known = self.credential.as_ref();
        known
            .and_then(|made| made.fingerprint.as_ref())
            .is_none_or(|known| *known == fingerprint(secret))
    }

    /// Returns the record of nothing.
    #[must_use]
    pub fn empty(jira_url: &str, username: &str) -> Self {
        Self {
            version: VERSION,
            jira_url: jira_url.to_owned(),
            username: username.to_owned(),
            spec: None,
            user: None,
            group: None,
            member: None,
            access: None,
            grants: Vec::new(),
            copies: Vec::new(),
            assigned: Vec::new(),
            credential: None,
            targets: Vec::new(),
            rotation: None,
            steps: Vec::new(),
        }
    }

    /// Returns whether nothing was made, as far as is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nothing = Self {
            spec: None,
            steps: Vec::new(),
            ..self.clone()
        };
        nothing == Self::empty(&self.jira_url, &self.username)
    }

    /// Returns whether the user of this name was made by this program.
    #[must_use]
    pub fn made_user(&self, name: &str) -> bool {
        self.user
            .as_ref()
            .is_some_and(|made| same(&made.name, name))
    }

    /// Returns whether the group of this name was made by this program.
    #[must_use]
    pub fn made_group(&self, name: &str) -> bool {
        self.group
            .as_ref()
            .is_some_and(|made| same(&made.name, name))
    }

    /// Returns the copy that was made of a scheme.
    #[must_use]
    pub fn copy_of(&self, source: &str) -> Option<&CopyMade> {
        self.copies.iter().find(|copy| copy.source == source)
    }

    /// Returns whether a scheme is one of the copies.
    #[must_use]
    pub fn is_copy(&self, scheme: &str) -> bool {
        self.copies
            .iter()
            .any(|copy| copy.id.as_deref() == Some(scheme))
    }

    /// Returns whether a target was given the credential for certain.
    #[must_use]
    pub fn has_target(&self, target: &GitlabTarget) -> bool {
        self.targets
            .iter()
            .any(|made| made.target == *target && made.state == State::Done)
    }

    pub(crate) fn log(&mut self, id: &str, state: State) {
        if self.steps.len() >= MOST_STEPS {
            self.steps.drain(..MOST_STEPS / 2);
        }
        self.steps.push(Step {
            at: now(),
            id: id.to_owned(),
            state,
        });
    }
}

/// Returns the time, as the record writes it.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}
