//! Who takes part: the administrator's client, GitLab, whoever keeps secrets and whoever shows progress.

use jira_client::Client;

use crate::error::Error;
use crate::gitlab_part::{Credential, Gitlab};
use crate::report::{Event, Report};

/// Who takes part.
pub struct Parties<'a, G> {
    /// Jira, as its administrator.
    pub admin: &'a Client,
    /// GitLab.
    pub gitlab: &'a G,
    /// Whoever keeps secrets.
    pub keeper: &'a dyn Keeper,
    /// Whoever shows progress.
    pub report: &'a dyn Report,
    /// The credential GitLab has now or is to have, if the caller has one: from the file an earlier run
    /// kept it in, or given.
    pub credential: Option<Credential>,
}

/// Whoever keeps secrets: in a file, or by showing them once.
pub trait Keeper: Send + Sync {
    /// Keeps a credential. A password is kept before Jira learns of it, a token as soon as it is made; so
    /// whatever happens next, what was handed out is not lost.
    ///
    /// # Errors
    /// In words, when it cannot be kept; then it is not used either.
    fn keep(&self, credential: &Credential) -> Result<(), String>;
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoKeeper;

impl Keeper for NoKeeper {
    fn keep(&self, _: &Credential) -> Result<(), String> {
        Ok(())
    }
}

impl<G: Gitlab> Parties<'_, G> {
    pub(crate) fn keep(&self, credential: &Credential) -> Result<(), Error> {
        self.keeper.keep(credential).map_err(Error::Keeper)
    }

    pub(crate) fn note(&self, text: &str) {
        self.report.event(&Event::Note { text });
    }

    /// Returns Jira as somebody else.
    pub(crate) fn jira_as(&self, credential: &Credential) -> Result<Client, Error> {
        client_as(self.admin, credential)
    }
}

/// Returns a client of the same server for GitLab's user.
///
/// # Errors
/// When the credential cannot be sent.
pub fn client_as(client: &Client, credential: &Credential) -> Result<Client, Error> {
    let credential = match credential {
        Credential::Password { username, password } => jira_client::Credential::Basic {
            username: username.clone(),
            password: password.clone(),
        },
        Credential::Token(token) => jira_client::Credential::Bearer(token.clone()),
    };
    client
        .with_credential(credential)
        .map_err(|source| Error::jira("sign in as GitLab's user", source))
}
