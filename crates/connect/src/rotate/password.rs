//! Exchanging a password for a new one, over a bridge of a token.

use jira_client::{Client, UserRef};

use super::{Rotated, Run};
use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab};
use crate::password;
use crate::record::{CredentialMade, Phase, State, now};
use crate::spec::CredentialKind;
use crate::token;

/// For how many days a bridge is good, should a rotation never be ended.
const BRIDGE_DAYS: u32 = 7;

impl<G: Gitlab> Run<'_, G> {
    pub(super) async fn password(&mut self) -> Result<Rotated, Error> {
        let phase = self
            .file
            .record
            .rotation
            .as_ref()
            .map(|rotation| rotation.phase);
        // Past this phase the old password may not be good any more, and every target has a bridge.
        let mut had_gap = false;
        if phase.is_none_or(|phase| phase == Phase::Tokens) {
            had_gap = !self.bridge().await?;
            self.rotation(Phase::Password);
            self.file.save()?;
        }
        let credential = self.new_password().await?;
        self.hand_over(&credential).await?;
        if !had_gap {
            self.settle().await;
        }
        self.rotation(Phase::Cleaning);
        self.clean(&credential).await?;
        Ok(Rotated {
            credential,
            had_gap,
        })
    }

    /// Gives every target a token, so that the password may change. Returns false where that is not possible
    /// and the gap was accepted.
    async fn bridge(&mut self) -> Result<bool, Error> {
        let Some(why_not) = self.try_bridge().await? else {
            self.settle().await;
            return Ok(true);
        };
        if self.options.allow_gap {
            self.parties
                .note(&format!("there will be a gap: {why_not}"));
            return Ok(false);
        }
        Err(Error::refused(
            "rotation-gap",
            format!(
                "GitLab's calls would fail between the change of the password and the hand-over of the \
                 new one: {why_not}"
            ),
            "Give the present password, so that a token can serve meanwhile; or accept the gap \
             (`--allow-gap`); or change to a token (`--token`; in a file: `kind = \"token\"`), which is \
             exchanged without a gap.",
        ))
    }

    /// Returns why there is no bridge.
    async fn try_bridge(&mut self) -> Result<Option<String>, Error> {
        if self.targets().is_empty() {
            let why = "no GitLab project or group is known that would be given it";
            return Ok(Some(why.to_owned()));
        }
        let Some(present @ Credential::Password { .. }) = &self.parties.credential else {
            return Ok(Some("the present password is not at hand".to_owned()));
        };
        if !self.file.record.may_be_in_use(present.secret()) {
            return Ok(Some(
                "the password at hand is not the present one".to_owned(),
            ));
        }
        let Some(user) = self.signed_in(present).await? else {
            return Ok(Some("Jira refused the password at hand".to_owned()));
        };
        let line = "a token that serves while the password changes";
        self.rotation(Phase::Tokens);
        self.begin("bridge", line)?;
        let new = jira_client::NewToken {
            name: token::BRIDGE.to_owned(),
            expires_after_days: Some(BRIDGE_DAYS),
        };
        let made = match user.create_token(&new).await {
            Ok(made) => made,
            Err(jira_client::Error::NotSupported { .. } | jira_client::Error::NotFound { .. }) => {
                return Ok(Some("this Jira has no personal access tokens".to_owned()));
            }
            Err(source) => return Err(Error::jira("make a personal access token", source)),
        };
        self.end("bridge", line);
        self.hand_over(&Credential::Token(made.raw_token)).await?;
        Ok(None)
    }

    /// Sets a new password, or once more the one that an interrupted run kept and may have set.
    async fn new_password(&mut self) -> Result<Credential, Error> {
        let username = self.username();
        let recorded = self.file.record.rotation.as_ref();
        let recorded = recorded.and_then(|rotation| rotation.fingerprint.clone());
        let kept = self.parties.credential.as_ref().filter(|kept| {
            kept.kind() == CredentialKind::Password
                && recorded.as_deref() == Some(&token::fingerprint(kept.secret()))
        });
        let credential = match kept {
            Some(kept) => kept.clone(),
            None => {
                let password = password::generate()?;
                let fingerprint = token::fingerprint(&password);
                let credential = Credential::Password {
                    username: username.clone(),
                    password,
                };
                self.parties.keep(&credential)?;
                self.rotation(Phase::Password).fingerprint = Some(fingerprint);
                credential
            }
        };
        let line = format!("a new password of {username}");
        self.begin("password", &line)?;
        let admin = self.parties.admin;
        let set = admin
            .set_password(UserRef::Name(&username), credential.secret())
            .await;
        set.map_err(|source| Error::jira(format!("set the password of {username}"), source))?;
        self.end("password", &line);
        Ok(credential)
    }

    async fn clean(&mut self, credential: &Credential) -> Result<(), Error> {
        let line = "tokens that served meanwhile are revoked";
        self.begin("revoke-bridge", line)?;
        let user: Client = self.parties.jira_as(credential)?;
        match token::revoke_others(&user, None).await {
            Ok(()) => {}
            // A Jira without tokens has nothing to revoke.
            Err(Error::Jira { source, .. })
                if matches!(
                    *source,
                    jira_client::Error::NotSupported { .. } | jira_client::Error::NotFound { .. }
                ) => {}
            Err(error) => return Err(error),
        }
        self.file.record.credential = Some(CredentialMade {
            kind: CredentialKind::Password,
            made: true,
            token: None,
            fingerprint: Some(token::fingerprint(credential.secret())),
            replaces: None,
            state: State::Done,
            since: now(),
        });
        self.file.record.rotation = None;
        self.spec.credential.from = None;
        self.file.record.spec = Some(self.spec.clone());
        self.end("revoke-bridge", line);
        Ok(())
    }
}
