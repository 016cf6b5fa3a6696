//! The flags that several verbs share, and how they and a file become what is wanted.

use std::path::PathBuf;

use ::connect::rights::Rights;
use ::connect::spec::{self, Access, CredentialKind, GitlabSpec, Projects, SchemeChoice, Spec};
use clap::{Args, ValueEnum};

use super::exit::Stop;

/// What is wanted. A flag comes before the file.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "What is wanted")]
pub struct Wanted {
    /// TOML file that says all of this; docs/connect.md describes it. It never holds a secret
    #[arg(short = 'f', long, value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Jira's address as GitLab will use it, with its context path
    #[arg(long, value_name = "URL", env = "BAILIWICK_JIRA_URL")]
    pub jira_url: Option<String>,

    /// Jira project that GitLab works with, by its key; may be repeated or separated by commas
    #[arg(
        long = "project",
        value_name = "KEY",
        num_args = 1..,
        value_delimiter = ',',
        conflicts_with = "all_projects"
    )]
    pub projects: Vec<String>,

    /// All projects of Jira, in place of --project
    #[arg(long)]
    pub all_projects: bool,

    /// Name of the Jira user that GitLab will be. [default: gitlab]
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,

    /// The user's address. [default: gitlab@example.com]
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,

    /// The user's name as people see it. [default: GitLab]
    #[arg(long, value_name = "NAME")]
    pub display_name: Option<String>,

    /// Jira group that holds the permissions. [default: gitlab-developers]
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,

    /// Where the permissions are granted: "grant" adds them to the permission scheme that each project
    /// uses; other projects with that scheme get them too, and the plan names them. "copy" makes a
    /// complete copy of each such scheme for the projects named here and leaves the others alone. A
    /// scheme with nothing else in it is never put in place. [default: grant]
    #[arg(long, value_enum, value_name = "HOW")]
    pub scheme: Option<Scheme>,

    /// How much: "minimal" is what GitLab's calls need (browse, comment, link, transition, resolve,
    /// close); "documented" adds Administer Projects, for which GitLab's documentation asks and which no
    /// call of GitLab needs. [default: minimal]
    #[arg(long, value_enum, value_name = "RIGHTS")]
    pub rights: Option<RightsArg>,

    /// A further permission by its key, such as CREATE_ISSUES for issues made from vulnerabilities; may
    /// be repeated
    #[arg(long = "permission", value_name = "KEY")]
    pub permissions: Vec<String>,

    /// How the user comes to be allowed to sign in: "group" gives its group access to the application and
    /// nothing else; "default" puts it where new users are put, with all that they may do; "none" leaves
    /// it. [default: group]
    #[arg(long, value_enum, value_name = "HOW")]
    pub access: Option<AccessArg>,

    /// Make a personal access token for GitLab in place of a password (Jira 8.14 or later): CAPTCHA does
    /// not lock it
    #[arg(long)]
    pub token: bool,

    /// Days that a new token is good for. [default: no end]
    #[arg(long, value_name = "DAYS", requires = "token")]
    pub expires_days: Option<u32>,

    /// Address of GitLab; without it only Jira's side is done
    #[arg(long, value_name = "URL", env = "BAILIWICK_GITLAB_URL")]
    pub gitlab_url: Option<String>,

    /// GitLab project whose integration is set, such as group/project; may be repeated
    #[arg(long = "gitlab-project", value_name = "PATH")]
    pub gitlab_projects: Vec<String>,

    /// GitLab group whose integration is set, for its projects to inherit; may be repeated
    #[arg(long = "gitlab-group", value_name = "PATH")]
    pub gitlab_groups: Vec<String>,

    /// Have "Closes KEY-1" in GitLab move the issue to done, by whatever transition leads there
    #[arg(long)]
    pub close_issues: bool,

    /// Address of Jira for GitLab's requests, if it is another than the one for people
    #[arg(long, value_name = "URL")]
    pub jira_api_url: Option<String>,
}

/// `--scheme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scheme {
    Grant,
    Copy,
}

/// `--rights`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RightsArg {
    Minimal,
    Documented,
}

/// `--access`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AccessArg {
    Group,
    Default,
    None,
}

impl Wanted {
    /// Returns what is wanted: the file's, with the flags over it.
    ///
    /// # Errors
    /// When the file cannot be read, or something makes no sense.
    pub fn spec(&self) -> Result<Spec, Stop> {
        let mut spec = match &self.file {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| {
                    Stop::usage(format!("cannot read {}: {error}", path.display()))
                })?;
                spec::from_toml(&text)
                    .map_err(|error| Stop::usage(format!("{}: {error}", path.display())))?
            }
            None => {
                let Some(url) = &self.jira_url else {
                    return Err(Stop::usage(
                        "which Jira? Give --jira-url, or a file with -f".to_owned(),
                    ));
                };
                if self.projects.is_empty() && !self.all_projects {
                    return Err(Stop::usage(
                        "which projects of Jira? Give --project KEY, or --all-projects".to_owned(),
                    ));
                }
                Spec::new(url)
            }
        };
        self.lay_over(&mut spec);
        let problems = spec.check();
        if problems.is_empty() {
            return Ok(spec);
        }
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Err(Stop::usage(lines.join("\n")))
    }

    fn lay_over(&self, spec: &mut Spec) {
        set(&mut spec.jira.url, self.jira_url.as_ref());
        if self.all_projects {
            spec.jira.projects = Projects::All;
        } else if !self.projects.is_empty() {
            let keys = self.projects.iter().map(|key| key.trim().to_owned());
            spec.jira.projects = Projects::Keys(keys.collect());
        }
        set(&mut spec.user.name, self.user.as_ref());
        set(&mut spec.user.email, self.email.as_ref());
        set(&mut spec.user.display_name, self.display_name.as_ref());
        set(&mut spec.group.name, self.group.as_ref());
        let permissions = &mut spec.permissions;
        match self.scheme {
            Some(Scheme::Grant) => permissions.scheme = SchemeChoice::Grant,
            Some(Scheme::Copy) => permissions.scheme = SchemeChoice::Copy,
            None => {}
        }
        match self.rights {
            Some(RightsArg::Minimal) => permissions.rights = Rights::Minimal,
            Some(RightsArg::Documented) => permissions.rights = Rights::Documented,
            None => {}
        }
        match self.access {
            Some(AccessArg::Group) => permissions.access = Access::Group,
            Some(AccessArg::Default) => permissions.access = Access::Default,
            Some(AccessArg::None) => permissions.access = Access::None,
            None => {}
        }
        permissions.extra.extend(self.permissions.iter().cloned());
        if self.token {
            spec.credential.kind = CredentialKind::Token;
        }
        if self.expires_days.is_some() {
            spec.credential.expires_days = self.expires_days;
        }
        self.lay_over_gitlab(spec);
    }

    fn lay_over_gitlab(&self, spec: &mut Spec) {
        let says_something = self.gitlab_url.is_some()
            || !self.gitlab_projects.is_empty()
            || !self.gitlab_groups.is_empty();
        if spec.gitlab.is_none() && !says_something {
            return;
        }
        let gitlab = spec.gitlab.get_or_insert_with(GitlabSpec::default);
        set(&mut gitlab.url, self.gitlab_url.as_ref());
        if !self.gitlab_projects.is_empty() || !self.gitlab_groups.is_empty() {
            gitlab.projects.clone_from(&self.gitlab_projects);
            gitlab.groups.clone_from(&self.gitlab_groups);
        }
        if self.close_issues {
            gitlab.transition_automatic = Some(true);
        }
        if self.jira_api_url.is_some() {
            gitlab.api_url.clone_from(&self.jira_api_url);
        }
    }
}

fn set(place: &mut String, value: Option<&String>) {
    if let Some(value) = value {
        value.clone_into(place);
    }
}

/// Which record to work with: what was set up before.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "What was set up")]
pub struct Known {
    /// TOML file that it was set up from, for its addresses and names
    #[arg(short = 'f', long, value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Jira's address, as it was named then
    #[arg(long, value_name = "URL", env = "BAILIWICK_JIRA_URL")]
    pub jira_url: Option<String>,

    /// Name of the Jira user that GitLab is. [default: gitlab]
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
}

impl Known {
    /// Returns the address, the user's name and the file's content.
    ///
    /// # Errors
    /// When the file cannot be read, or no Jira is named.
    pub fn resolve(&self) -> Result<Spec, Stop> {
        let wanted = Wanted {
            file: self.file.clone(),
            jira_url: self.jira_url.clone(),
            user: self.user.clone(),
            // Which ones is in the record.
            all_projects: self.file.is_none(),
            ..Wanted::default()
        };
        wanted.spec()
    }
}

/// How the verb behaves and answers.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "How")]
pub struct How {
    /// Form of the answer on standard output: text for people, or one JSON document (docs/connect.md
    /// describes it)
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub output: Output,

    /// Folder of the records of what was made; they hold no secret. [default:
    /// $XDG_STATE_HOME/bailiwick/connect or ~/.local/state/bailiwick/connect]
    #[arg(long, value_name = "DIR", env = "BAILIWICK_CONNECT_STATE")]
    pub state_dir: Option<PathBuf>,

    /// File with certificate authorities (PEM) to trust besides the system's
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,

    /// Allow plain http to other machines: everybody on the way can then read the secrets
    #[arg(long)]
    pub allow_http: bool,
}

/// `--output`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    #[default]
    Text,
    Json,
}
