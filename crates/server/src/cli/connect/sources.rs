//! The flags that say where secrets come from and where a new one goes. None of them holds a secret.

use ::connect::spec::{AdminSpec, GitlabSpec, SecretSource, Spec};
use clap::Args;

/// Who does it. Secrets come from a file, a command, the environment or a prompt, never from a flag.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Who does it")]
pub struct Admin {
    /// Name of a Jira administrator
    #[arg(long, value_name = "NAME", env = "BAILIWICK_JIRA_USER")]
    pub jira_user: Option<String>,

    /// File whose first line is the administrator's password; "-" is standard input. It must not be
    /// readable for everybody. The variable BAILIWICK_JIRA_PASSWORD does, too
    #[arg(long, value_name = "FILE")]
    pub jira_password_file: Option<String>,

    /// Command that prints the password, such as "op read op://ops/jira/password"
    #[arg(long, value_name = "COMMAND")]
    pub jira_password_command: Option<String>,

    /// File with the administrator's personal access token, in place of name and password. The variable
    /// BAILIWICK_JIRA_TOKEN does, too
    #[arg(long, value_name = "FILE")]
    pub jira_token_file: Option<String>,

    /// Command that prints the administrator's token
    #[arg(long, value_name = "COMMAND")]
    pub jira_token_command: Option<String>,
}

impl Admin {
    /// Returns where the administrator's credential comes from: a flag, the environment, the file.
    pub fn source(&self, spec: &Spec) -> AdminSpec {
        let from_file = spec.jira.admin.clone().unwrap_or_default();
        let token = pick(
            self.jira_token_file.as_ref(),
            self.jira_token_command.as_ref(),
            "BAILIWICK_JIRA_TOKEN",
        );
        let password = pick(
            self.jira_password_file.as_ref(),
            self.jira_password_command.as_ref(),
            "BAILIWICK_JIRA_PASSWORD",
        );
        AdminSpec {
            username: self.jira_user.clone().or(from_file.username),
            // Either flag says more than what the file says of the other.
            token: token.or(if password.is_some() {
                None
            } else {
                from_file.token
            }),
            password: password.or(from_file.password),
        }
    }
}

/// How GitLab is spoken to.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Who does it")]
pub struct GitlabAccess {
    /// File with a token for GitLab's API: scope api, role Maintainer. The variable
    /// BAILIWICK_GITLAB_TOKEN does, too
    #[arg(long, value_name = "FILE")]
    pub gitlab_token_file: Option<String>,

    /// Command that prints the token for GitLab's API
    #[arg(long, value_name = "COMMAND")]
    pub gitlab_token_command: Option<String>,
}

impl GitlabAccess {
    /// Returns where the token comes from.
    pub fn source(&self, gitlab: &GitlabSpec) -> SecretSource {
        pick(
            self.gitlab_token_file.as_ref(),
            self.gitlab_token_command.as_ref(),
            "BAILIWICK_GITLAB_TOKEN",
        )
        .or_else(|| gitlab.token.clone())
        .unwrap_or(SecretSource::Prompt)
    }
}

/// What becomes of the credential that GitLab signs in with.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "The credential for GitLab")]
pub struct Handing {
    /// File that the new password or token is written to, readable for you alone. A file that is there
    /// and holds another secret is not overwritten; the one of an earlier run is used again
    #[arg(long, value_name = "FILE")]
    pub secret_file: Option<String>,

    /// Print the new password or token when all is done
    #[arg(long)]
    pub show_secret: bool,

    /// File with a password or token to use in place of a new one. The variable BAILIWICK_CREDENTIAL
    /// does, too
    #[arg(long, value_name = "FILE")]
    pub credential_file: Option<String>,

    /// Command that prints the password or token to use
    #[arg(long, value_name = "COMMAND")]
    pub credential_command: Option<String>,
}

impl Handing {
    /// Puts into what is wanted what the flags say.
    pub fn lay_over(&self, spec: &mut Spec) {
        let given = pick(
            self.credential_file.as_ref(),
            self.credential_command.as_ref(),
            "BAILIWICK_CREDENTIAL",
        );
        if given.is_some() {
            spec.credential.from = given;
        }
        if self.secret_file.is_some() {
            spec.credential.store.clone_from(&self.secret_file);
        }
        // The record repeats it, and the next run may begin in another folder.
        if let Some(store) = &mut spec.credential.store
            && let Ok(absolute) = std::path::absolute(&store)
            && let Some(absolute) = absolute.to_str()
        {
            absolute.clone_into(store);
        }
    }
}

/// Returns where a secret comes from: the file, the command, or the variable if it is set.
fn pick(file: Option<&String>, command: Option<&String>, variable: &str) -> Option<SecretSource> {
    if let Some(file) = file {
        return Some(SecretSource::File(file.clone()));
    }
    if let Some(command) = command {
        return Some(SecretSource::Command(command.clone()));
    }
    std::env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(|_| SecretSource::Env(variable.to_owned()))
}
