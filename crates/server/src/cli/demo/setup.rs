//! The credentials for GitLab: what `bailiwick connect gitlab` makes, in projects whose scheme grants to people
//! what the default one grants to any logged-in user. GitLab's user is one, too, and is to have less.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use ::connect::apply;
use ::connect::gitlab_part::{Credential, NoGitlab};
use ::connect::observe::observe;
use ::connect::parties::{NoKeeper, Parties};
use ::connect::plan;
use ::connect::record::RecordFile;
use ::connect::report::{Event, Report, StepState};
use ::connect::spec::{Projects, SecretSource, Spec};
use jira_client::{
    Client, Holder, Id, NewGrant, NewPermissionScheme, NewToken, PermissionScheme, Secret,
};

use super::credentials::Credentials;
use crate::cli::{Failure, say};

/// The group that everybody who works here is in.
const PEOPLE: &str = "jira-software-users";
/// The scheme of a new project.
const DEFAULT_SCHEME: i64 = 0;

/// What was done, told as it happens.
pub struct Log {
    aloud: bool,
    n_done: AtomicUsize,
}

impl Log {
    /// Returns an empty log.
    pub fn new(aloud: bool) -> Self {
        Self {
            aloud,
            n_done: AtomicUsize::new(0),
        }
    }

    /// Notes a step.
    pub fn did(&self, what: &str) {
        self.n_done.fetch_add(1, Ordering::Relaxed);
        if self.aloud {
            say(&format!("  + {what}"));
        }
    }

    /// Returns how many steps were noted.
    pub fn n_done(&self) -> usize {
        self.n_done.load(Ordering::Relaxed)
    }
}

impl Report for Log {
    fn event(&self, event: &Event<'_>) {
        if let Event::Step {
            line,
            state: StepState::Done,
            ..
        } = event
        {
            self.did(line);
        }
    }
}

/// Returns what is wanted of `connect`.
pub fn wanted(url: &str, credentials: &Credentials, projects: &[String]) -> Spec {
    let mut spec = Spec::new(url);
    spec.jira.projects = Projects::Keys(projects.to_vec());
    credentials.gitlab.username.clone_into(&mut spec.user.name);
    credentials.gitlab.group.clone_into(&mut spec.group.name);
    // For issues made from vulnerabilities, so that everything GitLab can do may be tried.
    spec.permissions.extra = vec!["CREATE_ISSUES".to_owned()];
    // It is given: the demo keeps it, and shows it in every run.
    spec.credential.from = Some(SecretSource::Prompt);
    spec
}

/// Makes what is not there: the scheme and its association, group, user, grants, membership, password, token.
///
/// # Errors
/// When the server refuses.
pub async fn ensure(
    admin: &Client,
    spec: &Spec,
    data: &Path,
    credentials: &mut Credentials,
    projects: &[String],
    log: &Log,
) -> Result<(), Failure> {
    let scheme = ensure_scheme(admin, &credentials.gitlab.permission_scheme, log).await?;
    for project in projects {
        if admin.project_permission_scheme(project).await?.id != scheme {
            admin
                .set_project_permission_scheme(project, &scheme)
                .await?;
            log.did(&format!("the scheme for project {project}"));
        }
    }
    let parties = Parties {
        admin,
        gitlab: &NoGitlab,
        keeper: &NoKeeper,
        report: log,
        credential: Some(password(credentials)),
    };
    // The port may be another in the next run; the data is the same.
    let mut file = RecordFile::open(data, "demo", &spec.user.name)?;
    let observed = observe(&parties, spec, &file.record).await?;
    let plan = plan::make(spec, &observed, &file.record);
    apply::apply(&parties, spec, &plan, &mut file).await?;
    ensure_token(admin, credentials, log).await
}

/// Returns the name and password that GitLab signs in with.
pub fn password(credentials: &Credentials) -> Credential {
    Credential::Password {
        username: credentials.gitlab.username.clone(),
        password: Secret::new(credentials.gitlab.password.as_str()),
    }
}

async fn ensure_scheme(admin: &Client, name: &str, log: &Log) -> Result<Id, Failure> {
    let schemes = admin.permission_schemes().await?;
    let of_name = |scheme: &PermissionScheme| scheme.name == name;
    if let Some(known) = schemes.into_iter().find(of_name) {
        return Ok(known.id);
    }
    let default = admin.grants(&DEFAULT_SCHEME.into()).await?;
    let scheme = NewPermissionScheme {
        name: name.to_owned(),
        description: Some(
            "People work as by default; GitLab has what its integration needs.".to_owned(),
        ),
        permissions: default.iter().map(NewGrant::from).map(for_people).collect(),
    };
    let made = admin.create_permission_scheme(&scheme).await?;
    log.did(&format!("permission scheme {name}"));
    Ok(made.id)
}

fn for_people(mut grant: NewGrant) -> NewGrant {
    if grant.holder.kind == "applicationRole" && grant.holder.parameter.is_none() {
        grant.holder = Holder::group(PEOPLE);
    }
    grant
}

async fn ensure_token(
    admin: &Client,
    credentials: &mut Credentials,
    log: &Log,
) -> Result<(), Failure> {
    let token = &credentials.gitlab.token;
    if !token.is_empty() {
        let with_token = jira_client::Credential::bearer(token.as_str());
        if admin.with_credential(with_token)?.myself().await.is_ok() {
            return Ok(());
        }
    }
    let gitlab = &mut credentials.gitlab;
    let with_password =
        jira_client::Credential::basic(gitlab.username.as_str(), gitlab.password.as_str());
    let token = NewToken {
        name: "GitLab".to_owned(),
        expires_after_days: None,
    };
    let made = admin
        .with_credential(with_password)?
        .create_token(&token)
        .await?;
    made.raw_token.expose().clone_into(&mut gitlab.token);
    log.did("a personal access token");
    Ok(())
}
