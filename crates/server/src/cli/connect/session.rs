//! What a verb works with: Jira as its administrator, GitLab, the record, the credential at hand.

use std::io;
use std::path::{Path, PathBuf};

use ::connect::gitlab::{GitLab, Options};
use ::connect::gitlab_part::{
    Credential, Gitlab, GitlabTarget, NoGitlab, ObservedTarget, Settings, TargetCheck, TargetError,
};
use ::connect::record::{Record, RecordFile};
use ::connect::spec::{AdminSpec, CredentialKind, SecretSource, Spec};
use jira_client::Client;

use super::answer::Answer;
use super::args::How;
use super::exit::Stop;
use super::secrets::{self, Drawer};
use super::sources::{Admin, GitlabAccess};

/// GitLab, or nobody.
pub enum Side {
    /// A GitLab.
    Real(Box<GitLab>),
    /// Only Jira's side is done.
    Nobody(NoGitlab),
}

impl Gitlab for Side {
    async fn observe(&self, target: &GitlabTarget) -> Result<ObservedTarget, TargetError> {
        match self {
            Self::Real(gitlab) => gitlab.observe(target).await,
            Self::Nobody(nobody) => nobody.observe(target).await,
        }
    }

    async fn put(
        &self,
        target: &GitlabTarget,
        settings: &Settings,
        credential: &Credential,
    ) -> Result<(), TargetError> {
        match self {
            Self::Real(gitlab) => gitlab.put(target, settings, credential).await,
            Self::Nobody(nobody) => nobody.put(target, settings, credential).await,
        }
    }

    async fn check(&self, target: &GitlabTarget) -> Result<TargetCheck, TargetError> {
        match self {
            Self::Real(gitlab) => gitlab.check(target).await,
            Self::Nobody(nobody) => nobody.check(target).await,
        }
    }

    async fn disable(&self, target: &GitlabTarget) -> Result<(), TargetError> {
        match self {
            Self::Real(gitlab) => gitlab.disable(target).await,
            Self::Nobody(nobody) => nobody.disable(target).await,
        }
    }
}

/// Returns a client of Jira that signs in as nobody.
///
/// # Errors
/// When the address cannot be used.
pub fn anonymous(spec: &Spec, how: &How) -> Result<Client, Stop> {
    refuse_plain_http(spec.jira_url(), how)?;
    let mut builder = Client::builder(spec.jira_url())
        .user_agent(concat!("bailiwick-connect/", env!("CARGO_PKG_VERSION")));
    if let Some(file) = &how.ca_file {
        builder = builder.ca_file(file);
    }
    Ok(builder.build()?)
}

/// Returns Jira as its administrator, whose credential is read now and sent when something is asked.
///
/// # Errors
/// When the address cannot be used or the credential is not there.
pub fn admin(spec: &Spec, admin: &Admin, how: &How, answer: &mut Answer) -> Result<Client, Stop> {
    const INSTEAD: &str = "Give --jira-user with --jira-password-file, --jira-password-command or the \
                           variable BAILIWICK_JIRA_PASSWORD; or a token with --jira-token-file, \
                           --jira-token-command or BAILIWICK_JIRA_TOKEN.";
    let client = anonymous(spec, how)?;
    let AdminSpec {
        username,
        password,
        token,
    } = admin.source(spec);
    let credential = match token {
        Some(source) => {
            let what = "Token of a Jira administrator";
            let token = answer.with_people(|| secrets::read(&source, what, INSTEAD))?;
            jira_client::Credential::Bearer(token)
        }
        None => {
            let Some(username) = username else {
                return Err(Stop::new(
                    super::exit::Exit::Usage,
                    "who is the Jira administrator?",
                    INSTEAD,
                ));
            };
            let what = format!("Password of {username} at {}", spec.jira_url());
            let source = password.unwrap_or(SecretSource::Prompt);
            let password = answer.with_people(|| secrets::read(&source, &what, INSTEAD))?;
            jira_client::Credential::Basic { username, password }
        }
    };
    Ok(client.with_credential(credential)?)
}

/// Returns GitLab, if one is wanted.
///
/// # Errors
/// When the address cannot be used or the token is not there.
pub fn gitlab(
    spec: &Spec,
    access: &GitlabAccess,
    how: &How,
    answer: &mut Answer,
) -> Result<Side, Stop> {
    const INSTEAD: &str = "Give --gitlab-token-file, --gitlab-token-command or the variable \
                           BAILIWICK_GITLAB_TOKEN.";
    let Some(wanted) = &spec.gitlab else {
        return Ok(Side::Nobody(NoGitlab));
    };
    let what = format!("Token for GitLab's API at {}", wanted.url);
    let source = access.source(wanted);
    let token = answer.with_people(|| secrets::read(&source, &what, INSTEAD))?;
    let mut options = Options {
        allow_plain_http: how.allow_http,
        ..Options::default()
    };
    if let Some(file) = &how.ca_file {
        let pem = std::fs::read(file).map_err(|error| cannot_read(file, &error))?;
        options.ca_pem.push(pem);
    }
    let gitlab = GitLab::new(&wanted.url, &token, &options)?;
    Ok(Side::Real(Box::new(gitlab)))
}

/// Returns the credential that GitLab has or is to have, if it is at hand: given, or in the file that an
/// earlier run kept it in, which must be in the record where there is one.
///
/// # Errors
/// When it was given and cannot be read, or the file for it holds something else.
pub fn at_hand(
    spec: &Spec,
    record: Option<&Record>,
    answer: &mut Answer,
) -> Result<Option<Credential>, Stop> {
    let what = format!("Password or token of {}", spec.user.name);
    let instead =
        "Give --credential-file, --credential-command or the variable BAILIWICK_CREDENTIAL.";
    let source = match (&spec.credential.from, &spec.credential.store) {
        (Some(source), _) => source.clone(),
        (None, Some(file)) if Path::new(file).exists() => {
            if record.is_some_and(|record| record.credential.is_none()) {
                return Err(Stop::new(
                    super::exit::Exit::Usage,
                    format!(
                        "{file} is there, and no earlier run has written it; it is not overwritten"
                    ),
                    "Choose another file. If it holds the password or token to use, give it with \
                     --credential-file.",
                ));
            }
            SecretSource::File(file.clone())
        }
        _ => return Ok(None),
    };
    let secret = answer.with_people(|| secrets::read(&source, &what, instead))?;
    Ok(Some(match spec.credential.kind {
        CredentialKind::Password => Credential::Password {
            username: spec.user.name.clone(),
            password: secret,
        },
        CredentialKind::Token => Credential::Token(secret),
    }))
}

/// Returns the place for a new secret, in which the one at hand may be replaced if it is known from earlier.
pub fn drawer(spec: &Spec, record: &Record, at_hand: Option<&Credential>) -> Drawer {
    let former = at_hand
        .map(Credential::secret)
        .filter(|secret| record.rotation.is_some() || record.may_be_in_use(secret));
    let store = spec.credential.store.as_ref().map(PathBuf::from);
    Drawer::new(store, former.cloned())
}

/// Opens the record of this user of this Jira.
///
/// # Errors
/// When another run works with it, or it cannot be read.
pub fn record(spec: &Spec, how: &How) -> Result<RecordFile, Stop> {
    let folder = state_dir(how)?;
    Ok(RecordFile::open(&folder, spec.jira_url(), &spec.user.name)?)
}

/// Returns the folder of the records.
///
/// # Errors
/// When nobody says where that is.
pub fn state_dir(how: &How) -> Result<PathBuf, Stop> {
    if let Some(folder) = &how.state_dir {
        return Ok(folder.clone());
    }
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
    };
    let state = absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/state")))
        .ok_or_else(|| {
            Stop::usage("where do records go? There is no HOME; give --state-dir".to_owned())
        })?;
    Ok(state.join("bailiwick/connect"))
}

fn cannot_read(file: &Path, error: &io::Error) -> Stop {
    Stop::usage(format!("cannot read {}: {error}", file.display()))
}

/// Refuses an address over which everybody on the way reads the password.
fn refuse_plain_http(url: &str, how: &How) -> Result<(), Stop> {
    let Some(rest) = url.strip_prefix("http://") else {
        return Ok(());
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_here = host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    if is_here || how.allow_http {
        return Ok(());
    }
    Err(Stop::new(
        super::exit::Exit::Usage,
        format!(
            "{url} is plain http: everybody on the way could read the administrator's password"
        ),
        "Use Jira's https address; if the network between here and Jira is yours alone, add --allow-http.",
    ))
}
