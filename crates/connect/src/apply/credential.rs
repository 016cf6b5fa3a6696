//! The step that makes the credential good, and what is put in order once every target has it.

use jira_client::{Secret, UserRef};

use super::Run;
use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab};
use crate::password;
use crate::record::{CredentialMade, State, now};
use crate::spec::CredentialKind;
use crate::token;

impl<G: Gitlab> Run<'_, G> {
    pub(super) async fn make_credential(&mut self) -> Result<(), Error> {
        let is_given = self.spec.credential.from.is_some();
        let kind = self.spec.credential.kind;
        let known = self.file.record.credential.take();
        let replaces = known.as_ref().and_then(|known| {
            let was = (known.kind != kind && known.made).then_some(known.kind);
            was.or(known.replaces)
        });
        // What an earlier run made and did not get to hand over, and what was kept with the user a moment ago.
        let known = known.filter(|known| known.kind == kind && !is_given);
        self.file.record.credential = Some(CredentialMade {
            kind,
            made: !is_given,
            token: known.as_ref().and_then(|known| known.token.clone()),
            fingerprint: known.and_then(|known| known.fingerprint),
            replaces,
            state: State::Intended,
            since: now(),
        });
        self.file.save()?;
        let credential = match (kind, is_given) {
            (CredentialKind::Password, _) => self.password_credential(is_given).await?,
            (CredentialKind::Token, true) => self.given_token()?,
            (CredentialKind::Token, false) => self.token_credential().await?,
        };
        self.credential = Some(credential);
        Ok(())
    }

    /// Returns a new password that is recorded and kept, and not set yet.
    pub(super) fn new_password(&mut self) -> Result<Secret, Error> {
        let password = password::generate()?;
        let replaces = self.file.record.credential.as_ref();
        let replaces = replaces.and_then(|known| known.replaces);
        self.file.record.credential = Some(CredentialMade {
            kind: CredentialKind::Password,
            made: true,
            token: None,
            fingerprint: Some(token::fingerprint(&password)),
            replaces,
            state: State::Intended,
            since: now(),
        });
        self.file.save()?;
        self.parties.keep(&Credential::Password {
            username: self.spec.user.name.clone(),
            password: password.clone(),
        })?;
        Ok(password)
    }

    /// Returns what the caller has at hand, unless it is known to be of no use any more.
    fn at_hand(&self) -> Option<Credential> {
        let is_given = self.spec.credential.from.is_some();
        let at_hand = self.parties.credential.as_ref();
        let record = &self.file.record;
        at_hand
            .filter(|at_hand| is_given || record.may_be_in_use(at_hand.secret()))
            .cloned()
    }

    async fn password_credential(&mut self, is_given: bool) -> Result<Credential, Error> {
        let username = self.spec.user.name.clone();
        let is_ours = self.file.record.made_user(&username);
        let of = |password: Secret| Credential::Password {
            username: username.clone(),
            password,
        };
        // Set when the user was made, a moment ago.
        if let Some(password) = &self.password {
            return Ok(of(password.clone()));
        }
        let password = match self.at_hand() {
            // Somebody's own password: it is used, not set.
            Some(Credential::Password { password, .. }) if !is_ours => return Ok(of(password)),
            // Given, or kept by an earlier run that did not get to setting it.
            Some(Credential::Password { password, .. }) => password,
            _ if is_given => return Err(nothing_given("password")),
            _ => self.new_password()?,
        };
        self.set_password(&password).await?;
        Ok(of(password))
    }

    async fn set_password(&mut self, password: &Secret) -> Result<(), Error> {
        let name = &self.spec.user.name;
        let set = self
            .parties
            .admin
            .set_password(UserRef::Name(name), password)
            .await;
        set.map_err(|source| Error::jira(format!("set the password of {name}"), source))?;
        self.password = Some(password.clone());
        Ok(())
    }

    fn given_token(&self) -> Result<Credential, Error> {
        match &self.parties.credential {
            Some(Credential::Token(token)) => Ok(Credential::Token(token.clone())),
            _ => Err(nothing_given("token")),
        }
    }

    async fn token_credential(&mut self) -> Result<Credential, Error> {
        let username = self.spec.user.name.clone();
        let at_hand = self.at_hand();
        if let Some(kept @ Credential::Token(_)) = &at_hand {
            // An earlier run kept it and may have got no further.
            let user = self.parties.jira_as(kept)?;
            match user.myself().await {
                Ok(_) => return Ok(kept.clone()),
                Err(error) if error.is_credential_refused() => {}
                Err(source) => return Err(Error::jira("sign in with the token", source)),
            }
        }
        let password = match (&self.password, at_hand) {
            (Some(password), _) => password.clone(),
            (None, Some(Credential::Password { password, .. })) => password,
            (None, _) if self.file.record.made_user(&username) => {
                // Nobody keeps it: it is for making the token.
                let password = password::generate()?;
                self.set_password(&password).await?;
                password
            }
            (None, _) => return Err(nothing_given("password")),
        };
        let user = self
            .parties
            .jira_as(&Credential::Password { username, password })?;
        let days = self.spec.credential.expires_days;
        let made = token::create(&user, token::NAME, days).await?;
        if let Some(recorded) = &mut self.file.record.credential {
            recorded.token = Some(made.id.to_string());
            recorded.fingerprint = Some(token::fingerprint(&made.raw_token));
        }
        self.file.save()?;
        let credential = Credential::Token(made.raw_token);
        self.parties.keep(&credential)?;
        Ok(credential)
    }

    /// Once every target has the new credential: tokens that this program made and nobody uses any more are
    /// revoked, and the record says that all is well.
    pub(super) async fn settle_credential(&mut self) -> Result<(), Error> {
        let Some(recorded) = &mut self.file.record.credential else {
            return Ok(());
        };
        if recorded.state == State::Done {
            return Ok(());
        }
        if let (Some(credential @ Credential::Token(secret)), true) =
            (&self.credential, recorded.made)
        {
            let is_known = recorded.fingerprint.as_deref() == Some(&token::fingerprint(secret));
            // Without knowing which one is in use none is revoked.
            if is_known && recorded.token.is_some() {
                let user = self.parties.jira_as(credential)?;
                token::revoke_others(&user, recorded.token.as_deref()).await?;
            }
        }
        let replaces = recorded.replaces;
        self.retire(replaces).await?;
        if let Some(recorded) = &mut self.file.record.credential {
            recorded.replaces = None;
            recorded.state = State::Done;
        }
        Ok(())
    }

    /// Takes the other kind of credential out of use, which GitLab had before.
    async fn retire(&mut self, replaced: Option<CredentialKind>) -> Result<(), Error> {
        match (replaced, &self.credential) {
            (Some(CredentialKind::Token), Some(credential @ Credential::Password { .. })) => {
                let user = self.parties.jira_as(credential)?;
                token::revoke_others(&user, None).await
            }
            (Some(CredentialKind::Password), Some(Credential::Token(_)))
                if self.file.record.made_user(&self.spec.user.name) =>
            {
                // One that nobody knows.
                let password = password::generate()?;
                self.set_password(&password).await
            }
            _ => Ok(()),
        }
    }
}

fn nothing_given(what: &str) -> Error {
    Error::refused(
        "nothing-given",
        format!("the {what} of GitLab's user is needed and was not given"),
        "Say where it comes from (`--credential-file`; in a file: `credential.from`).",
    )
}
