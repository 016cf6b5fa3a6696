//! `bailiwick demo`: a server with sample projects on which the credentials for GitLab are created and
//! proven, all through the public REST API: by the same code as `bailiwick connect`.

mod credentials;
mod samples;
mod setup;
mod verify;

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use accounts::setup::NewAdmin;
use clap::Args;
use jira_client::{Client, Credential};
use serde::Serialize;

use self::credentials::Credentials;
use super::start::{self, Started};
use super::{Failure, print, say, start_log};
use crate::background::Background;
use crate::config::Options;
use crate::listen;

/// Try it: sample projects and working credentials for GitLab
///
/// Starts a server with two projects and a few issues, then does through the public REST API what
/// GitLab's documentation asks of a Jira administrator: the user gitlab, the group gitlab-developers, a
/// permission scheme that grants the group what the integration needs and no more, and its association
/// with the projects. Signs in as gitlab and tries it all, prints what to paste into GitLab, and stays up.
///
/// Without --data everything is gone when it stops. With it, a second run changes nothing and shows the
/// same credentials, which are kept in a file that only you can read.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Demo {
    #[command(flatten)]
    options: Options,

    /// Print one line of JSON for scripts, as soon as everything is proven
    #[arg(long)]
    json: bool,
}

/// The line for scripts. Its members are a contract.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    url: &'a str,
    admin: &'a credentials::Admin,
    gitlab: &'a credentials::GitLab,
    projects: &'a [String],
    issues: &'a [String],
    verified: bool,
}

impl Demo {
    /// Runs the command.
    ///
    /// # Errors
    /// When the server cannot start, or what was set up does not work.
    pub async fn run(self) -> Result<(), Failure> {
        start_log("warn");
        let json = self.json;
        let config = self.options.resolve()?;
        // Kept until the end: dropping it deletes the folder.
        let mut ephemeral = None;
        let data: PathBuf = match &config.data {
            Some(data) => data.clone(),
            None => {
                let folder = tempfile::Builder::new()
                    .prefix("bailiwick-demo-")
                    .permissions(std::fs::Permissions::from_mode(0o700))
                    .tempdir()
                    .map_err(|error| {
                        Failure(format!("cannot make a folder for the demo: {error}"))
                    })?;
                ephemeral.insert(folder).path().to_owned()
            }
        };
        start::make_private_folder(&data)?;
        let Started {
            server,
            listener,
            address,
        } = start::start(&config, &data, None).await?;
        let app = Arc::clone(server.app());
        let url = app.settings.urls.base().to_owned();
        let context_path = app.settings.urls.context_path().to_owned();

        let mut credentials = Credentials::load_or_make(&data)?;
        let is_new = start::first_administrator(&app, &administrator(&credentials)).await?;
        let background = Background::start(app, config.smtp.clone());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = tokio::spawn(listen::serve(server, listener, async {
            let _ = stopped.await;
        }));

        // To the address itself, wherever clients are told that the server is.
        let reached = format!("http://{address}{context_path}");
        let set_up = set_up(&reached, &url, &data, &mut credentials, is_new, json);
        let done = tokio::select! {
            done = set_up => done,
            () = listen::stop_signal() => Err(Failure("stopped before it was ready".to_owned())),
        };
        if done.is_ok() {
            listen::stop_signal().await;
        }
        let _ = stop.send(());
        let _ = serving.await;
        background.stop().await;
        drop(ephemeral);
        done
    }
}

/// Sets everything up, proves it and reports.
async fn set_up(
    reached: &str,
    url: &str,
    data: &Path,
    credentials: &mut Credentials,
    is_new: bool,
    json: bool,
) -> Result<(), Failure> {
    let administrator = &credentials.admin;
    let admin = Client::builder(reached)
        .no_proxy()
        .credential(Credential::basic(
            administrator.username.as_str(),
            administrator.password.as_str(),
        ))
        .build()?;
    match admin.myself().await {
        Err(error) if error.is_credential_refused() => {
            return Err(Failure(
                "this database was set up with another password than the demo's; \
                 use the --data folder of the first run, or an empty one"
                    .to_owned(),
            ));
        }
        answer => answer?,
    };
    if !json {
        say(&format!("Bailiwick is at {url}"));
    }
    let log = setup::Log::new(!json);
    if is_new {
        log.did(&format!("administrator {}", administrator.username));
    }
    let (projects, issues) = samples::ensure(&admin, &log).await?;
    let spec = setup::wanted(url, credentials, &projects);
    setup::ensure(&admin, &spec, data, credentials, &projects, &log).await?;
    credentials.store(data)?;
    let first_issue = issues
        .first()
        .ok_or_else(|| Failure("there is no sample issue".to_owned()))?;
    let tries_writing = log.n_done() > 0;
    verify::verify(&admin, &spec, credentials, first_issue, tries_writing).await?;
    if json {
        let report = Report {
            url,
            admin: &credentials.admin,
            gitlab: &credentials.gitlab,
            projects: &projects,
            issues: &issues,
            verified: true,
        };
        print(&serde_json::to_string(&report).map_err(|error| Failure(error.to_string()))?);
    } else {
        if log.n_done() == 0 {
            say("Nothing to do: everything was set up before.");
        }
        print(&summary(
            url,
            credentials,
            &projects,
            first_issue,
            tries_writing,
        ));
    }
    Ok(())
}

fn administrator(credentials: &Credentials) -> NewAdmin {
    NewAdmin {
        name: credentials.admin.username.clone(),
        display_name: "Demo Administrator".to_owned(),
        email: "admin@example.com".to_owned(),
        password: credentials.admin.password.clone(),
    }
}

fn summary(
    url: &str,
    credentials: &Credentials,
    projects: &[String],
    issue: &str,
    wrote: bool,
) -> String {
    let Credentials { admin, gitlab } = credentials;
    let tried = if wrote {
        "connection test, browse, comment, remote link, transition"
    } else {
        "connection test, browse, permissions (nothing was written this time)"
    };
    format!(
        "\n\
         Verified as {user}: {tried}.\n\
         \n\
         Paste into GitLab (Settings > Integrations > Jira issues):\n\
         \n  Web URL                  {url}\
         \n  Authentication method    Basic\
         \n  Username                 {user}\
         \n  Password                 {password}\
         \n\n\
         or, with the method \"Jira personal access token\":\n\
         \n  Token                    {token}\
         \n\n\
         Projects {projects}; an issue to mention: {issue}\n\
         Try it:  curl -u {user}:{password} {url}/rest/api/2/myself\n\
         Administrator: {admin} / {admin_password}\n\
         \n\
         Stop with Ctrl-C.",
        user = gitlab.username,
        password = gitlab.password,
        token = gitlab.token,
        projects = projects.join(", "),
        admin = admin.username,
        admin_password = admin.password,
    )
}
