//! Exchanges the credential for a new one while GitLab keeps calling.
//!
//! A token is easy: the new one is made beside the old one, handed to every target, tried there, and only then
//! is the old one revoked.
//!
//! A user of Jira has one password, so there is a moment at which the old one stops and GitLab does not have
//! the new one yet. A bridge leads over it: a token is made with the old password and handed to every target;
//! then the password is changed, which leaves tokens alone; then the targets get the new password, and the
//! token is revoked. Where no bridge can be built (Jira before 8.14, the present password not at hand, no
//! target known) the rotation is refused, unless the caller accepts that calls fail between the change and
//! the hand-over.

mod password;
mod tokens;

use std::time::Duration;

use jira_client::Client;

use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab, GitlabTarget, TargetCheck};
use crate::parties::Parties;
use crate::record::{Phase, RecordFile, Rotation, State, now};
use crate::report::{Event, StepState};
use crate::spec::{CredentialKind, Spec};

/// How to rotate.
#[derive(Clone, Copy, Debug)]
pub struct RotateOptions {
    /// How long to wait after a hand-over before the old credential stops: calls that were begun with it may
    /// still be under way. GitLab gives a call 30 seconds.
    pub settle: Duration,
    /// Whether calls may fail for a moment where that cannot be avoided.
    pub allow_gap: bool,
}

impl Default for RotateOptions {
    fn default() -> Self {
        Self {
            settle: Duration::from_secs(30),
            allow_gap: false,
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Rotated {
    /// The new credential.
    pub credential: Credential,
    /// Whether there was a moment in which calls could fail.
    pub had_gap: bool,
}

/// A rotation under way.
struct Run<'a, G> {
    parties: &'a Parties<'a, G>,
    spec: Spec,
    file: &'a mut RecordFile,
    options: RotateOptions,
    n_steps: usize,
}

/// Exchanges the credential. Interrupted and run again, it goes on.
///
/// # Errors
/// When nothing was applied, when there would be a gap that was not accepted, or with the first refusal; then
/// GitLab has a credential that works, the old one or the new one.
pub async fn rotate<G: Gitlab>(
    parties: &Parties<'_, G>,
    file: &mut RecordFile,
    options: RotateOptions,
) -> Result<Rotated, Error> {
    let spec = file.record.spec.clone().ok_or(Error::NoRecord)?;
    let is_applied = file
        .record
        .credential
        .as_ref()
        .is_some_and(|made| made.state == State::Done);
    if !is_applied {
        return Err(Error::refused(
            "not-applied",
            "no credential was handed out completely, so there is nothing to exchange",
            "Apply first.",
        ));
    }
    let mut run = Run {
        parties,
        spec,
        file,
        options,
        n_steps: 0,
    };
    let result = match run.spec.credential.kind {
        CredentialKind::Token => run.tokens().await,
        CredentialKind::Password => run.password().await,
    };
    let saved = run.file.save();
    let rotated = result?;
    saved?;
    Ok(rotated)
}

impl<G: Gitlab> Run<'_, G> {
    fn targets(&self) -> Vec<GitlabTarget> {
        let targets = self.file.record.targets.iter();
        targets.map(|made| made.target.clone()).collect()
    }

    fn username(&self) -> String {
        self.spec.user.name.clone()
    }

    /// Says and records that a step begins.
    fn begin(&mut self, id: &str, line: &str) -> Result<(), Error> {
        self.n_steps += 1;
        self.tell(id, line, StepState::Started);
        self.file.record.log(id, State::Intended);
        self.file.save()
    }

    fn end(&mut self, id: &str, line: &str) {
        self.file.record.log(id, State::Done);
        self.tell(id, line, StepState::Done);
    }

    fn tell(&self, id: &str, line: &str, state: StepState) {
        // How many there will be depends on what is found on the way.
        let total = self.n_steps.max(4 + 2 * self.file.record.targets.len());
        self.parties.report.event(&Event::Step {
            id,
            line,
            number: self.n_steps,
            total,
            state,
        });
    }

    fn rotation(&mut self, phase: Phase) -> &mut Rotation {
        let rotation = self.file.record.rotation.get_or_insert_with(|| Rotation {
            phase,
            bridged: Vec::new(),
            fingerprint: None,
            since: now(),
        });
        rotation.phase = phase;
        rotation
    }

    /// Hands a credential to every target and makes each call Jira with it.
    async fn hand_over(&mut self, credential: &Credential) -> Result<(), Error> {
        for target in self.targets() {
            let id = format!("gitlab:{}", target.name());
            let what = match credential {
                Credential::Token(_) => "the new token",
                Credential::Password { .. } => "the new password",
            };
            let line = format!("GitLab {} gets {what}", target.name());
            self.begin(&id, &line)?;
            let refused = |source| Error::Gitlab {
                target: target.name(),
                source,
            };
            let settings = self.spec.wanted_settings(credential.kind());
            let gitlab = self.parties.gitlab;
            gitlab
                .put(&target, &settings, credential)
                .await
                .map_err(refused)?;
            if let TargetCheck::Failed { detail, remedy } =
                gitlab.check(&target).await.map_err(refused)?
            {
                return Err(Error::TargetFails {
                    target: target.name(),
                    detail,
                    remedy,
                });
            }
            if let (Credential::Token(_), Some(rotation)) =
                (credential, &mut self.file.record.rotation)
                && !rotation.bridged.contains(&target)
            {
                rotation.bridged.push(target.clone());
            }
            self.end(&id, &line);
        }
        Ok(())
    }

    /// Lets calls end that were begun with the old credential.
    async fn settle(&self) {
        if !self.options.settle.is_zero() && !self.file.record.targets.is_empty() {
            let seconds = self.options.settle.as_secs();
            self.parties.note(&format!(
                "waiting {seconds} s for calls that were begun with the old credential"
            ));
            tokio::time::sleep(self.options.settle).await;
        }
    }

    /// Returns the user's client for a credential if Jira takes it; none if it refuses.
    async fn signed_in(&self, credential: &Credential) -> Result<Option<Client>, Error> {
        let user = self.parties.jira_as(credential)?;
        match user.myself().await {
            Ok(_) => Ok(Some(user)),
            Err(error) if error.is_credential_refused() => Ok(None),
            Err(source) => Err(Error::jira("sign in as GitLab's user", source)),
        }
    }
}
