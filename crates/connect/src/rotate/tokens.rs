//! Exchanging a token for a new one.

use jira_client::{Client, UserRef};

use super::{Rotated, Run};
use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab};
use crate::password;
use crate::record::{CredentialMade, Phase, State, now};
use crate::spec::CredentialKind;
use crate::token;

impl<G: Gitlab> Run<'_, G> {
    pub(super) async fn tokens(&mut self) -> Result<Rotated, Error> {
        if self.targets().is_empty() && !self.options.allow_gap {
            return Err(Error::refused(
                "rotation-gap",
                "no GitLab project or group is known that would be given the new token: whoever uses the \
                 old one is refused as soon as it is revoked",
                "Name GitLab's projects and apply, or accept the gap (`--allow-gap`) and hand the new \
                 token over yourself.",
            ));
        }
        self.rotation(Phase::Tokens);
        let user = self.user_by_any_means().await?;
        let line = "a new personal access token";
        self.begin("token", line)?;
        let days = self.spec.credential.expires_days;
        let made = token::create(&user, token::NAME, days).await?;
        let (id, fingerprint) = (made.id.to_string(), token::fingerprint(&made.raw_token));
        let credential = Credential::Token(made.raw_token);
        self.parties.keep(&credential)?;
        self.end("token", line);
        self.hand_over(&credential).await?;
        self.settle().await;

        self.rotation(Phase::Cleaning);
        let line = "the old token is revoked";
        self.begin("revoke-token", line)?;
        let given = self
            .file
            .record
            .credential
            .as_ref()
            .is_some_and(|made| !made.made);
        let by_new = self.parties.jira_as(&credential)?;
        token::revoke_others(&by_new, Some(&id)).await?;
        if given {
            self.parties.note(
                "the token that was given was not made by this program: revoke it in Jira, in the \
                 user's profile",
            );
        }
        self.file.record.credential = Some(CredentialMade {
            kind: CredentialKind::Token,
            made: true,
            token: Some(id),
            fingerprint: Some(fingerprint),
            replaces: None,
            state: State::Done,
            since: now(),
        });
        self.file.record.rotation = None;
        // A token of this program's now, wherever the last one came from.
        self.spec.credential.from = None;
        self.file.record.spec = Some(self.spec.clone());
        self.end("revoke-token", line);
        Ok(Rotated {
            credential,
            had_gap: self.targets().is_empty(),
        })
    }

    /// Returns the user's client: by the token or password at hand, or, where the user is this program's own
    /// and signs in by tokens only, by a password that nobody else has.
    async fn user_by_any_means(&mut self) -> Result<Client, Error> {
        if let Some(at_hand) = &self.parties.credential
            && let Some(user) = self.signed_in(at_hand).await?
        {
            return Ok(user);
        }
        let username = self.username();
        if !self.file.record.made_user(&username) {
            return Err(Error::refused(
                "token-needs-password",
                format!(
                    "only {username} can make a token for {username}, and no credential is at hand"
                ),
                "Give the user's present token or password.",
            ));
        }
        let password = password::generate()?;
        let set = self
            .parties
            .admin
            .set_password(UserRef::Name(&username), &password)
            .await;
        set.map_err(|source| Error::jira(format!("set the password of {username}"), source))?;
        self.parties
            .jira_as(&Credential::Password { username, password })
    }
}
